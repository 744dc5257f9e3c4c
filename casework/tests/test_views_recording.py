"""The pages on which a discussion is recorded, one form each."""

import pytest

from casework.choices import Decision
from casework.models import (
    Agency,
    Outcome,
    RiskMatrix,
)
from casework.tests.factories import (
    make_chair,
)
from casework.tests.hearing_factories import (
    APRIL,
    agree_risk,
    complete,
    discuss,
    make_item,
    path_of,
)
from casework.tests.signin import casework_of, words_of

pytestmark = pytest.mark.django_db
DECIDED = {
    "decision": Decision.REVIEW,
    "review_on_day": "8",
    "review_on_month": "4",
    "review_on_year": "2027",
    "frequency": "Every four months",
}


@pytest.fixture
def chair():
    return make_chair()


@pytest.fixture
def room(chair):
    """The browser of whoever chairs."""
    return casework_of(chair)


def test_a_whole_discussion_is_recorded_page_by_page(room, chair):
    item = make_item()
    agency = Agency.objects.get(board__slug="bsab", code="fire-and-rescue")

    steps = {
        "risk/": {"likelihood_fire": "likely", "impact_fire": "unknown", "consensus": "yes"},
        "texts/": {"pen_picture": "A joiner.", "discussion": "We talked."},
        "recommend/": {"text": "Fit more alarms."},
        "lead/": {"name": "Lena Croft", "agency": agency.pk, "email": "lena@example.org"},
        "complete/": DECIDED,
    }
    for page, typed in steps.items():
        assert room.post(path_of(item, page), typed).headers["Location"] == path_of(item)

    outcome = Outcome.objects.get(item=item)
    assert (outcome.discussion, outcome.lead_agency) == ("We talked.", agency)
    assert (outcome.review_on, outcome.completed_by) == (APRIL, chair)
    words = words_of(room.get(path_of(item)))
    assert "Complete: Bring back for review, 8 April 2027, Every four months." in words
    assert "What is still missing" not in words


def test_a_panel_that_asks_for_it_names_a_senior_manager():
    item, chair = make_item("child"), make_chair("child")
    client = casework_of(chair)
    typed = {"likelihood_missing": "likely", "impact_missing": "major", "consensus": "yes"}

    client.post(path_of(item, "risk/"), typed | {"accountable_name": "Dana Ames"})

    assert "Senior manager who answers for the risk: Dana Ames." in words_of(
        client.get(path_of(item))
    )
    assert "accountable_name" in client.get(path_of(item, "risk/")).context["form"].fields


def test_what_was_agreed_fills_the_form_again(room, chair):
    item = make_item()
    agree_risk(item, actor=chair, consensus=False, dissent="Housing scores it higher.")

    form = room.get(path_of(item, "risk/")).context["form"]

    assert form["likelihood_fire"].value() == "possible"
    assert form["rationale_fire"].value() == "Seen."
    assert (form["consensus"].value(), form["dissent"].value()) == (
        "no",
        "Housing scores it higher.",
    )


@pytest.mark.parametrize(
    ("page", "typed", "field", "message"),
    [
        ("risk/", {}, "likelihood_self_neglect", "Score at least one kind of risk, or choose"),
        (
            "risk/",
            {"likelihood_fire": "likely"},
            "impact_fire",
            "Fire or the state of the home: select how bad it would be, or “Not known”",
        ),
        (
            "risk/",
            {"rationale_fire": "Burns."},
            "likelihood_fire",
            "Fire or the state of the home: select how likely it is, or “Not known”",
        ),
        (
            "risk/",
            {"likelihood_fire": "likely", "impact_fire": "major", "consensus": "no"},
            "dissent",
            "Enter who sees the risk differently, and how",
        ),
        ("texts/", {"discussion": "x" * 20001}, "discussion", "20,000 characters or fewer"),
        ("recommend/", {"text": " "}, "text", "Enter what the panel recommends"),
        ("lead/", {"name": "Lena"}, "agency", "Select an agency"),
        ("lead/", {"email": "lena"}, "email", "Enter an email address, such as"),
        ("complete/", {}, "decision", "Select whether the case comes back"),
        ("complete/", {"decision": "review"}, "review_on", "Enter the day it comes back."),
        (
            "complete/",
            DECIDED | {"review_on_year": "2026"},
            "review_on",
            "The day it comes back must be after Thursday 10 December 2026.",
        ),
        ("complete/", {"decision": "no_review"}, "reason", "Say why there is no review."),
        ("complete/", DECIDED | {"review_on_day": "31"}, "review_on", "Enter a real date"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_typed_is_lost(
    room, page, typed, field, message
):
    item = make_item()

    answer = room.post(path_of(item, page), typed)

    assert answer.status_code == 422
    assert message in str(answer.context["form"].errors[field])
    for name, value in typed.items():
        assert value.strip()[:40] in answer.content.decode(), name
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [
        ("risk/", {"likelihood_fire": "often", "impact_fire": "major"}, "likelihood_fire"),
        ("risk/", {"likelihood_fire": "rare", "impact_fire": "6"}, "impact_fire"),
        ("complete/", {"decision": "report_in_person"}, "decision"),
        ("lead/", {"agency": "999999"}, "agency"),
    ],
)
def test_what_the_panel_does_not_offer_is_refused_beside_its_field(room, page, typed, field):
    item = make_item()

    answer = room.post(path_of(item, page), typed)

    assert answer.status_code == 422
    assert "Select" in str(answer.context["form"].errors[field])
    assert not item.risk_assessments.exists()


@pytest.mark.req("B96")
def test_completing_is_refused_beside_what_was_typed_with_the_gaps_listed(room):
    item = make_item()

    answer = room.post(path_of(item, "complete/"), DECIDED | {"reason": "Advice only."})

    assert answer.status_code == 409
    words = words_of(answer)
    assert "Name the lead professional." in words
    assert "Agree the risk: score at least one kind, or say it is not known." in words
    assert "Advice only." in words
    assert not Outcome.objects.exists()


def test_what_was_not_reached_can_be_completed_with_nothing_else(room):
    item = make_item()

    room.post(path_of(item, "complete/"), {"decision": Decision.NOT_REACHED})

    assert Outcome.objects.get().decision == Decision.NOT_REACHED


def test_a_complete_case_offers_no_second_decision_and_refuses_one(room, chair):
    item = make_item()
    discuss(item, actor=chair)
    complete(item, actor=chair)

    assert "This case is already complete." in words_of(room.get(path_of(item, "complete/")))
    assert room.post(path_of(item, "complete/"), DECIDED).status_code == 409


def test_a_panel_without_a_matrix_says_where_to_add_one(room):
    item = make_item()
    RiskMatrix.objects.all().delete()

    answer = room.get(path_of(item, "risk/"))

    assert answer.status_code == 409
    assert "This panel has no risk matrix yet." in words_of(answer)
