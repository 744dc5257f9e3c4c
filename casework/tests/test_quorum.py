"""Who chairs decides whether a meeting may proceed: when, why, and with whom there."""

from datetime import date

import pytest

from casework.choices import Event, MeetingStatus, OfficeKind
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, QuorumDecision
from casework.tests.factories import (
    JANUARY,
    agency_called,
    make_chair,
    make_closed_meeting,
    make_meeting,
    make_member,
    seat_called,
)
from casework.tests.room_factories import arrive, decide, need, on_the_day, open_it
from casework.workflows import members

pytestmark = pytest.mark.django_db

POLICE, LANDLORDS = "thames-valley-police", "landlords"


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
