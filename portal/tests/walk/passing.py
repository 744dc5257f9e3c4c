"""Days pass: a meeting's dates come nearer, and the worker does what has come due."""

from datetime import date, timedelta

from django.utils import timezone

from casework import tasks
from casework.models import Action, Meeting
from portal.tests.cast import deliver


def until_the_list_has_closed(meeting: Meeting) -> None:
    """Let the closing pass, and the worker's sweep find it."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        closes_on=timezone.localdate(now) - timedelta(days=1),
        closes_at=now - timedelta(minutes=1),
    )
    tasks.sweep()
    meeting.refresh_from_db()


def until_the_day_of(meeting: Meeting) -> None:
    """Let the meeting's day be today. Another meeting that is today is moved out of the way."""
    today = timezone.localdate()
    others = Meeting.objects.filter(panel=meeting.panel, held_on=today).exclude(pk=meeting.pk)
    others.update(held_on=today + timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(held_on=today)
    meeting.refresh_from_db()


def until_it_is_overdue(action: Action) -> date:
    """Let an action's day pass, and the worker's sweep find it."""
    Action.objects.filter(pk=action.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    tasks.sweep()
    action.refresh_from_db()
    return action.due_on


def emails_to(address: str) -> list:
    """Let the worker send what waits, and return what this address gets."""
    return [email for email in deliver() if email.to == [address]]
