"""When a condition holds, as a truth table."""

import pytest

from forms_pages import conditions


def holding(*tests, match="all", **others):
    """Return a document with one condition "c", and others by key."""
    first = {"key": "c", "label": "C", "match": match, "tests": list(tests)}
    more = [{"key": k, "label": k, "match": "all", "tests": t} for k, t in others.items()]
    return {"conditions": [first, *more]}


def looks_at(comparison, *values):
    return {"question": "q", "comparison": comparison, "values": list(values)}


@pytest.mark.parametrize(
    ("comparison", "values", "answer", "holds"),
    [
        ("is", ["b"], "b", True),
        ("is", ["b"], "a", False),
        ("is", ["b"], None, False),
        ("is", ["a"], ["a"], True),
        ("is", ["a"], ["a", "b"], False),
        ("is", ["yes"], True, True),
        ("is", ["police"], {"code": "police", "name": "Police"}, True),
        ("is", ["not_known"], {"not_known": True}, True),
        ("is", ["no_fixed_address"], {"no_fixed_address": True, "note": ""}, True),
        ("is_not", ["b"], "a", True),
        ("is_not", ["b"], "b", False),
        ("is_not", ["b"], None, False),
        ("is_one_of", ["a", "b"], "b", True),
        ("is_one_of", ["a", "b"], "c", False),
        ("is_one_of", ["a", "b"], ["a", "b"], False),
        ("contains", ["a", "b"], ["b", "c"], True),
        ("contains", ["a"], ["b"], False),
        ("contains", ["a"], "a", True),
        ("is_answered", [], "a", True),
        ("is_answered", [], None, False),
        ("is_answered", [], {"not_known": True}, True),
        ("is_answered", [], {"line_1": "1", "town": "T"}, True),
        ("is_answered", [], [{"id": "r1"}], True),
        ("is_not_answered", [], None, True),
        ("is_not_answered", [], "a", False),
    ],
)
def test_a_comparison(comparison, values, answer, holds):
    answers = {} if answer is None else {"q": answer}

    assert conditions.holds("c", holding(looks_at(comparison, *values)), answers) is holds


def test_no_condition_always_holds():
    assert conditions.holds("", {}, {})


def test_all_and_any():
    tests = [looks_at("is", "a"), looks_at("is", "b")]

    assert not conditions.holds("c", holding(*tests), {"q": "a"})
    assert conditions.holds("c", holding(*tests, match="any"), {"q": "a"})


def test_a_condition_may_name_another():
    document = holding({"condition": "inner"}, inner=[looks_at("is", "a")])

    assert conditions.holds("c", document, {"q": "a"})
    assert not conditions.holds("c", document, {"q": "b"})
    assert conditions.asks("c", document) == {"q"}


def test_a_circle_never_holds_and_never_hangs():
    document = holding({"condition": "other"}, other=[{"condition": "c"}])

    assert not conditions.holds("c", document, {})
    assert conditions.asks("c", document) == set()


def test_a_name_the_document_does_not_have_is_no_condition_that_holds():
    with pytest.raises(KeyError):
        conditions.holds("gone", {}, {})
