"""Who has answered about whom: agencies by cases."""

import pytest
import time_machine

from casework.choices import Known, OfficeKind, Role, SeatKind, Sharing
from casework.models import Seat
from casework.tests.factories import (
    DECEMBER,
    LONG_AGO,
    agency_called,
    make_administrator,
    make_appointment,
    make_case,
    make_closed_meeting,
    make_holder,
    make_meeting,
    panel_called,
    put,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    HOUSING,
    IN_TIME,
    LATE,
    POLICE,
    answer,
    answer_all,
    asked,
    chair_of,
    make_asking_meeting,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import agendas, meetings

pytestmark = pytest.mark.django_db
NOW = "2026-11-30T10:00:00+00:00"


@pytest.fixture(autouse=True)
def after_the_closing():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client():
    return casework_of(make_administrator())


def grid_of(client, meeting):
    return words_of(client.get(f"{meeting.get_absolute_url()}grid/"))


def row(page, seat):
    """Return the words of one agency's row."""
    start = page.index(f'scope="row">{seat_called(seat).title}')
    return page[start : page.index("</tr>", start)]


def name_in(page):
    return page[page.index("<thead") : page.index("</thead>")]


@pytest.mark.req("B61")
def test_each_agency_has_a_word_for_each_case(client):
    meeting = make_asking_meeting(cases=2)
    first, second = (item.case for item in meeting.items.all())
    answer(asked(meeting, POLICE, first), Known.KNOWN)
    answer(asked(meeting, POLICE, second), Known.NOT_KNOWN)
    answer(asked(meeting, FIRE, first), Known.NOTHING_RELEVANT)
    answer(asked(meeting, HOUSING, first), Known.KNOWN, sharing=Sharing.CHAIR)

    page = grid_of(client, meeting)

    assert first.reference in name_in(page) and second.reference in name_in(page)
    assert "JA" in name_in(page) and "Ashworth" not in page
    assert row(page, POLICE).index("Known") < row(page, POLICE).index("Not known")
    assert "Known, nothing relevant" in row(page, FIRE) and "Not answered" in row(page, FIRE)
    assert "Chair and staff only" in row(page, HOUSING)
    assert "3 of 7 answered" in page and "1 of 7 answered" in page
    assert "2 days left" in page


@pytest.mark.req("B61")
def test_who_is_not_known_to_any_of_nine_agencies_is_to_be_checked(client):
    meeting = make_meeting(DECEMBER)
    for seat in ("landlords", "safeguarding-leads"):
        code = "beechwood-vale" if seat == "landlords" else "hospitals"
        make_appointment(seat, agency=agency_called(code))
    case = make_case(meeting)
    bodies = [
        (seat_called("landlords"), agency_called("beechwood-vale")),
        (seat_called("safeguarding-leads"), agency_called("hospitals")),
    ]
    agendas.choose_relevant(item=case.items.get(), seats=bodies, actor=None, now=IN_TIME)
    for seat in Seat.objects.filter(panel=meeting.panel, kind=SeatKind.STANDING):
        make_appointment(seat.code)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)

    answer_all(meeting, but=[FIRE])
    before = grid_of(client, meeting)
    answer(asked(meeting, FIRE), Known.NOT_KNOWN)
    after = grid_of(client, meeting)

    assert "8 of 9 answered" in before and "check the identity" not in before
    assert "9 of 9 answered" in after
    assert "Not known to any of 9 agencies: check the identity" in after


@pytest.mark.req("O87")
def test_on_the_childrens_panel_each_seat_is_known_not_known_or_awaited(client):
    meeting = make_closed_meeting(DECEMBER, "child")
    for request in meeting.return_requests.all():
        holder = make_appointment(request.seat.code, "child").user
        put(request, assignee=holder)
    first, second, *_ = meeting.return_requests.order_by("seat__order")
    answer(first, Known.KNOWN)
    answer(second, Known.NOT_KNOWN)

    page = grid_of(casework_of(make_administrator("oscb")), meeting)

    assert page.count("Not answered") == 8
    assert "2 of 10 answered" in page
    for request in meeting.return_requests.all():
        assert f'scope="row">{request.seat}' in page


def test_what_came_late_and_what_is_overdue_say_so():
    meeting = make_asking_meeting()
    answer(asked(meeting, POLICE))
    answer(asked(meeting, FIRE), now=LATE)

    with time_machine.travel("2026-12-03T10:00:00+00:00", tick=False):
        page = grid_of(casework_of(make_administrator()), meeting)

    assert "Late" not in row(page, POLICE)
    assert "Known" in row(page, FIRE) and "Late" in row(page, FIRE)
    assert "Not answered" in row(page, HOUSING) and "Late" in row(page, HOUSING)
    assert "that day is over" in page


def test_a_seat_for_which_nobody_answers_is_flagged(client):
    meeting = make_asking_meeting()
    put(asked(meeting, POLICE), assignee=None)
    put(asked(meeting, FIRE).assignee, is_active=False)

    page = grid_of(client, meeting)

    assert "Nobody answers for this seat" in row(page, POLICE)
    assert "Nobody answers for this seat" in row(page, FIRE)
    assert "Nobody answers for this seat" not in row(page, HOUSING)


def test_a_body_of_a_class_is_asked_about_its_case_only_and_may_be_asked_no_longer(client):
    meeting = make_asking_meeting(cases=2)
    item = meeting.items.first()
    body = (seat_called("landlords"), agency_called("beechwood-vale"))
    agendas.choose_relevant(item=item, seats=[body], actor=None, now=IN_TIME)
    chosen = row(grid_of(client, meeting), "landlords")

    agendas.choose_relevant(item=item, seats=[], actor=None, now=IN_TIME)
    page = grid_of(client, meeting)

    assert "(Beechwood Vale Homes)" in chosen
    assert "Not answered" in chosen and "Not asked" in chosen
    assert "No longer asked" in row(page, "landlords")
    assert page.count("0 of 7 answered") == 2


def test_before_the_list_closes_nobody_is_asked(client):
    meeting = make_meeting(DECEMBER)
    make_case(meeting)

    assert "No agency is asked yet" in grid_of(client, meeting)


def test_the_chair_sees_it_and_members_do_not():
    meeting = make_asking_meeting()
    address = f"{meeting.get_absolute_url()}grid/"
    chair, vice = chair_of(meeting), chair_of(meeting, OfficeKind.VICE)

    assert casework_of(chair).get(address).status_code == 200
    assert casework_of(vice).get(address).status_code == 403
    assert casework_of(asked(meeting, FIRE).assignee).get(address).status_code == 403
    assert casework_of(make_holder(Role.BOARD_MANAGER)).get(address).status_code == 403
    assert casework_of(make_administrator("oscb")).get(address).status_code == 404


def test_twelve_cases_and_fifteen_agencies_cost_no_more_than_one(client):
    meeting = make_asking_meeting()
    answer(asked(meeting, FIRE))
    one = counted(lambda: client.get(f"{meeting.get_absolute_url()}grid/"))
    for number in range(8):
        Seat.objects.create(
            panel=panel_called("adult"),
            code=f"seat-{number}",
            title=f"Seat {number}",
            starts_on=LONG_AGO,
        )
    for _ in range(11):
        case = make_case(meeting)
        answer(asked(meeting, FIRE, case))

    page = grid_of(client, meeting)

    assert page.count('<th class="govuk-table__header" scope="row">Seat ') == 8
    assert page.count("of 15 answered") == 11
    assert counted(lambda: client.get(f"{meeting.get_absolute_url()}grid/")) == one
