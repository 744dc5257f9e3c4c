"""Agreeing an action at a case's item: what is asked, offered, refused and warned of."""

from datetime import date

import pytest
import time_machine

from casework.models import Action, Recommendation
from casework.tests.action_factories import (
    A_DAY_AFTER,
    DUE,
    make_item,
    plan_address,
    row_of,
)
from casework.tests.factories import (
    JANUARY,
    make_administrator,
    make_case,
    make_chair,
    make_meeting,
    make_member,
    put,
)
from casework.tests.signin import casework_of, visitor, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day_after():
    with time_machine.travel(A_DAY_AFTER, tick=False) as clock:
        yield clock


@pytest.fixture
def item():
    return make_item()


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def typed(item, **changes) -> dict:
    board = item.meeting.panel.board
    agency = board.agencies.get(code="beechwood-vale" if board.slug == "bsab" else "youth-justice")
    given = {
        "title": "Visit the flat with the landlord",
        "detail": "Ask about the boiler.",
        "purpose": "reduce_risk",
        "measure": "A gas safety certificate is seen.",
        "owner_agency": agency.pk,
        "owner_name": "Fay Moss",
        "owner_email": "fay.moss@example.org",
        "due_on": DUE,
        "communicate_to": "The GP",
    } | changes
    day = given.pop("due_on")
    if day:
        given |= {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    return given


def add_address(item):
    return f"{item.meeting.get_absolute_url()}cases/{item.case.reference}/actions/add/"


@pytest.mark.req("B94")
def test_an_action_saved_from_the_agenda_item_is_in_the_plan_with_owner_and_date(
    item, administrator
):
    advice = Recommendation.objects.create(item=item, number=1, text="Make the flat safe")
    form = words_of(administrator.get(add_address(item)))

    answer = administrator.post(add_address(item), typed(item, recommendation=advice.pk))

    assert "1. Make the flat safe" in form
    assert answer.status_code == 302
    assert Action.objects.get().recommendation == advice
    plan = words_of(administrator.get(plan_address(item.case)))
    row = row_of(plan, "1. Visit the flat with the landlord")
    assert "Fay Moss, Beechwood Vale Homes" in row
    assert "8 Jan 2027" in row
    assert "A gas safety certificate is seen." in row


@pytest.mark.req("B71")
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"measure": ""}, "Enter how it will be known that it is done"),
        ({"due_on": None}, "Enter the day by which it is done"),
        ({"owner_name": ""}, "Enter the name of the person who owns it"),
        ({"owner_agency": ""}, "Select an agency"),
        ({"owner_agency": "999999999999999999999"}, "Select an agency"),
        ({"owner_name": "the panel"}, "Name one person who owns the action."),
        ({"due_on": date(2026, 12, 10)}, "The action must be due after Thursday 10 December 2026."),
        ({"title": "The flat"}, "Begin with what is to be done"),
        ({"title": "Visit " + "x" * 200}, "200 characters or fewer"),
        ({"owner_email": "nobody"}, "Enter an email address, such as name@example.org"),
        ({"purpose": "fun"}, "Select what it is for"),
        ({"recommendation": "77"}, "Select a recommendation of this case"),
        ({"detail": "x" * 4001}, "4,000 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    item, administrator, changes, fault
):
    answer = administrator.post(add_address(item), typed(item, **changes))

    page = words_of(answer)
    assert answer.status_code == 422
    assert page.count(fault) >= 2
    assert "Ask about the boiler." in page or "detail" in changes
    assert not Action.objects.exists()


@pytest.mark.req("O42")
def test_the_panel_that_asks_offers_the_day_before_its_next_meeting_and_warns_of_a_later_one():
    item = make_item(date(2026, 12, 8), "child")
    make_meeting(date(2027, 1, 26), "child")
    client = casework_of(make_administrator("oscb"))
    form = words_of(client.get(add_address(item)))

    in_time = client.post(add_address(item), typed(item, due_on=date(2027, 1, 25)), follow=True)
    late = client.post(add_address(item), typed(item, due_on=date(2027, 1, 26)), follow=True)
    untold = client.post(add_address(item), typed(item, communicate_to=""))

    assert "The panel asks for Monday 25 January 2027 at the latest" in form
    for part in ('value="25"', 'value="1"', 'value="2027"'):
        assert part in form
    warning = "This action is due on Tuesday 26 January 2027. The panel asks"
    assert "Action 1 is agreed." in words_of(in_time)
    assert warning not in words_of(in_time)
    assert "Action 2 is agreed." in words_of(late)
    assert warning in words_of(late)
    address = Action.objects.get(number=2).get_absolute_url()
    assert warning in words_of(client.get(address))
    assert untold.status_code == 422
    assert words_of(untold).count("Enter to whom progress is told") == 2


def test_the_panel_that_does_not_ask_warns_of_nothing(item, administrator):
    make_meeting(JANUARY)
    form = words_of(administrator.get(add_address(item)))

    answer = administrator.post(
        add_address(item), typed(item, due_on=date(2027, 5, 1), communicate_to=""), follow=True
    )

    assert "at the latest" not in form
    assert "To whom is progress told? (optional)" in form
    assert "day before its next meeting" not in words_of(answer)


def test_an_action_is_not_added_before_the_room_or_after_the_minutes(item, administrator):
    put(item.meeting, status="complete")

    looked = administrator.get(add_address(item))
    sent = administrator.post(add_address(item), typed(item))

    assert (looked.status_code, sent.status_code) == (409, 409)
    assert 'value="Fay Moss"' in words_of(sent)
    assert not Action.objects.exists()


def test_only_who_records_the_meeting_adds_actions(item):
    address = add_address(item)
    chair, member = casework_of(make_chair()), casework_of(make_member("fire-and-rescue"))
    stranger = casework_of(make_administrator("oscb"))

    assert member.get(address).status_code == 403
    assert member.post(address, typed(item)).status_code == 403
    assert stranger.get(address).status_code == 404
    assert visitor("casework.localhost").get(address).status_code == 302
    assert not Action.objects.exists()
    assert chair.post(address, typed(item)).status_code == 302


def test_a_case_that_is_not_on_the_agenda_takes_no_action_there(item, administrator):
    other = make_case(make_meeting(JANUARY))
    address = add_address(item).replace(item.case.reference, other.reference)

    assert administrator.get(address).status_code == 404
