"""Who sits on the panels: shown with gaps, appointed and ended."""

from datetime import date

import pytest
import time_machine

from casework.choices import Capacity, Event, OfficeKind, Role
from casework.models import Appointment, AuditEntry, Office
from casework.tests.factories import (
    NOVEMBER,
    PLANNED,
    agency_called,
    make_administrator,
    make_appointment,
    make_holder,
    make_member,
    make_user,
    seat_called,
)
from casework.tests.signin import casework_of, visitor, words_of
from casework.workflows import members

pytestmark = pytest.mark.django_db
MEMBERS = "/casework/members/"
FIRST_DAY = {"starts_on_day": "1", "starts_on_month": "12", "starts_on_year": "2026"}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def row(page, seat):
    start = page.index(f'scope="row">{seat}<')
    return page[start : page.index("</tr>", start)]


@pytest.mark.req("B19")
def test_a_seat_has_a_representative_and_a_deputy_and_shows_a_gap_without(administrator):
    make_appointment("thames-valley-police", name="Daniel Oduya")
    make_appointment("fire-and-rescue", name="Hannah Leigh")
    make_appointment("fire-and-rescue", name="Marek Nowak", capacity=Capacity.DEPUTY)

    page = words_of(administrator.get(MEMBERS))

    assert "Daniel Oduya (representative)" in row(page, "Thames Valley Police")
    assert "No deputy" in row(page, "Thames Valley Police")
    fire = row(page, "Bucks Fire and Rescue")
    assert "Hannah Leigh (representative)" in fire
    assert "Marek Nowak (deputy)" in fire
    assert "No deputy" not in fire
    assert "No member" in row(page, "One Recovery Bucks")


def test_offices_are_shown_with_their_holder_and_an_overdue_review():
    user = make_member("adult-social-care", name="Gwen Ashdown")
    office = Office.objects.get(panel__slug="adult", kind=OfficeKind.CHAIR)
    members.fill_office(
        office=office, user=user, starts_on=date(2026, 5, 26), actor=None, now=PLANNED
    )
    client = casework_of(make_administrator())

    page = words_of(client.get(MEMBERS))
    assert "Gwen Ashdown, since 26 May 2026" in row(page, "Chair")
    assert "26 May 2027" in row(page, "Chair")
    assert "Overdue" not in page
    with time_machine.travel(date(2027, 5, 27), tick=False):
        assert "Overdue" in words_of(casework_of(make_administrator()).get(MEMBERS))


def test_an_administrator_appoints_somebody_by_the_address_of_their_account(administrator):
    user = make_user("Kit Vane", email="kit.vane@example.org")
    typed = {"email": "Kit.Vane@example.org", "capacity": "deputy", **FIRST_DAY}

    answer = administrator.post(f"{MEMBERS}adult/fire-and-rescue/", typed, follow=True)

    appointment = Appointment.objects.get()
    assert (appointment.user, appointment.capacity) == (user, Capacity.DEPUTY)
    assert appointment.starts_on == date(2026, 12, 1)
    assert "Kit Vane is appointed to Bucks Fire and Rescue." in words_of(answer)
    assert AuditEntry.objects.filter(event=Event.APPOINTED).count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"email": "nobody@example.org"}, "Nobody has an account with this address."),
        ({"email": "nobody"}, "Enter an email address, such as name@example.org"),
        ({"email": ""}, "Enter the email address of their account"),
        ({"capacity": "guest"}, "Select representative or deputy"),
        ({"starts_on_day": ""}, "Enter a real date"),
        ({"agency": "999999"}, "Select one of the seat’s agencies"),
    ],
)
def test_appointing_says_what_is_wrong_and_keeps_what_was_typed(administrator, typed, message):
    make_user(email="kit.vane@example.org")
    good = {"email": "kit.vane@example.org", "capacity": "deputy", "team": "Crew", **FIRST_DAY}

    answer = administrator.post(f"{MEMBERS}adult/fire-and-rescue/", good | typed)

    assert answer.status_code == 422
    assert message in words_of(answer)
    assert 'value="Crew"' in words_of(answer)
    assert not Appointment.objects.exists()


def test_a_seat_of_several_bodies_needs_to_know_for_which(administrator):
    make_user(email="kit.vane@example.org")
    typed = {"email": "kit.vane@example.org", "capacity": "representative", **FIRST_DAY}
    address = f"{MEMBERS}adult/landlords/"

    without = administrator.post(address, typed)
    named = administrator.post(address, typed | {"agency": agency_called("swan-meadow").pk})

    assert without.status_code == 409
    assert "Choose which of this seat’s agencies" in words_of(without)
    assert named.status_code == 302
    assert Appointment.objects.get().agency.code == "swan-meadow"


def test_an_appointment_is_ended_and_stays_on_record(administrator):
    appointment = make_appointment("fire-and-rescue", name="Hannah Leigh")
    address = f"{MEMBERS}adult/fire-and-rescue/end/{appointment.pk}/"
    typed = {"ends_on_day": "30", "ends_on_month": "11", "ends_on_year": "2026"}

    empty = administrator.post(address, {})
    answer = administrator.post(address, typed)

    assert "Enter the last day" in words_of(empty)
    assert answer.status_code == 302
    appointment.refresh_from_db()
    assert appointment.ends_on == date(2026, 11, 30)
    assert "until 30 Nov 2026" in words_of(administrator.get(MEMBERS))
    assert administrator.post(address, typed).status_code == 404


def test_an_appointment_cannot_end_before_it_began(administrator):
    appointment = make_appointment("fire-and-rescue", starts_on=date(2026, 11, 1))
    typed = {"ends_on_day": "30", "ends_on_month": "10", "ends_on_year": "2026"}

    answer = administrator.post(f"{MEMBERS}adult/fire-and-rescue/end/{appointment.pk}/", typed)

    assert answer.status_code == 409
    assert "must not be before the first" in words_of(answer)


def test_another_board_s_members_are_not_there(administrator):
    make_appointment("clinical-lead-camhs", "child", name="Joseph Tran")

    assert "Joseph Tran" not in words_of(administrator.get(MEMBERS))
    assert administrator.get(f"{MEMBERS}child/clinical-lead-camhs/").status_code == 404


def test_a_seat_s_appointment_is_not_ended_through_another_seat(administrator):
    appointment = make_appointment("fire-and-rescue")

    address = f"{MEMBERS}adult/thames-valley-police/end/{appointment.pk}/"

    assert administrator.get(address).status_code == 404


def test_membership_is_kept_by_those_who_appoint_and_by_nobody_else():
    seat_called("fire-and-rescue")
    for user in (make_member("thames-valley-police"), make_user()):
        client = casework_of(user)
        assert client.get(MEMBERS).status_code == 403
        assert client.get(f"{MEMBERS}adult/fire-and-rescue/").status_code == 404
    assert casework_of(make_holder(Role.BOARD_MANAGER)).get(MEMBERS).status_code == 200
    assert visitor("casework.localhost").get(MEMBERS).status_code == 302
