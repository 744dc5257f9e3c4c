"""What needs the person who has signed in."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import access
from casework.choices import ActionStatus, AttendanceState, NoticeState, Right
from casework.views import reading, returning, tracking

SHOWN_AT_ONCE = 10


@require_GET
def home(request):
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    may_screen = access.boards_for(user, Right.SCREEN_REFERRAL).exists()
    meetings = access.meetings_for(user).standing().filter(held_on__gte=today)
    invitations = user.attendances.filter(
        meeting__in=meetings, state=AttendanceState.INVITED
    ).select_related("meeting__panel", "seat")
    page = {
        "now": now,
        "may_screen": may_screen,
        "counts": counts_for(user) if may_screen else [],
        "rows": first_to_screen(user, today=today) if may_screen else [],
        "meetings": meetings.select_related("panel").order_by("held_on", "pk")[:SHOWN_AT_ONCE],
        "returns": returning.to_give(user)[:SHOWN_AT_ONCE],
        "own_actions": own_actions_of(user, today=today),
        "led_cases": access.led_cases(user)[:SHOWN_AT_ONCE],
        "minutes_to_sign": access.minutes_to_sign(user),
        "own_receipts": access.own_receipts(user).outstanding()[:SHOWN_AT_ONCE],
        "invitations": invitations.order_by("meeting__held_on", "pk")[:SHOWN_AT_ONCE],
    }
    page["nothing"] = not (
        may_screen
        or access.meetings_for(user).exists()
        or access.has_actions(user)
        or page["own_receipts"]
    )
    return render(request, "casework/home.html", page)


def own_actions_of(user, *, today):
    """Return what waits for its owner. One that went back to the chair does not."""
    open_ones = access.own_actions(user).open().exclude(status=ActionStatus.RETURNED)
    return tracking.first_things_first(open_ones, today=today)[:SHOWN_AT_ONCE]


def first_to_screen(user, *, today):
    referrals = reading.for_inbox(access.referrals_for(user).awaiting_screening())
    return list(reading.inbox_rows(referrals[:SHOWN_AT_ONCE], today=today))


def counts_for(user) -> list[dict]:
    """Return how much waits, each with the page that shows it."""
    referrals = access.referrals_for(user)
    failed = access.notices_for(user).filter(state=NoticeState.FAILED)
    found = (
        ("referrals", "to screen", referrals.awaiting_screening()),
        ("authorisations", "waiting for authorisation", referrals.awaiting_authorisation()),
        ("attention", "need attention", access.attention_for(user)),
        ("receipts", "minutes not acknowledged", access.receipts_for(user).outstanding()),
        ("outbox", "messages could not be sent", failed),
    )
    return [
        {"href": reverse(f"casework:{name}"), "text": text, "number": rows.count()}
        for name, text, rows in found
    ]
