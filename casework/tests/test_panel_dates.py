import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.models import Holiday
from casework.tests.factories import board_called

pytestmark = pytest.mark.django_db


def printed(**options) -> str:
    out = StringIO()
    call_command("panel_dates", stdout=out, **options)
    return out.getvalue()


def test_dates_for_a_program_to_read():
    assert json.loads(printed(panel="adult", date="2027-01-14", json=True)) == {
        "panel": "adult",
        "date": "2027-01-14",
        "close": "2026-12-30",
        "closing_instant": "2026-12-31T00:00:00+00:00",
        "case_list": "2026-12-31",
        "returns_due": "2027-01-06",
        "pack_by": "2027-01-07",
    }


def test_the_childrens_pack_is_due_two_working_days_after_closing():
    found = json.loads(printed(panel="child", date="2027-01-26", json=True))

    assert (found["close"], found["pack_by"]) == ("2027-01-12", "2027-01-14")


def test_dates_for_a_person_to_read():
    text = printed(panel="adult", date="2026-12-10")

    assert "Thursday 26 November 2026" in text
    assert "2026-11-27T00:00:00+00:00" in text


def test_a_boards_own_closure_counts():
    Holiday.objects.create(board=board_called("bsab"), day="2026-11-30", label="Move of office")

    found = json.loads(printed(panel="adult", date="2026-12-10", json=True))

    assert found["close"] == "2026-11-25"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"panel": "wrong", "date": "2026-12-10"}, "There is no panel “wrong”.*adult, child"),
        ({"panel": "adult", "date": "10/12/2026"}, "“10/12/2026” is not a date"),
        ({"panel": "adult", "date": "2026-02-30"}, "is not a date"),
    ],
)
def test_a_wrong_slug_or_date_is_said_plainly(options, words):
    with pytest.raises(CommandError, match=words):
        printed(**options)
