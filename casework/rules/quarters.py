"""Quarters of the calendar year. No clock."""

from datetime import date, timedelta
from typing import NamedTuple

from casework.rules.deadlines import add_months

MONTHS = 3
ONE_DAY = timedelta(days=1)


class Quarter(NamedTuple):
    """Three months from the first of January, April, July or October. Both days count."""

    starts_on: date
    ends_on: date

    @property
    def key(self) -> str:
        """Return what the quarter is called in an address or a choice, such as "2026-4"."""
        return f"{self.starts_on.year}-{(self.starts_on.month - 1) // MONTHS + 1}"

    @property
    def in_words(self) -> str:
        first, last = self
        return f"{first:%B} to {last:%B} {last.year}"


def quarter_of(day: date) -> Quarter:
    """Return the quarter a day is in."""
    first_month = (day.month - 1) // MONTHS * MONTHS + 1
    starts_on = date(day.year, first_month, 1)
    return Quarter(starts_on, add_months(starts_on, MONTHS) - ONE_DAY)


def latest(day: date, number: int = 6) -> list[Quarter]:
    """Return the quarter that is running on a day and those before it, latest first."""
    found = [quarter_of(day)]
    while len(found) < number:
        found.append(quarter_of(found[-1].starts_on - ONE_DAY))
    return found


def is_whole(starts_on: date, ends_on: date) -> bool:
    return quarter_of(starts_on) == (starts_on, ends_on)
