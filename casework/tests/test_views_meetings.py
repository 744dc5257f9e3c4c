"""Meetings: their dates, their agenda and seats, and their papers."""

from datetime import date, timedelta

import pytest
import time_machine

from casework.choices import Capacity, Event, Role
from casework.models import AuditEntry, Meeting
from casework.tests.factories import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    NOVEMBER,
    make_administrator,
    make_appointment,
    make_case,
    make_holder,
    make_meeting,
    make_member,
    make_user,
    panel_called,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db
MEETINGS = "/casework/meetings/"


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


def day(prefix, when):
    return {
        f"{prefix}_day": str(when.day),
        f"{prefix}_month": str(when.month),
        f"{prefix}_year": str(when.year),
    }


def test_meetings_to_come_are_listed_with_their_dates_and_earlier_ones_on_request(administrator):
    make_meeting(date(2026, 6, 11))
    make_meeting(DECEMBER)

    coming = words_of(administrator.get(MEETINGS))
    earlier = words_of(administrator.get(MEETINGS, {"when": "earlier"}))

    assert "Thu 10 Dec 2026" in coming
    assert "Thu 26 Nov 2026" in coming
    assert "Thu 11 Jun 2026" not in coming
    assert "Thu 11 Jun 2026" in earlier
    assert "Thu 10 Dec 2026" not in earlier


def test_the_list_of_meetings_says_what_to_do_when_it_is_empty(administrator):
    assert "Plan the first meeting." in words_of(administrator.get(MEETINGS))


def test_the_list_of_meetings_costs_the_same_with_one_and_with_thirty(administrator):
    make_case(make_meeting(DECEMBER))
    one = counted(lambda: administrator.get(MEETINGS))
    for week in range(1, 30):
        make_meeting(DECEMBER + timedelta(weeks=week))

    assert counted(lambda: administrator.get(MEETINGS)) == one


def test_an_administrator_plans_a_meeting_and_sees_what_it_promises(administrator):
    panel = panel_called("adult")
    typed = {"panel": panel.pk, "starts_at": "09.30", "place": "Room 2", **day("held_on", DECEMBER)}

    answer = administrator.post(f"{MEETINGS}plan/", typed, follow=True)

    page = words_of(answer)
    assert answer.redirect_chain[0][0].endswith("/meetings/adult/2026-12-10/")
    assert "at the end of Thursday 26 November 2026" in page
    assert "received before 00:00 on 27 November" in page
    assert "by Friday 27 November 2026" in page
    assert "by the end of Wednesday 2 December 2026" in page
    assert "by Thursday 3 December 2026" in page
    assert "Room 2, 09:30" in page


def test_a_month_may_be_typed_as_a_word(administrator):
    typed = {"panel": panel_called("adult").pk, **day("held_on", DECEMBER)}

    administrator.post(f"{MEETINGS}plan/", typed | {"held_on_month": "Dec"})

    assert Meeting.objects.get().held_on == DECEMBER


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"held_on_day": ""}, 422, "Enter a real date"),
        ({"held_on_day": "31", "held_on_month": "2"}, 422, "Enter a real date"),
        ({"held_on_day": "", "held_on_month": "", "held_on_year": ""}, 422, "Enter the date"),
        ({"held_on_year": "99999999999"}, 422, "Enter a real date"),
        ({"held_on_year": "2026", "held_on_month": "1"}, 409, "a day still to come"),
        ({"panel": ""}, 422, "Select a panel"),
        ({"starts_at": "noonish"}, 422, "Enter a time, such as 09:30"),
        ({"place": "x" * 201}, 422, "200 characters or fewer"),
    ],
)
def test_planning_says_what_is_wrong_and_keeps_what_was_typed(
    administrator, typed, status, message
):
    good = {"panel": panel_called("adult").pk, "place": "Room 2", **day("held_on", DECEMBER)}

    answer = administrator.post(f"{MEETINGS}plan/", good | typed)

    page = words_of(answer)
    assert answer.status_code == status
    assert message in page
    assert typed.get("place", "Room 2") in page
    assert not Meeting.objects.exists()


def test_a_meeting_cannot_be_planned_for_another_board_s_panel(administrator):
    typed = {"panel": panel_called("child").pk, **day("held_on", DECEMBER)}

    answer = administrator.post(f"{MEETINGS}plan/", typed)

    assert answer.status_code == 422
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", [None, Role.BOARD_MANAGER])
def test_planning_and_changing_dates_are_refused_without_the_role(role, meeting):
    client = casework_of(make_holder(role) if role else make_member("thames-valley-police"))

    assert client.get(f"{MEETINGS}plan/").status_code == 403
    typed = {**day("closes_on", date(2026, 11, 25)), "reason": "Because"}
    assert client.post(f"{meeting.get_absolute_url()}dates/", typed).status_code == 403
    meeting.refresh_from_db()
    assert meeting.closes_on == date(2026, 11, 26)


def test_the_closing_day_is_changed_with_a_reason_which_the_history_keeps(administrator, meeting):
    typed = {**day("closes_on", date(2026, 11, 25)), "reason": "The office is shut on the 26th"}

    answer = administrator.post(f"{meeting.get_absolute_url()}dates/", typed, follow=True)

    page = words_of(answer)
    assert "at the end of Wednesday 25 November 2026" in page
    assert "Reason: The office is shut on the 26th" in page


def test_the_closing_day_needs_a_reason_and_must_be_still_to_come(administrator, meeting):
    address = f"{meeting.get_absolute_url()}dates/"

    without = administrator.post(address, day("closes_on", date(2026, 11, 25)))
    past = administrator.post(address, {**day("closes_on", date(2026, 11, 2)), "reason": "Oops"})

    assert without.status_code == 422
    assert "Enter why the date changes" in words_of(without)
    assert 'value="25"' in words_of(without)
    assert past.status_code == 409
    assert "still to come" in words_of(past)
    assert 'value="Oops"' in words_of(past)


def test_a_closed_list_cannot_be_moved(administrator, meeting):
    typed = {**day("closes_on", date(2026, 12, 8)), "reason": "More time"}
    with time_machine.travel(meeting.closes_at, tick=False):
        client = casework_of(make_administrator())
        answer = client.post(f"{meeting.get_absolute_url()}dates/", typed)

    assert answer.status_code == 409
    assert "This list has closed." in words_of(answer)


def test_a_meeting_shows_its_cases_who_comes_and_the_gaps(administrator, meeting):
    make_appointment("thames-valley-police", name="Daniel Oduya")
    make_appointment("fire-and-rescue", name="Hannah Leigh")
    make_appointment("fire-and-rescue", name="Marek Nowak", capacity=Capacity.DEPUTY)
    case = make_case(meeting)
    meetings.invite(meeting=meeting, now=NOVEMBER)

    page = words_of(administrator.get(meeting.get_absolute_url()))

    assert case.reference in page
    assert ">JA<" in page
    assert "Ashworth" not in page
    assert "Daniel Oduya (representative): invited" in page
    police = page[page.index(">Thames Valley Police<") : page.index(">Bucks Fire and Rescue<")]
    fire = page[page.index(">Bucks Fire and Rescue<") :]
    assert "No deputy" in police
    assert "Send the deputy" not in police
    assert "No deputy" not in fire[: fire.index("</tr>")]
    assert "Send the deputy" in fire[: fire.index("</tr>")]
    assert "No member" in page


def test_a_meeting_costs_the_same_with_one_case_and_with_thirty(administrator, meeting):
    make_case(meeting)
    meetings.invite(meeting=meeting, now=NOVEMBER)
    one = counted(lambda: administrator.get(meeting.get_absolute_url()))
    for _ in range(29):
        make_case(meeting)

    assert counted(lambda: administrator.get(meeting.get_absolute_url())) == one


def test_a_member_sees_how_many_cases_are_listed_before_the_closing_and_reads_them_after(meeting):
    case = make_case(meeting)
    client = casework_of(make_member("thames-valley-police"))
    address = meeting.get_absolute_url()

    before = words_of(client.get(address))
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    after = words_of(client.get(address))

    assert case.reference not in before
    assert "1 case on this list can be read when the list has closed" in before
    assert case.reference in after


def test_a_board_manager_sees_the_meeting_and_no_case_nor_papers(meeting):
    case = make_case(meeting)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    client = casework_of(make_holder(Role.BOARD_MANAGER))

    page = words_of(client.get(meeting.get_absolute_url()))

    assert case.reference not in page
    assert "JA" not in page
    assert client.get(f"{meeting.get_absolute_url()}papers/").status_code == 403
    here = words_of(client.get(f"{meeting.get_absolute_url()}here/"))
    assert case.reference not in here


WAYS = [
    "",
    "dates/",
    "papers/",
    "here/",
    "attendance/",
    "attendance/add/",
    "deputy/fire-and-rescue/",
]


@pytest.mark.parametrize("way", WAYS)
def test_another_board_s_administrator_is_told_nothing_and_it_is_recorded(meeting, way):
    client = casework_of(make_administrator("oscb"))

    assert client.get(meeting.get_absolute_url() + way).status_code == 404
    assert "adult/2026-12-10" in AuditEntry.objects.get(event=Event.ACCESS_REFUSED).subject


@pytest.mark.parametrize("address", ["adult/2026-12-11/", "adult/tomorrow/", "nowhere/2026-12-10/"])
def test_a_meeting_that_is_not_there_is_a_404(administrator, meeting, address):
    assert administrator.get(MEETINGS + address).status_code == 404


def test_somebody_without_a_role_and_somebody_not_signed_in_see_no_meetings(meeting):
    assert casework_of(make_user()).get(MEETINGS).status_code == 403
    assert casework_of(make_user()).get(meeting.get_absolute_url()).status_code == 404
    assert visitor("casework.localhost").get(MEETINGS).status_code == 302


def test_meetings_have_pages_of_25(administrator):
    for week in range(26):
        make_meeting(JANUARY + timedelta(weeks=week))
    assert FEBRUARY in {JANUARY + timedelta(weeks=week) for week in range(26)}

    first, second = (words_of(administrator.get(MEETINGS, {"page": n})) for n in (1, 2))

    last = JANUARY + timedelta(weeks=25)
    assert f"{last:%-d %b %Y}" not in first
    assert f"{last:%-d %b %Y}" in second
