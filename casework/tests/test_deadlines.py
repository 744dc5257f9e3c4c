"""The vectors of the deadline rules, and what must hold on every working day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from casework.choices import ClosingUnit, Counting, Roll
from casework.rules import deadlines
from casework.rules.deadlines import ClosingRule, PanelRules

HOLIDAYS = frozenset(deadlines.bank_holidays(range(2025, 2030)))
TEN_WORKING_DAYS = ClosingRule(ClosingUnit.WORKING_DAYS, 10)
TWO_WEEKS = ClosingRule(ClosingUnit.CALENDAR_DAYS, 14)
ADULT = PanelRules(TEN_WORKING_DAYS, 1, 6, pack_before_days=5)
CHILD = PanelRules(TWO_WEEKS, 1, 6, pack_after_close_days=2)
THURSDAY, TUESDAY = 3, 1

VECTORS_A = """
2026-06-18 2026-06-04 2026-06-05 2026-06-10 2026-06-11 2026-06-04T23:00:00+00:00 14
2026-06-01 2026-05-15 2026-05-18 2026-05-21 2026-05-22 2026-05-15T23:00:00+00:00 17
2026-09-08 2026-08-24 2026-08-25 2026-08-28 2026-09-01 2026-08-24T23:00:00+00:00 15
2026-11-03 2026-10-20 2026-10-21 2026-10-26 2026-10-27 2026-10-20T23:00:00+00:00 14
2027-01-06 2026-12-18 2026-12-21 2026-12-24 2026-12-29 2026-12-19T00:00:00+00:00 19
2027-01-14 2026-12-30 2026-12-31 2027-01-06 2027-01-07 2026-12-31T00:00:00+00:00 15
2027-04-08 2027-03-23 2027-03-24 2027-03-31 2027-04-01 2027-03-24T00:00:00+00:00 16
2027-05-13 2027-04-28 2027-04-29 2027-05-05 2027-05-06 2027-04-28T23:00:00+00:00 15
2027-12-30 2027-12-14 2027-12-15 2027-12-20 2027-12-21 2027-12-15T00:00:00+00:00 16
"""
VECTORS_H = """
2026-12-10 2026-11-26 2026-11-27 2026-12-02 2026-12-03
2027-01-14 2026-12-30 2026-12-31 2027-01-06 2027-01-07
2027-02-11 2027-01-28 2027-01-29 2027-02-03 2027-02-04
2027-03-11 2027-02-25 2027-02-26 2027-03-03 2027-03-04
2027-04-08 2027-03-23 2027-03-24 2027-03-31 2027-04-01
2027-05-13 2027-04-28 2027-04-29 2027-05-05 2027-05-06
2027-06-10 2027-05-26 2027-05-27 2027-06-02 2027-06-03
2027-07-08 2027-06-24 2027-06-25 2027-06-30 2027-07-01
2027-08-12 2027-07-29 2027-07-30 2027-08-04 2027-08-05
2027-09-09 2027-08-25 2027-08-26 2027-09-01 2027-09-02
2027-10-14 2027-09-30 2027-10-01 2027-10-06 2027-10-07
2027-11-11 2027-10-28 2027-10-29 2027-11-03 2027-11-04
2027-12-09 2027-11-25 2027-11-26 2027-12-01 2027-12-02
"""
CHILD_CALENDAR = """
2026-11-24 2026-11-10
2027-01-26 2027-01-12
2027-03-23 2027-03-09
2027-05-25 2027-05-11
2027-07-27 2027-07-13
2027-09-28 2027-09-14
2027-11-23 2027-11-09
"""


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.req("B57")
@pytest.mark.parametrize("row", rows(VECTORS_A), ids=lambda row: row[0])
def test_ten_working_days_before_the_panel(row):
    held_on, closes_on, list_due, returns_due, pack_due = days(*row[:5])

    dates = deadlines.meeting_dates(held_on, ADULT, holidays=HOLIDAYS)

    assert dates[:1] + dates[2:] == (closes_on, list_due, returns_due, pack_due)
    assert dates.closes_at.isoformat() == row[5]
    assert (held_on - closes_on).days == int(row[6])


@pytest.mark.req("B57")
@pytest.mark.parametrize(
    ("held_on", "received", "in_time"),
    [
        ("2026-11-03", "2026-10-20T22:59:59.999999+00:00", True),
        ("2026-11-03", "2026-10-20T23:59:59.999999+01:00", True),
        ("2026-11-03", "2026-10-21T00:00:00+01:00", False),
        ("2026-11-03", "2026-10-20T23:30:00+00:00", False),
        ("2027-04-08", "2027-03-23T23:30:00+00:00", True),
        ("2027-04-08", "2027-03-24T00:00:00+00:00", False),
    ],
)
def test_the_closing_instant_across_the_clock_changes(held_on, received, in_time):
    dates = deadlines.meeting_dates(date.fromisoformat(held_on), ADULT, holidays=HOLIDAYS)

    assert (datetime.fromisoformat(received) < dates.closes_at) is in_time


@pytest.mark.req("O85")
@pytest.mark.parametrize(
    ("held_on", "plain", "previous", "following", "ten_working_days"),
    [
        ("2026-11-24", "2026-11-10", "2026-11-10", "2026-11-10", "2026-11-10"),
        ("2027-01-08", "2026-12-25", "2026-12-24", "2026-12-29", "2026-12-22"),
        ("2027-04-08", "2027-03-25", "2027-03-25", "2027-03-25", "2027-03-23"),
    ],
)
def test_two_weeks_before_the_panel(held_on, plain, previous, following, ten_working_days):
    def closes(rule):
        return deadlines.closing_day(
            date.fromisoformat(held_on), rule, holidays=HOLIDAYS
        ).isoformat()

    assert closes(TWO_WEEKS) == plain
    assert closes(TWO_WEEKS._replace(roll=Roll.PREVIOUS)) == previous
    assert closes(TWO_WEEKS._replace(roll=Roll.NEXT)) == following
    assert closes(TEN_WORKING_DAYS) == ten_working_days


def test_clear_days_leave_that_many_between():
    panel = date(2026, 6, 18)
    clear = TEN_WORKING_DAYS._replace(counting=Counting.CLEAR)

    assert deadlines.closing_day(panel, TEN_WORKING_DAYS, holidays=HOLIDAYS) == date(2026, 6, 4)
    assert deadlines.closing_day(panel, clear, holidays=HOLIDAYS) == date(2026, 6, 3)
    between = (date(2026, 6, 4) + timedelta(days=n) for n in range(1, 14))
    assert sum(deadlines.is_working_day(day, holidays=HOLIDAYS) for day in between) == 9


@pytest.mark.parametrize("row", rows(VECTORS_H), ids=lambda row: row[0])
def test_the_adult_panels_year(row):
    held_on, *promised = days(*row)

    dates = deadlines.meeting_dates(held_on, ADULT, holidays=HOLIDAYS)

    assert [dates.closes_on, dates.list_due, dates.returns_due, dates.pack_due] == promised


def test_the_adult_panel_meets_on_second_thursdays():
    planned = deadlines.schedule(
        nth=2,
        weekday=THURSDAY,
        months=range(1, 13),
        first=date(2026, 12, 1),
        last=date(2027, 12, 31),
    )

    assert planned == [date.fromisoformat(row[0]) for row in rows(VECTORS_H)]


@pytest.mark.req("O47")
def test_the_childrens_panel_meets_every_two_months():
    planned = deadlines.schedule(
        nth=4,
        weekday=TUESDAY,
        months=(1, 3, 5, 7, 9, 11),
        first=date(2026, 11, 1),
        last=date(2027, 12, 31),
    )

    closing = [deadlines.closing_day(day, TWO_WEEKS, holidays=HOLIDAYS) for day in planned]
    table = [days(*row) for row in rows(CHILD_CALENDAR)]
    assert [list(pair) for pair in zip(planned, closing, strict=True)] == table


def test_the_childrens_pack_goes_out_two_working_days_after_closing():
    dates = deadlines.meeting_dates(date(2027, 1, 26), CHILD, holidays=HOLIDAYS)

    assert (dates.closes_on, dates.pack_due) == (date(2027, 1, 12), date(2027, 1, 14))


def test_a_closing_time_replaces_the_end_of_the_day():
    at_five = deadlines.closing_instant(date(2026, 7, 1), time(17))

    assert at_five == datetime(2026, 7, 1, 16, tzinfo=UTC)


# A second opinion, which reckons bank holidays from the government's own list.
OFFICIAL = frozenset(
    one["date"]
    for one in BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
)
EVERY_DAY = [date(2026, 1, 1) + timedelta(days=n) for n in range(366 + 365 + 365)]


def test_bank_holidays_are_those_the_government_publishes():
    ours = {day for day in EVERY_DAY if not deadlines.is_working_day(day, holidays=HOLIDAYS)}
    theirs = {day for day in EVERY_DAY if day.weekday() > 4 or day in OFFICIAL}

    assert ours == theirs


def test_every_working_day_of_three_years_closes_ten_working_days_before():
    working = [day for day in EVERY_DAY if day.weekday() < 5 and day not in OFFICIAL]
    place = {day: number for number, day in enumerate(working)}

    for held_on in working[15:]:
        dates = deadlines.meeting_dates(held_on, ADULT, holidays=HOLIDAYS)
        assert place[held_on] - place[dates.closes_on] == 10
        assert place[dates.list_due] - place[dates.closes_on] == 1
        assert place[held_on] - place[dates.returns_due] == 6
        assert place[held_on] - place[dates.pack_due] == 5
        last = dates.closes_at.astimezone(deadlines.LONDON) - timedelta(microseconds=1)
        assert last.date() == dates.closes_on
        assert (dates.closes_at.astimezone(deadlines.LONDON)).time() == time()


def test_working_days_passed_count_neither_the_first_day_nor_days_off():
    friday, tuesday = date(2026, 12, 24), date(2026, 12, 29)

    assert deadlines.working_days(friday, tuesday, holidays=HOLIDAYS) == 1
    assert deadlines.working_days(tuesday, tuesday, holidays=HOLIDAYS) == 0
    assert deadlines.working_days(tuesday, friday, holidays=HOLIDAYS) == 0


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-05-26", 12, "2027-05-26"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(start, months, due):
    found = deadlines.add_months(date.fromisoformat(start), months)

    assert found == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("on", "age"), [("2026-03-31", 17), ("2026-04-01", 17), ("2026-04-02", 18)]
)
def test_age_in_whole_years(on, age):
    assert deadlines.age_on(date(2008, 4, 2), date.fromisoformat(on)) == age


def test_someone_born_on_29_february_is_older_on_1_march():
    born = date(2008, 2, 29)

    assert deadlines.age_on(born, date(2026, 2, 28)) == 17
    assert deadlines.age_on(born, date(2026, 3, 1)) == 18
