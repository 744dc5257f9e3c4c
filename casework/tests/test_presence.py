"""Who came, who sent a deputy, who apologised and who stayed away, and what that counts for."""

import pytest

from casework.choices import AttendanceState, Capacity, Event, MeetingStatus, Message
from casework.errors import WrongMoment
from casework.models import AuditEntry, Notice
from casework.tests.factories import (
    NOVEMBER,
    agency_called,
    make_administrator,
    make_case,
    make_closed_meeting,
    make_meeting,
    make_member,
    put,
    seat_called,
)
from casework.tests.room_factories import arrive, on_the_day
from casework.workflows import agendas, meetings, presence

pytestmark = pytest.mark.django_db

FIRE, POLICE, HEALTH = "fire-and-rescue", "thames-valley-police", "oxford-health"
ATTENDED, APOLOGIES = AttendanceState.ATTENDED, AttendanceState.APOLOGIES


def line_of(meeting, user):
    return meeting.attendances.get(user=user)


def record(meeting, user, state, *, now=None):
    return meetings.record_attendance(
        attendance=line_of(meeting, user),
        state=state,
        actor=make_administrator(),
        now=now or on_the_day(meeting),
    )


def send_deputy(meeting, seat, actor=None):
    return meetings.send_deputy(meeting=meeting, seat=seat_called(seat), actor=actor, now=NOVEMBER)


def represented(meeting):
    return [seat.code for seat in presence.seats_represented(meeting)]


def make_case_that_needs(meeting, *codes):
    item = make_case(meeting).items.get()
    seats = [(seat_called(code), None) for code in codes]
    return agendas.choose_relevant(item=item, seats=seats, actor=None, now=NOVEMBER)


@pytest.mark.req("B87")
def test_each_state_is_recorded_and_only_who_came_represents_a_seat():
    states = {
        FIRE: ATTENDED,
        POLICE: APOLOGIES,
        HEALTH: AttendanceState.ABSENT,
        "council-housing": AttendanceState.INVITED,
    }
    members = {seat: make_member(seat) for seat in states}
    deputy = make_member(POLICE, capacity=Capacity.DEPUTY)
    meeting = make_closed_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)
    send_deputy(meeting, POLICE)

    for seat, state in states.items():
        if state != AttendanceState.INVITED:
            record(meeting, members[seat], state)
    record(meeting, deputy, ATTENDED)

    kept = {seat: line_of(meeting, user).state for seat, user in members.items()}
    assert kept == states
    came = line_of(meeting, deputy)
    assert (came.capacity, came.state) == (Capacity.DEPUTY, ATTENDED)
    assert sorted(represented(meeting)) == [FIRE, POLICE]
    assert [one.user for one in presence.unsettled_at(meeting)] == [members["council-housing"]]


@pytest.mark.req("B34")
def test_a_deputy_gets_the_invitation_and_what_is_asked_and_attends_as_deputy():
    member = make_member(FIRE)
    deputy = make_member(FIRE, capacity=Capacity.DEPUTY)
    meeting = make_meeting()
    item = make_case_that_needs(meeting, FIRE)
    meetings.invite(meeting=meeting, now=NOVEMBER)

    send_deputy(meeting, FIRE, actor=member)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    record(meeting, deputy, ATTENDED)

    told = Notice.objects.filter(recipient=deputy.email).values_list("message", flat=True)
    assert sorted(told) == [Message.MEETING_INVITATION, Message.RETURNS_REQUESTED]
    asked = Notice.objects.filter(message=Message.RETURNS_REQUESTED)
    assert member.email not in asked.values_list("recipient", flat=True)
    assert line_of(meeting, deputy).capacity == Capacity.DEPUTY
    assert line_of(meeting, member).state == APOLOGIES
    (row,) = presence.cases_of(meeting)
    assert (row.item, row.missing, row.warnings) == (item, [], [])


def test_of_a_class_only_the_body_a_case_needs_is_here_for_it():
    vale, hill = agency_called("beechwood-vale"), agency_called("icknield-hill")
    meeting = make_meeting()
    item = make_case_that_needs(meeting, POLICE)
    landlords = seat_called("landlords")
    agendas.choose_relevant(item=item, seats=[(landlords, vale)], actor=None, now=NOVEMBER)

    arrive(meeting, landlords, agency=hill)

    (row,) = presence.cases_of(meeting)
    assert [(need.seat, need.agency) for need in row.missing] == [("landlords", "beechwood-vale")]
    assert represented(meeting) == ["landlords"]
    arrive(meeting, landlords, agency=vale, name="Nina Farrow")
    (row,) = presence.cases_of(meeting)
    assert (row.missing, row.seats[0].people) == ([], ["Nina Farrow"])


def test_a_guest_represents_no_seat():
    meeting = make_meeting()

    arrive(meeting, None)

    assert represented(meeting) == []


def test_what_is_recorded_says_who_it_was_before():
    make_member(FIRE)
    meeting = make_closed_meeting()
    (one,) = meetings.invite(meeting=meeting, now=NOVEMBER)

    record(meeting, one.user, APOLOGIES)
    record(meeting, one.user, ATTENDED)

    lines = AuditEntry.objects.filter(event=Event.ATTENDANCE_RECORDED).order_by("pk")
    assert [(line.facts["was"], line.facts["became"]) for line in lines] == [
        ("invited", "apologies"),
        ("apologies", "attended"),
    ]


@pytest.mark.req("B87")
def test_after_the_day_somebody_is_settled_and_not_only_invited():
    member = make_member(FIRE)
    meeting = make_closed_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)
    later = on_the_day(meeting, days=1)

    record(meeting, member, ATTENDED, now=later)
    with pytest.raises(WrongMoment, match="Say whether this person came"):
        record(meeting, member, AttendanceState.INVITED, now=later)

    assert line_of(meeting, member).state == ATTENDED
    assert not presence.unsettled_at(meeting)


def test_when_the_minutes_are_signed_attendance_stays_as_it_is():
    member = make_member(FIRE)
    meeting = make_closed_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)
    put(meeting, status=MeetingStatus.COMPLETE, started_at=on_the_day(meeting))

    for change in (
        lambda: record(meeting, member, ATTENDED),
        lambda: arrive(meeting, seat_called(POLICE)),
    ):
        with pytest.raises(WrongMoment, match="The minutes are signed"):
            change()

    assert [one.state for one in meeting.attendances.all()] == [AttendanceState.INVITED]


def test_no_deputy_is_sent_to_a_meeting_that_was_held():
    member = make_member(FIRE)
    make_member(FIRE, capacity=Capacity.DEPUTY)
    meeting = make_closed_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)
    noon = on_the_day(meeting, 12)
    put(meeting, status=MeetingStatus.HELD, started_at=noon, ended_at=noon)

    with pytest.raises(WrongMoment, match="has been held"):
        send_deputy(meeting, FIRE, actor=member)

    assert line_of(meeting, member).state == AttendanceState.INVITED
