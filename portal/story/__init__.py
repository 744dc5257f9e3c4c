"""The story of the demonstration, told by the real workflows at moments in the past."""

from datetime import datetime, timedelta

from django.db import transaction

from casework.models import Panel
from portal.accounts.models import User
from portal.story import meetings, people, referrals

BEGINS_BEFORE = timedelta(days=130)


def is_told() -> bool:
    return User.objects.filter(email=people.SYSTEM.email).exists()


@transaction.atomic
def tell(*, now: datetime) -> None:
    """Tell the whole story, relative to `now`, or leave nothing behind."""
    begins = now - BEGINS_BEFORE
    users = people.make_accounts(now=begins)
    for panel in Panel.objects.select_related("board").order_by("slug"):
        people.give_roles(users, panel.board, now=begins)
        administrator = users[people.ADMINISTRATORS[panel.board.slug].email]
        people.seat_members(users, panel, actor=administrator, now=begins)
        calendar = meetings.plan(panel, actor=administrator, begins=begins, now=now)
        referrals.tell(panel, calendar=calendar, actor=administrator, now=now)
    referrals.post(now=now)
