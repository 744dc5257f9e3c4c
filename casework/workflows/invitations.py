"""Who is asked to come to a meeting, and for which seat. Used by `meetings`."""

from collections.abc import Iterator
from datetime import datetime

from casework import notices
from casework.choices import Capacity, Message, SeatKind
from casework.models import Appointment, Attendance, Meeting, Seat, Tenure
from casework.workflows import returns


def holders(meeting: Meeting) -> Iterator[Appointment]:
    """Yield who comes for each seat on the day: its representatives.

    Where a seat has none, its first deputy is asked instead.
    """
    for seat in meeting.panel.seats.on(meeting.held_on):
        held = seat.appointments.on(meeting.held_on).select_related("user", "agency", "seat")
        representatives = [one for one in held if one.capacity == Capacity.REPRESENTATIVE]
        yield from representatives or list(held)[:1]


def office_holders(meeting: Meeting) -> Iterator[Tenure]:
    """Yield who comes because of an office and has no seat."""
    seated = {one.user_id for one in holders(meeting)}
    tenures = Tenure.objects.on(meeting.held_on).filter(office__panel=meeting.panel)
    for tenure in tenures.select_related("user").order_by("office__kind"):
        if tenure.user_id not in seated:
            seated.add(tenure.user_id)
            yield tenure


def invite_holder(meeting: Meeting, appointment: Appointment, *, now: datetime) -> bool:
    """Invite someone for their seat. Says whether that is new."""
    _, is_new = Attendance.objects.get_or_create(
        meeting=meeting,
        seat=appointment.seat,
        user=appointment.user,
        defaults={
            "agency": appointment.agency,
            "name": str(appointment.user),
            "team": appointment.team,
            "capacity": appointment.capacity,
        },
    )
    if is_new:
        write_to(appointment.user, meeting, capacity=appointment.capacity, now=now)
    return is_new


def invite_office_holder(meeting: Meeting, tenure: Tenure, *, now: datetime) -> bool:
    if meeting.attendances.filter(user=tenure.user).exists():
        return False
    Attendance.objects.create(meeting=meeting, user=tenure.user, name=str(tenure.user))
    write_to(tenure.user, meeting, capacity=Capacity.REPRESENTATIVE, now=now)
    return True


def write_to(user, meeting: Meeting, *, capacity: str, now: datetime) -> None:
    notices.queue(
        Message.MEETING_INVITATION,
        board=meeting.panel.board,
        to=user.email,
        reference=returns.name_of(meeting),
        about=meeting.pk,
        once=f"invited:{meeting.pk}:{user.pk}:{capacity}",
        now=now,
        panel=meeting.panel.name,
        held_on=meeting.held_on,
        starts_at=f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        as_deputy=capacity == Capacity.DEPUTY,
    )


def deputy_of(meeting: Meeting, seat: Seat) -> Appointment | None:
    """Return the deputy who may be sent for a seat and does not come yet.

    Of a class of bodies, the deputy must be of a body that is invited.
    """
    invited = list(meeting.attendances.filter(seat=seat))
    coming = {one.user_id for one in invited}
    bodies = {one.agency_id for one in invited}
    any_body = seat.kind != SeatKind.RELEVANT_CLASS or not bodies
    deputies = seat.appointments.on(meeting.held_on).filter(capacity=Capacity.DEPUTY)
    for deputy in deputies.select_related("user", "agency", "seat"):
        if deputy.user_id not in coming and (any_body or deputy.agency_id in bodies):
            return deputy
    return None
