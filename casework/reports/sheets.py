"""What a sheet is, and what all sheets of a period need: its bounds, and names as they were."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from casework.models import FormerName, Panel
from casework.rules import deadlines, representation
from casework.workflows.presence import seat_in_rules

AT_A_TIME = 500
ONE_DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)


class Column(NamedTuple):
    """The heading of a column and its width in characters."""

    title: str
    width: int


class Sheet(NamedTuple):
    """A table of the spreadsheet: whatever `found` yields becomes a row by `row`."""

    title: str
    columns: tuple[Column, ...]
    found: QuerySet
    row: Callable[[NamedTuple], list]

    def rows(self) -> Iterator[list]:
        """Yield the rows as they are read, a few hundred at a time."""
        return (self.row(one) for one in self.found.iterator(chunk_size=AT_A_TIME))


class Period(NamedTuple):
    """A panel's days from one to another, both counted in London, and when they were read."""

    panel: Panel
    starts_on: date
    ends_on: date
    read_at: datetime

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """Return the first moment of the period and the first that comes after it."""
        first = deadlines.closing_instant(self.starts_on - ONE_DAY)
        return first, deadlines.closing_instant(self.ends_on)

    @property
    def days(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on


class Names:
    """The names agencies had on a day, and whose a seat is, read once for a whole sheet."""

    def __init__(self, panel: Panel):
        self.seats, self.owners, self.now, self.former = {}, {}, {}, {}
        for seat in panel.seats.prefetch_related("agencies"):
            self.seats[seat.pk] = seat_in_rules(seat)
            agencies = seat.agencies.all()
            self.owners[seat.pk] = agencies[0].pk if len(agencies) == 1 else None
        self.now = dict(panel.board.agencies.values_list("pk", "name"))
        renamed = FormerName.objects.filter(agency__board=panel.board).order_by("until")
        for agency, name, until in renamed.values_list("agency", "name", "until"):
            self.former.setdefault(agency, []).append((until, name))

    def agency(self, agency: int | None, *, on: date, seat: int | None = None) -> str:
        """Return an agency's name on a day. A seat of one agency needs no other word."""
        agency = agency or self.owners.get(seat)
        if agency is None:
            return ""
        changes = self.former.get(agency, ())
        return next((name for until, name in changes if until > on), self.now[agency])

    def seat(self, seat: int | None) -> representation.Seat | None:
        return self.seats.get(seat)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def last_day(too_late: datetime) -> date:
    """Return the last day that is in time, from the first moment that is too late."""
    return timezone.localdate(too_late - A_MOMENT)


def days_between(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last else None
