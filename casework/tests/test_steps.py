"""Which button of a meeting stands out: what its moment asks of whoever looks."""

import pytest

from casework.choices import MeetingStatus, OfficeKind
from casework.tests.factories import make_administrator, make_chair, make_closed_meeting, put
from casework.views import steps
from casework.workflows import meetings

pytestmark = pytest.mark.django_db

STARTED = {"started_at": "2026-12-10T10:00Z"}
EXPECTED = [
    (MeetingStatus.LIST_CLOSED, "Issue the summary of returns", "Give your returns"),
    (MeetingStatus.PACK_ISSUED, "Read the summary of returns", "Read the summary of returns"),
    (MeetingStatus.IN_SESSION, "Record the discussion", "Record the discussion"),
    (MeetingStatus.HELD, "Draft the minutes", "Draft the minutes"),
    (MeetingStatus.COMPLETE, "Read the minutes", "Read the minutes"),
]


def standing_out(meeting, user) -> list[str]:
    return [step["text"] for step in steps.steps_of(meeting, user) if not step["classes"]]


@pytest.mark.parametrize(("status", "to_staff", "to_the_chair"), EXPECTED)
def test_one_button_stands_out_for_what_its_moment_asks(status, to_staff, to_the_chair):
    chair, administrator = make_chair(), make_administrator()
    meeting = put(make_closed_meeting(), status=status, **STARTED)

    assert standing_out(meeting, administrator) == [to_staff]
    assert standing_out(meeting, chair) == [to_the_chair]


def test_a_vice_chair_is_not_offered_what_only_the_chair_may(time_machine):
    make_chair()
    vice = make_chair(kind=OfficeKind.VICE)
    meeting = make_closed_meeting()
    meetings.invite(meeting=meeting, now=meeting.closes_at)
    time_machine.move_to("2026-12-10 09:00+00:00")

    assert "Open the meeting" not in [one["text"] for one in steps.steps_of(meeting, vice)]
    meeting.attendances.exclude(user=vice).update(state="apologies")
    assert standing_out(meeting, vice) == ["Open the meeting"]
