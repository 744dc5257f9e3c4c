"""What somebody without an account has opened in this browser, and until when."""

import hashlib
from datetime import datetime, timedelta

OPENED, TOLD = "opened_by_code", "told_by_link"
STAYS_OPEN = timedelta(minutes=60)


def remember(request, row, *, now: datetime) -> None:
    """Open one row in this session, under a new session key. Another one's hour runs on."""
    request.session.cycle_key()
    running = {key: until for key, until in kept(request).items() if is_later(until, now)}
    request.session[OPENED] = running | {key_of(row): (now + STAYS_OPEN).isoformat()}


def is_open(request, row, *, now: datetime) -> bool:
    until = kept(request).get(key_of(row))
    return until is not None and is_later(until, now)


def close(request, row, token: str, **words) -> None:
    """Forget the row; remember what was said by its link, so that a reload tells it again."""
    still = {key: until for key, until in kept(request).items() if key != key_of(row)}
    request.session[OPENED] = still
    request.session[TOLD] = {"link": digest(token), **words}


def told(request, token: str) -> dict | None:
    """Return what was said by this link in this session. The link itself is not kept."""
    last = request.session.get(TOLD)
    return last if last and last["link"] == digest(token) else None


def kept(request) -> dict[str, str]:
    return request.session.get(OPENED) or {}


def key_of(row) -> str:
    """Name a row and its present link: what an older link opened is closed by a newer one."""
    return f"{row._meta.model_name}:{row.pk}:{digest(row.nonce)[:16]}"


def is_later(until: str, now: datetime) -> bool:
    return now < datetime.fromisoformat(until)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
