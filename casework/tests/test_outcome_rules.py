"""What is missing before a case is complete, in words."""

from datetime import date

import pytest

from casework.choices import Decision
from casework.rules import outcomes
from casework.rules.outcomes import Asked, Concluded, Discussed

DAY = date(2026, 12, 10)
ASKED = Asked(Decision.values, accountable_manager=True, lead_term="key worker")
SAID = Discussed(1, True, "", "Dana Ames", "Lena Croft", 1)
REVIEW = Concluded(Decision.REVIEW, date(2027, 4, 8), "every three months")


def words(said=SAID, concluded=REVIEW, asked=ASKED) -> list[str]:
    return [gap.words for gap in outcomes.gaps(said, concluded, asked, after=DAY)]


def test_nothing_is_missing_when_all_is_there():
    assert words() == []


def test_everything_that_is_missing_is_said():
    assert words(Discussed(), Concluded()) == [
        "Agree the risk: score at least one kind, or say it is not known.",
        "Say whether everybody agrees on the risk.",
        "Name the senior manager who answers for the risk.",
        "Name the key worker.",
        "Decide whether the case comes back.",
        "Recommend something, agree an action, or say why there is neither.",
    ]


def test_a_disagreement_must_be_written_down():
    assert words(SAID._replace(consensus=False)) == [
        "Write down who sees the risk differently, and how."
    ]
    assert words(SAID._replace(consensus=False, dissent="Housing")) == []


def test_only_some_panels_ask_who_answers_for_the_risk():
    said = SAID._replace(accountable="")

    assert words(said) == ["Name the senior manager who answers for the risk."]
    assert words(said, asked=ASKED._replace(accountable_manager=False)) == []


def test_nothing_recommended_needs_a_reason():
    said = SAID._replace(steps=0)

    assert words(said) == ["Recommend something, agree an action, or say why there is neither."]
    assert words(said, REVIEW._replace(reason="All is in hand")) == []


@pytest.mark.parametrize("decision", sorted(outcomes.COMES_BACK))
def test_a_case_that_comes_back_has_a_day_to_come_and_a_frequency(decision):
    assert words(concluded=Concluded(decision)) == [
        "Enter the day it comes back.",
        "Say how often it is reviewed.",
    ]
    assert words(concluded=REVIEW._replace(decision=decision, review_on=DAY)) == [
        "The day it comes back must be after Thursday 10 December 2026."
    ]


def test_no_review_needs_a_reason_once():
    concluded = Concluded(Decision.NO_REVIEW)

    assert words(concluded=concluded) == ["Say why there is no review."]
    assert words(SAID._replace(steps=0), concluded) == ["Say why there is no review."]
    assert words(SAID._replace(steps=0), concluded._replace(reason="Done")) == []


@pytest.mark.parametrize("decision", ["", "unheard of", Decision.REVIEW])
def test_the_decision_is_one_of_the_panel_s(decision):
    asked = ASKED._replace(decisions=[Decision.NO_REVIEW])

    assert "Decide whether the case comes back." in words(
        concluded=REVIEW._replace(decision=decision), asked=asked
    )


def test_what_was_not_reached_needs_nothing_else():
    concluded = Concluded(Decision.NOT_REACHED)

    assert words(Discussed(), concluded) == []
    assert words(Discussed(), concluded, ASKED._replace(decisions=[Decision.REVIEW]))
