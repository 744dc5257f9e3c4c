"""Who is here for a meeting and for each of its cases, read from its rows for the rules.

Ledger B21-B23, B27, B87. Reads only: the chair's decision, the pages and the minutes all ask
here, so that they say the same.
"""

from dataclasses import dataclass

from casework.choices import AttendanceState, SeatKind
from casework.models import AgendaItem, Attendance, Meeting, Seat
from casework.rules import representation


@dataclass(frozen=True)
class NeedRow:
    """A seat, or a body of its class, whose presence a case needs, and who came for it."""

    title: str
    seat: str
    agency: str | None
    represented: bool
    people: list[str]


@dataclass(frozen=True)
class CaseRow:
    """Who is here for one case, and what the chair should weigh (B23, B27)."""

    item: AgendaItem
    seats: list[NeedRow]
    warnings: list[str]

    @property
    def missing(self) -> list[NeedRow]:
        return [need for need in self.seats if not need.represented]


def seats_on(meeting: Meeting):
    """Return the panel's seats on the day of the meeting, in order."""
    seats = meeting.panel.seats.on(meeting.held_on)
    return seats.prefetch_related("agencies").order_by("order", "title", "pk")


def attendances_of(meeting: Meeting):
    found = meeting.attendances.select_related("seat", "agency", "user")
    return found.order_by("seat__order", "pk")


def items_of(meeting: Meeting):
    """Return the cases of a meeting in order, with whose presence each needs."""
    items = meeting.items.select_related("case").order_by("order", "pk")
    return items.prefetch_related("relevances__seat", "relevances__agency")


def unsettled_at(meeting: Meeting):
    """Return who was invited and of whom nobody has said whether they came (B87)."""
    return attendances_of(meeting).filter(state=AttendanceState.INVITED)


def here_for_a_seat(attendances) -> list[Attendance]:
    """Return those who came for a seat, as its member or as deputy. Guests count for none."""
    return [a for a in attendances if a.seat_id and a.state == AttendanceState.ATTENDED]


def seats_represented(meeting: Meeting) -> list[Seat]:
    """Return the seats that somebody who came represents, each once."""
    seats = list(seats_on(meeting))
    here = here_for_a_seat(attendances_of(meeting))
    codes = representation.represented(
        [seat_in_rules(seat) for seat in seats], [presence_in_rules(a) for a in here]
    )
    return [seat for seat in seats if seat.code in codes]


def cases_of(meeting: Meeting) -> list[CaseRow]:
    """Return, for each case of a meeting, who is here for it."""
    here = here_for_a_seat(attendances_of(meeting))
    return case_rows(items_of(meeting), seats_on(meeting), here)


def case_rows(items, seats, here: list[Attendance]) -> list[CaseRow]:
    """Return who is here for each item. Items come with their relevances fetched."""
    table = [seat_in_rules(seat) for seat in seats]
    return [case_row(item, table, here) for item in items]


def case_row(item: AgendaItem, table: list, here: list[Attendance]) -> CaseRow:
    relevances = sorted(item.relevances.all(), key=lambda r: (r.seat.order, r.pk))
    needs = [need_in_rules(relevance) for relevance in relevances]
    rows = [
        need_row(relevance, need, table, here)
        for relevance, need in zip(relevances, needs, strict=True)
    ]
    presences = [presence_in_rules(a) for a in here]
    return CaseRow(item, rows, representation.warnings(needs, table, presences))


def need_row(relevance, need: representation.Need, table: list, here: list) -> NeedRow:
    agency = relevance.agency
    people = [a.name for a in here if representation.is_met(need, table, [presence_in_rules(a)])]
    return NeedRow(
        title=f"{relevance.seat}: {agency}" if agency else str(relevance.seat),
        seat=need.seat,
        agency=need.agency,
        represented=bool(people),
        people=people,
    )


def seat_in_rules(seat: Seat) -> representation.Seat:
    is_class = seat.kind == SeatKind.RELEVANT_CLASS
    return representation.Seat(seat.code, seat.title, is_class, tuple(seat.teams))


def presence_in_rules(attendance: Attendance) -> representation.Presence:
    agency = attendance.agency.code if attendance.agency else None
    return representation.Presence(attendance.seat.code, agency, attendance.team)


def need_in_rules(relevance) -> representation.Need:
    agency = relevance.agency
    return representation.Need(
        relevance.seat.code, agency.code if agency else None, agency.name if agency else ""
    )
