"""Which referral a senior manager has opened in this browser, and until when."""

import hashlib
from datetime import datetime, timedelta

OPENED, DECIDED = "authorisation_opened", "authorisation_decided"
STAYS_OPEN = timedelta(minutes=60)


def remember(request, authorisation, *, now: datetime) -> None:
    """Open one referral in this session, under a new session key."""
    request.session.cycle_key()
    until = (now + STAYS_OPEN).isoformat()
    request.session[OPENED] = {"authorisation": authorisation.pk, "until": until}


def is_open(request, authorisation, *, now: datetime) -> bool:
    kept = request.session.get(OPENED) or {}
    if kept.get("authorisation") != authorisation.pk:
        return False
    return now < datetime.fromisoformat(kept["until"])


def close(request, token: str, *, authorised: bool, authorisation) -> None:
    """Forget the referral; remember what was decided, so that a reload tells it again."""
    request.session.pop(OPENED, None)
    request.session[DECIDED] = {
        "link": digest(token),
        "authorised": authorised,
        "reference": authorisation.referral.reference,
    }


def decided(request, token: str) -> dict | None:
    """Return what was decided by this link in this session. The link itself is not kept."""
    kept = request.session.get(DECIDED)
    return kept if kept and kept["link"] == digest(token) else None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
