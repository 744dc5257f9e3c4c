"""A deputy is sent in place of a seat's representative."""

import pytest
import time_machine

from casework.choices import Capacity
from casework.models import Attendance, Seat
from casework.tests.factories import (
    DECEMBER,
    NOVEMBER,
    make_administrator,
    make_appointment,
    make_meeting,
    make_member,
)
from casework.tests.signin import casework_of, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


@pytest.fixture
def meeting():
    return make_meeting(DECEMBER)


def page_of(meeting, way):
    return f"{meeting.get_absolute_url()}{way}/"


@pytest.mark.req("B28")
def test_the_fire_service_has_a_seat_and_its_deputy_can_be_sent_and_attends_as_deputy(
    administrator, meeting
):
    make_appointment("fire-and-rescue", name="Hannah Leigh")
    make_appointment("fire-and-rescue", name="Marek Nowak", capacity=Capacity.DEPUTY)
    meetings.invite(meeting=meeting, now=NOVEMBER)

    assert Seat.objects.filter(panel=meeting.panel, code="fire-and-rescue").exists()
    asked = words_of(administrator.get(page_of(meeting, "deputy/fire-and-rescue")))
    answer = administrator.post(page_of(meeting, "deputy/fire-and-rescue"), follow=True)

    assert "Send the deputy for Bucks Fire and Rescue?" in asked
    assert Attendance.objects.count() == 2
    page = words_of(answer)
    assert "Hannah Leigh (representative): apologies" in page
    assert "Marek Nowak (deputy): invited" in page
    deputy = meeting.attendances.get(capacity=Capacity.DEPUTY)
    administrator.post(page_of(meeting, "attendance"), states(meeting, {deputy: "attended"}))
    assert "Marek Nowak (deputy): attended" in words_of(
        administrator.get(meeting.get_absolute_url())
    )


def states(meeting, changed):
    return {f"state_{one.pk}": changed.get(one, one.state) for one in meeting.attendances.all()}


def test_without_a_deputy_nobody_can_be_sent_and_the_page_says_so(administrator, meeting):
    make_appointment("fire-and-rescue", name="Hannah Leigh")

    answer = administrator.post(page_of(meeting, "deputy/fire-and-rescue"))

    assert answer.status_code == 409
    assert "Nobody is appointed as deputy" in words_of(answer)


def test_a_member_sends_the_deputy_of_their_own_seat_only(meeting):
    client = casework_of(make_member("fire-and-rescue"))
    make_appointment("fire-and-rescue", name="Marek Nowak", capacity=Capacity.DEPUTY)
    make_appointment("thames-valley-police", name="Kit Vane", capacity=Capacity.DEPUTY)

    assert words_of(client.get(meeting.get_absolute_url())).count(">Send the deputy<") == 1
    own = client.post(page_of(meeting, "deputy/fire-and-rescue"))
    other = client.post(page_of(meeting, "deputy/thames-valley-police"))

    assert own.status_code == 302
    assert other.status_code == 403
    assert "your own seat only" in words_of(other)
    assert meeting.attendances.get().name == "Marek Nowak"
