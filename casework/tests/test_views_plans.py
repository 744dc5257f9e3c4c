"""A case's plan to print, and who sees which action of it."""

from datetime import date

import pytest
import time_machine

from casework.choices import Event, Role
from casework.models import AuditEntry, Recommendation
from casework.tests.action_factories import (
    A_DAY_AFTER,
    make_action,
    make_item,
    plan_address,
)
from casework.tests.factories import (
    JANUARY,
    agency_called,
    make_administrator,
    make_holder,
    make_member,
    make_user,
    put,
)
from casework.tests.signin import casework_of, words_of

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

    first = page[page.index("Version 1:") : page.rindex("Version 2:")]
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
