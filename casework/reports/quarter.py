"""What happened in a panel's quarter, sheet by sheet.

Only what is named here is read: references, days, agencies, states. Nobody's name is. Each
sheet costs the same number of queries whether it has one row or thousands.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from casework.choices import (
    ActionStatus,
    AttendanceState,
    Capacity,
    Known,
    ReferralStatus,
    ReturnStatus,
)
from casework.models import Action, ActionUpdate, AgencyReturn, Attendance, Referral, ReturnRequest
from casework.models.actions import OPEN
from casework.reports.sheets import Column, Names, Period, Sheet, day_of, days_between, last_day
from casework.rules import representation

YES, NO, NOT_ANSWERED = "Yes", "No", "Not answered"
DAY, COUNT = 14, 12


def sheets_of(period: Period) -> list[Sheet]:
    names = Names(period.panel)
    return [
        referrals(period),
        returns(period, names),
        attendance(period, names),
        actions(period, names),
    ]


def referrals(period: Period) -> Sheet:
    """Referrals received in the period, in London's days."""
    first, after = period.instants
    found = Referral.objects.filter(
        panel=period.panel, received_at__gte=first, received_at__lt=after
    ).order_by("received_at", "pk")
    columns = (
        Column("Reference", 18),
        Column("Agency, as it was named", 40),
        Column("Sent", DAY),
        Column("Received", DAY),
        Column("Screened", DAY),
        Column("Status", 26),
        Column("Meeting", DAY),
        Column("Days from sent to received", COUNT),
        Column("Days from received to meeting", COUNT),
    )
    fields = ("reference", "agency_name", "submitted_at", "received_at", "screened_at")
    found = found.values_list(*fields, "status", "meeting__held_on", named=True)
    return Sheet("Referrals", columns, found, referral_row)


def referral_row(one) -> list:
    sent, received = day_of(one.submitted_at), day_of(one.received_at)
    return [
        one.reference,
        one.agency_name,
        sent,
        received,
        day_of(one.screened_at),
        ReferralStatus(one.status).label,
        one.meeting__held_on,
        days_between(sent, received),
        days_between(received, one.meeting__held_on),
    ]


def returns(period: Period, names: Names) -> Sheet:
    """What agencies were asked for meetings held in the period, and whether they answered."""
    latest = AgencyReturn.objects.filter(request=OuterRef("pk")).order_by("-version")
    found = (
        ReturnRequest.objects.filter(
            meeting__panel=period.panel, meeting__held_on__range=period.days
        )
        .exclude(status=ReturnStatus.CANCELLED)
        .annotate(known=Subquery(latest.values("known")[:1]))
        .order_by("meeting__held_on", "case__reference", "seat__order", "pk")
    )
    columns = (
        Column("Case", 18),
        Column("Meeting", DAY),
        Column("Seat", 40),
        Column("Agency, as it was named", 40),
        Column("Asked", DAY),
        Column("Due", DAY),
        Column("Answered", DAY),
        Column("Late", DAY),
        Column("Known or not known", 26),
    )
    fields = ("case__reference", "meeting__held_on", "seat", "agency", "requested_at", "due_at")
    found = found.values_list(*fields, "answered_at", "known", named=True)
    return Sheet("Returns", columns, found, returns_row(names))


def returns_row(names: Names) -> Callable:
    def row(one) -> list:
        held_on, answered = one.meeting__held_on, one.answered_at
        late = NOT_ANSWERED if answered is None else YES if answered >= one.due_at else NO
        return [
            one.case__reference,
            held_on,
            names.seat(one.seat).title,
            names.agency(one.agency, on=held_on, seat=one.seat),
            day_of(one.requested_at),
            last_day(one.due_at),
            day_of(answered),
            late,
            Known(one.known).label if one.known else NOT_ANSWERED,
        ]

    return row


def attendance(period: Period, names: Names) -> Sheet:
    """Who was invited or came to meetings held in the period: seats and agencies, no names."""
    found = Attendance.objects.filter(
        meeting__panel=period.panel, meeting__held_on__range=period.days
    ).order_by("meeting__held_on", F("seat__order").asc(nulls_last=True), "seat", "pk")
    columns = (
        Column("Meeting", DAY),
        Column("Seat", 40),
        Column("Agency, as it was named", 40),
        Column("Capacity", 26),
        Column("State", DAY),
        Column("Seats represented", COUNT),
    )
    fields = ("meeting__held_on", "seat", "agency", "agency__code", "team", "capacity", "state")
    found = found.values_list(*fields, named=True)
    return Sheet("Attendance", columns, found, attendance_row(names))


def attendance_row(names: Names) -> Callable:
    """Return how to write a row. The first who represents a seat counts, another does not."""
    counted: set[tuple[date, int]] = set()

    def row(one) -> list:
        held_on, seat = one.meeting__held_on, names.seat(one.seat)
        counts = seat is not None and (held_on, one.seat) not in counted and represents(one, seat)
        if counts:
            counted.add((held_on, one.seat))
        return [
            held_on,
            seat.title if seat else "",
            names.agency(one.agency, on=held_on, seat=one.seat),
            Capacity(one.capacity).label,
            AttendanceState(one.state).label,
            int(counts),
        ]

    return row


def represents(one, seat: representation.Seat) -> bool:
    came = representation.Presence(seat.code, one.agency__code, one.team)
    return one.state == AttendanceState.ATTENDED and representation.counts_for(came, seat)


def actions(period: Period, names: Names) -> Sheet:
    """Actions agreed in the period, and earlier ones that were still open at its end."""
    first, after = period.instants
    given_up = ActionUpdate.objects.filter(
        action=OuterRef("pk"), status=ActionStatus.NOT_ACHIEVED, at__lt=after
    )
    still_open = ~Q(completed_at__isnull=False, completed_at__lt=after) & ~Exists(given_up)
    found = (
        Action.objects.filter(case__panel=period.panel, agreed_at__lt=after)
        .filter(Q(agreed_at__gte=first) | still_open)
        .order_by("agreed_at", "case__reference", "number")
    )
    columns = (
        Column("Case", 18),
        Column("Number", COUNT),
        Column("Action", 60),
        Column("Agency of its owner, as it was named", 40),
        Column("Agreed", DAY),
        Column("Due", DAY),
        Column("Status", 26),
        Column("Completed", DAY),
        Column("Days overdue", COUNT),
    )
    fields = ("case__reference", "number", "title", "owner_agency", "agreed_at", "due_on", "status")
    found = found.values_list(*fields, "completed_at", named=True)
    return Sheet("Actions", columns, found, actions_row(names, read_on=day_of(period.read_at)))


def actions_row(names: Names, *, read_on: date) -> Callable:
    def row(one) -> list:
        agreed, completed = day_of(one.agreed_at), day_of(one.completed_at)
        until = completed or (read_on if one.status in OPEN else None)
        return [
            one.case__reference,
            one.number,
            one.title,
            names.agency(one.owner_agency, on=agreed),
            agreed,
            one.due_on,
            ActionStatus(one.status).label,
            completed,
            max(0, days_between(one.due_on, until)) if until else None,
        ]

    return row
