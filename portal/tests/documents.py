"""The boards' forms as documents, and what is in them, for tests that read every form."""

import json
from functools import cache

from django.conf import settings

FORMS = settings.BASE_DIR / "fixtures" / "forms"
BOTH = ("adult_referral", "child_referral")
RETURNS = ("adult_return", "child_return")
ALL = BOTH + RETURNS


@cache
def document(name: str) -> dict:
    return json.loads((FORMS / f"{name}.json").read_text())


def pages(name: str) -> list[dict]:
    return [page for section in document(name)["sections"] for page in section["pages"]]


def with_rows(page: dict) -> list[dict]:
    asked = page["questions"]
    return asked + [inner for question in asked for inner in question.get("questions", [])]


def questions(name: str) -> list[dict]:
    return [question for page in pages(name) for question in with_rows(page)]


def by_key(name: str) -> dict[str, dict]:
    return {question["key"]: question for question in questions(name)}


def all_tests(name: str, key: str) -> list[dict]:
    """Return a condition's tests, with those of the conditions it names."""
    (found,) = [c for c in document(name)["conditions"] if c["key"] == key]
    tests = []
    for test in found["tests"]:
        tests += all_tests(name, test["condition"]) if "condition" in test else [test]
    return tests
