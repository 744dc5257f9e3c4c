"""Quarters of the calendar year."""

from datetime import date

import pytest

from casework.rules import quarters
from casework.rules.quarters import Quarter


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_is_in_one_quarter_of_whole_months(day, first, last):
    assert quarters.quarter_of(day) == Quarter(first, last)


def test_the_last_six_begin_with_the_one_that_is_running():
    found = quarters.latest(date(2026, 11, 16))

    assert [one.key for one in found] == [
        "2026-4",
        "2026-3",
        "2026-2",
        "2026-1",
        "2025-4",
        "2025-3",
    ]
    assert found[0].in_words == "October to December 2026"


def test_only_a_whole_quarter_is_one():
    assert quarters.is_whole(date(2026, 10, 1), date(2026, 12, 31))
    assert not quarters.is_whole(date(2026, 10, 1), date(2026, 12, 30))
    assert not quarters.is_whole(date(2026, 9, 1), date(2026, 11, 30))
    assert not quarters.is_whole(date(2026, 7, 1), date(2026, 12, 31))
