"""A meeting's seats made ready to be read: who is invited, what is missing, who is here."""

from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from casework.choices import AttendanceState, Capacity, SeatKind
from casework.models import AgendaItem, Meeting, Seat
from casework.rules import representation

NOBODY, NO_DEPUTY = "No member", "No deputy"


@dataclass
class SeatRow:
    """One seat of a meeting: who comes for it, and its gaps (B19)."""

    seat: Seat
    held: list
    attendances: list = field(default_factory=list)

    @property
    def held_as(self) -> set[str]:
        return {appointment.capacity for appointment in self.held}

    @property
    def gaps(self) -> list[str]:
        if Capacity.REPRESENTATIVE not in self.held_as:
            return [NOBODY]
        missing = self.seat.needs_deputy and Capacity.DEPUTY not in self.held_as
        return [NO_DEPUTY] if missing else []

    @property
    def deputy(self) -> bool:
        """Say whether a deputy could still be sent."""
        coming = {attendance.capacity for attendance in self.attendances}
        return Capacity.DEPUTY in self.held_as and Capacity.DEPUTY not in coming

    @property
    def present(self) -> list[str]:
        return [a.name for a in self.attendances if a.state == AttendanceState.ATTENDED]


def seats_on(meeting: Meeting):
    """Return the panel's seats on the day of the meeting, in order."""
    seats = meeting.panel.seats.on(meeting.held_on)
    return seats.prefetch_related("agencies").order_by("order", "title", "pk")


def attendances_of(meeting: Meeting):
    found = meeting.attendances.select_related("seat", "agency", "user")
    return found.order_by("seat__order", "pk")


def rows_of(meeting: Meeting) -> list[SeatRow]:
    """Return a row for each seat, held or not."""
    seats = seats_on(meeting).prefetch_related("appointments")
    rows = {seat.pk: SeatRow(seat, held_on(meeting.held_on, seat)) for seat in seats}
    for attendance in attendances_of(meeting):
        if attendance.seat_id in rows:
            rows[attendance.seat_id].attendances.append(attendance)
    return list(rows.values())


@dataclass(frozen=True)
class NeedRow:
    """A seat, or a body of its class, whose presence a case needs, and who came for it."""

    title: str
    represented: bool
    people: list[str]


@dataclass(frozen=True)
class CaseRow:
    """Who is here for one case, and what the chair should weigh (B23, B27)."""

    item: AgendaItem
    seats: list[NeedRow]
    warnings: list[str]


def representation_of(items, rows: list[SeatRow]) -> list[CaseRow]:
    seats = [seat_in_rules(row.seat) for row in rows]
    here = [a for row in rows for a in row.attendances if a.state == AttendanceState.ATTENDED]
    return [case_row(item, seats, here) for item in items]


def case_row(item: AgendaItem, seats: list, here: list) -> CaseRow:
    relevances = sorted(item.relevances.all(), key=lambda r: (r.seat.order, r.pk))
    presences = [presence_in_rules(attendance) for attendance in here]
    needs = [need_in_rules(relevance) for relevance in relevances]
    found = []
    for relevance, need in zip(relevances, needs, strict=True):
        agency = relevance.agency
        title = f"{relevance.seat}: {agency}" if agency else str(relevance.seat)
        people = [
            a.name for a in here if representation.is_met(need, seats, [presence_in_rules(a)])
        ]
        found.append(NeedRow(title, representation.is_met(need, seats, presences), people))
    return CaseRow(item, found, representation.warnings(needs, seats, presences))


def seat_in_rules(seat: Seat) -> representation.Seat:
    is_class = seat.kind == SeatKind.RELEVANT_CLASS
    return representation.Seat(seat.code, seat.title, is_class, tuple(seat.teams))


def presence_in_rules(attendance) -> representation.Presence:
    agency = attendance.agency.code if attendance.agency else None
    return representation.Presence(attendance.seat.code, agency, attendance.team)


def need_in_rules(relevance) -> representation.Need:
    agency = relevance.agency
    return representation.Need(
        relevance.seat.code, agency.code if agency else None, agency.name if agency else ""
    )


def held_on(day: date, seat: Seat) -> list:
    """Return the appointments by which somebody holds the seat on that day."""
    return [
        appointment
        for appointment in seat.appointments.all()
        if appointment.starts_on <= day <= (appointment.ends_on or day)
    ]


def membership_of(panel, day: date) -> list[SeatRow]:
    """Return who holds each seat of a panel on a day, and the gaps."""
    seats = panel.seats.on(day).order_by("order", "title", "pk")
    seats = seats.prefetch_related("appointments__user", "appointments__agency")
    return [SeatRow(seat, held_on(day, seat)) for seat in seats]


def guests_of(meeting: Meeting):
    return attendances_of(meeting).filter(seat=None)


def seat_of(meeting: Meeting, code: str) -> Seat:
    seat = seats_on(meeting).filter(code=code).first()
    if seat is None:
        raise Http404
    return seat
