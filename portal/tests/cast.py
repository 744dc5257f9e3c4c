"""The story's people, seated and invited, for tests that walk from the first page on."""

from django.core import mail
from django.utils import timezone

from casework import notices
from casework.models import Panel
from portal.story import meetings, people


def gather() -> None:
    """Give the story's people accounts, roles, seats and offices, and plan the meetings."""
    now = timezone.now()
    begins = now - meetings.MONTHS_AHEAD
    users = people.make_accounts(now=begins)
    for panel in Panel.objects.select_related("board"):
        people.give_roles(users, panel.board, now=begins)
        administrator = users[people.ADMINISTRATORS[panel.board.slug].email]
        people.seat_members(users, panel, actor=administrator, now=begins)
        meetings.plan(panel, actor=administrator, begins=begins, now=now)
    deliver()


def deliver() -> list:
    """Let the worker send what is in the outbox; return the emails that went out."""
    mail.outbox.clear()
    for notice in notices.unsent(now=timezone.now()):
        notices.send(notice, now=timezone.now())
    return list(mail.outbox)
