"""The outbox: an email is a row first and a job second.

The row and its job are written in the transaction of the act, so neither exists without
the other. A row is claimed before its email leaves and marked afterwards: a worker that
dies in between sends it again, under the same Message-ID. Nothing is ever lost.
"""

import logging
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template import Context, Engine
from django_q.tasks import async_task

from casework import access, audit, letters
from casework.choices import Event, Message, NoticeState, Right
from casework.errors import WrongMoment
from casework.models import Board, Notice

logger = logging.getLogger(__name__)

JOB = "casework.tasks.send_notice"
# How long after each attempt the next may be made. After the last, staff send it again.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60))


@transaction.atomic
def queue(
    message: Message,
    *,
    board: Board,
    to: str,
    reference: str,
    about: int | None = None,
    once: str,
    now: datetime,
    **facts,
) -> Notice:
    """Promise an email. Promising the same again, by `once`, returns the first promise.

    `facts` are dates and plain facts. Nothing about the person goes in.
    """
    notice, is_new = Notice.objects.get_or_create(
        once=once,
        defaults={
            "board": board,
            "message": message,
            "recipient": to,
            "reference": reference,
            "about": about,
            "facts": audit.plain(facts),
            "message_id": new_message_id(board),
            "created_at": now,
            "next_try_at": now,
        },
    )
    if is_new:
        async_task(JOB, notice.pk)
    return notice


def new_message_id(board: Board) -> str:
    return f"<{uuid4()}@{board.site.hostname}>"


def compose(notice: Notice) -> EmailMessage:
    """Write the email now. A link or a code is made here and never kept."""
    board = notice.board
    subject, _, body = render(notice).partition("\n")
    return EmailMessage(
        subject=subject.removeprefix("Subject:").strip(),
        body=body.strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.recipient],
        reply_to=[board.contact_email],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )


def render(notice: Notice) -> str:
    template = _engine().get_template(f"email/{notice.message}.txt")
    facts = {key: as_day(value) for key, value in notice.facts.items()}
    context = (
        facts | letters.made_now(notice) | {"reference": notice.reference, "board": notice.board}
    )
    return template.render(Context(context, autoescape=False))


def send(notice: Notice, now: datetime) -> bool:
    """Send one email if it is due, and say whether it left.

    Not to be called inside a transaction: what is claimed must be kept if the sending dies.
    """
    claimed = claim(notice, now=now)
    if claimed is None:
        return False
    try:
        compose(claimed).send()
    except Exception as failure:
        logger.warning("Notice %s was not sent: %s", claimed.pk, type(failure).__name__)
        give_up_after_the_last(claimed)
        return False
    Notice.objects.filter(pk=claimed.pk, message_id=claimed.message_id).update(
        state=NoticeState.SENT, sent_at=now
    )
    return True


@transaction.atomic
def claim(notice: Notice, *, now: datetime) -> Notice | None:
    """Take a due notice for sending, so that two workers do not, and count the attempt."""
    held = Notice.objects.select_for_update().filter(pk=notice.pk).first()
    if held is None or held.state != NoticeState.QUEUED or held.next_try_at > now:
        return None
    if held.attempts >= len(WAITS):
        give_up_after_the_last(held)
        return None
    held.next_try_at = now + WAITS[held.attempts]
    held.attempts += 1
    held.save(update_fields=["attempts", "next_try_at"])
    return held


def give_up_after_the_last(notice: Notice) -> None:
    """Mark a notice as failed when its attempts are spent. Staff see it and may send it again."""
    if notice.attempts >= len(WAITS):
        Notice.objects.filter(pk=notice.pk, state=NoticeState.QUEUED).update(
            state=NoticeState.FAILED
        )


@transaction.atomic
def resend(*, notice: Notice, actor, now: datetime) -> Notice:
    """Send a notice again because staff ask for it.

    One that was sent gets a new Message-ID, or mailboxes would hide the copy.
    """
    access.check(actor, Right.RESEND_NOTICE, notice.board)
    held = Notice.objects.select_for_update().select_related("board__site").get(pk=notice.pk)
    if held.state == NoticeState.QUEUED:
        raise WrongMoment("This message is already waiting to be sent.")
    if held.state == NoticeState.SENT:
        held.message_id = new_message_id(held.board)
    held.state, held.attempts, held.next_try_at = NoticeState.QUEUED, 0, now
    held.save(update_fields=["message_id", "state", "attempts", "next_try_at"])
    audit.record(Event.NOTICE_RESENT, subject=held, actor=actor, now=now, message=held.message)
    async_task(JOB, held.pk)
    return held


def unsent(*, now: datetime) -> QuerySet[Notice]:
    """Return notices that are due and still wait, oldest first."""
    due = Notice.objects.filter(state=NoticeState.QUEUED, next_try_at__lte=now)
    return due.order_by("next_try_at", "pk")


def as_day(value):
    """Return a fact that is a date as a date, so that the template can say it in words."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


@lru_cache(maxsize=1)
def _engine() -> Engine:
    """Return templates for plain text, in which no character is turned into HTML."""
    return Engine(dirs=Engine.get_default().dirs, autoescape=False)
