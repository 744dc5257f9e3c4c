"""A case comes back on the agenda of the meeting it is due at."""

from datetime import date

import pytest

from casework.choices import CaseStatus, Decision, Event, ItemKind, MeetingStatus
from casework.models import AuditEntry, Review
from casework.tests.factories import (
    JANUARY,
    agency_called,
    at,
    make_case,
    make_chair,
    make_meeting,
    make_screened_referral,
    put,
    seat_called,
)
from casework.tests.hearing_factories import (
    APRIL,
    REVIEW,
    complete,
    discuss,
    make_item,
    on_the_day,
)
from casework.workflows import meetings, referrals, reviews

pytestmark = pytest.mark.django_db


def heard(**decision):
    """Return the item of a case that the panel has done with."""
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)
    complete(item, actor=chair, **(decision or REVIEW))
    return item


def place(item):
    return reviews.place(panel=item.meeting.panel, now=on_the_day(item.meeting))


@pytest.mark.req("B72")
def test_a_review_due_on_the_day_of_a_meeting_is_on_that_meeting_s_agenda():
    later = make_meeting(APRIL)

    item = heard()

    revisit = later.items.get()
    assert (revisit.case, revisit.kind) == (item.case, ItemKind.REVISIT)
    assert revisit.presenter_name == "Lena Croft"
    assert item.case.reviews.get().item == revisit
    entry = AuditEntry.objects.get(event=Event.REVIEW_PLACED)
    assert entry.facts == {"due_on": "2027-04-08", "held_on": "2027-04-08"}


@pytest.mark.req("B72", "B97")
def test_a_review_waits_until_its_meeting_is_planned_and_is_placed_then():
    item = heard()
    waiting = Review.objects.get()

    make_meeting(JANUARY, now=on_the_day(item.meeting))
    assert place(item) == []
    later = make_meeting(date(2027, 4, 22), now=on_the_day(item.meeting))

    assert waiting.item is None
    assert later.items.get().kind == ItemKind.REVISIT


def test_a_review_goes_to_the_first_meeting_on_its_day_or_after_that_is_not_cancelled():
    cancelled, before, later = make_meeting(APRIL), make_meeting(JANUARY), make_meeting(APRIL_22)
    put(cancelled, status=MeetingStatus.CANCELLED)

    heard()

    assert [m.items.count() for m in (cancelled, before, later)] == [0, 0, 1]


APRIL_22 = date(2027, 4, 22)


def test_placing_again_places_nothing_twice():
    make_meeting(APRIL)
    item = heard()

    assert place(item) == []

    assert item.case.items.count() == 2


@pytest.mark.parametrize("status", [MeetingStatus.IN_SESSION, MeetingStatus.HELD])
def test_a_meeting_that_has_begun_takes_no_review(status):
    begun = make_meeting(APRIL)
    put(begun, status=status, started_at=at("2027-04-08 10:00"))

    heard()

    assert not begun.items.exists()


def test_agencies_are_asked_again_when_the_list_closes_and_the_case_is_researched():
    later = make_meeting(APRIL)
    item = heard()
    assert not later.return_requests.exists()

    meetings.close_list(meeting=later, now=later.closes_at)

    item.case.refresh_from_db()
    assert item.case.status == CaseStatus.RESEARCHING
    asked = later.return_requests.count()
    assert asked == item.meeting.return_requests.count() > 0


def test_agencies_are_asked_at_once_where_the_list_has_closed():
    later = make_meeting(JANUARY)
    put(later, status=MeetingStatus.PACK_ISSUED, list_closed_at=later.closes_at)

    item = heard(**REVIEW | {"review_on": JANUARY})

    item.case.refresh_from_db()
    assert item.case.status == CaseStatus.RESEARCHING
    assert later.return_requests.filter(case=item.case).exists()


def test_the_agencies_that_mattered_to_a_case_matter_when_it_comes_back():
    later, item, chair = make_meeting(APRIL), make_item(), make_chair()
    chosen = (seat_called("landlords"), agency_called("swan-meadow"))
    item.relevances.create(seat=chosen[0], agency=chosen[1])
    discuss(item, actor=chair)

    complete(item, actor=chair)

    kept = later.items.get().relevances.get()
    assert (kept.seat, kept.agency) == chosen


def test_what_was_not_reached_is_on_the_next_meeting_as_it_was():
    following, item, chair = make_meeting(JANUARY), make_item(), make_chair()

    complete(item, actor=chair, decision=Decision.NOT_REACHED)

    again = following.items.get()
    assert (again.case, again.kind) == (item.case, ItemKind.NEW)
    assert again.presenter_name == item.presenter_name


def test_what_was_not_reached_waits_for_a_meeting_to_be_planned():
    item, chair = make_item(), make_chair()
    complete(item, actor=chair, decision=Decision.NOT_REACHED)

    planned = make_meeting(JANUARY, now=on_the_day(item.meeting))

    assert planned.items.get().case == item.case


def test_reviews_take_no_place_of_a_new_case():
    later = make_meeting(APRIL)
    put(later, capacity=1)
    heard()
    referral = make_screened_referral(now=at("2027-01-11 10:00"))

    case = referrals.list_for(
        referral=referral, meeting=later, actor=None, now=at("2027-01-12 10:00")
    )

    assert [item.case for item in later.items.all()][-1] == case
    assert referrals.is_full(later)


def test_another_panel_s_reviews_are_left_alone():
    item = heard()

    child = make_meeting(APRIL, "child")

    assert not child.items.exists()
    assert item.case.reviews.get().item is None


def test_a_case_that_comes_back_can_be_completed_again():
    later, item, chair = make_meeting(APRIL), make_item(), make_chair()
    discuss(item, actor=chair)
    complete(item, actor=chair)
    meetings.close_list(meeting=later, now=later.closes_at)
    put(later, status=MeetingStatus.IN_SESSION, started_at=at("2027-04-08 10:00"))
    revisit = later.items.select_related("case__referral", "meeting__panel__board").get()
    discuss(revisit, actor=chair)

    complete(revisit, actor=chair, decision=Decision.NO_REVIEW, reason="Safe now.")

    item.case.refresh_from_db()
    assert item.case.status == CaseStatus.CLOSED
    assert make_case(make_meeting(date(2027, 5, 13)))
