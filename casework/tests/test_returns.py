"""Answering for an agency: who may, once or again, in time or late, and until when."""

from datetime import timedelta

import pytest

from casework.choices import (
    Capacity,
    Event,
    Known,
    MeetingStatus,
    Message,
    ReturnStatus,
    SeatKind,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import AgencyReturn, AuditEntry, Notice, ReturnRequest
from casework.rules import moves
from casework.tests.factories import (
    LONG_AGO,
    PLANNED,
    at,
    make_administrator,
    make_appointment,
    make_meeting,
    make_member,
    make_screened_referral,
    make_user,
    put,
    seat_called,
)
from casework.tests.pack_factories import make_return_submission
from casework.tests.returns_factories import SEARCHED, SEAT, asked, make_asked
from casework.workflows import agendas, meetings, referrals, returns

pytestmark = pytest.mark.django_db

IN_TIME = at("2026-12-01 15:00")
LATE = at("2026-12-03 00:00:01")


def not_known(request, actor, *, now=IN_TIME, **more):
    return returns.answer(
        request=request,
        known=Known.NOT_KNOWN,
        checked=SEARCHED,
        submission=None,
        actor=actor,
        now=now,
        **more,
    )


def known(request, actor, *, now=IN_TIME, **more):
    return returns.answer(
        request=request,
        known=Known.KNOWN,
        checked=SEARCHED,
        submission=make_return_submission(request, now=now),
        actor=actor,
        now=now,
        **more,
    )


@pytest.mark.req("B61")
def test_each_seat_answers_once_for_each_case_known_or_not_known():
    meeting, member = make_asked(cases=2)
    first, second = asked(meeting)

    not_known(first, member)
    known(second, member)

    assert {one.known for one in AgencyReturn.objects.all()} == {"known", "not_known"}
    assert [one.status for one in asked(meeting)] == [ReturnStatus.ANSWERED] * 2
    standing = meeting.panel.seats.filter(kind=SeatKind.STANDING).count()
    assert meeting.return_requests.count() == 2 * standing
    assert meeting.return_requests.filter(status=ReturnStatus.REQUESTED).count() == 2 * (
        standing - 1
    )


def test_an_answer_leaves_one_audit_line_that_says_nothing_of_the_person():
    meeting, member = make_asked()
    (request,) = asked(meeting)

    not_known(request, member)

    entry = AuditEntry.objects.get(event=Event.RETURN_ANSWERED)
    assert (entry.subject, entry.actor) == (request.case.reference, member.email)
    assert entry.facts == {
        "held_on": "2026-12-10",
        "seat": SEAT,
        "agency": "bucks-fire",
        "version": 1,
        "late": False,
    } | {"agency": request.agency.code}


def test_a_change_is_a_new_version_and_the_first_moment_stays():
    meeting, member = make_asked()
    (request,) = asked(meeting)

    not_known(request, member)
    changed = known(request, member, now=LATE)

    request.refresh_from_db()
    assert changed.version == 2
    assert request.answered_at == IN_TIME and not request.is_late
    assert [one.known for one in request.returns.all()] == ["not_known", "known"]
    assert AuditEntry.objects.filter(event=Event.RETURN_AMENDED).count() == 1


@pytest.mark.req("B61", "B63")
def test_several_are_answered_as_not_known_at_once_and_a_late_one_is_late():
    meeting, member = make_asked(cases=3)
    *on_time, last = asked(meeting)

    returns.answer_not_known(requests=on_time, checked=SEARCHED, actor=member, now=IN_TIME)
    returns.answer_not_known(requests=[last], checked=SEARCHED, actor=member, now=LATE)

    assert [one.is_late for one in asked(meeting)] == [False, False, True]
    assert set(AgencyReturn.objects.values_list("known", "submission")) == {("not_known", None)}


@pytest.mark.parametrize(("second", "late"), [("23:59:59", False), (None, True)])
def test_the_last_second_of_the_due_day_is_in_time(second, late):
    meeting, member = make_asked()
    (request,) = asked(meeting)
    now = at(f"{meeting.returns_due} {second}") if second else request.due_at

    not_known(request, member, now=now)

    request.refresh_from_db()
    assert request.is_late is late


def test_all_are_taken_or_none():
    meeting, member = make_asked(cases=2)
    first, second = asked(meeting)
    not_known(second, member)

    with pytest.raises(WrongMoment, match="answered for your agency"):
        returns.answer_not_known(
            requests=[first, second], checked=SEARCHED, actor=member, now=IN_TIME
        )

    assert AgencyReturn.objects.count() == 1


def test_nothing_chosen_and_nothing_searched_are_refused():
    meeting, member = make_asked()

    with pytest.raises(WrongMoment, match="at least one person"):
        returns.answer_not_known(requests=[], checked=SEARCHED, actor=member, now=IN_TIME)
    with pytest.raises(WrongMoment, match="which systems"):
        returns.answer_not_known(requests=asked(meeting), checked=" ", actor=member, now=IN_TIME)

    assert not AgencyReturn.objects.exists()


def test_known_without_what_is_known_is_refused():
    meeting, member = make_asked()

    with pytest.raises(WrongMoment, match="what your agency knows"):
        returns.answer(
            request=asked(meeting)[0],
            known=Known.KNOWN,
            checked=SEARCHED,
            submission=None,
            actor=member,
            now=IN_TIME,
        )


def others(meeting):
    """Return people who may not answer for the fire service."""
    ended = make_appointment("oxford-health").user
    ended.appointments.update(seat=seat_called(SEAT), ends_on=PLANNED.date())
    return {
        "nobody": make_user(),
        "of another seat": make_member("council-housing"),
        "staff": make_administrator(),
        "no longer appointed": ended,
        "deputy who was not sent": make_member(SEAT, capacity=Capacity.DEPUTY),
    }


@pytest.mark.parametrize(
    "who",
    ["nobody", "of another seat", "staff", "no longer appointed", "deputy who was not sent"],
)
def test_nobody_else_answers_and_nothing_changes(who):
    meeting, _ = make_asked()
    (request,) = asked(meeting)

    with pytest.raises(NotPermitted):
        not_known(request, others(meeting)[who])

    assert not AgencyReturn.objects.exists()
    assert not AuditEntry.objects.filter(event=Event.RETURN_ANSWERED).exists()


@pytest.mark.parametrize(
    "status", [MeetingStatus.HELD, MeetingStatus.COMPLETE, MeetingStatus.CANCELLED]
)
def test_after_the_meeting_nothing_is_taken(status):
    meeting, member = make_asked()
    put(meeting, status=status, started_at=LATE)

    with pytest.raises(WrongMoment, match="meeting is over"):
        not_known(asked(meeting)[0], member)


@pytest.mark.parametrize("status", [MeetingStatus.PACK_ISSUED, MeetingStatus.IN_SESSION])
def test_until_the_meeting_is_over_an_answer_is_taken(status):
    meeting, member = make_asked()
    put(meeting, status=status, started_at=LATE)

    assert not_known(asked(meeting)[0], member, now=LATE).version == 1


def test_what_is_no_longer_asked_takes_no_answer():
    meeting, member = make_asked()
    (request,) = asked(meeting)
    put(request, status=ReturnStatus.CANCELLED)

    with pytest.raises(WrongMoment, match="no longer asked"):
        not_known(request, member)


@pytest.mark.req("B34", "B35")
def test_the_request_goes_to_the_deputy_who_is_sent_with_the_same_day_and_they_answer():
    meeting, member, deputy = make_asked(deputy=True)
    (request,) = asked(meeting)
    due, sent_at = request.due_at, at("2026-11-30 09:00")

    meetings.send_deputy(meeting=meeting, seat=seat_called(SEAT), actor=member, now=sent_at)
    given = not_known(request, deputy)

    request.refresh_from_db()
    assert (request.assignee, request.due_at) == (deputy, due)
    assert (given.capacity, given.answered_by) == (Capacity.DEPUTY, deputy)
    told = Notice.objects.filter(recipient=deputy.email).values_list("message", flat=True)
    assert set(told) == {Message.MEETING_INVITATION, Message.RETURNS_REQUESTED}
    assert ReturnRequest.objects.filter(meeting=meeting, seat__code=SEAT).count() == 1


def test_a_deputy_sent_to_one_meeting_answers_for_no_other():
    meeting, member, deputy = make_asked(deputy=True)
    later = make_meeting(meeting.held_on + timedelta(days=35))
    meetings.send_deputy(meeting=later, seat=seat_called(SEAT), actor=member, now=PLANNED)

    with pytest.raises(NotPermitted):
        not_known(asked(meeting)[0], deputy)


def landlords_of(meeting):
    return meeting.panel.seats.get(code="landlords")


def test_of_a_class_of_bodies_only_the_body_that_is_asked_answers():
    meeting, _ = make_asked()
    landlords = landlords_of(meeting)
    ours, theirs = list(landlords.agencies.all())[:2]
    member = make_member(landlords.code, agency=ours)
    stranger = make_member(landlords.code, agency=theirs)
    item = meeting.items.get()
    agendas.choose_relevant(item=item, seats=[(landlords, ours)], actor=None, now=IN_TIME)
    (request,) = asked(meeting, landlords.code)

    with pytest.raises(NotPermitted):
        not_known(request, stranger)

    assert not_known(request, member).capacity == Capacity.REPRESENTATIVE


def test_what_was_answered_and_is_asked_again_is_answered():
    meeting, _ = make_asked()
    landlords = landlords_of(meeting)
    ours = landlords.agencies.first()
    member = make_member(landlords.code, agency=ours)
    item, chosen = meeting.items.get(), [(landlords, ours)]
    agendas.choose_relevant(item=item, seats=chosen, actor=None, now=IN_TIME)
    not_known(asked(meeting, landlords.code)[0], member)

    agendas.choose_relevant(item=item, seats=[], actor=None, now=IN_TIME)
    (gone,) = asked(meeting, landlords.code)
    agendas.choose_relevant(item=item, seats=chosen, actor=None, now=IN_TIME)
    (back,) = asked(meeting, landlords.code)

    assert (gone.status, back.status) == (ReturnStatus.CANCELLED, ReturnStatus.ANSWERED)


@pytest.mark.parametrize("status", [MeetingStatus.LIST_CLOSED, MeetingStatus.PACK_ISSUED])
def test_a_case_listed_after_the_closing_asks_its_agencies_at_once(status):
    meeting, _ = make_asked()
    put(meeting, status=status)
    referral = make_screened_referral()

    case = referrals.list_for(referral=referral, meeting=meeting, actor=None, now=IN_TIME)

    assert case.return_requests.count() == 7


@pytest.mark.parametrize("status", sorted(moves.AGENCIES_ARE_ASKED))
def test_a_body_chosen_after_the_closing_is_asked_at_once_until_the_meeting_is_over(status):
    meeting, _ = make_asked()
    landlords = landlords_of(meeting)
    chosen = [(landlords, landlords.agencies.first())]
    put(meeting, status=status, started_at=IN_TIME)

    agendas.choose_relevant(item=meeting.items.get(), seats=chosen, actor=None, now=IN_TIME)

    assert len(asked(meeting, landlords.code)) == 1


def test_a_deputy_appointed_for_today_answers_only_while_appointed():
    meeting, member, deputy = make_asked(deputy=True)
    meetings.send_deputy(meeting=meeting, seat=seat_called(SEAT), actor=member, now=PLANNED)
    deputy.appointments.update(starts_on=LONG_AGO, ends_on=IN_TIME.date() - timedelta(days=1))

    with pytest.raises(NotPermitted):
        not_known(asked(meeting)[0], deputy)
