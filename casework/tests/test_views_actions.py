"""The tracker, and what can be done with one action by whom."""

from datetime import date

import pytest
import time_machine

from casework.choices import Right, Role
from casework.models import Action
from casework.tests.action_factories import (
    A_DAY_AFTER,
    make_action,
    make_item,
    plan_address,
    row_of,
)
from casework.tests.factories import (
    agency_called,
    make_administrator,
    make_chair,
    make_holder,
    make_member,
    make_user,
    put,
)
from casework.tests.signin import casework_of, counted, visitor, words_of

pytestmark = pytest.mark.django_db
TRACKER = "/casework/actions/"
HOME = "/casework/"


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


@pytest.mark.parametrize("number", ["2", "99999999999999999999"])
def test_an_action_that_is_not_there_is_not_found(item, administrator, number):
    make_action(item)
    address = f"/casework/cases/{item.case.reference}/actions/{number}/"

    assert administrator.get(address).status_code == 404
    assert administrator.post(f"{address}accept/").status_code == 404


def test_an_unknown_verb_is_not_found(item, administrator):
    action = make_action(item)

    assert administrator.post(f"{action.get_absolute_url()}delete/").status_code == 404


TO_UPDATE = {"Accept", "Give an update", "Complete", "Refuse"}
TO_JUDGE = {"Hand on", "Close as not achieved"}
BUTTONS = {
    "agreed": (TO_UPDATE, TO_JUDGE),
    "accepted": ({"Give an update", "Complete"}, TO_JUDGE),
    "in_progress": ({"Give an update", "Complete"}, TO_JUDGE),
    "returned": (set(), TO_JUDGE),
    "completed": (set(), {"Verify"}),
    "verified": (set(), set()),
    "not_achieved": (set(), set()),
}


def buttons_on(answer) -> set[str]:
    main = words_of(answer).split("<main")[1].split("</main>")[0]
    every = TO_UPDATE | TO_JUDGE | {"Verify"}
    return {text for text in every if f"> {text} </" in main}


@pytest.mark.parametrize("status", BUTTONS)
def test_the_buttons_follow_the_status_and_who_looks(item, status):
    action = make_action(item)
    owner = make_member("landlords", agency=action.owner_agency)
    put(action, status=status, completed_at=A_DAY_AFTER)
    may_update, may_judge = BUTTONS[status]
    seen = {
        make_administrator(): may_update,
        owner: may_update,
        make_chair(): may_judge,
        make_member("fire-and-rescue"): set(),
    }

    for user, expected in seen.items():
        answer = casework_of(user).get(action.get_absolute_url())
        assert buttons_on(answer) == expected


WORDS = {
    "accept": {},
    "update": {"text": "Visited"},
    "complete": {"result": "Seen"},
    "refuse": {"reason": "Not ours"},
    "verify": {},
    "close": {"reason": "Moved"},
}


def words_for(verb, action) -> dict:
    if verb != "hand-on":
        return WORDS[verb]
    return {
        "owner_agency": action.owner_agency_id,
        "owner_name": "Olu Finch",
        "owner_email": "olu.finch@example.org",
        "due_on_day": 1,
        "due_on_month": 2,
        "due_on_year": 2027,
    }


@pytest.mark.parametrize(
    ("verb", "before", "after", "by"),
    [
        ("accept", "agreed", "accepted", "owner"),
        ("update", "accepted", "in_progress", "owner"),
        ("complete", "in_progress", "completed", "owner"),
        ("refuse", "agreed", "returned", "owner"),
        ("verify", "completed", "verified", "chair"),
        ("hand-on", "returned", "agreed", "chair"),
        ("close", "returned", "not_achieved", "chair"),
    ],
)
def test_each_verb_works_from_its_page_for_whose_it_is_and_for_nobody_else(
    item, verb, before, after, by
):
    owner = make_user("Fay Moss", email="fay.moss@example.org")
    action = make_action(item)
    put(action, status=before, completed_at=A_DAY_AFTER)
    people = {"owner": owner, "chair": make_chair(), "member": make_member("fire-and-rescue")}
    address = f"{action.get_absolute_url()}{verb}/"

    for who, person in people.items():
        client = casework_of(person)
        if who != by:
            assert client.get(address).status_code == 403
            assert client.post(address, words_for(verb, action)).status_code == 403
    action.refresh_from_db()
    assert action.status == before

    client = casework_of(people[by])
    assert client.get(address).status_code == 200
    answer = client.post(address, words_for(verb, action), follow=True)
    action.refresh_from_db()
    assert (answer.status_code, action.status) == (200, after)
    again = client.post(address, words_for(verb, action))
    if verb not in ("update", "hand-on"):
        assert again.status_code == 409
        assert client.get(address).status_code == 409


@pytest.mark.parametrize(
    ("verb", "fault"),
    [
        ("update", "Enter how it goes"),
        ("complete", "Enter what came of it, and how that is known"),
        ("refuse", "Enter why you do not take it on"),
    ],
)
def test_words_that_are_needed_and_not_there_are_asked_for(item, administrator, verb, fault):
    action = make_action(item)

    answer = administrator.post(f"{action.get_absolute_url()}{verb}/", {})

    assert answer.status_code == 422
    assert words_of(answer).count(fault) == 2
    assert words_of(answer).count("<title>Error:") == 1


def test_what_was_typed_stays_when_somebody_else_was_faster(item, administrator):
    action = make_action(item)
    put(action, status="verified", completed_at=A_DAY_AFTER)

    answer = administrator.post(
        f"{action.get_absolute_url()}update/", {"text": "Visited on Monday"}
    )

    assert answer.status_code == 409
    assert "Visited on Monday" in words_of(answer)
    assert "You cannot update this now." in words_of(answer)


def test_the_tracker_shows_what_is_overdue_first_and_says_so(item, administrator, the_day_after):
    make_action(item, title="Third in time here", due_on=date(2027, 3, 1))
    make_action(item, title="Done though late", due_on=date(2026, 12, 12))
    make_action(item, title="Overdue by long", due_on=date(2027, 1, 2))
    make_action(item, title="Second in time", due_on=date(2027, 2, 1))
    put(Action.objects.get(title="Done though late"), status="completed", completed_at=A_DAY_AFTER)
    the_day_after.move_to(date(2027, 1, 15))

    client = casework_of(make_administrator())
    open_ones = words_of(client.get(TRACKER))
    every = words_of(client.get(f"{TRACKER}?state=all"))

    titles = ("Overdue by long", "Second in time", "Third in time here")
    places = [open_ones.index(title) for title in titles]
    assert places == sorted(places)
    assert "Done though late" not in open_ones
    assert "3 actions, overdue first" in open_ones
    assert "Overdue</strong>" in row_of(open_ones, "Overdue by long")
    assert "Overdue</strong>" not in row_of(open_ones, "Second in time")
    assert every.index("Overdue by long") < every.index("Done though late")
    assert "Overdue</strong>" not in row_of(every, "Done though late")
    assert "1 action, overdue first" in words_of(client.get(f"{TRACKER}?state=done"))


def test_the_tracker_is_filtered_by_agency_and_bad_filters_do_no_harm(item, administrator):
    hospital = agency_called("hospitals")
    make_action(item)
    make_action(item, title="Ask the ward for notes", owner_agency=hospital)

    page = words_of(administrator.get(f"{TRACKER}?agency={hospital.pk}"))

    assert "Ask the ward" in page and "Visit the flat" not in page
    assert f'value="{hospital.pk}" selected' in page
    assert "Fire" not in page[page.index('name="agency"') : page.index("</form>")]
    for bad in ("?agency=x&state=y", "?agency=99999999999999999999", "?page=x"):
        assert "2 actions" in words_of(administrator.get(TRACKER + bad))
    assert "No action fits" in words_of(administrator.get(f"{TRACKER}?state=done"))


def test_the_tracker_tells_who_may_see_it_and_is_closed_to_others(item):
    make_action(item)
    manager = casework_of(make_holder(Role.BOARD_MANAGER))

    assert manager.get(TRACKER).status_code == 403
    assert "see actions" in words_of(manager.get(TRACKER))
    assert visitor("casework.localhost").get(TRACKER).status_code == 302
    assert Right.SEE_ACTIONS.label == "See actions"


def test_an_empty_tracker_says_so(administrator):
    assert "No open actions." in words_of(administrator.get(TRACKER))


@pytest.mark.parametrize("kind", ["tracker", "plan", "case", "home", "action"])
def test_each_page_costs_the_same_with_one_action_and_with_sixty(item, kind):
    owner = make_member("fire-and-rescue")
    action = make_action(item, owner_email=owner.email)
    address = {
        "tracker": TRACKER,
        "plan": plan_address(item.case),
        "case": item.case.get_absolute_url(),
        "home": HOME,
        "action": action.get_absolute_url(),
    }[kind]
    client = casework_of(owner)
    client.get(address)
    one = counted(lambda: client.get(address))
    agencies = list(item.meeting.panel.board.agencies.all())
    actor = make_administrator()
    for number in range(59):
        make_action(
            item,
            title=f"Visit flat {number} again",
            owner_email=owner.email,
            owner_agency=agencies[number % len(agencies)],
            actor=actor,
        )

    assert counted(lambda: client.get(address)) == one


def test_the_tracker_has_pages_of_twenty_five(item, administrator):
    actor = make_administrator()
    for number in range(30):
        make_action(item, title=f"Visit flat {number} again", actor=actor)

    first = words_of(administrator.get(TRACKER))
    second = words_of(administrator.get(f"{TRACKER}?page=2"))

    assert "30 actions" in first
    assert (first.count("Visit flat"), second.count("Visit flat")) == (25, 5)
