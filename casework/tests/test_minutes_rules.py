"""What keeps minutes from being signed, and what a referral says about consent."""

import pytest

from casework.rules import consent
from casework.rules import minutes as rules

CASE = {
    "reference": "BSAB-2026-0001",
    "consent": None,
    "complete": True,
    "decision": "Bring back for review",
    "not_reached": False,
    "risk": {"score": 6},
    "lead": {"name": "Lena Marsh"},
    "actions": [{"number": 1, "owner": "Ravi Stone", "due_on": "2026-12-24"}],
}
CONTENT = {
    "lead_term": "lead professional",
    "attendance": [{"name": "Olive Penn", "settled": True}],
    "quorum": {"proceeds": True},
    "cases": [CASE],
}
NO_OWNER = [{"number": 2, "owner": " ", "due_on": "2026-12-24"}]
NO_DATE = [{"number": 2, "owner": "Ravi Stone", "due_on": ""}]


def missing(**case):
    return rules.gaps(CONTENT | {"cases": [CASE | case]})


def test_nothing_is_missing_from_minutes_that_say_everything():
    assert rules.gaps(CONTENT) == []


@pytest.mark.parametrize(
    ("content", "words", "mend"),
    [
        ({"quorum": None}, "no decision that the meeting may proceed", "meeting_quorum"),
        (
            {"attendance": [{"name": "Olive Penn", "settled": False}]},
            "whether Olive Penn attended",
            "meeting_attendance",
        ),
    ],
)
def test_what_is_missing_of_the_meeting_is_said_with_where_it_is_mended(content, words, mend):
    (gap,) = rules.gaps(CONTENT | content)

    assert words in gap.words
    assert (gap.mend, gap.case) == (mend, "")


@pytest.mark.parametrize(
    ("case", "words", "mend"),
    [
        ({"complete": False}, "is not complete", "discussion_complete"),
        ({"decision": ""}, "has no decision", "discussion_complete"),
        ({"risk": None}, "has no agreed risk", "discussion_risk"),
        ({"lead": None}, "has no lead professional", "discussion_lead"),
        ({"lead": {"name": ""}}, "has no lead professional", "discussion_lead"),
        ({"actions": NO_OWNER}, "Action 2 of case BSAB-2026-0001 has no owner", "action"),
        ({"actions": NO_DATE}, "Action 2 of case BSAB-2026-0001 has no date", "action"),
        ({"consent": {"missing": True}}, "without consent", "minutes_case"),
    ],
)
def test_what_is_missing_of_a_case_is_said_with_where_it_is_mended(case, words, mend):
    (gap,) = missing(**case)

    assert words in gap.words
    assert (gap.mend, gap.case) == (mend, "BSAB-2026-0001")


def test_a_case_that_was_not_reached_needs_no_risk_and_nobody_who_leads():
    assert missing(risk=None, lead=None, not_reached=True) == []


def test_a_gap_uses_the_panels_own_word_for_who_leads():
    content = CONTENT | {"lead_term": "key worker", "cases": [CASE | {"lead": None}]}

    (gap,) = rules.gaps(content)

    assert "key worker" in gap.words


def asked(**given):
    """Return what was said on a form that asks about consent as the adult form does."""
    options = {
        "consent_state": [("obtained", "They agreed"), ("not_sought", "They were not asked")],
        "consent_reasons": [("serious_crime", "A serious crime"), ("neither", "Neither")],
    }
    kinds = {"consent_state": "one_of", "consent_reasons": "several_of"}
    questions = [
        {
            "key": key,
            "type": kinds.get(key, "long_text"),
            "label": key,
            "required": False,
            "feeds": key,
            "options": [{"key": k, "label": label} for k, label in options.get(key, ())],
        }
        for key in ("consent_state", "consent_reasons", "consent_explanation")
    ]
    page = {"key": "all", "title": "All", "questions": questions}
    section = {"key": "all", "title": "All", "pages": [page]}
    return consent.stated({"sections": [section], "conditions": []}, given)


def test_consent_is_told_in_the_words_that_were_asked_and_answered():
    said = asked(
        consent_state="not_sought",
        consent_reasons=["serious_crime"],
        consent_explanation="The carer is a suspect.",
    )

    assert said.state == "They were not asked"
    assert said.reasons == ("A serious crime",)
    assert said.explanation == "The carer is a suspect."
    assert not said.is_missing


@pytest.mark.parametrize(
    "given",
    [
        {"consent_state": "not_sought"},
        {"consent_state": "not_sought", "consent_reasons": ["serious_crime"]},
        {"consent_state": "not_sought", "consent_explanation": "Because."},
        {
            "consent_state": "not_sought",
            "consent_reasons": ["neither"],
            "consent_explanation": "Because.",
        },
    ],
)
def test_without_consent_a_reason_that_counts_and_an_explanation_are_needed(given):
    assert asked(**given).is_missing


def test_with_consent_no_reason_is_needed():
    assert not asked(consent_state="obtained").is_missing


def test_a_form_that_does_not_ask_says_nothing_of_consent():
    assert asked() is None
