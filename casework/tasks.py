"""Jobs. Their arguments are primary keys only, and running one twice does nothing more."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django_q.models import Schedule
from django_q.tasks import async_task

from casework import notices
from casework.models import Action, Meeting, MinutesReceipt, Notice
from casework.reports import making
from casework.workflows import actions, meetings, receipt, receipts, workbooks
from forms_pages import intake

logger = logging.getLogger(__name__)

AT_ONCE = 100
# A job that was queued with its notice gets this long before the sweep queues another.
GRACE = timedelta(seconds=30)
INVITED_BEFORE = timedelta(days=35)
SCHEDULES = (
    {"name": "sweep", "func": "casework.tasks.sweep", "minutes": 1},
    {"name": "expired drafts", "func": "forms_pages.tasks.delete_expired_drafts", "minutes": 60},
)


def send_notice(pk: int) -> None:
    """Send one notice of the outbox, if it is there and due."""
    notice = Notice.objects.filter(pk=pk).first()
    if notice is not None:
        notices.send(notice, timezone.now())


def make_workbook(pk: int) -> None:
    """Make one spreadsheet, if it is still there and waits to be made."""
    asked = workbooks.without_content().filter(pk=pk).first()
    if asked is not None:
        making.make(asked)


def sweep() -> None:
    """Do whatever has come due and was not done: the safety net under every other job.

    What fails is logged by its kind, and the rest is done all the same.
    """
    now = timezone.now()
    each(close_one, Meeting.objects.due_to_close(now=now), now=now)
    each(invite_one, to_invite(now=now), now=now)
    each(move_one, receipt.left_behind(now=now), now=now)
    each(hand_over_one, intake.due_for_retry(now=now), now=now)
    each(remind_one, actions.to_remind(now=now), now=now)
    waiting = MinutesReceipt.objects.to_remind(today=timezone.localdate(now))
    each(remind_lead, waiting, now=now)
    each(make_one_again, workbooks.waiting(now=now, grace=GRACE)[:AT_ONCE], now=now)
    workbooks.forget(now=now)
    for notice in notices.unsent(now=now - GRACE)[:AT_ONCE]:
        async_task(notices.JOB, notice.pk)


def each(do: Callable, rows: Iterable, *, now: datetime) -> None:
    for row in rows:
        try:
            do(row, now=now)
        except Exception as failure:
            kind = type(failure).__name__
            logger.error("The sweep could not %s %s: %s", do.__name__, row.pk, kind)


def close_one(meeting: Meeting, *, now: datetime) -> None:
    meetings.close_list(meeting=meeting, now=now)


def invite_one(meeting: Meeting, *, now: datetime) -> None:
    meetings.invite(meeting=meeting, now=now)


def to_invite(*, now: datetime):
    """Return meetings in the next five weeks to which nobody has been invited yet."""
    today = timezone.localdate(now)
    soon = Meeting.objects.standing().filter(held_on__range=(today, today + INVITED_BEFORE))
    return soon.filter(attendances=None)


def move_one(referral, *, now: datetime) -> None:
    receipt.move_on(referral=referral, now=now, because="its meeting is over")


def remind_one(action: Action, *, now: datetime) -> None:
    actions.remind(action=action, now=now)


def hand_over_one(submission, *, now: datetime) -> None:
    intake.hand_over(submission, now=now)


def remind_lead(waiting: MinutesReceipt, *, now: datetime) -> None:
    receipts.remind(receipt=waiting, now=now)


def make_one_again(workbook, *, now: datetime) -> None:
    workbooks.make_again(workbook=workbook)


def ensure_schedules(jobs: Iterable[dict] = SCHEDULES) -> None:
    """Write down the regular jobs, once. Times that staff changed are left as they are."""
    for job in jobs:
        Schedule.objects.get_or_create(
            name=job["name"],
            defaults={
                "func": job["func"],
                "schedule_type": Schedule.MINUTES,
                "minutes": job["minutes"],
                "repeats": -1,
            },
        )
