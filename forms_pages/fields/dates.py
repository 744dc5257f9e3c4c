"""Dates, typed as a day, a month and a year. Months may be names."""

from datetime import date

from forms_pages.fields.base import (
    NOT_KNOWN,
    Around,
    Component,
    Field,
    Invalid,
    Typed,
    about,
    fieldset,
    tidied,
)

PARTS = ("day", "month", "year")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
DIGITS_OF_A_YEAR = 4


def month_number(text: str) -> int | None:
    """Return the month of a number or of a name of three letters or more."""
    if text.isdecimal():
        return number(text)
    name = text.casefold().rstrip(".")
    if len(name) < 3:
        return None
    return next((at for at, month in enumerate(MONTHS, 1) if month.startswith(name)), None)


def number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= DIGITS_OF_A_YEAR else None


def words(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


class Date(Field):
    parts = PARTS
    first_part = "day"

    def clean(self, question: dict, typed: Typed, around: Around):
        given = {part: tidied(typed.one(part)) for part in PARTS}
        if not any(given.values()):
            return None
        if absent := [part for part in PARTS if not given[part]]:
            raise Invalid("date_parts", *absent, parts=words(absent))
        day = self.real(given)
        self.check_limits(question, day, around.today)
        return day.isoformat()

    def real(self, given: dict[str, str]) -> date:
        day, month, year = number(given["day"]), month_number(given["month"]), given["year"]
        if year.isdecimal() and len(year) != DIGITS_OF_A_YEAR:
            raise Invalid("date_year", "year")
        wrong = [
            part for part, value in zip(PARTS, (day, month, number(year)), strict=True) if not value
        ]
        if wrong:
            raise Invalid("date_real", *wrong)
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise Invalid("date_range", "year")
        try:
            return date(int(year), month, day)
        except ValueError:
            raise Invalid("date_real", *PARTS) from None

    def check_limits(self, question: dict, day: date, today: date) -> None:
        past = (question.get("limits") or {}).get("past")
        if past is True and day > today:
            raise Invalid("date_past", *PARTS)
        if past is False and day < today:
            raise Invalid("date_future", *PARTS)

    def typed(self, answer) -> Typed:
        if answer == NOT_KNOWN:
            return Typed()
        day = date.fromisoformat(answer)
        return Typed({"day": [str(day.day)], "month": [str(day.month)], "year": [str(day.year)]})

    def component(self, question, typed, problem, around, heading) -> Component:
        at_fault = (problem.parts or PARTS) if problem else ()
        items = []
        for part in PARTS:
            width = "4" if part == "year" else "2"
            error = " govuk-input--error" if part in at_fault else ""
            items.append(
                {
                    "name": part,
                    "label": part.capitalize(),
                    "classes": f"govuk-input--width-{width}{error}",
                    "value": typed.one(part),
                    # Months may be typed as names, so no numeric keyboard there.
                    "inputmode": "text" if part == "month" else "numeric",
                }
            )
        return Component(
            "date-input",
            {
                "id": question["key"],
                "namePrefix": question["key"],
                "items": items,
                "fieldset": {**fieldset(question, heading=heading), "role": "group"},
                **about(question, problem),
            },
        )

    def display(self, question: dict, answer) -> str:
        day = date.fromisoformat(answer)
        return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
