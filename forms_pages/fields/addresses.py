"""Addresses, with "no fixed address" as an answer of its own."""

import re

from forms_pages.fields.base import (
    NOT_KNOWN,
    Around,
    Component,
    Field,
    Invalid,
    Typed,
    fieldset,
    input_name,
    tidied,
)

LINES = ("line_1", "line_2", "town", "postcode")
NO_FIXED, NOTE = "no_fixed", "note"
LABELS = {
    "line_1": "Building and street",
    "line_2": "Second line (optional)",
    "town": "Town or city",
    "postcode": "Postcode (optional)",
    NOTE: "If there is no fixed address, where the person can be found (optional)",
}
WIDTHS = {"town": "govuk-!-width-two-thirds", "postcode": "govuk-input--width-10"}
LONGEST_LINE = 200
LONGEST_NOTE = 500
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")


def postcode(text: str) -> str:
    """Return a United Kingdom postcode as it is written. Spaces and case do not matter."""
    bare = re.sub(r"[\s.\-]", "", text).upper()
    found = POSTCODE.fullmatch(bare)
    if not found:
        raise Invalid("postcode", "postcode")
    return f"{found[1]} {found[2]}"


class Address(Field):
    parts = (*LINES, NO_FIXED, NOTE)
    first_part = "line_1"

    def clean(self, question: dict, typed: Typed, around: Around):
        lines = {part: tidied(typed.one(part)) for part in LINES}
        note = tidied(typed.one(NOTE))
        self.check_lengths({**lines, NOTE: note})
        if typed.ticked(NO_FIXED):
            if any(lines.values()):
                raise Invalid("address_both", *(part for part in LINES if lines[part]))
            return {"no_fixed_address": True, "note": note}
        if note:
            raise Invalid("address_note", NOTE)
        return self.read(lines) if any(lines.values()) else None

    def read(self, lines: dict[str, str]) -> dict[str, str]:
        if not lines["line_1"]:
            raise Invalid("address_line", "line_1")
        if not lines["town"]:
            raise Invalid("address_town", "town")
        return {**lines, "postcode": postcode(lines["postcode"]) if lines["postcode"] else ""}

    def check_lengths(self, given: dict[str, str]) -> None:
        for part, text in given.items():
            limit = LONGEST_NOTE if part == NOTE else LONGEST_LINE
            if len(text) > limit:
                raise Invalid("too_long", part, limit=limit, count=f"{len(text):,}")

    def typed(self, answer) -> Typed:
        if answer == NOT_KNOWN:
            return Typed()
        if answer.get("no_fixed_address"):
            return Typed({NO_FIXED: ["yes"], NOTE: [answer.get("note", "")]})
        return Typed({part: [answer.get(part, "")] for part in LINES})

    def component(self, question, typed, problem, around, heading) -> Component:
        parts = [self.line(question, typed, problem, part) for part in LINES]
        name = input_name(question, NO_FIXED)
        box = {"value": "yes", "text": "No fixed address", "checked": typed.ticked(NO_FIXED)}
        parts.append(Component("checkboxes", {"idPrefix": name, "name": name, "items": [box]}))
        parts.append(self.line(question, typed, problem, NOTE))
        return Component(
            "fieldset",
            {
                **fieldset(question, heading=heading),
                "hint": question.get("hint", ""),
                "hint_id": input_name(question, "hint"),
                "parts": parts,
            },
        )

    def line(self, question, typed, problem, part) -> Component:
        name = input_name(question, part)
        at_fault = problem and part == (problem.parts or (self.first_part,))[0]
        return Component(
            "input",
            {
                "id": name,
                "name": name,
                "label": {"text": LABELS[part]},
                "value": typed.one(part),
                "classes": WIDTHS.get(part, ""),
                "autocomplete": "off",
                **({"errorMessage": {"text": problem.message}} if at_fault else {}),
            },
        )

    def display(self, question: dict, answer) -> list[str]:
        if answer.get("no_fixed_address"):
            return ["No fixed address", *filter(None, [answer.get("note")])]
        return [answer[part] for part in LINES if answer.get(part)]
