"""What happened, who did it and when: one line each, in the transaction of the act.

References only. Nothing about the person a case is about is ever written here.
"""

from datetime import date, datetime

from casework.choices import Event
from casework.models import AuditEntry, Meeting

SYSTEM = "the portal"
SENIOR_MANAGER = "the senior manager, by link and code"
LEAD_PROFESSIONAL = "the lead professional, by link and code"
REFERRER = "the referrer"
ACTION_OWNER = "the action’s owner, by link and code"
LONGEST_SUBJECT = 80

WAYS_TO_THE_BOARD = (
    *("board", "panel", "meeting", "case", "seat", "office", "referral"),
    *("version", "form_page", "panel_form"),
)


def record(event: Event, *, subject, actor, now: datetime, board=None, **facts) -> AuditEntry:
    """Add a line about `subject`, which is known by its reference where it has one.

    `actor` is an account, nobody for the portal itself, or words for someone without an
    account. The board follows from the subject unless it is given.
    """
    line = entry(event, subject=subject, actor=actor, now=now, facts=facts, board=board)
    line.save()
    return line


def record_each(event: Event, *, subjects, actor, now: datetime, **facts) -> None:
    """Add the same line about each of several records, in one go."""
    AuditEntry.objects.bulk_create(
        [entry(event, subject=one, actor=actor, now=now, facts=facts) for one in subjects]
    )


def entry(event: Event, *, subject, actor, now: datetime, facts: dict, board=None) -> AuditEntry:
    board = board or board_of(subject)
    return AuditEntry(
        at=now,
        event=event,
        board=board.slug if board else "",
        actor=name_of_actor(actor),
        subject_kind=subject._meta.model_name,
        subject=name_of(subject)[:LONGEST_SUBJECT],
        facts={key: plain(value) for key, value in facts.items()},
    )


def refused(user, what: str, *, now: datetime, board=None) -> AuditEntry:
    """Record that someone was kept out. Call it outside any transaction that will fail."""
    return AuditEntry.objects.create(
        at=now,
        event=Event.ACCESS_REFUSED,
        board=board.slug if board else "",
        actor=name_of_actor(user),
        subject_kind="request",
        subject=what[:LONGEST_SUBJECT],
    )


def name_of_actor(actor) -> str:
    if actor is None:
        return SYSTEM
    if isinstance(actor, str):
        return actor
    return getattr(actor, "email", "") or "nobody signed in"


def name_of(subject) -> str:
    """Return what a record is called in the audit: its reference, or its place and number."""
    if isinstance(subject, Meeting):
        return f"{subject.panel.slug}/{subject.held_on.isoformat()}"
    return getattr(subject, "reference", None) or str(subject.pk)


def board_of(subject):
    """Return the board a record belongs to, or nothing where it belongs to none."""
    for step in WAYS_TO_THE_BOARD:
        found = getattr(subject, step, None)
        if found is not None:
            return found if step == "board" else board_of(found)
    return subject if subject._meta.model_name == "board" else None


def plain(value):
    """Return a fact as JSON keeps it."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
