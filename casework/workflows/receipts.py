"""Signed minutes go to a case's lead professional, who says that they have them (O105).

Minutes count as received only when that person acknowledges them, by account or by link and
code, or when staff record how they know. Until then reminders go out.
"""

from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from casework import access, audit, links, notices
from casework.choices import Event, Message, MinutesStatus, ReceiptStatus, Right
from casework.errors import NotPermitted, WrongMoment
from casework.models import AgendaItem, Minutes, MinutesReceipt, Notice, Panel
from casework.rules import deadlines, moves
from casework.rules import receipts as rules

# A link works so long after the last email with it, or after the minutes are received.
READABLE = timedelta(days=30)


@transaction.atomic
def send(*, minutes: Minutes, now: datetime) -> list[MinutesReceipt]:
    """Send signed minutes to the lead professional of each case in them, once.

    A correction goes out anew. Links to what it corrects stop working unless they were used
    to acknowledge it, and nobody is reminded of it any more.
    """
    if minutes.status != MinutesStatus.SIGNED:
        raise WrongMoment("Minutes are sent when they are signed.")
    earlier = MinutesReceipt.objects.filter(minutes__meeting=minutes.meeting_id)
    earlier.exclude(minutes=minutes).filter(status=ReceiptStatus.SENT).update(nonce="")
    led = rules.led_cases(minutes.content)
    items = minutes.meeting.items.filter(case__reference__in=led, outcome__isnull=False)
    items = items.exclude(outcome__lead_email="").select_related("case__panel__board", "outcome")
    return [send_to_lead(minutes, item, now=now) for item in items]


def send_to_lead(minutes: Minutes, item: AgendaItem, *, now: datetime) -> MinutesReceipt:
    case, email = item.case, item.outcome.lead_email.strip().lower()
    sent = minutes.receipts.filter(case=case, email=email).first()
    if sent:
        return sent
    receipt = MinutesReceipt(
        minutes=minutes,
        case=case,
        name=item.outcome.lead_name,
        email=email,
        user=get_user_model().objects.filter(is_active=True, email=email).first(),
        sent_at=now,
        remind_on=next_reminder(case.panel, timezone.localdate(now)),
    )
    if receipt.user is None:
        links.renew(receipt, expires_at=now + READABLE)
    receipt.save()
    audit.record(Event.MINUTES_SENT, subject=case, actor=None, now=now, version=minutes.version)
    tell(Message.MINUTES_FOR_LEAD, receipt, once=f"minutes:{receipt.pk}", now=now)
    return receipt


def next_reminder(panel: Panel, today: date) -> date:
    holidays = panel.board.closed_days(near=today)
    days = max(panel.receipt_reminder_days, 1)
    return deadlines.add_working_days(today, days, holidays=holidays)


def tell(message: Message, receipt: MinutesReceipt, *, once: str, now: datetime) -> Notice:
    minutes = receipt.minutes
    return notices.queue(
        message,
        board=receipt.case.panel.board,
        to=receipt.email,
        reference=receipt.case.reference,
        about=receipt.pk,
        once=once,
        now=now,
        held_on=minutes.meeting.held_on,
        sent_on=timezone.localdate(receipt.sent_at),
        is_correction=minutes.corrects_id is not None,
        by_link=receipt.user_id is None,
    )


@transaction.atomic
def acknowledge(*, receipt: MinutesReceipt, actor, now: datetime) -> MinutesReceipt:
    """The lead professional says that they have the minutes. Saying it again changes nothing.

    `actor` is their account, or `audit.LEAD_PROFESSIONAL` for whoever came by link and code.
    """
    held = locked(receipt)
    if actor == audit.LEAD_PROFESSIONAL:
        links.refuse_unless_same(held, receipt, now=now)
    elif not access.is_known(actor) or held.user_id != actor.pk:
        raise NotPermitted("Only the person these minutes were sent to may acknowledge them.")
    if held.status == ReceiptStatus.RECEIVED:
        return held
    return received(held, "acknowledge", actor=actor, now=now)


@transaction.atomic
def record(*, receipt: MinutesReceipt, evidence: str, actor, now: datetime) -> MinutesReceipt:
    """Staff record that minutes were received, and how they know. The words stay on the row."""
    access.check(actor, Right.RECORD_RECEIPT, receipt.case.panel.board)
    if not evidence.strip():
        raise WrongMoment("Enter how you know that the minutes were received.")
    held = locked(receipt)
    held.evidence, held.recorded_by = evidence.strip(), actor
    return received(held, "record", actor=actor, now=now)


def received(held: MinutesReceipt, verb: str, *, actor, now: datetime) -> MinutesReceipt:
    held.status = moves.target_of(moves.RECEIPT, verb, held.status)
    if held.is_superseded:
        raise WrongMoment("These minutes were corrected. The corrected ones were sent anew.")
    held.received_at = now
    held.expires_at = now + READABLE if held.nonce else None
    saved = ["status", "received_at", "expires_at", "evidence", "recorded_by"]
    held.save(update_fields=saved)
    version = held.minutes.version
    facts = {"version": version, "by_staff": verb == "record"}
    audit.record(Event.MINUTES_RECEIVED, subject=held.case, actor=actor, now=now, **facts)
    return held


@transaction.atomic
def remind(*, receipt: MinutesReceipt, now: datetime) -> Notice | None:
    """Remind a lead professional of minutes not acknowledged, if that is due.

    Called again on the same day it does nothing: the next reminder has its own day.
    """
    held = locked(receipt)
    today = timezone.localdate(now)
    if held.status != ReceiptStatus.SENT or held.is_superseded or today < held.remind_on:
        return None
    held.reminders += 1
    held.remind_on = next_reminder(held.case.panel, today)
    held.expires_at = now + READABLE if held.nonce else None
    held.save(update_fields=["reminders", "remind_on", "expires_at"])
    once = f"minutes:{held.pk}:{held.reminders}"
    return tell(Message.MINUTES_REMINDER, held, once=once, now=now)


def locked(receipt: MinutesReceipt) -> MinutesReceipt:
    rows = MinutesReceipt.objects.select_for_update(of=("self",))
    rows = rows.select_related("case__panel__board", "minutes__meeting", "minutes__correction")
    return rows.get(pk=receipt.pk)
