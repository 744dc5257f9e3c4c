import pytest
from django.db import transaction

from casework.references import next_reference
from casework.tests.factories import NOVEMBER, at, board_called

pytestmark = pytest.mark.django_db


def test_references_count_up_for_each_board_and_year():
    bucks, oxon = board_called("bsab"), board_called("oscb")

    given = [next_reference(board, now=NOVEMBER) for board in (bucks, bucks, oxon)]
    given.append(next_reference(bucks, now=at("2027-01-01 00:00")))

    assert given == ["BSAB-2026-0001", "BSAB-2026-0002", "OSCB-2026-0001", "BSAB-2027-0001"]


def test_the_year_is_londons():
    still_2026 = at("2026-12-31 23:59:59")

    assert next_reference(board_called("bsab"), now=still_2026) == "BSAB-2026-0001"


def test_a_number_rolled_back_is_given_out_again():
    board = board_called("bsab")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_reference(board, now=NOVEMBER)
        1 / 0  # noqa: B018

    assert next_reference(board, now=NOVEMBER) == "BSAB-2026-0001"
