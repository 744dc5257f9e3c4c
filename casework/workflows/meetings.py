"""Meetings: planned with their dates, their lists closed, and who comes.

Ledger B21-B25, B34, B57, B60, B61, O85. A meeting keeps the dates it was planned with and
the rule that made them; a change of rule touches only meetings planned after it.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from casework import access, audit
from casework.choices import (
    AttendanceState,
    Capacity,
    Event,
    MeetingStatus,
    ReferralStatus,
    ReturnStatus,
    Right,
    SeatKind,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import Agency, Attendance, Meeting, Panel, Referral, Seat
from casework.rules import deadlines, moves
from casework.workflows import agendas, invitations, receipt, referrals, returns, reviews


@transaction.atomic
def plan(
    *,
    panel: Panel,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    actor,
    now: datetime,
) -> Meeting:
    """Plan a meeting, work out what it promises, and give it what waits for a date."""
    access.check(actor, Right.PLAN_MEETING, panel.board)
    panel = Panel.objects.select_for_update(of=("self",)).select_related("board").get(pk=panel.pk)
    if held_on <= timezone.localdate(now):
        raise WrongMoment("A meeting must be planned for a day still to come.")
    if panel.meetings.filter(held_on=held_on).exists():
        raise WrongMoment(f"There is already a meeting on {deadlines.in_words(held_on)}.")
    holidays = panel.board.closed_days(near=held_on)
    dates = deadlines.meeting_dates(held_on, panel.rules, holidays=holidays)
    meeting = Meeting.objects.create(
        panel=panel,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        rule=used(panel, dates.closes_on, held_on, holidays),
        capacity=panel.capacity,
        **dates._asdict(),
    )
    audit.record(
        Event.MEETING_PLANNED, subject=meeting, actor=actor, now=now, closes_on=dates.closes_on
    )
    receipt.give_dates(panel=panel, now=now)
    reviews.place(panel=panel, now=now)
    return meeting


def used(panel: Panel, closes_on: date, held_on: date, holidays) -> dict:
    """Return the rule, and the days off that mattered, as they are kept with a meeting."""
    rules = panel.rules._asdict() | {"closing": panel.rules.closing._asdict()}
    between = sorted(day for day in holidays if closes_on <= day <= held_on)
    return audit.plain(rules | {"holidays": between})


@transaction.atomic
def change_dates(
    *, meeting: Meeting, closes_on: date, reason: str, actor, now: datetime
) -> Meeting:
    """Change the day a list closes, while it is still open, and say why (B57).

    What follows from the closing day follows it. Referrals keep the meeting they have.
    """
    access.check(actor, Right.PLAN_MEETING, meeting.panel.board)
    held = Meeting.objects.locked(meeting.pk)
    if held.status != MeetingStatus.LIST_OPEN or held.closes_at <= now:
        raise WrongMoment("This list has closed. Its dates can no longer be changed.")
    if not reason.strip():
        raise WrongMoment("Say why the date changes.")
    if closes_on >= held.held_on:
        raise WrongMoment("The list must close before the day of the meeting.")
    holidays = held.panel.board.closed_days(near=held.held_on)
    rules = held.panel.rules
    dates = deadlines.meeting_dates(held.held_on, rules, holidays=holidays, closes_on=closes_on)
    if dates.closes_at <= now:
        raise WrongMoment("The list must close on a day still to come.")
    was = {name: getattr(held, name) for name in dates._fields}
    for name, value in dates._asdict().items():
        setattr(held, name, value)
    held.rule = used(held.panel, closes_on, held.held_on, holidays) | {"set_by_hand": True}
    held.save(update_fields=[*dates._fields, "rule"])
    audit.record(
        Event.DATES_CHANGED,
        subject=held,
        actor=actor,
        now=now,
        was=was,
        became=dates._asdict(),
        reason=reason.strip(),
    )
    return held


@transaction.atomic
def close_list(*, meeting: Meeting, now: datetime) -> Meeting:
    """Close a meeting's list at its instant, and ask the agencies about every case on it.

    Closing twice, or from two workers, closes it once. Referrals that were deferred to this
    meeting and screened are listed now. One that is not screened keeps its meeting until the
    day is over: it was received in time, and staff may still list it (B57, B58).
    """
    held = Meeting.objects.locked(meeting.pk)
    if held.status != MeetingStatus.LIST_OPEN:
        return held
    if now < held.closes_at:
        raise WrongMoment("This list is still open.")
    for referral in deferred_to(held):
        list_or_move_on(referral, held, now=now)
    held.status = moves.target_of(moves.MEETING, "close", held.status)
    held.list_closed_at = now
    held.save(update_fields=["status", "list_closed_at"])
    items = list(held.items.select_related("case", "meeting__panel__board"))
    for item in items:
        referrals.ask_agencies(item=item, now=now)
    audit.record(Event.LIST_CLOSED, subject=held, actor=None, now=now, cases=len(items))
    returns.tell(meeting=held, now=now)
    return held


def deferred_to(meeting: Meeting) -> list[Referral]:
    """Return the screened referrals deferred to a meeting, first in time first, rows held."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("panel__board")
    waiting = rows.filter(
        meeting=meeting, status=ReferralStatus.DEFERRED, screened_at__isnull=False
    )
    return list(waiting.order_by("received_at", "id"))


def list_or_move_on(referral: Referral, meeting: Meeting, *, now: datetime) -> None:
    """List a deferred referral, or pass it on to the next meeting where this one is full."""
    if referrals.is_full(meeting):
        receipt.move_on(referral=referral, now=now, because="the list was full")
    else:
        referrals.put_on_list(referral=referral, meeting=meeting, actor=None, now=now)


@transaction.atomic
def invite(*, meeting: Meeting, now: datetime) -> list[Attendance]:
    """Invite whoever holds a seat or an office on the day. Again, it invites who is new."""
    held = Meeting.objects.locked(meeting.pk)
    if held.status == MeetingStatus.CANCELLED:
        raise WrongMoment("This meeting is cancelled.")
    fresh = [invitations.invite_holder(held, one, now=now) for one in invitations.holders(held)]
    fresh += [
        invitations.invite_office_holder(held, one, now=now)
        for one in invitations.office_holders(held)
    ]
    if any(fresh):
        audit.record(Event.MEMBERS_INVITED, subject=held, actor=None, now=now, invited=sum(fresh))
    return list(held.attendances.select_related("user", "seat"))


@transaction.atomic
def send_deputy(*, meeting: Meeting, seat: Seat, actor, now: datetime) -> Attendance:
    """Send the deputy in place of a seat's representative (B34, B35).

    The invitation and what the seat still has to answer go to the deputy, with the same due
    date. A member may send the deputy of their own seat only.
    """
    held = Meeting.objects.locked(meeting.pk)
    refuse_unless_theirs(actor, held, seat)
    if held.ended_at:
        raise WrongMoment("This meeting has been held.")
    deputy = invitations.deputy_of(held, seat)
    if deputy is None:
        raise WrongMoment(f"Nobody is appointed as deputy for the seat “{seat}”.")
    theirs = {"seat": seat}
    if seat.kind == SeatKind.RELEVANT_CLASS:
        theirs["agency"] = deputy.agency
    replaced = held.attendances.filter(**theirs, capacity=Capacity.REPRESENTATIVE)
    replaced.update(state=AttendanceState.APOLOGIES)
    invitations.invite_holder(held, deputy, now=now)
    outstanding = held.return_requests.filter(**theirs, status=ReturnStatus.REQUESTED)
    outstanding.update(assignee=deputy.user)
    returns.tell(meeting=held, person=deputy.user, now=now)
    audit.record(Event.DEPUTY_SENT, subject=held, actor=actor, now=now, seat=seat.code)
    return held.attendances.get(seat=seat, user=deputy.user)


def refuse_unless_theirs(actor, meeting: Meeting, seat: Seat) -> None:
    """Refuse anyone but those who run the panel, and the seat's own representative."""
    access.check(actor, Right.SEND_DEPUTY, meeting.panel.board)
    runs_the_panel = actor is None or access.may(
        actor, Right.RECORD_ATTENDANCE, meeting.panel.board
    )
    own = seat.appointments.on(meeting.held_on).filter(capacity=Capacity.REPRESENTATIVE)
    if not runs_the_panel and not own.filter(user=actor).exists():
        raise NotPermitted("You can send the deputy of your own seat only.")


def held_to_record(meeting: Meeting, actor) -> Meeting:
    """Return the meeting's row, held. What was signed says who came, and stays so."""
    held = Meeting.objects.locked(meeting.pk)
    access.check(actor, Right.RECORD_ATTENDANCE, held.panel.board)
    if held.status == MeetingStatus.COMPLETE and not held.record_is_open:
        raise WrongMoment("The minutes are signed. Correct them to change who attended.")
    return held


@transaction.atomic
def record_attendance(
    *, attendance: Attendance, state: AttendanceState, actor, now: datetime
) -> Attendance:
    """Write down whether somebody came, until the minutes are signed (B87)."""
    meeting = held_to_record(attendance.meeting, actor)
    if state == AttendanceState.INVITED and timezone.localdate(now) > meeting.held_on:
        raise WrongMoment("This meeting’s day is over. Say whether this person came.")
    held = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    was, held.state = held.state, AttendanceState(state)
    held.save(update_fields=["state"])
    audit.record(
        Event.ATTENDANCE_RECORDED,
        subject=meeting,
        actor=actor,
        now=now,
        attendance=held.pk,
        was=was,
        became=held.state,
    )
    return held


@transaction.atomic
def add_attendee(
    *,
    meeting: Meeting,
    seat: Seat | None,
    name: str,
    team: str = "",
    agency: Agency | None = None,
    actor,
    now: datetime,
) -> Attendance:
    """Write down somebody who came uninvited, for a seat or as a guest.

    An officer of any of a seat's teams counts for that seat (B22).
    """
    held = held_to_record(meeting, actor)
    if seat is not None:
        agendas.refuse_unless_it_belongs(held, seat, agency)
        refuse_an_unknown_team(seat, team)
    attendance = Attendance.objects.create(
        meeting=held,
        seat=seat,
        agency=agency,
        name=name.strip(),
        team=team.strip(),
        capacity=Capacity.REPRESENTATIVE if seat else Capacity.GUEST,
        state=AttendanceState.ATTENDED,
    )
    audit.record(
        Event.ATTENDANCE_RECORDED,
        subject=held,
        actor=actor,
        now=now,
        attendance=attendance.pk,
        became=attendance.state,
    )
    return attendance


def refuse_an_unknown_team(seat: Seat, team: str) -> None:
    teams = {name.casefold() for name in seat.teams}
    if team.strip() and teams and team.strip().casefold() not in teams:
        raise WrongMoment(f"The teams of this seat are: {', '.join(seat.teams)}.")
