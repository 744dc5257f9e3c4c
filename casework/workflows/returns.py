"""Agencies are asked whether a listed person is known to them.

Ledger B24, B26, B61. One request for each standing seat and, of a class of bodies, for each
that was chosen for the case.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from casework import audit, notices
from casework.choices import Capacity, Event, Message, ReturnStatus, SeatKind
from casework.models import Agency, AgendaItem, Attendance, Case, Meeting, ReturnRequest, Seat
from casework.rules import deadlines


@transaction.atomic
def request(*, item: AgendaItem, now: datetime) -> list[ReturnRequest]:
    """Ask whoever has not been asked about a case yet. Asking again asks nobody twice.

    One that was asked and no longer matters to the case is cancelled.
    """
    meeting, case = item.meeting, item.case
    due_at = deadlines.closing_instant(meeting.returns_due)
    asked, kept = [], []
    for seat, agency in asked_for(item):
        one, is_new = ReturnRequest.objects.get_or_create(
            case=case,
            meeting=meeting,
            seat=seat,
            agency=agency,
            defaults={
                "assignee": who_answers(meeting, seat, agency),
                "requested_at": now,
                "due_at": due_at,
            },
        )
        kept.append(one.pk)
        if is_new or one.status == ReturnStatus.CANCELLED:
            one.status = ReturnStatus.REQUESTED
            one.save(update_fields=["status"])
            asked.append(one)
    no_longer = ReturnRequest.objects.filter(case=case, meeting=meeting).exclude(pk__in=kept)
    no_longer.update(status=ReturnStatus.CANCELLED)
    if asked:
        codes = [one.seat.code for one in asked]
        audit.record(Event.RETURNS_REQUESTED, subject=case, actor=None, now=now, seats=codes)
    return asked


def asked_for(item: AgendaItem) -> Iterator[tuple[Seat, Agency | None]]:
    """Yield each seat that is asked about a case and, where it is one, the agency."""
    for seat in item.meeting.panel.seats.on(item.meeting.held_on).prefetch_related("agencies"):
        if seat.kind == SeatKind.STANDING:
            agencies = list(seat.agencies.all())
            yield seat, agencies[0] if len(agencies) == 1 else None
    chosen = item.relevances.filter(seat__kind=SeatKind.RELEVANT_CLASS)
    for relevance in chosen.select_related("seat", "agency").order_by("seat__order", "pk"):
        yield relevance.seat, relevance.agency


def who_answers(meeting: Meeting, seat: Seat, agency: Agency | None):
    """Return who answers for a seat: the deputy who was sent, or else the representative."""
    theirs = Q(agency=None) | Q(agency=agency) if agency else Q()
    sent = Attendance.objects.filter(
        theirs, meeting=meeting, seat=seat, capacity=Capacity.DEPUTY, user__isnull=False
    ).first()
    if sent:
        return sent.user
    holders = seat.appointments.on(meeting.held_on).filter(theirs)
    holder = holders.filter(capacity=Capacity.REPRESENTATIVE).select_related("user").first()
    return holder.user if holder else None


def tell(*, meeting: Meeting, now: datetime, case: Case | None = None) -> None:
    """Tell each person who answers, once for the whole list or once for a case added later."""
    requests = meeting.return_requests.filter(status=ReturnStatus.REQUESTED)
    if case is not None:
        requests = requests.filter(case=case)
    waiting: dict = {}
    for one in requests.exclude(assignee=None).select_related("assignee"):
        waiting.setdefault(one.assignee, set()).add(one.case_id)
    for person, cases in waiting.items():
        notices.queue(
            Message.RETURNS_REQUESTED,
            board=meeting.panel.board,
            to=person.email,
            reference=name_of(meeting),
            about=meeting.pk,
            once=f"returns:{meeting.pk}:{case.pk if case else 'list'}:{person.pk}",
            now=now,
            held_on=meeting.held_on,
            returns_due=meeting.returns_due,
            cases=len(cases),
        )


def name_of(meeting: Meeting) -> str:
    """Return what a meeting is called in a subject line."""
    day = meeting.held_on
    return f"{meeting.panel.board.short_name} panel, {day.day} {day:%B %Y}"
