"""Questions answered in words or numbers that are typed."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum.gb import nhs

from forms_pages.fields.base import (
    NOT_KNOWN,
    Around,
    Component,
    Field,
    Invalid,
    Problem,
    Typed,
    about,
    input_name,
    label,
    tidied,
)

LONGEST_LINE = 255
LONGEST_TEXT = 20_000
LONGEST_EMAIL = 254
LONGEST_PHONE = 60
COUNT_SHOWN_FROM = 75  # per cent of the limit
HOME = "GB"


class ShortText(Field):
    longest = LONGEST_LINE
    lines = False
    autocomplete = ""
    options: dict = {}

    def clean(self, question: dict, typed: Typed, around: Around):
        text = tidied(typed.one(), lines=self.lines)
        if not text:
            return None
        self.check_length(question, text)
        return self.read(text)

    def check_length(self, question: dict, text: str) -> None:
        limits = question.get("limits") or {}
        longest, shortest = limits.get("max_length") or self.longest, limits.get("min_length") or 0
        if len(text) > longest:
            raise Invalid("too_long", limit=f"{longest:,}", count=f"{len(text):,}")
        if len(text) < shortest:
            raise Invalid("too_short", limit=f"{shortest:,}")

    def read(self, text: str) -> str:
        """Return the text as the answer. Raises `Invalid`."""
        return text

    def typed(self, answer) -> Typed:
        return Typed() if answer == NOT_KNOWN else Typed({"": [self.display({}, answer)]})

    def component(self, question, typed, problem: Problem | None, around, heading) -> Component:
        name = input_name(question)
        return Component(
            "input",
            {
                "id": name,
                "name": name,
                "value": typed.one(),
                "label": label(question, heading=heading),
                **self.options,
                **about(question, problem),
            },
        )


class LongText(ShortText):
    longest = LONGEST_TEXT
    lines = True
    rows = 6

    def component(self, question, typed, problem, around, heading) -> Component:
        name = input_name(question)
        longest = (question.get("limits") or {}).get("max_length") or self.longest
        return Component(
            "character-count",
            {
                "id": name,
                "name": name,
                "value": typed.one(),
                "rows": self.rows,
                "maxlength": longest,
                "threshold": COUNT_SHOWN_FROM,
                "label": label(question, heading=heading),
                **about(question, problem),
            },
        )


class Email(ShortText):
    longest = LONGEST_EMAIL
    options = {
        "type": "email",
        "spellcheck": False,
        "autocomplete": "off",
        "classes": "govuk-input--width-30",
    }

    def read(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError:
            raise Invalid("email") from None
        name, domain = text.rsplit("@", 1)
        return f"{name}@{domain.lower()}"


class Phone(ShortText):
    """Kept as it was typed. A number need only be possible: new ranges appear every year."""

    longest = LONGEST_PHONE
    options = {"type": "tel", "autocomplete": "off", "classes": "govuk-input--width-20"}

    def read(self, text: str) -> str:
        try:
            number = phonenumbers.parse(text, HOME)
        except phonenumbers.NumberParseException:
            raise Invalid("phone") from None
        if not phonenumbers.is_possible_number(number):
            raise Invalid("phone")
        return text


class NhsNumber(ShortText):
    """Ten digits and a right check digit. Spaces and dashes are ignored."""

    options = {
        "inputmode": "numeric",
        "spellcheck": False,
        "autocomplete": "off",
        "classes": "govuk-input--width-10",
    }

    def read(self, text: str) -> str:
        number = nhs.compact(text)
        if not (number.isascii() and number.isdecimal() and len(number) == 10):
            raise Invalid("nhs_number")
        if not nhs.is_valid(number):
            raise Invalid("nhs_check")
        return number

    def display(self, question: dict, answer) -> str:
        return nhs.format(answer)
