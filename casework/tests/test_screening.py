from datetime import date
from types import SimpleNamespace

import pytest

from casework.rules import screening

ADULT = SimpleNamespace(asks_residence=True, age_from=18, age_below=None)
CHILD = SimpleNamespace(asks_residence=False, age_from=None, age_below=18)
RECEIVED = date(2026, 11, 26)
SOUND = {
    "person_dob": "1968-04-02",
    "resident": "yes",
    "criterion_needs": "yes",
    "criterion_abuse": ["at_risk"],
    "criterion_unable": "yes",
}


def codes(panel=ADULT, *, meets_on=None, **answers):
    targets = {key: value for key, value in (SOUND | answers).items() if value is not None}
    found = screening.flags(targets, panel, RECEIVED, meets_on=meets_on)
    return [flag.code for flag in found]


def test_a_sound_referral_raises_nothing():
    assert codes() == []


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"resident": "no"}, "not_resident"),
        ({"resident": "not_known"}, "residence_not_known"),
        ({"criterion_needs": "no"}, "eligibility"),
        ({"criterion_needs": "not_known"}, "eligibility"),
        ({"criterion_abuse": ["neither"]}, "eligibility"),
        ({"criterion_abuse": []}, "eligibility"),
        ({"criterion_unable": "not_known"}, "eligibility"),
        ({"criterion_unable": "no"}, "eligibility"),
        ({"case_responsibility": "no"}, "no_case_responsibility"),
        ({"consent_reasons": ["neither"]}, "no_listed_consent_reason"),
        ({"person_dob": "2008-11-27"}, "age"),
        ({"person_dob": {"not_known": True}}, "age_not_known"),
    ],
)
def test_what_staff_should_look_at_is_flagged(answers, code):
    assert codes(**answers) == [code]


def test_each_criterion_in_doubt_is_named():
    targets = SOUND | {"criterion_needs": "no", "criterion_unable": "not_known"}

    found = screening.flags(targets, ADULT, RECEIVED)

    assert [flag.detail for flag in found] == [
        "Care and support needs: no.",
        "Unable to protect themselves because of those needs: not known.",
    ]


def test_a_question_the_form_does_not_ask_raises_nothing():
    nothing = dict.fromkeys(("resident", "criterion_needs", "criterion_abuse", "criterion_unable"))

    assert codes(CHILD, person_dob="2012-04-02", **nothing) == []


def test_a_panel_that_does_not_ask_where_people_live_flags_no_address():
    assert codes(CHILD, person_dob="2012-04-02", resident="no") == []


def test_eighteen_on_the_day_of_receipt_is_an_adult():
    assert codes(person_dob="2008-11-26") == []
    assert codes(person_dob="2008-11-27") == ["age"]


def test_turning_eighteen_before_the_panel_is_flagged_and_still_eligible():
    assert codes(CHILD, person_dob="2008-12-01", meets_on=date(2027, 1, 26)) == ["age_turned"]
    assert codes(CHILD, person_dob="2009-12-01", meets_on=date(2027, 1, 26)) == []
