"""Agencies are asked whether a listed person is known to them, and answer.

Ledger B24, B26, B34, B61, B62. One request for each standing seat and, of a class of bodies,
for each that was chosen for the case. A late answer is taken; after the meeting none is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casework import access, audit, notices
from casework.choices import (
    Capacity,
    Event,
    Known,
    MeetingStatus,
    Message,
    ReturnStatus,
    SeatKind,
    Sharing,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import (
    Agency,
    AgencyReturn,
    AgendaItem,
    Attendance,
    Case,
    Meeting,
    ReturnRequest,
    Seat,
)
from casework.rules import deadlines, moves

MEETING_IS_OVER = (MeetingStatus.HELD, MeetingStatus.COMPLETE, MeetingStatus.CANCELLED)


@transaction.atomic
def request(*, item: AgendaItem, now: datetime) -> list[ReturnRequest]:
    """Ask whoever has not been asked about a case yet. Asking again asks nobody twice.

    One that was asked and no longer matters to the case is cancelled. Asked again later, it
    is as it was: answered, where it had been.
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
        if one.status == ReturnStatus.CANCELLED:
            ask_again(one)
        elif not is_new:
            continue
        if one.status == ReturnStatus.REQUESTED:
            asked.append(one)
    no_longer = ReturnRequest.objects.filter(case=case, meeting=meeting).exclude(pk__in=kept)
    no_longer.update(status=ReturnStatus.CANCELLED)
    if asked:
        codes = [one.seat.code for one in asked]
        audit.record(Event.RETURNS_REQUESTED, subject=case, actor=None, now=now, seats=codes)
    return asked


def ask_again(one: ReturnRequest) -> None:
    verb = "restore" if one.answered_at else "ask"
    one.status = moves.target_of(moves.RETURN, verb, one.status)
    one.assignee = who_answers(one.meeting, one.seat, one.agency)
    one.save(update_fields=["status", "assignee"])


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


def tell(*, meeting: Meeting, now: datetime, case: Case | None = None, person=None) -> None:
    """Tell each person who answers, once for the whole list or once for a case added later.

    Or tell one `person`, who has come to answer since (B34).
    """
    requests = meeting.return_requests.filter(status=ReturnStatus.REQUESTED)
    if person is not None:
        requests = requests.filter(assignee=person)
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


@transaction.atomic
def answer(
    *,
    request: ReturnRequest,
    known: Known,
    sharing: Sharing = Sharing.EVERYONE,
    checked: str,
    submission,
    actor,
    now: datetime,
    version: int | None = None,
) -> AgencyReturn:
    """Answer for an agency, or change what was answered: a new version, the earlier ones kept.

    `version` is what the answer was meant to become: refused where somebody else answered
    meanwhile. When it was first answered does not move, so late stays late.
    """
    held = locked(request)
    capacity = capacity_to_answer(held, actor, now=now)
    latest = held.returns.order_by("version").last()
    number = latest.version + 1 if latest else 1
    if version is not None and version != number:
        raise WrongMoment(answered_meanwhile(latest))
    if known != Known.NOT_KNOWN and submission is None:
        raise WrongMoment("Say what your agency knows.")
    return write_down(
        held,
        AgencyReturn(
            request=held,
            version=number,
            known=known,
            sharing=sharing,
            checked=said_to_be_checked(checked),
            submission=submission,
            capacity=capacity,
            answered_at=now,
            answered_by=actor,
        ),
    )


@transaction.atomic
def answer_not_known(
    *, requests: Iterable[ReturnRequest], checked: str, actor, now: datetime
) -> list[AgencyReturn]:
    """Answer several at once: none of these people is known. All are taken or none (B61)."""
    answers = []
    for request in sorted(requests, key=lambda one: (one.meeting_id, one.pk)):
        answers.append(
            answer(
                request=request,
                known=Known.NOT_KNOWN,
                checked=checked,
                submission=None,
                actor=actor,
                now=now,
                version=1,
            )
        )
    if not answers:
        raise WrongMoment("Choose at least one person who is not known to your agency.")
    return answers


def locked(request: ReturnRequest) -> ReturnRequest:
    """Return a request as it is now. Its meeting's row is held first, then its own."""
    Meeting.objects.locked(request.meeting_id)
    rows = ReturnRequest.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__panel__board", "case", "seat", "agency").get(pk=request.pk)


def capacity_to_answer(request: ReturnRequest, actor, *, now: datetime) -> Capacity:
    """Return in which capacity somebody answers. Refuse others, and when it is too late."""
    capacity = access.answers_as(actor, request, on=timezone.localdate(now))
    if capacity is None:
        raise NotPermitted("You can answer for the seat you hold, or were sent for, only.")
    if reason := why_closed(request):
        raise WrongMoment(reason)
    return capacity


def why_closed(request: ReturnRequest) -> str:
    """Say why a request takes no answer any more, or nothing where it does."""
    if request.status == ReturnStatus.CANCELLED:
        return "Your agency is no longer asked about this case."
    if request.meeting.status in MEETING_IS_OVER:
        return "The meeting is over. What your agency answered can no longer change."
    return ""


def answered_meanwhile(latest: AgencyReturn | None) -> str:
    if latest is None:
        return "Nobody has answered this yet. Begin again from the list of returns."
    at = timezone.localtime(latest.answered_at)
    return (
        f"{latest.answered_by} answered for your agency on {deadlines.in_words(at.date())} at "
        f"{at:%H:%M}. Read that answer before you change it."
    )


def said_to_be_checked(checked: str) -> str:
    if not checked.strip():
        raise WrongMoment("Say which systems you searched.")
    return checked.strip()


def write_down(request: ReturnRequest, given: AgencyReturn) -> AgencyReturn:
    """Keep an answer, and mark the request: answered for the first time, or changed."""
    first = request.answered_at is None
    request.status = moves.target_of(moves.RETURN, "answer" if first else "change", request.status)
    request.answered_at = request.answered_at or given.answered_at
    request.save(update_fields=["status", "answered_at"])
    given.save()
    audit.record(
        Event.RETURN_ANSWERED if first else Event.RETURN_AMENDED,
        subject=request.case,
        actor=given.answered_by,
        now=given.answered_at,
        held_on=request.meeting.held_on,
        seat=request.seat.code,
        agency=request.agency.code if request.agency else "",
        version=given.version,
        late=request.is_late,
    )
    return given
