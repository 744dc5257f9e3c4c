"""Spreadsheets for tests: asked for, made by the real job, opened again."""

from datetime import date, datetime
from io import BytesIO

import time_machine
from openpyxl import load_workbook

from casework import tasks
from casework.models import Workbook
from casework.reports import quarter
from casework.reports.sheets import Period
from casework.tests.factories import NOVEMBER, make_administrator, panel_called
from casework.workflows import workbooks

AUTUMN = date(2026, 10, 1), date(2026, 12, 31)
WINTER = date(2027, 1, 1), date(2027, 3, 31)


def make_period(days=AUTUMN, panel: str = "adult", *, read_at: datetime = NOVEMBER) -> Period:
    return Period(panel_called(panel), *days, read_at)


def rows_of(title: str, days=AUTUMN, panel: str = "adult", *, read_at=NOVEMBER) -> list[dict]:
    """Return the rows of one sheet of a quarter, each by its columns' headings."""
    sheets = quarter.sheets_of(make_period(days, panel, read_at=read_at))
    sheet = next(sheet for sheet in sheets if sheet.title == title)
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows()]


def ask_for(days=AUTUMN, panel: str = "adult", *, actor=None, now=NOVEMBER) -> Workbook:
    found = panel_called(panel)
    actor = actor or make_administrator(found.board.slug)
    return workbooks.ask(panel=found, starts_on=days[0], ends_on=days[1], actor=actor, now=now)


def made(workbook: Workbook, *, now=NOVEMBER) -> Workbook:
    """Run the job as the worker does, at a moment."""
    with time_machine.travel(now, tick=False):
        tasks.make_workbook(workbook.pk)
    workbook.refresh_from_db()
    return workbook


def opened(content: bytes):
    return load_workbook(BytesIO(bytes(content)))
