"""Who answers for which agency, and who reads what was answered. Ledger B34, B35, B61."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.access.records import note_refusal
from casework.access.roles import boards_by_role, is_known, may_at
from casework.choices import Capacity, ReturnStatus, Right
from casework.models import Appointment, Attendance, ReturnRequest

BY_THEIR_SEAT = (Capacity.REPRESENTATIVE, Capacity.DEPUTY)


def return_requests_for(user) -> QuerySet[ReturnRequest]:
    """Return the requests a person answers, and those of boards whose returns they read.

    Whoever chairs a meeting reads its returns as well: see `may_read_returns`.
    """
    by_role = Q(meeting__panel__board__in=boards_by_role(user, Right.READ_RETURNS))
    return ReturnRequest.objects.filter(by_role | answered_by(user, on=timezone.localdate()))


def own_return_requests(user) -> QuerySet[ReturnRequest]:
    """Return the requests a person answers today, for their seat or as the deputy who was sent.

    What is no longer asked is not there.
    """
    own = ReturnRequest.objects.filter(answered_by(user, on=timezone.localdate()))
    return own.exclude(status=ReturnStatus.CANCELLED)


def return_request_for(user, number: int) -> ReturnRequest:
    """Return one request that this person answers or may read, or 404."""
    rows = ReturnRequest.objects.select_related(
        "case__person", "meeting__panel__board", "seat", "agency"
    )
    found = rows.filter(pk=number).first()
    if found and (
        may_read_returns(user, found.meeting) or answers_as(user, found, on=timezone.localdate())
    ):
        return found
    note_refusal(user, f"return {number}", found.meeting.panel.board if found else None)
    raise Http404


def may_read_returns(user, meeting) -> bool:
    """Say whether somebody reads what every agency answered: staff, and who chairs the meeting."""
    return may_at(user, Right.READ_RETURNS, meeting)


def answers_as(user, request: ReturnRequest, *, on: date) -> Capacity | None:
    """Return in which capacity a person answers a request on a day; None where they may not.

    The seat's representative does and, where they were sent to this meeting, the deputy. Of a
    class of bodies, only those of the body that is asked.
    """
    if not is_known(user):
        return None
    held = ReturnRequest.objects.filter(pk=request.pk, meeting__list_closed_at__isnull=False)
    for capacity in BY_THEIR_SEAT:
        if held.filter(answered_in(capacity, user, on=on)).exists():
            return capacity
    return None


def answered_by(user, *, on: date) -> Q:
    """Return the condition on a request that this person answers it on a day."""
    if not is_known(user):
        return Q(pk__in=())
    either = Q()
    for capacity in BY_THEIR_SEAT:
        either |= answered_in(capacity, user, on=on)
    return Q(meeting__list_closed_at__isnull=False) & either


def answered_in(capacity: Capacity, user, *, on: date) -> Q:
    seats = Appointment.objects.on(on).filter(user=user, capacity=capacity, seat=OuterRef("seat"))
    same_body = seats.filter(Q(agency=None) | Q(agency=OuterRef("agency")))
    theirs = Q(Exists(same_body)) | Q(agency=None) & Q(Exists(seats))
    if capacity != Capacity.DEPUTY:
        return theirs
    sent = Attendance.objects.filter(
        user=user, capacity=capacity, seat=OuterRef("seat"), meeting=OuterRef("meeting")
    )
    return theirs & Q(Exists(sent))
