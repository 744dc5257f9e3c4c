"""The boards' forms, as documents, keep the contract that any form must keep."""

import re

import pytest

from portal.tests.documents import (
    ALL,
    BOTH,
    all_tests,
    by_key,
    document,
    pages,
    questions,
    with_rows,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
CHOICES = {"one_of", "several_of"}
COMPARISONS = {"is", "is_not", "is_one_of", "contains", "is_answered", "is_not_answered"}

REQUIRED_TARGETS = {
    "person_first_name": {"short_text"},
    "person_family_name": {"short_text"},
    "person_dob": {"date"},
    "referrer_name": {"short_text"},
    "referrer_email": {"email"},
    "referring_agency": {"agency"},
    "authoriser_name": {"short_text"},
    "authoriser_post": {"short_text"},
    "authoriser_email": {"email"},
}

MEANT_TO_BE_SHORT = {"significant_events"}


@pytest.mark.parametrize("name", ALL)
def test_every_key_is_well_formed_and_used_once(name):
    keys = [question["key"] for question in questions(name)]
    page_keys = [page["key"] for page in pages(name)]

    assert all(KEY.fullmatch(key) for key in keys + page_keys)
    assert len(set(keys)) == len(keys)
    assert len(set(page_keys)) == len(page_keys)


@pytest.mark.parametrize("name", BOTH)
def test_required_targets_are_always_fed_exactly_once_by_a_type_that_fits(name):
    for target, types in REQUIRED_TARGETS.items():
        feeding = [q for q in questions(name) if q.get("feeds") == target]

        assert [q["type"] in types for q in feeding] == [True], target
        assert feeding[0].get("required") and not feeding[0].get("condition"), target
        page = next(page for page in pages(name) if feeding[0] in page["questions"])
        assert not page.get("condition"), target


@pytest.mark.parametrize("name", ALL)
def test_no_target_is_fed_twice(name):
    fed = [q["feeds"] for q in questions(name) if q.get("feeds")]

    assert len(set(fed)) == len(fed)


@pytest.mark.parametrize("name", ALL)
def test_conditions_look_back_to_an_earlier_page_and_name_real_options(name):
    place = {q["key"]: number for number, page in enumerate(pages(name)) for q in page["questions"]}
    known = by_key(name)
    for number, page in enumerate(pages(name)):
        used = [page.get("condition")] + [q.get("condition") for q in with_rows(page)]
        for test in [t for key in filter(None, used) for t in all_tests(name, key)]:
            question = known[test["question"]]
            options = {o["key"] for o in question.get("options", [])}

            assert test["comparison"] in COMPARISONS
            assert place[test["question"]] < number
            assert set(test.get("values", [])) <= (options or {"yes", "no", "not_known"})


@pytest.mark.parametrize("name", ALL)
def test_every_condition_is_used(name):
    named = {c["key"] for c in document(name)["conditions"]}
    used = {page.get("condition") for page in pages(name)}
    used |= {q.get("condition") for q in questions(name)}
    used |= {section.get("condition") for section in document(name)["sections"]}
    used |= {t.get("condition") for c in document(name)["conditions"] for t in c["tests"]}

    assert named == used - {None}


@pytest.mark.parametrize("name", ALL)
def test_a_group_is_alone_on_its_page_and_holds_no_group(name):
    for page in pages(name):
        asked = [q for q in page["questions"] if q["type"] != "statement"]
        groups = [q for q in asked if q["type"] == "group"]

        assert not groups or asked == groups[:1]
        for group in groups:
            assert group["row_label"]
            assert not [q for q in group["questions"] if q["type"] == "group"]


@pytest.mark.parametrize("name", ALL)
def test_choices_have_options_with_keys_of_their_own(name):
    for question in questions(name):
        if question["type"] in CHOICES:
            keys = [option["key"] for option in question["options"]]
            assert len(keys) > 1 and len(set(keys)) == len(keys)
            assert all(KEY.fullmatch(key) for key in keys)
            assert all(option["label"] for option in question["options"])


@pytest.mark.parametrize("name", ALL)
def test_long_answers_have_room_and_no_more_than_the_house_limit(name):
    for question in questions(name):
        if question["type"] == "long_text" and question["key"] not in MEANT_TO_BE_SHORT:
            assert 2_000 <= question["limits"]["max_length"] <= 20_000


@pytest.mark.parametrize("name", ALL)
def test_the_form_ends_with_declarations_and_says_whom_to_ask(name):
    form = document(name)
    last = form["sections"][-1]["pages"][-1]

    assert {q["type"] for q in last["questions"]} == {"declaration"}
    for text in ("privacy_notice", "contact", "closing", "interruption", "before_you_start"):
        assert form[text].startswith("<")
