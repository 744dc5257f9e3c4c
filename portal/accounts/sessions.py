"""How long a sign-in lasts. Kept in the session itself, on the server."""

from datetime import datetime

from django.conf import settings

SIGNED_IN = "signed_in_at"
SEEN = "seen_at"
VERIFIED = "verified_at"

IDLE, OVER = "idle", "over"
NOTED_EVERY_SECONDS = 60
FRESH_SECONDS = 5 * 60


def begin(session, *, now: datetime) -> None:
    session[SIGNED_IN] = session[SEEN] = now.timestamp()
    session.pop(VERIFIED, None)


def note_verified(session, *, now: datetime) -> None:
    session[VERIFIED] = now.timestamp()


def is_fresh(session, *, now: datetime) -> bool:
    """Say whether a code was given within the last five minutes, as account changes need."""
    return 0 <= now.timestamp() - session.get(VERIFIED, 0) <= FRESH_SECONDS


def why_over(session, *, now: datetime) -> str:
    """Return why a sign-in has ended, or "" while it lasts. One without a beginning is over."""
    moment = now.timestamp()
    if moment - session.get(SIGNED_IN, 0) >= settings.SESSION_HOURS * 3600:
        return OVER
    if moment - session.get(SEEN, 0) >= settings.SESSION_IDLE_MINUTES * 60:
        return IDLE
    return ""


def note_seen(session, *, now: datetime) -> None:
    """Note that the person is there, at most once a minute: each note is a write."""
    if now.timestamp() - session.get(SEEN, 0) >= NOTED_EVERY_SECONDS:
        session[SEEN] = now.timestamp()
