"""A meeting's seats made ready to be read: who is invited, what is missing, who is here."""

from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from casework.choices import AttendanceState, Capacity
from casework.models import Meeting, Seat
from casework.workflows import presence
from casework.workflows.presence import attendances_of, seats_on

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


def rows_of(meeting: Meeting) -> list[SeatRow]:
    """Return a row for each seat, held or not."""
    seats = seats_on(meeting).prefetch_related("appointments")
    rows = {seat.pk: SeatRow(seat, held_on(meeting.held_on, seat)) for seat in seats}
    for attendance in attendances_of(meeting):
        if attendance.seat_id in rows:
            rows[attendance.seat_id].attendances.append(attendance)
    return list(rows.values())


def representation_of(items, rows: list[SeatRow]) -> list[presence.CaseRow]:
    """Return who is here for each case, from rows that are there already."""
    attendances = [attendance for row in rows for attendance in row.attendances]
    here = presence.here_for_a_seat(attendances)
    return presence.case_rows(items, [row.seat for row in rows], here)


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
