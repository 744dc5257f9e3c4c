"""Meetings keep what they promise, and their lists close once."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from casework.choices import CaseStatus, Event, MeetingStatus, Message, ReferralStatus, Role
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, Holiday, Meeting, Notice, ReturnRequest
from casework.tests.factories import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    NOVEMBER,
    PLANNED,
    agency_called,
    at,
    board_called,
    make_administrator,
    make_authorised_referral,
    make_case,
    make_holder,
    make_meeting,
    make_member,
    make_screened_referral,
    panel_called,
    seat_called,
)
from casework.workflows import agendas, meetings, referrals

pytestmark = pytest.mark.django_db

CLOSING = at("2026-11-27 00:00")


def test_a_meeting_keeps_its_dates_with_the_rule_and_holidays_that_made_them():
    meeting = make_meeting(JANUARY)

    assert (meeting.closes_on, meeting.list_due) == (date(2026, 12, 30), date(2026, 12, 31))
    assert (meeting.returns_due, meeting.pack_due) == (date(2027, 1, 6), date(2027, 1, 7))
    assert meeting.closes_at.isoformat() == "2026-12-31T00:00:00+00:00"
    assert meeting.rule["closing"] == {
        "unit": "working_days",
        "days": 10,
        "counting": "ordinal",
        "roll": "none",
        "closing_time": None,
    }
    assert meeting.rule["holidays"] == ["2027-01-01"]


@pytest.mark.req("O85")
def test_the_childrens_list_closes_two_weeks_before():
    meeting = make_meeting(date(2027, 1, 8), "child")

    assert meeting.closes_on == date(2026, 12, 25)


def test_a_boards_closure_moves_only_its_own_dates():
    Holiday.objects.create(board=board_called("bsab"), day="2026-11-30", label="Office move")
    Holiday.objects.create(board=board_called("oscb"), day="2026-12-01", label="Training")

    assert make_meeting(DECEMBER).closes_on == date(2026, 11, 25)


def test_a_change_of_rule_leaves_planned_meetings_alone():
    meeting = make_meeting()
    panel = panel_called("adult")
    panel.closing_days = 12
    panel.save()

    meeting.refresh_from_db()
    assert meeting.closes_on == date(2026, 11, 26)
    assert make_meeting(JANUARY).closes_on == date(2026, 12, 24)


def test_one_meeting_a_day_and_none_in_the_past():
    make_meeting()

    with pytest.raises(WrongMoment, match="already a meeting on Thursday 10 December 2026"):
        make_meeting()
    with pytest.raises(WrongMoment, match="still to come"):
        make_meeting(date(2026, 5, 4))


def test_planning_needs_the_role():
    with pytest.raises(NotPermitted, match="plan meetings"):
        meetings.plan(
            panel=panel_called("adult"),
            held_on=DECEMBER,
            actor=make_administrator("oscb"),
            now=PLANNED,
        )


def test_changing_the_closing_day_is_recorded_with_its_reason():
    meeting, administrator = make_meeting(), make_administrator()

    changed = meetings.change_dates(
        meeting=meeting,
        closes_on=date(2026, 11, 24),
        reason="The office is closed.",
        actor=administrator,
        now=NOVEMBER,
    )

    assert changed.closes_at.isoformat() == "2026-11-25T00:00:00+00:00"
    assert (changed.list_due, changed.returns_due) == (date(2026, 11, 25), date(2026, 12, 2))
    entry = AuditEntry.objects.get(event=Event.DATES_CHANGED)
    assert (entry.actor, entry.subject) == (administrator.email, "adult/2026-12-10")
    assert entry.facts["reason"] == "The office is closed."
    assert entry.facts["was"]["closes_on"] == "2026-11-26"
    assert entry.facts["became"]["closes_on"] == "2026-11-24"


@pytest.mark.parametrize(
    ("closes_on", "reason", "now", "words"),
    [
        (date(2026, 11, 30), "Late", CLOSING, "has closed"),
        (date(2026, 11, 24), " ", NOVEMBER, "why the date changes"),
        (DECEMBER, "Late", NOVEMBER, "before the day of the meeting"),
        (date(2026, 11, 13), "Early", NOVEMBER, "still to come"),
    ],
)
def test_dates_that_cannot_be_changed(closes_on, reason, now, words):
    meeting = make_meeting()

    with pytest.raises(WrongMoment, match=words):
        meetings.change_dates(
            meeting=meeting, closes_on=closes_on, reason=reason, actor=None, now=now
        )

    meeting.refresh_from_db()
    assert meeting.closes_on == date(2026, 11, 26)
    assert not AuditEntry.objects.filter(event=Event.DATES_CHANGED).exists()


def test_dates_are_locked_once_the_list_is_closed():
    meeting = make_meeting()
    meetings.close_list(meeting=meeting, now=CLOSING)

    with pytest.raises(WrongMoment, match="has closed"):
        meetings.change_dates(
            meeting=meeting, closes_on=date(2026, 12, 1), reason="x", actor=None, now=CLOSING
        )


def test_a_list_is_not_closed_before_its_instant():
    meeting = make_meeting()

    with pytest.raises(WrongMoment, match="still open"):
        meetings.close_list(meeting=meeting, now=CLOSING - timedelta(microseconds=1))


def test_closing_twice_closes_once():
    meeting = make_meeting()
    make_member("thames-valley-police")
    make_case(meeting)

    for minutes in (0, 1, 2):
        meetings.close_list(meeting=meeting, now=CLOSING + timedelta(minutes=minutes))

    meeting.refresh_from_db()
    assert (meeting.status, meeting.list_closed_at) == (MeetingStatus.LIST_CLOSED, CLOSING)
    assert AuditEntry.objects.filter(event=Event.LIST_CLOSED).count() == 1
    assert ReturnRequest.objects.filter(seat__code="thames-valley-police").count() == 1
    assert Notice.objects.filter(message=Message.RETURNS_REQUESTED).count() == 1


def test_a_closing_that_fails_halfway_leaves_nothing_behind(monkeypatch):
    meeting = make_meeting()
    case = make_case(meeting)

    def away(**_):
        raise RuntimeError

    monkeypatch.setattr("casework.workflows.returns.tell", away)
    with pytest.raises(RuntimeError), transaction.atomic():
        meetings.close_list(meeting=meeting, now=CLOSING)

    meeting.refresh_from_db()
    case.refresh_from_db()
    assert (meeting.status, case.status) == (MeetingStatus.LIST_OPEN, CaseStatus.OPEN)
    assert not ReturnRequest.objects.exists()


STANDING = {
    "adult-social-care",
    "oxford-health",
    "council-housing",
    "quality-standards",
    "one-recovery-bucks",
    "thames-valley-police",
    "fire-and-rescue",
}


@pytest.mark.req("B24", "B26")
def test_every_standing_seat_is_asked_about_every_listed_case():
    meeting = make_meeting()
    cases = [make_case(meeting), make_case(meeting)]

    meetings.close_list(meeting=meeting, now=CLOSING)

    for case in cases:
        case.refresh_from_db()
        requests = case.return_requests.select_related("seat", "agency")
        assert sorted(one.seat.code for one in requests) == sorted(STANDING)
        assert {one.due_at.isoformat() for one in requests} == {"2026-12-03T00:00:00+00:00"}
        assert case.status == CaseStatus.RESEARCHING
    assert {"quality-standards", "one-recovery-bucks"} <= STANDING


def test_a_class_of_bodies_is_asked_only_for_those_that_were_chosen():
    meeting = make_meeting()
    case = make_case(meeting)
    landlords, vale = seat_called("landlords"), agency_called("beechwood-vale")
    agendas.choose_relevant(
        item=case.items.get(), seats=[(landlords, vale)], actor=None, now=NOVEMBER
    )

    meetings.close_list(meeting=meeting, now=CLOSING)

    request = case.return_requests.get(seat=landlords)
    assert request.agency == vale


def test_whoever_holds_the_seat_is_asked_and_told_once_without_names():
    meeting = make_meeting()
    member = make_member("fire-and-rescue")
    make_case(meeting), make_case(meeting)

    meetings.close_list(meeting=meeting, now=CLOSING)

    assert ReturnRequest.objects.filter(assignee=member).count() == 2
    notice = Notice.objects.get(message=Message.RETURNS_REQUESTED)
    assert (notice.recipient, notice.facts["cases"]) == (member.email, 2)


def test_deferred_referrals_that_were_screened_are_listed_by_the_closing():
    make_meeting()
    january = make_meeting(JANUARY)
    late = make_screened_referral(now=CLOSING)
    assert late.status == ReferralStatus.DEFERRED

    meetings.close_list(meeting=january, now=january.closes_at)

    late.refresh_from_db()
    assert (late.status, late.meeting) == (ReferralStatus.LISTED, january)
    assert late.case.items.get().meeting == january
    assert late.case.return_requests.count() == len(STANDING)


def test_what_was_received_in_time_and_not_screened_keeps_its_meeting_at_the_closing():
    meeting = make_meeting()
    make_meeting(JANUARY)
    referral = make_authorised_referral()

    meetings.close_list(meeting=meeting, now=CLOSING)

    referral.refresh_from_db()
    assert (referral.status, referral.meeting) == (ReferralStatus.RECEIVED, meeting)
    assert referral in type(referral).objects.awaiting_screening()


def test_a_full_list_passes_the_last_deferred_referral_on():
    for day in (DECEMBER, JANUARY, FEBRUARY):
        make_meeting(day)
    january = Meeting.objects.get(held_on=JANUARY)
    january.capacity = 1
    january.save()
    first = make_screened_referral(now=CLOSING)
    second = make_screened_referral(now=CLOSING + timedelta(minutes=1))

    meetings.close_list(meeting=january, now=january.closes_at)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.meeting) == (ReferralStatus.LISTED, january)
    assert (second.status, second.meeting.held_on) == (ReferralStatus.DEFERRED, FEBRUARY)


def test_what_is_listed_after_the_closing_is_asked_about_at_once():
    meeting = make_meeting()
    member = make_member("fire-and-rescue")
    referral = make_screened_referral()
    meetings.close_list(meeting=meeting, now=CLOSING)
    assert not ReturnRequest.objects.exists()

    case = referrals.list_for(referral=referral, meeting=meeting, actor=None, now=CLOSING)

    assert case.return_requests.get(seat__code="fire-and-rescue").assignee == member
    assert Notice.objects.filter(message=Message.RETURNS_REQUESTED).count() == 1


@pytest.mark.req("B55")
def test_the_presenter_is_the_lead_practitioner_unless_changed():
    case = make_case(make_meeting(), presenter_name="Nina Farrow")
    item, administrator = case.items.get(), make_administrator()
    assert item.presenter_name == "Nina Farrow"

    changed = agendas.set_presenter(
        item=item, name=" Omar Pike ", actor=administrator, now=NOVEMBER
    )

    assert changed.presenter_name == "Omar Pike"
    entry = AuditEntry.objects.get(event=Event.PRESENTER_CHANGED)
    assert entry.subject == case.reference
    with pytest.raises(NotPermitted):
        agendas.set_presenter(
            item=item, name="Me", actor=make_holder(Role.BOARD_MANAGER), now=NOVEMBER
        )
