"""The chair and whoever acts press at the same moment."""

import pytest

from casework.choices import AttendanceState, Event, MeetingStatus
from casework.errors import NotPermitted
from casework.models import AuditEntry
from casework.tests.factories import make_chair, make_closed_meeting
from casework.tests.room_factories import make_both_chairs, make_open_meeting, mark, on_the_day
from casework.tests.test_races import at_once, refusals
from casework.workflows import sessions

pytestmark = pytest.mark.usefixtures("restored_database")


def test_two_presses_open_a_meeting_once_and_end_it_once():
    chair, meeting = make_chair(), make_closed_meeting(cases=0)
    now = on_the_day(meeting)
    sessions.decide_quorum(meeting=meeting, proceeds=True, reason="All.", actor=chair, now=now)

    for act in (sessions.open_meeting, sessions.end_meeting):
        results = at_once(2, lambda _, act=act: act(meeting=meeting, actor=chair, now=now))
        assert refusals(results) == 1

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    opened = AuditEntry.objects.filter(event__in=(Event.MEETING_OPENED, Event.MEETING_ENDED))
    assert opened.count() == 2


def test_a_chair_marked_absent_while_the_vice_chair_acts_leaves_one_of_them_chairing():
    chair, vice = make_both_chairs()
    meeting = make_closed_meeting(cases=0)
    mark(meeting, chair, AttendanceState.ABSENT)
    make_open_meeting(meeting, vice)

    def end(number):
        try:
            actor = (chair, vice)[number]
            return sessions.end_meeting(meeting=meeting, actor=actor, now=on_the_day(meeting))
        except NotPermitted as refusal:
            return refusal

    first, second = at_once(2, end)

    assert isinstance(first, NotPermitted)
    assert second.status == MeetingStatus.HELD
