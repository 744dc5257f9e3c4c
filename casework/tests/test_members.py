"""Seats, offices and names keep their history."""

from datetime import date, timedelta

import pytest

from casework.choices import Capacity, Event, OfficeKind, Role
from casework.errors import NotPermitted, WrongMoment
from casework.models import Appointment, AuditEntry, Office, RoleGrant, Seat, Tenure
from casework.tests.factories import (
    NOVEMBER,
    PLANNED,
    agency_called,
    board_called,
    make_administrator,
    make_appointment,
    make_meeting,
    make_member,
    make_user,
    seat_called,
)
from casework.workflows import members

pytestmark = pytest.mark.django_db

APPOINTED = date(2026, 5, 26)


def office_called(kind, panel="adult"):
    return Office.objects.get(panel__slug=panel, kind=kind)


def fill(kind, user, starts_on=APPOINTED, *, panel="adult", **details):
    return members.fill_office(
        office=office_called(kind, panel),
        user=user,
        starts_on=starts_on,
        actor=None,
        now=PLANNED,
        **details,
    )


@pytest.mark.req("B16")
def test_the_chair_is_a_member_and_the_chairs_before_are_kept():
    first, second = make_member("adult-social-care"), make_member("thames-valley-police")
    outsider = make_user("Otto Quist")
    meeting = make_meeting()
    fill(OfficeKind.CHAIR, first, meeting=meeting)

    with pytest.raises(WrongMoment, match="Otto Quist is not a member"):
        fill(OfficeKind.CHAIR, outsider, date(2026, 6, 1))
    fill(OfficeKind.CHAIR, second, date(2026, 9, 1))

    kept = Tenure.objects.filter(office=office_called(OfficeKind.CHAIR)).order_by("starts_on")
    assert [(one.user, one.starts_on, one.ends_on) for one in kept] == [
        (first, APPOINTED, date(2026, 8, 31)),
        (second, date(2026, 9, 1), None),
    ]
    assert kept[0].appointed_at_meeting == meeting


def test_a_deputy_and_a_former_member_are_no_members():
    deputy = make_member("fire-and-rescue", capacity=Capacity.DEPUTY)
    former = make_appointment("thames-valley-police")
    members.end_appointment(
        appointment=former, ends_on=APPOINTED - timedelta(days=1), actor=None, now=PLANNED
    )

    for user in (deputy, former.user):
        with pytest.raises(WrongMoment, match="is not a member"):
            fill(OfficeKind.CHAIR, user)

    assert not Tenure.objects.exists()


@pytest.mark.req("B17")
@pytest.mark.parametrize("kinds", [("chair", "vice"), ("vice", "chair")])
def test_chair_and_vice_chair_are_two_people(kinds):
    held, other = kinds
    member = make_member("adult-social-care")
    fill(held, member)

    with pytest.raises(WrongMoment, match="must be two people"):
        fill(other, member, date(2026, 6, 1))

    assert Tenure.objects.count() == 1
    assert fill(other, make_member("thames-valley-police"), date(2026, 6, 1))


def test_a_chairs_review_is_due_after_a_year():
    tenure = fill(OfficeKind.CHAIR, make_member("adult-social-care"))

    assert tenure.review_due == date(2027, 5, 26)


def test_an_office_that_comes_with_a_post_needs_no_seat_and_no_review():
    tenure = fill(OfficeKind.CHAIR, make_user("Ruth Ellery"), panel="child")

    assert (tenure.ends_on, tenure.review_due) == (None, None)


def test_a_new_holder_cannot_begin_before_the_present_one():
    first, second = make_member("adult-social-care"), make_member("thames-valley-police")
    fill(OfficeKind.CHAIR, first)

    with pytest.raises(WrongMoment, match="Choose a later day"):
        fill(OfficeKind.CHAIR, second, APPOINTED)


@pytest.mark.req("O25")
def test_the_chairs_post_is_renamed_and_its_history_kept():
    holder = make_user("Ruth Ellery")
    tenure = fill(OfficeKind.CHAIR, holder, panel="child")
    office, changed = office_called(OfficeKind.CHAIR, "child"), date(2026, 10, 1)
    assert office.title == "Deputy Director, Social Care"

    members.rename_office(
        office=office,
        title="Deputy Director, Children’s Social Care",
        on=changed,
        actor=None,
        now=NOVEMBER,
    )

    office.refresh_from_db()
    tenure.refresh_from_db()
    assert office.title == "Deputy Director, Children’s Social Care"
    assert office.title_on(date(2026, 9, 30)) == "Deputy Director, Social Care"
    assert office.title_on(changed) == "Deputy Director, Children’s Social Care"
    assert (tenure.user, tenure.ends_on) == (holder, None)
    assert AuditEntry.objects.get(event=Event.RENAMED).facts["on"] == "2026-10-01"


@pytest.mark.req("O28")
def test_a_body_that_was_replaced_keeps_its_old_name_on_old_reports():
    body = agency_called("integrated-care-board", "oscb")
    today = body.name

    members.rename_agency(
        agency=body, name="Thames Valley Board", on=date(2026, 4, 1), actor=None, now=NOVEMBER
    )

    body.refresh_from_db()
    assert body.name_on(date(2022, 6, 30)) == "Oxfordshire Clinical Commissioning Group"
    assert body.name_on(date(2022, 7, 1)) == body.name_on(date(2026, 3, 31)) == today
    assert body.name_on(date(2026, 4, 1)) == body.name == "Thames Valley Board"


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 11, 17), "or later"), (date(2022, 7, 1), "already a change of name")],
)
def test_a_name_changes_neither_in_advance_nor_out_of_order(on, words):
    body = agency_called("integrated-care-board", "oscb")

    with pytest.raises(WrongMoment, match=words):
        members.rename_agency(agency=body, name="Other", on=on, actor=None, now=NOVEMBER)


CHILD_SEATS = {
    "O29": ("service-manager-safeguarding", "Service Manager, Safeguarding"),
    "O30": ("clinical-lead-camhs", "Clinical Lead, CAMHS"),
    "O31": ("detective-chief-inspector", "Detective Chief Inspector, Public Protection"),
    "O32": ("safeguarding-manager", "Safeguarding Manager"),
    "O33": ("disability-manager", "Disability Manager"),
    "O34": ("area-social-care-manager", "Area Social Care Manager"),
    "O35": ("sen-manager", "Special Educational Needs Manager"),
}


@pytest.mark.parametrize(
    ("code", "title"),
    [pytest.param(*seat, marks=pytest.mark.req(id_), id=id_) for id_, seat in CHILD_SEATS.items()],
)
def test_a_seat_keeps_who_held_it_before(code, title):
    seat = Seat.objects.get(panel__slug="child", code=code)
    assert seat.title.startswith(title)
    former = make_appointment(code, "child", name="Ada First")
    members.end_appointment(appointment=former, ends_on=date(2026, 8, 31), actor=None, now=NOVEMBER)

    make_appointment(code, "child", name="Bo Second", starts_on=date(2026, 9, 1))

    def holder_on(day):
        return str(seat.appointments.on(day).get().user)

    assert holder_on(date(2026, 8, 31)) == "Ada First"
    assert holder_on(date(2026, 9, 1)) == "Bo Second"
    assert Appointment.objects.filter(seat=seat).count() == 2


def test_a_seat_has_one_representative_at_a_time():
    make_appointment("fire-and-rescue", name="Hannah Leigh")

    with pytest.raises(WrongMoment, match="Hannah Leigh represents this seat"):
        make_appointment("fire-and-rescue", starts_on=date(2026, 9, 1))


def test_a_seat_with_teams_has_one_representative_for_each():
    make_appointment("oxford-health", team="Clinicians")
    make_appointment("oxford-health", team="Mental health social care leads")

    assert seat_called("oxford-health").appointments.count() == 2


def test_a_class_of_bodies_must_know_for_which_of_them():
    with pytest.raises(WrongMoment, match="which of this seat’s agencies"):
        make_appointment("landlords")
    with pytest.raises(WrongMoment, match="is not one of this seat’s agencies"):
        make_appointment("landlords", agency=agency_called("hospitals"))


def test_an_appointment_does_not_end_before_it_starts():
    appointment = make_appointment("fire-and-rescue", starts_on=date(2026, 9, 1))

    with pytest.raises(WrongMoment, match="before the first"):
        members.end_appointment(
            appointment=appointment, ends_on=date(2026, 8, 31), actor=None, now=NOVEMBER
        )


def test_administrators_appoint_and_do_not_grant_roles():
    administrator, user = make_administrator(), make_user()
    members.appoint(
        seat=seat_called("fire-and-rescue"),
        user=user,
        capacity=Capacity.REPRESENTATIVE,
        starts_on=APPOINTED,
        actor=administrator,
        now=NOVEMBER,
    )

    with pytest.raises(NotPermitted, match="grant roles"):
        members.grant(
            user=user,
            board=board_called("bsab"),
            role=Role.ADMINISTRATOR,
            starts_on=APPOINTED,
            actor=administrator,
            now=NOVEMBER,
        )

    assert AuditEntry.objects.get(event=Event.APPOINTED).actor == administrator.email


def test_a_role_already_held_is_not_granted_twice():
    user = make_user()
    for _ in range(2):
        members.grant(
            user=user,
            board=board_called("bsab"),
            role=Role.ADMINISTRATOR,
            starts_on=APPOINTED,
            actor=None,
            now=NOVEMBER,
        )

    assert RoleGrant.objects.filter(user=user).count() == 1
    assert AuditEntry.objects.filter(event=Event.ROLE_GRANTED).count() == 1
