"""The one place that writes xlsx. Text stays text, whatever it begins with.

A cell that begins with = + - @, a tab or a line break would run as a formula in whoever's
spreadsheet opens it. So each text is written as a string and marked as typed (V1.2.10).
"""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from casework.reports.sheets import Column, Period, Sheet
from casework.rules.quarters import Quarter

LONGEST_TEXT = 32_767
CUT = " … (cut)"
# What XML cannot hold: control characters, halves of surrogate pairs, and two non-characters.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
AS_DAY = "dd/mm/yyyy"
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")

DEFINITIONS = (
    ("Referrals", "Referrals received in the quarter. A referral is received when its senior "
     "manager has authorised it, or when it was sent, by the panel’s rules."),
    ("Returns", "What agencies were asked about cases of meetings held in the quarter. Those no "
     "longer asked are left out. An answer is late if the first one came after the day it was "
     "due; “known” is what the latest one says."),
    ("Attendance", "Everyone invited to meetings held in the quarter, or who came. “Seats "
     "represented” is 1 in one row only for each seat and meeting, so that its sum is the "
     "number of seats represented."),
    ("Actions", "Actions agreed in the quarter, and earlier ones that were open at its end. Their "
     "status is as it was when this spreadsheet was made. Days overdue run from the day due to "
     "the day completed or, of an open action, to the day this was made. What an action is "
     "called is as staff wrote it."),
    ("Days", "All days are days in London. Agencies have the names they had then."),
    ("People", "Nobody’s name is read into these sheets. A reference leads to the case in the "
     "portal, for those who may open it."),
)  # fmt: skip


def written(period: Period, sheets: list[Sheet], *, tell: Callable[[], None]) -> bytes:
    """Return the spreadsheet. `tell` is called after each row."""
    book = Workbook(write_only=True)
    write_about(book, period)
    for sheet in sheets:
        write_sheet(book, sheet, tell=tell)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def write_about(book: Workbook, period: Period) -> None:
    page = book.create_sheet("About")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 22, 90
    for label, value in (*facts_of(period), *DEFINITIONS):
        key, text = text_cell(page, label), text_cell(page, value)
        key.font, key.alignment, text.alignment = BOLD, WRAPPED, WRAPPED
        page.append([key, text])


def facts_of(period: Period) -> tuple[tuple[str, str], ...]:
    first, last = period.days
    board = period.panel.board
    return (
        ("Panel", period.panel.name),
        ("Board", board.name),
        ("Quarter", f"{Quarter(first, last).in_words} ({first:%-d %B %Y} to {last:%-d %B %Y})"),
        ("Made", f"{period.read_at:%-d %B %Y, %H:%M}"),
        ("Classification", board.classification),
    )


def write_sheet(book: Workbook, sheet: Sheet, *, tell: Callable[[], None]) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([heading(page, column) for column in sheet.columns])
    for row in sheet.rows():
        page.append([cell(page, value) for value in row])
        tell()


def heading(page, column: Column) -> WriteOnlyCell:
    found = text_cell(page, column.title)
    found.font, found.alignment = BOLD, WRAPPED
    return found


def cell(page, value) -> WriteOnlyCell:
    """Return a value as a cell: text as text, a day as a day, a number as a number."""
    if isinstance(value, str):
        return text_cell(page, value)
    found = WriteOnlyCell(page, value)
    if isinstance(value, date):
        found.number_format = AS_DAY
    return found


def text_cell(page, text: str) -> WriteOnlyCell:
    """Return text that no spreadsheet takes for a formula, a number, a day or an error."""
    found = WriteOnlyCell(page, fitting(text))
    found.data_type, found.quotePrefix = "s", True
    return found


def fitting(text: str) -> str:
    """Return text without what a cell cannot hold, cut with a mark where it is too long."""
    text = ILLEGAL.sub("", text)
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - len(CUT)] + CUT
