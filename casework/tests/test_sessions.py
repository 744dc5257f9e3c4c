"""A meeting opens on its day, by who chairs it, and ends when every case has its outcome."""

from datetime import date, timedelta

import pytest

from casework.choices import AttendanceState, Event, MeetingStatus, OfficeKind
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, QuorumDecision
from casework.tests.factories import (
    JANUARY,
    make_administrator,
    make_chair,
    make_closed_meeting,
    make_member,
    put,
)
from casework.tests.room_factories import (
    conclude,
    decide,
    end_it,
    make_both_chairs,
    make_open_meeting,
    mark,
    on_the_day,
    open_it,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def whoever_is_nobody_here():
    """Return those who may not decide: by their role, their seat or their office."""
    vice = make_chair(kind=OfficeKind.VICE)
    return [make_member("fire-and-rescue"), make_administrator(), vice, make_chair("child"), None]


@pytest.mark.req("B33")
def test_nobody_but_who_chairs_decides_opens_or_ends():
    make_chair()
    meeting = make_closed_meeting()

    for actor in whoever_is_nobody_here():
        for act in (decide, open_it, end_it):
            with pytest.raises(NotPermitted):
                act(meeting, actor)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.LIST_CLOSED
    assert not QuorumDecision.objects.exists()


@pytest.mark.parametrize(
    "status",
    [s for s in MeetingStatus if s not in (MeetingStatus.LIST_CLOSED, MeetingStatus.PACK_ISSUED)],
)
def test_nothing_is_decided_and_nothing_opens_before_the_list_closed_or_after_the_opening(status):
    chair, meeting = make_chair(), make_closed_meeting()
    decide(meeting, chair)
    put(meeting, status=status, started_at=on_the_day(meeting))

    for act in (decide, open_it):
        with pytest.raises(WrongMoment, match="You cannot open this now"):
            act(meeting, chair)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.quorum_decisions.count()) == (status, 1)


@pytest.mark.parametrize("status", [MeetingStatus.LIST_CLOSED, MeetingStatus.PACK_ISSUED])
def test_opening_says_when_and_does_not_wait_for_the_summary_of_returns(status):
    chair, meeting = make_chair(), make_closed_meeting()
    put(meeting, status=status)
    decide(meeting, chair)

    opened = open_it(meeting, chair)

    assert (opened.status, opened.started_at) == (MeetingStatus.IN_SESSION, on_the_day(meeting))
    entry = AuditEntry.objects.get(event=Event.MEETING_OPENED)
    assert (entry.actor, entry.facts) == (chair.email, {"office": "chair"})


def test_a_meeting_does_not_open_without_a_decision():
    chair, meeting = make_chair(), make_closed_meeting()

    with pytest.raises(WrongMoment, match="Decide first"):
        open_it(meeting, chair)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_meeting_opens_on_its_own_day_only(days):
    chair, meeting = make_chair(), make_closed_meeting()
    decide(meeting, chair)

    with pytest.raises(WrongMoment, match="its own day only: Thursday 10 December 2026"):
        open_it(meeting, chair, now=on_the_day(meeting, days=days))

    meeting.refresh_from_db()
    assert (meeting.status, meeting.started_at) == (MeetingStatus.LIST_CLOSED, None)


def test_a_meeting_opens_once():
    chair = make_chair()
    meeting = make_open_meeting(make_closed_meeting(), chair)

    with pytest.raises(WrongMoment, match="You cannot open this now"):
        open_it(meeting, chair, now=on_the_day(meeting) + HOUR)

    meeting.refresh_from_db()
    assert meeting.started_at == on_the_day(meeting)


@pytest.mark.req("O26")
def test_the_alternate_decides_and_opens_when_the_chair_is_absent_and_not_before():
    chair, alternate = make_both_chairs("child")
    meeting = make_closed_meeting(date(2027, 1, 26), "child")
    for act in (decide, open_it):
        with pytest.raises(NotPermitted):
            act(meeting, alternate)

    mark(meeting, chair, AttendanceState.ABSENT)
    decision = decide(meeting, alternate)

    assert open_it(meeting, alternate).status == MeetingStatus.IN_SESSION
    assert decision.office == OfficeKind.ALTERNATE
    assert decision.office_title == "Director of Children’s Services, Oxford Health"
    with pytest.raises(NotPermitted):
        end_it(meeting, chair)


@pytest.mark.parametrize("panel", ["adult", "child"])
def test_with_both_away_a_meeting_cannot_open(panel):
    both = make_both_chairs(panel)
    day = date(2027, 1, 26) if panel == "child" else JANUARY
    meeting = make_closed_meeting(day, panel)
    decide(meeting, both[0])

    for user in both:
        mark(meeting, user, AttendanceState.APOLOGIES)

    for user in (*both, make_administrator(meeting.panel.board.slug)):
        with pytest.raises(NotPermitted):
            open_it(meeting, user)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.LIST_CLOSED


def test_who_acts_may_open_on_what_the_chair_decided_the_day_before():
    chair, vice = make_both_chairs()
    meeting = make_closed_meeting()
    decide(meeting, chair, now=on_the_day(meeting, days=-1))

    mark(meeting, chair, AttendanceState.ABSENT)

    assert open_it(meeting, vice).status == MeetingStatus.IN_SESSION


def test_a_meeting_ends_when_every_case_has_its_outcome():
    chair = make_chair()
    meeting = make_open_meeting(make_closed_meeting(cases=2), chair)
    noon = on_the_day(meeting, 12)
    for item in meeting.items.all():
        conclude(item, actor=chair, now=noon)

    ended = end_it(meeting, chair)

    assert (ended.status, ended.ended_at) == (MeetingStatus.HELD, noon)
    entry = AuditEntry.objects.get(event=Event.MEETING_ENDED)
    assert (entry.actor, entry.facts) == (chair.email, {"office": "chair"})


def test_a_meeting_does_not_end_before_and_the_cases_are_named():
    chair = make_chair()
    meeting = make_open_meeting(make_closed_meeting(cases=3), chair)
    done, begun, untouched = meeting.items.order_by("order")
    conclude(done, actor=chair, now=on_the_day(meeting))
    put(
        conclude(begun, actor=chair, now=on_the_day(meeting)),
        completed_at=None,
        completed_by=None,
    )

    with pytest.raises(WrongMoment) as refusal:
        end_it(meeting, chair)

    names = f"{begun.case.reference}, {untouched.case.reference}"
    assert str(refusal.value) == f"These cases have no outcome yet: {names}."
    meeting.refresh_from_db()
    assert (meeting.status, meeting.ended_at) == (MeetingStatus.IN_SESSION, None)


def test_a_meeting_that_heard_no_case_may_end():
    chair = make_chair()
    meeting = make_open_meeting(make_closed_meeting(cases=0), chair)

    assert end_it(meeting, chair).status == MeetingStatus.HELD


def test_only_an_open_meeting_ends():
    with pytest.raises(WrongMoment, match="You cannot end this now"):
        end_it(make_closed_meeting(), make_chair())
