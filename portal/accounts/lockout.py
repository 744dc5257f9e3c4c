"""Wrong passwords: whose they are counted against, and what the person then reads."""

from axes.models import AccessAttempt
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone


def typed_email(request, credentials=None) -> str:
    """Return the address being tried, folded, so that `Ann@` and `ann@` are one account."""
    typed = (credentials or {}).get("email") or (request.POST.get("email", "") if request else "")
    return str(typed).strip().casefold()[:255]


def client_address(request) -> str | None:
    """Return where the request came from, past as many of our own proxies as there are.

    Only the entries our proxies added are believed: the rest of the header is whatever
    the sender wrote.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").replace(",", " ").split()
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        return hops[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR")


def locked_out(request, original_response=None, credentials=None):
    """Say that sign-in is closed for a while, until when, and whom to call."""
    until = locked_until(request, credentials)
    page = render(
        request, "accounts/locked.html", {"until": until, "help": settings.SIGN_IN_HELP}, status=429
    )
    page["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page


def locked_until(request, credentials):
    """Return when the last counted attempt is old enough to be forgotten."""
    last = (
        AccessAttempt.objects.filter(
            username=typed_email(request, credentials), ip_address=client_address(request)
        )
        .order_by("-attempt_time")
        .first()
    )
    since = last.attempt_time if last else timezone.now()
    return since + settings.AXES_COOLOFF_TIME
