"""Who is invited, who comes, whose deputy, and whom each case needs."""

from datetime import date

import pytest

from casework.choices import AttendanceState, Capacity, Event, Message, OfficeKind, ReturnStatus
from casework.errors import NotPermitted, WrongMoment
from casework.models import Agency, Attendance, AuditEntry, Notice, Office, Seat
from casework.rules import representation
from casework.tests.factories import (
    NOVEMBER,
    PLANNED,
    agency_called,
    at,
    board_called,
    make_administrator,
    make_appointment,
    make_case,
    make_meeting,
    make_member,
    make_user,
    seat_called,
)
from casework.workflows import agendas, meetings, members

pytestmark = pytest.mark.django_db

CLOSING = at("2026-11-27 00:00")
NEXT_PANEL = date(2027, 1, 26)


def came(meeting, seat, name, **details):
    return meetings.add_attendee(
        meeting=meeting,
        seat=seat_called(seat),
        name=name,
        actor=None,
        now=NOVEMBER,
        **details,
    )


def table_of(meeting):
    """Return the meeting's seats and who came, as the rules ask for them."""
    seats = [
        representation.Seat(seat.code, seat.title, seat.kind == "relevant", tuple(seat.teams))
        for seat in meeting.panel.seats.on(meeting.held_on)
    ]
    here = [
        representation.Presence(one.seat.code, one.agency and one.agency.code, one.team)
        for one in meeting.attendances.filter(state=AttendanceState.ATTENDED, seat__isnull=False)
    ]
    return seats, here


def needs_of(item):
    return [
        representation.Need(one.seat.code, one.agency and one.agency.code, str(one.agency))
        for one in item.relevances.select_related("seat", "agency")
    ]


@pytest.mark.req("O27")
def test_each_of_the_ten_seats_gets_an_invitation():
    codes = list(Seat.objects.filter(panel__slug="child").values_list("code", flat=True))
    holders = {code: make_member(code, "child") for code in codes}
    assert len(codes) == 10

    invited = meetings.invite(meeting=make_meeting(NEXT_PANEL, "child"), now=NOVEMBER)

    assert {one.seat.code: one.user for one in invited} == holders
    told = Notice.objects.filter(message=Message.MEETING_INVITATION)
    assert {one.recipient for one in told} == {user.email for user in holders.values()}


def test_inviting_again_invites_only_who_is_new():
    meeting = make_meeting()
    make_member("fire-and-rescue")
    meetings.invite(meeting=meeting, now=NOVEMBER)
    newcomer = make_member("thames-valley-police")

    meetings.invite(meeting=meeting, now=NOVEMBER)

    assert meeting.attendances.count() == 2
    assert Notice.objects.filter(recipient=newcomer.email).count() == 1
    assert Notice.objects.filter(message=Message.MEETING_INVITATION).count() == 2
    lines = AuditEntry.objects.filter(event=Event.MEMBERS_INVITED).order_by("pk")
    assert [line.facts for line in lines] == [{"invited": 1}, {"invited": 1}]


def test_a_chair_without_a_seat_is_invited_once():
    meeting, director = make_meeting(NEXT_PANEL, "child"), make_user("Ruth Ellery")
    chair = Office.objects.get(panel__slug="child", kind=OfficeKind.CHAIR)
    members.fill_office(
        office=chair, user=director, starts_on=date(2026, 1, 5), actor=None, now=PLANNED
    )

    for _ in range(2):
        meetings.invite(meeting=meeting, now=NOVEMBER)

    assert meeting.attendances.get().user == director


def test_a_seat_with_only_a_deputy_invites_the_deputy():
    meeting = make_meeting()
    deputy = make_member("fire-and-rescue", capacity=Capacity.DEPUTY)

    (invited,) = meetings.invite(meeting=meeting, now=NOVEMBER)

    assert (invited.user, invited.capacity) == (deputy, Capacity.DEPUTY)


@pytest.mark.req("B28")
def test_the_fire_services_deputy_takes_over_the_meeting_and_its_returns():
    meeting, fire = make_meeting(), seat_called("fire-and-rescue")
    assert fire.title == "Bucks Fire and Rescue"
    representative = make_member("fire-and-rescue")
    deputy = make_member("fire-and-rescue", capacity=Capacity.DEPUTY)
    case = make_case(meeting)
    meetings.invite(meeting=meeting, now=NOVEMBER)
    meetings.close_list(meeting=meeting, now=CLOSING)
    request = case.return_requests.get(seat=fire)
    assert request.assignee == representative
    due_at = request.due_at

    attendance = meetings.send_deputy(meeting=meeting, seat=fire, actor=representative, now=CLOSING)

    assert (attendance.user, attendance.capacity) == (deputy, Capacity.DEPUTY)
    absent = meeting.attendances.get(user=representative)
    assert absent.state == AttendanceState.APOLOGIES
    request.refresh_from_db()
    assert (request.assignee, request.due_at) == (deputy, due_at)
    assert case.return_requests.filter(seat=fire).count() == 1
    told = Notice.objects.get(message=Message.MEETING_INVITATION, recipient=deputy.email)
    assert told.facts["as_deputy"] is True


def test_without_a_deputy_nobody_is_sent():
    meeting, fire = make_meeting(), seat_called("fire-and-rescue")
    make_member("fire-and-rescue")
    meetings.invite(meeting=meeting, now=NOVEMBER)

    with pytest.raises(WrongMoment, match="Nobody is appointed as deputy"):
        meetings.send_deputy(meeting=meeting, seat=fire, actor=make_administrator(), now=NOVEMBER)

    assert meeting.attendances.get().state == AttendanceState.INVITED


def test_a_member_sends_the_deputy_of_their_own_seat_only():
    meeting = make_meeting()
    make_member("fire-and-rescue", capacity=Capacity.DEPUTY)
    police = make_member("thames-valley-police")

    with pytest.raises(NotPermitted, match="your own seat"):
        meetings.send_deputy(
            meeting=meeting, seat=seat_called("fire-and-rescue"), actor=police, now=NOVEMBER
        )

    assert not meeting.attendances.exists()


@pytest.mark.req("B21")
def test_two_people_from_oxford_health_are_one_represented_agency():
    meeting = make_meeting()
    came(meeting, "oxford-health", "Asha Verma", team="Clinicians")
    came(meeting, "oxford-health", "Tim Lowe", team="Mental health social care leads")

    assert meeting.attendances.count() == 2
    assert representation.represented(*table_of(meeting)) == {"oxford-health"}


@pytest.mark.req("B22")
def test_an_environmental_health_officer_represents_council_housing():
    meeting = make_meeting()

    came(meeting, "council-housing", "Iris Cole", team="Environmental Health")

    assert representation.represented(*table_of(meeting)) == {"council-housing"}


def test_a_team_that_is_not_the_seats_is_refused_with_the_teams_it_has():
    with pytest.raises(WrongMoment, match="Housing, Regulatory Standards, Environmental Health"):
        came(make_meeting(), "council-housing", "Iris Cole", team="Parking")

    assert not Attendance.objects.exists()


def test_the_chair_is_warned_when_the_wrong_landlord_came():
    meeting = make_meeting()
    item = make_case(meeting).items.get()
    vale, hill = agency_called("beechwood-vale"), agency_called("icknield-hill")
    agendas.choose_relevant(
        item=item, seats=[(seat_called("landlords"), vale)], actor=None, now=NOVEMBER
    )

    came(meeting, "landlords", "Hugh Penn", agency=hill)

    assert representation.warnings(needs_of(item), *table_of(meeting)) == [
        "Registered Social Landlords: Beechwood Vale Homes is not here. Another body came."
    ]
    came(meeting, "landlords", "Nina Farrow", agency=vale)
    assert representation.warnings(needs_of(item), *table_of(meeting)) == []


@pytest.mark.req("B25")
def test_which_safeguarding_leads_are_relevant_is_stored_for_each_meeting():
    leads = seat_called("safeguarding-leads")
    hospitals, health = agency_called("hospitals"), agency_called("oxford-health")
    items = []
    for held_on, chosen in ((date(2026, 12, 10), hospitals), (date(2027, 1, 14), health)):
        item = make_case(make_meeting(held_on)).items.get()
        agendas.choose_relevant(item=item, seats=[(leads, chosen)], actor=None, now=NOVEMBER)
        items.append(item)

    stored = [item.relevances.get() for item in items]
    assert [(one.seat, one.agency) for one in stored] == [(leads, hospitals), (leads, health)]
    entry = AuditEntry.objects.filter(event=Event.RELEVANCE_SET).first()
    assert entry.facts["chosen"] == ["safeguarding-leads:hospitals"]


def test_choosing_again_replaces_what_was_chosen():
    item = make_case(make_meeting()).items.get()
    police, landlords = seat_called("thames-valley-police"), seat_called("landlords")
    vale = agency_called("beechwood-vale")
    for chosen in ([(police, None)], [(landlords, vale), (landlords, vale)]):
        agendas.choose_relevant(item=item, seats=chosen, actor=None, now=NOVEMBER)

    assert item.relevances.get().seat == landlords


def test_after_the_closing_a_new_body_is_asked_and_a_dropped_one_no_longer():
    meeting = make_meeting()
    case = make_case(meeting)
    item, landlords = case.items.get(), seat_called("landlords")
    vale, hill = agency_called("beechwood-vale"), agency_called("icknield-hill")
    agendas.choose_relevant(item=item, seats=[(landlords, vale)], actor=None, now=NOVEMBER)
    meetings.close_list(meeting=meeting, now=CLOSING)

    agendas.choose_relevant(item=item, seats=[(landlords, hill)], actor=None, now=CLOSING)

    of_landlords = case.return_requests.filter(seat=landlords).order_by("pk")
    assert [(one.agency, one.status) for one in of_landlords] == [
        (vale, ReturnStatus.CANCELLED),
        (hill, ReturnStatus.REQUESTED),
    ]
    assert case.return_requests.filter(status=ReturnStatus.REQUESTED).count() == 8


@pytest.mark.parametrize(
    ("seat", "panel", "agency", "words"),
    [
        ("landlords", "adult", None, "Choose which body"),
        ("landlords", "adult", "hospitals", "not one of the bodies"),
        ("legal-adviser", "child", None, "seats of this panel"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(seat, panel, agency, words):
    item = make_case(make_meeting()).items.get()
    body = agency and agency_called(agency)

    with pytest.raises(WrongMoment, match=words):
        agendas.choose_relevant(
            item=item, seats=[(seat_called(seat, panel), body)], actor=None, now=NOVEMBER
        )

    assert not item.relevances.exists()


def test_attendance_is_recorded_with_what_it_was():
    meeting, administrator = make_meeting(), make_administrator()
    make_member("fire-and-rescue")
    (attendance,) = meetings.invite(meeting=meeting, now=NOVEMBER)

    meetings.record_attendance(
        attendance=attendance, state=AttendanceState.ATTENDED, actor=administrator, now=NOVEMBER
    )

    attendance.refresh_from_db()
    assert attendance.state == AttendanceState.ATTENDED
    entry = AuditEntry.objects.get(event=Event.ATTENDANCE_RECORDED)
    assert (entry.facts["was"], entry.facts["became"]) == ("invited", "attended")


def test_members_do_not_record_attendance():
    meeting, member = make_meeting(), make_member("fire-and-rescue")
    (attendance,) = meetings.invite(meeting=meeting, now=NOVEMBER)

    with pytest.raises(NotPermitted, match="record attendance"):
        meetings.record_attendance(
            attendance=attendance, state=AttendanceState.ATTENDED, actor=member, now=NOVEMBER
        )


def test_each_landlord_has_a_deputy_of_its_own():
    meeting, landlords = make_meeting(), seat_called("landlords")
    vale, hill = agency_called("beechwood-vale"), agency_called("icknield-hill")
    make_appointment("landlords", agency=vale)
    make_appointment("landlords", agency=hill, capacity=Capacity.DEPUTY)
    right = make_appointment("landlords", agency=vale, capacity=Capacity.DEPUTY).user
    meetings.invite(meeting=meeting, now=NOVEMBER)

    sent = meetings.send_deputy(
        meeting=meeting, seat=landlords, actor=make_administrator(), now=NOVEMBER
    )

    assert sent.user == right
    assert Agency.objects.filter(board=board_called("bsab"), pk=sent.agency_id).get() == vale
