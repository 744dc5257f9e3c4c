"""What every question type can do, and the words they share."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forms_pages.fields import wording
from forms_pages.handlers import Option

NOT_KNOWN = {"not_known": True}
NOT_KNOWN_PART = "not-known"

# C0 and C1 control characters and DEL, but for the newline and the tab.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
INVISIBLE = {"Cf", "Zs", "Zl", "Zp", "Cc"}
SURROGATE = re.compile(r"[\ud800-\udfff]")


class Malformed(Exception):
    """What came cannot have been typed into our page."""


class Invalid(Exception):
    """What was typed is not an answer. `code` names the message, `parts` the inputs at fault."""

    def __init__(self, code: str, *parts: str, **facts):
        super().__init__(code)
        self.code, self.parts, self.facts = code, parts, facts


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer, in words, and the input that its link leads to."""

    message: str
    field_id: str
    parts: tuple[str, ...] = ()


class Component(NamedTuple):
    """A GOV.UK component and its options.

    Two options are ours: "parts" are components to put inside, "before" is rich text of the
    document to put between the legend and the inputs.
    """

    name: str
    params: dict


@dataclass(frozen=True)
class Around:
    """What cleaning an answer may need to know besides what was typed."""

    today: date
    choices: Sequence[Option] = ()


class Typed(dict):
    """What was typed for one question: a list of strings for each of its inputs."""

    def one(self, part: str = "") -> str:
        values = self.get(part)
        return values[0] if values else ""

    def ticked(self, part: str) -> bool:
        return bool(self.one(part))


def tidied(text: str, *, lines: bool = False) -> str:
    """Return the text as it is kept: composed, trimmed, without control characters.

    Nothing a person can see is taken away, and nothing is cut short. A text in which there is
    nothing to see is no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = re.sub(r"[\n\t]", " ", text)
    text = unicodedata.normalize("NFC", CONTROL.sub("", text)).strip()
    return text if any(unicodedata.category(sign) not in INVISIBLE for sign in text) else ""


def input_name(question: dict, part: str = "") -> str:
    return f"{question['key']}-{part}" if part else question["key"]


class Field:
    """One question type. `parts` are its inputs besides those for "not known".

    `many` says that one input may be sent several times, `answers` that it is a question at
    all.
    """

    parts: tuple[str, ...] = ("",)
    first_part = ""
    many = False
    answers = True

    def parts_of(self, question: dict) -> tuple[str, ...]:
        allowed = question.get("allow_not_known")
        return (*self.parts, NOT_KNOWN_PART) if allowed else self.parts

    def clean(self, question: dict, typed: Typed, around: Around):
        """Return the answer, or None where nothing was typed. Raises `Invalid`."""
        raise NotImplementedError

    def typed(self, answer) -> Typed:
        """Return what someone would type to give this answer."""
        raise NotImplementedError

    def component(
        self, question: dict, typed: Typed, problem: Problem | None, around: Around, heading: bool
    ) -> Component:
        raise NotImplementedError

    def display(self, question: dict, answer) -> str | list[str]:
        """Return the answer as it is read: a text, or a list of lines."""
        return str(answer)


def label(question: dict, *, heading: bool) -> dict:
    return {
        "text": wording.asked(question),
        "classes": f"govuk-label--{'l' if heading else 's'}",
        "isPageHeading": heading,
    }


def fieldset(question: dict, *, heading: bool) -> dict:
    return {
        "legend": {
            "text": wording.asked(question),
            "classes": f"govuk-fieldset__legend--{'l' if heading else 's'}",
            "isPageHeading": heading,
        }
    }


def about(question: dict, problem: Problem | None) -> dict:
    """Return the hint and the error, where there are any."""
    params = {}
    if question.get("hint"):
        params["hint"] = {"text": question["hint"]}
    if problem:
        params["errorMessage"] = {"text": problem.message}
    return params


def not_known_box(question: dict, typed: Typed) -> Component:
    name = input_name(question, NOT_KNOWN_PART)
    return Component(
        "checkboxes",
        {
            "idPrefix": name,
            "name": name,
            "classes": "govuk-checkboxes--small",
            "items": [
                {
                    "value": "yes",
                    "text": wording.not_known(question),
                    "checked": typed.ticked(NOT_KNOWN_PART),
                    "attributes": {
                        "aria-label": f"{wording.not_known(question)}: {question['label']}"
                    },
                }
            ],
        },
    )
