"""The room: the chair lets a meeting proceed or not, opens it and ends it."""

from datetime import date, timedelta

import pytest

from casework.choices import AttendanceState, Event, MeetingStatus, OfficeKind
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, QuorumDecision
from casework.tests.factories import (
    JANUARY,
    NOVEMBER,
    agency_called,
    make_administrator,
    make_chair,
    make_closed_meeting,
    make_meeting,
    make_member,
    put,
    seat_called,
)
from casework.tests.room_factories import (
    arrive,
    conclude,
    make_both_chairs,
    make_open_meeting,
    mark,
    on_the_day,
)
from casework.workflows import meetings, members, sessions

pytestmark = pytest.mark.django_db

POLICE, LANDLORDS = "thames-valley-police", "landlords"
HOUR = timedelta(hours=1)


def decide(meeting, actor, proceeds=True, reason="Whoever matters is here.", now=None):
    now = now or on_the_day(meeting)
    return sessions.decide_quorum(
        meeting=meeting, proceeds=proceeds, reason=reason, actor=actor, now=now
    )


def open_it(meeting, actor, now=None):
    return sessions.open_meeting(meeting=meeting, actor=actor, now=now or on_the_day(meeting))


def end_it(meeting, actor, now=None):
    return sessions.end_meeting(meeting=meeting, actor=actor, now=now or on_the_day(meeting, 12))


def need(meeting, *seats, item=None):
    item = item or meeting.items.first()
    meetings.choose_relevant(item=item, seats=list(seats), actor=None, now=NOVEMBER)


def whoever_is_nobody_here():
    """Return those who may not decide: by their role, their seat or their office."""
    vice = make_chair(kind=OfficeKind.VICE)
    return [make_member("fire-and-rescue"), make_administrator(), vice, make_chair("child"), None]


@pytest.mark.req("B33")
def test_the_chairs_decision_keeps_reason_decider_office_time_and_who_was_there():
    chair, meeting = make_chair(), make_closed_meeting()
    vale = agency_called("beechwood-vale")
    need(meeting, (seat_called(POLICE), None), (seat_called(LANDLORDS), vale))
    arrive(meeting, seat_called(LANDLORDS), agency=agency_called("icknield-hill"))
    now = on_the_day(meeting)

    decision = decide(meeting, chair, proceeds=False, reason=" The police are away. ", now=now)

    assert (decision.proceeds, decision.reason) == (False, "The police are away.")
    assert (decision.decided_by, decision.decided_at) == (chair, now)
    assert (decision.office, decision.office_title) == (OfficeKind.CHAIR, "Chair")
    assert decision.present == [{"seat": LANDLORDS, "title": "Registered Social Landlords"}]
    case = meeting.items.get().case.reference
    assert decision.missing == [
        {
            "case": case,
            "seat": LANDLORDS,
            "agency": "beechwood-vale",
            "title": "Registered Social Landlords: Beechwood Vale Homes",
        },
        {"case": case, "seat": POLICE, "agency": None, "title": "Thames Valley Police"},
    ]


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


@pytest.mark.req("B33")
def test_two_meetings_with_equal_attendance_may_be_decided_differently():
    chair = make_chair()
    december, january = make_closed_meeting(), make_closed_meeting(JANUARY)
    for meeting in (december, january):
        need(meeting, (seat_called(POLICE), None))
        arrive(meeting, seat_called(LANDLORDS), agency=agency_called("beechwood-vale"))

    yes, no = decide(december, chair, proceeds=True), decide(january, chair, proceeds=False)

    assert yes.present == no.present
    assert (yes.proceeds, no.proceeds) == (True, False)
    open_it(december, chair)
    with pytest.raises(WrongMoment, match="cannot proceed"):
        open_it(january, chair)


def test_a_decision_says_so_in_the_audit_by_references_only():
    chair, meeting = make_chair(), make_closed_meeting()
    need(meeting, (seat_called(POLICE), None))

    decide(meeting, chair, proceeds=False, reason="Jane Ashworth’s officer is away.")

    entry = AuditEntry.objects.get(event=Event.QUORUM_DECIDED)
    case = meeting.items.get().case.reference
    assert (entry.actor, entry.subject) == (chair.email, "adult/2026-12-10")
    assert entry.facts == {
        "proceeds": False,
        "office": "chair",
        "present": [],
        "missing": [f"{case} {POLICE}"],
    }


@pytest.mark.parametrize("days", [0, -1])
def test_a_decision_is_made_on_the_day_or_the_day_before(days):
    chair, meeting = make_chair(), make_closed_meeting()

    assert decide(meeting, chair, now=on_the_day(meeting, days=days))


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "the day before: Wednesday 9 December 2026"), (1, "The day of this meeting is over")],
)
def test_a_decision_too_early_or_too_late_is_refused(days, words):
    chair, meeting = make_chair(), make_closed_meeting()

    with pytest.raises(WrongMoment, match=words):
        decide(meeting, chair, now=on_the_day(meeting, days=days))

    assert not QuorumDecision.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_needs_a_reason(reason):
    chair, meeting = make_chair(), make_closed_meeting()

    with pytest.raises(WrongMoment, match="Say why"):
        decide(meeting, chair, reason=reason)

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


def test_the_chair_may_decide_again_and_the_latest_counts():
    chair, meeting = make_chair(), make_closed_meeting()
    decide(meeting, chair, proceeds=False)
    arrive(meeting, seat_called(POLICE))
    decide(meeting, chair, proceeds=True)

    opened = open_it(meeting, chair)

    assert opened.status == MeetingStatus.IN_SESSION
    assert [one.proceeds for one in meeting.quorum_decisions.all()] == [False, True]
    assert [len(one.present) for one in meeting.quorum_decisions.all()] == [0, 1]


def test_a_later_no_takes_back_an_earlier_yes():
    chair, meeting = make_chair(), make_closed_meeting()
    decide(meeting, chair, proceeds=True)
    decide(meeting, chair, proceeds=False)

    with pytest.raises(WrongMoment, match="cannot proceed"):
        open_it(meeting, chair)


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


def test_the_title_of_the_office_is_kept_as_it_was_on_the_day():
    chair, meeting = make_chair(), make_closed_meeting()
    decision = decide(meeting, chair)

    members.rename_office(
        office=chair.tenures.get().office,
        title="Independent Chair",
        on=date(2026, 12, 20),
        actor=None,
        now=on_the_day(meeting, days=10),
    )

    decision.refresh_from_db()
    assert decision.office_title == "Chair"


def test_decisions_are_added_and_never_changed():
    decision = decide(make_closed_meeting(), make_chair())
    decision.proceeds = False

    for change in (decision.save, decision.delete, QuorumDecision.objects.all().delete):
        with pytest.raises(TypeError, match="only ever added to"):
            change()


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


@pytest.mark.req("B33")
def test_the_police_are_away_and_the_meeting_cannot_proceed():
    """The first half of scenario S4."""
    chair, member = make_chair(), make_member("fire-and-rescue")
    meeting = make_closed_meeting(cases=2)
    first, second = meeting.items.order_by("order")
    x, y = agency_called("beechwood-vale"), agency_called("icknield-hill")
    need(meeting, (seat_called(POLICE), None), (seat_called(LANDLORDS), x), item=first)
    arrive(meeting, seat_called(LANDLORDS), name="Hugh Penn", agency=y)

    with pytest.raises(NotPermitted):
        decide(meeting, member, proceeds=True)
    decision = decide(meeting, chair, proceeds=False, reason="Neither police nor the landlord.")

    assert [(one["case"], one["seat"]) for one in decision.missing] == [
        (first.case.reference, LANDLORDS),
        (first.case.reference, POLICE),
    ]
    with pytest.raises(WrongMoment, match="cannot proceed"):
        open_it(meeting, chair)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.started_at) == (MeetingStatus.LIST_CLOSED, None)


def test_an_open_list_is_not_opened_as_a_meeting():
    meeting = make_meeting()

    with pytest.raises(WrongMoment, match="Its status is “list open”"):
        decide(meeting, make_chair())
