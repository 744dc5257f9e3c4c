"""The pages of actions: agreeing one, the tracker, one action, and the plan."""

from datetime import date

import pytest
import time_machine

from casework.choices import Event, Right, Role
from casework.models import Action, AuditEntry, Recommendation
from casework.tests.action_factories import (
    A_DAY_AFTER,
    DUE,
    make_action,
    make_item,
)
from casework.tests.factories import (
    JANUARY,
    agency_called,
    make_administrator,
    make_case,
    make_chair,
    make_holder,
    make_meeting,
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


def plan_address(case):
    return f"/casework/cases/{case.reference}/plan/"


def row_of(page, title):
    """Return the words of the table row in which a title is."""
    start = page.rindex("<tr", 0, page.index(title))
    return page[start : page.index("</tr>", start)]


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


@pytest.mark.req("B69")
def test_the_plan_is_printable_and_has_a_version_for_each_meeting_that_added_to_it(
    item, administrator
):
    case = item.case
    Recommendation.objects.create(item=item, number=1, text="Make the flat safe")
    make_action(item)
    again = make_item(JANUARY)
    again = put(again, case=case)
    Recommendation.objects.create(item=again, number=1, text="Review the tenancy")
    make_action(again, title="Write to the housing officer", due_on=date(2027, 2, 1))
    put(case, lead_name="Nina Farrow", lead_agency=agency_called("beechwood-vale"))

    page = words_of(administrator.get(plan_address(case)))

    first, second = page[page.index("Version 1:") :].split("Version 2:")[0], None
    second = page[page.rindex("Version 2:") :]
    assert "meeting on 10 December 2026" in first
    assert "Make the flat safe" in first and "1. Visit the flat" in first
    assert "Write to the housing officer" not in first
    assert "meeting on 14 January 2027" in second
    assert "Review the tenancy" in second and "2. Write to the housing officer" in second
    assert "Nina Farrow, Beechwood Vale Homes" in page
    assert f"<title>Plan of case {case.reference}" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert "Read by" in page and "11 December 2026" in page
    printed = page[page.index("<main") : page.index("</main>")]
    assert "<button" not in printed and "<form" not in printed
    assert "Ashworth" not in page
    line = AuditEntry.objects.filter(event=Event.CASE_READ).last()
    assert (line.subject, line.facts) == (case.reference, {"part": "plan"})


def test_a_plan_without_anything_says_so(item, administrator):
    page = words_of(administrator.get(plan_address(item.case)))

    assert "No recommendation and no action yet." in page
    assert "Nobody is named yet" in page


@pytest.mark.req("B70")
def test_the_lead_sees_every_action_and_an_owner_their_own_and_the_others_titles(item):
    lead = make_user("Nina Farrow", email="nina.farrow@example.org")
    owner = make_user("Fay Moss", email="fay.moss@example.org")
    put(item.case, lead_name="Nina Farrow", lead=lead)
    own = make_action(item)
    other = make_action(
        item,
        title="Ask the surgery for a review",
        detail="Canary detail",
        measure="Canary measure",
        owner_name="Olu Finch",
        owner_email="olu.finch@example.org",
    )
    leading, owning = casework_of(lead), casework_of(owner)

    for action in (own, other):
        assert leading.get(action.get_absolute_url()).status_code == 200
    plan = words_of(leading.get(plan_address(item.case)))
    assert "Canary measure" in plan and "Olu Finch" in plan
    tracked = words_of(leading.get(TRACKER))
    assert "1. Visit the flat" in tracked and "2. Ask the surgery" in tracked
    assert "Cases you lead" in words_of(leading.get(HOME))

    page = words_of(owning.get(own.get_absolute_url()))
    assert "A gas safety certificate is seen." in page
    assert "2. Ask the surgery for a review (agreed)" in page
    for hidden in ("Canary", "Olu Finch", plan_address(item.case)):
        assert hidden not in page
    assert owning.get(other.get_absolute_url()).status_code == 404
    assert owning.get(plan_address(item.case)).status_code == 404
    assert owning.get(item.case.get_absolute_url()).status_code == 404
    assert "Ask the surgery" not in words_of(owning.get(TRACKER))


def test_who_only_owns_an_action_reaches_home_the_tracker_and_the_action(item):
    owner = casework_of(make_user("Fay Moss", email="fay.moss@example.org"))
    assert owner.get(TRACKER).status_code == 403
    assert TRACKER not in words_of(owner.get(HOME))

    action = make_action(item)

    home = words_of(owner.get(HOME))
    assert "Your actions" in home
    assert action.get_absolute_url() in home
    assert f'href="{TRACKER}"' in home
    assert "holds no part" not in home
    assert owner.get(TRACKER).status_code == 200
    assert owner.get(action.get_absolute_url()).status_code == 200


def test_a_refused_action_no_longer_waits_for_its_owner(item):
    owner = casework_of(make_user("Fay Moss", email="fay.moss@example.org"))
    action = make_action(item)

    owner.post(f"{action.get_absolute_url()}refuse/", {"reason": "Not ours"})

    assert "Your actions" not in words_of(owner.get(HOME))
    assert "Returned to the chair" in words_of(owner.get(action.get_absolute_url()))


def test_members_of_the_panel_see_actions_in_full_and_strangers_see_none(item):
    action = make_action(item)
    member = casework_of(make_member("fire-and-rescue"))
    closed = [
        casework_of(make_administrator("oscb")),
        casework_of(make_member("legal-adviser", "child")),
        casework_of(make_holder(Role.BOARD_MANAGER)),
        casework_of(make_user()),
    ]

    assert "Visit the flat" in words_of(member.get(TRACKER))
    assert "A gas safety certificate" in words_of(member.get(action.get_absolute_url()))
    assert "Visit the flat" in words_of(member.get(item.case.get_absolute_url()))
    for client in closed:
        assert client.get(action.get_absolute_url()).status_code == 404
        assert client.get(plan_address(item.case)).status_code == 404
        assert client.post(f"{action.get_absolute_url()}accept/").status_code == 404
        assert "Visit the flat" not in words_of(client.get(TRACKER))
    refused = AuditEntry.objects.filter(event=Event.ACCESS_REFUSED).values_list(
        "subject", flat=True
    )
    assert f"action {item.case.reference}/1" in refused
    assert f"plan {item.case.reference}" in refused


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
