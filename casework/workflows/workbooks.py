"""Spreadsheets: asked for by staff, made by a job, read for a day.

A job may be lost or die half way. It is begun again, three times at most, and what a worker
that was given up still writes does not count: its number of attempt is no longer the row's.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_q.tasks import async_task

from casework import access, audit
from casework.choices import Event, Right, WorkbookStatus
from casework.errors import WrongMoment
from casework.models import Panel, Workbook
from casework.rules import moves, quarters

JOB = "casework.tasks.make_workbook"
KEPT_FOR = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 3
WORKER_LOST = "The worker was lost"
BEGUN_AGAIN = "Another worker has begun this spreadsheet again."

BEING_MADE = (WorkbookStatus.QUEUED, WorkbookStatus.MAKING)


@transaction.atomic
def ask(*, panel: Panel, starts_on: date, ends_on: date, actor, now: datetime) -> Workbook:
    """Ask for the spreadsheet of a panel's quarter.

    Asking for one that is still being made returns that one. One that is ready is made anew,
    because the record has moved on.
    """
    access.check(actor, Right.MAKE_WORKBOOK, panel.board)
    held = Panel.objects.select_for_update(of=("self",)).select_related("board").get(pk=panel.pk)
    if not quarters.is_whole(starts_on, ends_on):
        raise WrongMoment("Choose a whole quarter.")
    if starts_on > timezone.localdate(now):
        raise WrongMoment("This quarter has not begun.")
    same = without_content().filter(panel=held, starts_on=starts_on, ends_on=ends_on)
    if one := same.filter(status__in=BEING_MADE).first():
        return one
    workbook = Workbook.objects.create(
        panel=held,
        starts_on=starts_on,
        ends_on=ends_on,
        asked_at=now,
        asked_by=actor,
        expires_at=now + KEPT_FOR,
    )
    audit.record(
        Event.WORKBOOK_ASKED,
        subject=workbook,
        actor=actor,
        now=now,
        panel=held.slug,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    async_task(JOB, workbook.pk)
    return workbook


@transaction.atomic
def begin(*, workbook: Workbook, now: datetime) -> Workbook:
    """Claim a spreadsheet for making, and count the attempt.

    One that is being made is left to its worker for ten minutes.
    """
    held = locked(workbook)
    status = moves.target_of(moves.WORKBOOK, "begin", held.status)
    if held.status == WorkbookStatus.MAKING and now < held.begun_at + GIVEN_UP_AFTER:
        raise WrongMoment("Another worker is making this spreadsheet.")
    if held.attempts >= MOST_ATTEMPTS:
        raise WrongMoment("This spreadsheet was begun too often.")
    held.status, held.begun_at, held.rows_done, held.rows_in_all = status, now, 0, None
    held.attempts += 1
    held.save(update_fields=["status", "begun_at", "rows_done", "rows_in_all", "attempts"])
    return held


def progress(*, workbook: Workbook, done: int, in_all: int) -> None:
    """Say how many rows are written. A worker that was given up is told to stop."""
    mine = Workbook.objects.filter(
        pk=workbook.pk, status=WorkbookStatus.MAKING, attempts=workbook.attempts
    )
    if not mine.update(rows_done=done, rows_in_all=in_all):
        raise WrongMoment(BEGUN_AGAIN)


@transaction.atomic
def finish(*, workbook: Workbook, content: bytes, now: datetime) -> Workbook:
    """Keep what was made, for a day from now."""
    held = locked(workbook)
    held.status = moves.target_of(moves.WORKBOOK, "finish", held.status)
    refuse_one_begun_again(held, workbook)
    held.content, held.ready_at, held.expires_at = content, now, now + KEPT_FOR
    held.rows_done = held.rows_in_all or 0
    held.save(update_fields=["status", "content", "ready_at", "expires_at", "rows_done"])
    return held


@transaction.atomic
def fail(*, workbook: Workbook, fault: str) -> Workbook:
    """Give a spreadsheet up. `fault` is the kind of failure, without its text."""
    held = locked(workbook)
    held.status = moves.target_of(moves.WORKBOOK, "fail", held.status)
    refuse_one_begun_again(held, workbook)
    held.fault = fault[: Workbook._meta.get_field("fault").max_length]
    held.save(update_fields=["status", "fault"])
    return held


def refuse_one_begun_again(held: Workbook, seen: Workbook) -> None:
    if held.attempts != seen.attempts:
        raise WrongMoment(BEGUN_AGAIN)


@transaction.atomic
def read(*, workbook: Workbook, actor, now: datetime) -> bytes:
    """Return a spreadsheet to download, and write down who took it."""
    access.check(actor, Right.MAKE_WORKBOOK, workbook.panel.board)
    held = Workbook.objects.select_for_update(of=("self",)).get(pk=workbook.pk)
    if held.status != WorkbookStatus.READY:
        raise WrongMoment("This spreadsheet is not ready.")
    if held.expires_at <= now:
        raise WrongMoment("This spreadsheet was kept for a day. Please ask for it again.")
    audit.record(
        Event.WORKBOOK_READ,
        subject=held,
        actor=actor,
        now=now,
        board=workbook.panel.board,
        panel=workbook.panel.slug,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
    )
    return bytes(held.content)


def waiting(*, now: datetime, grace: timedelta) -> QuerySet[Workbook]:
    """Return what is queued for longer than `grace`, or was begun by a worker that is lost."""
    lost = Q(status=WorkbookStatus.MAKING, begun_at__lte=now - GIVEN_UP_AFTER)
    forgotten = Q(status=WorkbookStatus.QUEUED, asked_at__lte=now - grace)
    return without_content().filter(lost | forgotten).order_by("pk")


def make_again(*, workbook: Workbook) -> None:
    """Queue a spreadsheet's job once more; the third that was lost is the last."""
    if workbook.attempts >= MOST_ATTEMPTS:
        fail(workbook=workbook, fault=WORKER_LOST)
    else:
        async_task(JOB, workbook.pk)


def forget(*, now: datetime) -> int:
    """Delete spreadsheets whose day is over. The audit keeps who asked for and took them."""
    over = Workbook.objects.filter(expires_at__lte=now).exclude(status__in=BEING_MADE)
    return over.delete()[0]


def without_content() -> QuerySet[Workbook]:
    return Workbook.objects.select_related("panel__board").defer("content")


def locked(workbook: Workbook) -> Workbook:
    """Return the row as it is now, without its content, held until the transaction ends."""
    return without_content().select_for_update(of=("self",)).get(pk=workbook.pk)
