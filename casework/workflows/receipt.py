"""What happens at the moment a referral is received: which meeting hears it, and when.

Ledger B57, B58, O85. A referral is in time for a meeting if and only if it is received
before the instant at which that meeting's list closes.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework import audit, notices
from casework.choices import Event, MeetingStatus, Message, ReceiptBasis, ReferralStatus
from casework.models import Meeting, Panel, Referral
from casework.rules import moves


def receive(*, referral: Referral, now: datetime) -> Referral:
    """Receive a referral that has just been authorised. The caller holds its row.

    It is received when the last of sending and authorising was done or, where the panel
    counts from sending, when it was sent. If a meeting still to come has closed its list,
    the referral is deferred to the next one that is open; if none is, it waits for a date.
    """
    panel = referral.panel
    basis = panel.receipt_basis
    referral.received_at = referral.submitted_at if basis == ReceiptBasis.SUBMITTED else now
    referral.meeting = allocate(panel=panel, received_at=referral.received_at, now=now)
    referral.missed = missed(panel=panel, received_at=referral.received_at)
    deferred = referral.missed is not None or referral.meeting is None
    move = "defer" if deferred else "receive"
    referral.status = moves.target_of(moves.REFERRAL, move, referral.status)
    referral.save(update_fields=["status", "received_at", "meeting", "missed"])
    record_receipt(referral, now=now)
    tell_when_heard(referral, now=now)
    return referral


def allocate(*, panel: Panel, received_at: datetime, now: datetime) -> Meeting | None:
    """Return the earliest meeting still to come for which `received_at` is in time."""
    accepting = panel.meetings.accepting(at=received_at)
    return accepting.filter(held_on__gte=timezone.localdate(now)).first()


def missed(*, panel: Panel, received_at: datetime) -> Meeting | None:
    """Return the next meeting to come whose list had closed by then, if there is one."""
    to_come = panel.meetings.standing().filter(held_on__gte=timezone.localdate(received_at))
    return to_come.filter(closes_at__lte=received_at).order_by("held_on").first()


def record_receipt(referral: Referral, *, now: datetime) -> None:
    held_on = referral.meeting.held_on if referral.meeting else None
    audit.record(
        Event.REFERRAL_RECEIVED,
        subject=referral,
        actor=audit.SENIOR_MANAGER,
        now=now,
        received_at=referral.received_at,
        held_on=held_on,
    )
    if referral.status == ReferralStatus.DEFERRED:
        audit.record(
            Event.REFERRAL_DEFERRED,
            subject=referral,
            actor=None,
            now=now,
            missed=referral.missed.held_on if referral.missed else None,
            held_on=held_on,
        )


def tell_when_heard(referral: Referral, *, now: datetime) -> None:
    """Tell the referrer on which day the panel meets about it, or why it goes to a later one."""
    meeting, late = referral.meeting, referral.missed
    deferred = referral.status == ReferralStatus.DEFERRED or referral.meeting is None
    message = Message.REFERRAL_DEFERRED if deferred else Message.REFERRAL_RECEIVED
    notices.queue(
        message,
        board=referral.panel.board,
        to=referral.referrer_email,
        reference=referral.reference,
        about=referral.pk,
        once=f"heard:{referral.pk}:{meeting.pk if meeting else 'no date'}",
        now=now,
        received_on=timezone.localdate(referral.received_at),
        held_on=meeting.held_on if meeting else None,
        missed_on=late.held_on if late else None,
        missed_closed_on=late.closes_on if late else None,
        closing_words=referral.panel.closing_words,
    )


@transaction.atomic
def give_dates(*, panel: Panel, now: datetime) -> list[Referral]:
    """Give referrals that wait for a date the earliest meeting they are in time for.

    First in time first. Referrals that have a date keep it, also if an earlier meeting is
    planned: staff may list them for it.
    """
    dated = []
    for referral in panel.referrals.awaiting_date().select_for_update(of=("self",)):
        meeting = allocate(panel=panel, received_at=referral.received_at, now=now)
        if meeting is not None:
            move_to(meeting, referral=referral, now=now, because="a meeting was planned")
            dated.append(referral)
    return dated


@transaction.atomic
def move_on(*, referral: Referral, now: datetime, because: str) -> Referral:
    """Move a referral to the next meeting whose list is open now, and tell the referrer.

    What was received in time and not listed keeps its meeting until that day is over: staff
    may list it for that meeting even after the list has closed (3.1).
    """
    held = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    meeting = allocate(panel=held.panel, received_at=now, now=now)
    move_to(meeting, referral=held, now=now, because=because)
    return held


def move_to(meeting: Meeting | None, *, referral: Referral, now: datetime, because: str) -> None:
    was = referral.meeting
    referral.meeting = meeting
    referral.save(update_fields=["meeting"])
    audit.record(
        Event.REFERRAL_MOVED,
        subject=referral,
        actor=None,
        now=now,
        was=was.held_on if was else None,
        held_on=meeting.held_on if meeting else None,
        because=because,
    )
    tell_when_heard(referral, now=now)


def left_behind(*, now: datetime):
    """Return referrals that are not listed though their meeting is over or cancelled."""
    unlisted = Referral.objects.unlisted().exclude(meeting=None)
    over = unlisted.filter(meeting__held_on__lt=timezone.localdate(now))
    return over | unlisted.filter(meeting__status=MeetingStatus.CANCELLED)
