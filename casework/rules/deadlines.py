"""Date arithmetic for the panel's promises. No clock, no database.

Days are London days. Every number and every holiday is handed in.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays as calendars

from casework.choices import ClosingUnit, Counting, Roll

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class ClosingRule(NamedTuple):
    """How a panel works out the day on which a meeting's list closes."""

    unit: str
    days: int
    counting: str = Counting.ORDINAL
    roll: str = Roll.NONE
    closing_time: time | None = None


class PanelRules(NamedTuple):
    """Every number a meeting's dates are made from. Offsets are working days.

    The pack is due so many days before the panel or, where that is empty, so many after
    the list closes.
    """

    closing: ClosingRule
    list_after_days: int
    returns_before_days: int
    pack_before_days: int | None = None
    pack_after_close_days: int | None = None


class MeetingDates(NamedTuple):
    """What one meeting promises."""

    closes_on: date
    closes_at: datetime
    list_due: date
    returns_due: date
    pack_due: date


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[date, str]:
    return dict(calendars.country_holidays("GB", subdiv="ENG", years=year))


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """Return the bank holidays of England, and their names, with substitute days."""
    return {day: name for year in years for day, name in _bank_holidays(year).items()}


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, *, holidays: Collection[date]) -> date:
    """Return the working day that falls `days` working days after `start`.

    The start day is never counted, so work received on a Saturday or a bank holiday is due
    with work received the working day before. No days at all is the start itself.
    """
    return _count_working_days(start, days, ONE_DAY, holidays)


def subtract_working_days(start: date, days: int, *, holidays: Collection[date]) -> date:
    """Return the working day that falls `days` working days before `start`."""
    return _count_working_days(start, days, -ONE_DAY, holidays)


def _count_working_days(day: date, days: int, step: timedelta, holidays) -> date:
    while days > 0:
        day += step
        if is_working_day(day, holidays=holidays):
            days -= 1
    return day


def working_days(start: date, end: date, *, holidays: Collection[date]) -> int:
    """Return how many working days have passed from `start` to `end`; `start` is not counted."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays=holidays) for day in days)


def closing_day(held_on: date, rule: ClosingRule, *, holidays: Collection[date]) -> date:
    """Return the last day on which a referral is in time for a meeting.

    Counting back never counts the meeting's own day. "Clear" leaves that many whole days
    between, which is one more. Only calendar days can land on a day off, so only they roll.
    """
    days = rule.days + (1 if rule.counting == Counting.CLEAR else 0)
    if rule.unit == ClosingUnit.WORKING_DAYS:
        return subtract_working_days(held_on, days, holidays=holidays)
    return _rolled(held_on - timedelta(days=days), rule.roll, holidays)


def _rolled(day: date, roll: str, holidays: Collection[date]) -> date:
    if roll == Roll.NONE or is_working_day(day, holidays=holidays):
        return day
    step = -ONE_DAY if roll == Roll.PREVIOUS else ONE_DAY
    return _count_working_days(day, 1, step, holidays)


def closing_instant(day: date, closing_time: time | None = None) -> datetime:
    """Return the first moment that is too late: the end of the day in London, or the time.

    In UTC, so that it is compared as an instant. Working it out with the meeting's own
    offset, or comparing UTC dates, is an hour wrong when the clocks change in between.
    """
    if closing_time is not None:
        return datetime.combine(day, closing_time, LONDON).astimezone(UTC)
    return datetime.combine(day + ONE_DAY, time(), LONDON).astimezone(UTC)


def meeting_dates(
    held_on: date, rules: PanelRules, *, holidays: Collection[date], closes_on: date | None = None
) -> MeetingDates:
    """Return what a meeting promises. Staff may set the closing day themselves."""
    closes_on = closes_on or closing_day(held_on, rules.closing, holidays=holidays)
    if rules.pack_before_days is not None:
        pack = subtract_working_days(held_on, rules.pack_before_days, holidays=holidays)
    else:
        pack = add_working_days(closes_on, rules.pack_after_close_days, holidays=holidays)
    return MeetingDates(
        closes_on=closes_on,
        closes_at=closing_instant(closes_on, rules.closing.closing_time),
        list_due=add_working_days(closes_on, rules.list_after_days, holidays=holidays),
        returns_due=subtract_working_days(held_on, rules.returns_before_days, holidays=holidays),
        pack_due=pack,
    )


def age_on(born: date, day: date) -> int:
    """Return the age in whole years. Someone born on 29 February is older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(start: date, months: int) -> date:
    """Return the same day-number months later, or the last day of a month too short for it."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return, say, the second Thursday of a month. Monday is 0."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def schedule(
    *, nth: int, weekday: int, months: Collection[int], first: date, last: date
) -> list[date]:
    """Return the nth weekday of each of these months, from `first` to `last`."""
    years = range(first.year, last.year + 1)
    days = (nth_weekday(year, month, nth, weekday) for year in years for month in sorted(months))
    return [day for day in days if first <= day <= last]


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
