"""The attendance of a room, written down at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from casework.choices import AttendanceState
from casework.models import Attendance
from casework.workflows import meetings


@transaction.atomic
def record(
    *, states: Iterable[tuple[Attendance, AttendanceState]], actor, now: datetime
) -> list[Attendance]:
    """Write down of each person whether they came. Where one is refused, none is written."""
    return [
        meetings.record_attendance(attendance=one, state=state, actor=actor, now=now)
        for one, state in states
    ]
