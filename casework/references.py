"""References: short, in sequence for each board and year, and good for nothing by themselves."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.models import Board, Case, Counter

# Without letters and digits that are taken for each other.
CLEAR = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 6


@transaction.atomic
def next_reference(board: Board, *, now: datetime) -> str:
    """Give out a board's next reference, such as BSAB-2026-0042. The year is London's.

    The counter's row is locked until the sender's transaction ends, so a number is given out
    twice only if the first was rolled back.
    """
    year = timezone.localdate(now).year
    Counter.objects.get_or_create(board=board, year=year)
    counter = Counter.objects.select_for_update().get(board=board, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{board.reference_prefix}-{year}-{counter.last:04d}"


def for_return(case: Case) -> str:
    """Give out the reference of what an agency sends about a case, such as BSAB-2026-0042-KX7Q2M.

    Drawn by chance: returns come from many agencies at once and none waits for another.
    """
    return f"{case.reference}-{''.join(secrets.choice(CLEAR) for _ in range(LENGTH))}"
