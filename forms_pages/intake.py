"""Store what was sent, then hand it over.

The sender's receipt never depends on the receiver: a failed hand-over leaves the submission
stored, staff see it, and a job tries again. A database that is away is no failed hand-over:
everything is rolled back and the draft stays.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from forms_pages import answers, drafts, handlers, journey
from forms_pages.models import Draft, Submission

logger = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError)
MOST_ATTEMPTS = 5
# How long after sending the second, third, fourth and fifth attempt may be made.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


@dataclass
class NotReady(Exception):
    """The draft cannot be sent: answers are missing, or the receiver refuses some.

    `refused` holds messages by target.
    """

    missing: list[journey.Missing]
    refused: Mapping[str, str]


def store(draft: Draft, *, now: datetime) -> Submission:
    """Turn a draft into a submission and hand it over, all in one transaction.

    Sending the same draft again returns the submission it became. Only answers on the route
    are kept; the draft is deleted. Raises `NotReady`, and `drafts.Gone` for a draft that was
    deleted without being sent. Where it raises, nothing was stored and the draft stays.
    """
    try:
        return _store(draft, now=now)
    except handlers.NotTaken as refusal:
        raise NotReady([], refusal.refused) from None


def _store(draft: Draft, *, now: datetime) -> Submission:
    with transaction.atomic():
        held = _locked(draft)
        if sent := sent_as(draft.key):
            return sent
        if held is None:
            raise drafts.Gone
        document = drafts.document_of(held.version)
        form_page = held.version.form_page
        check(held, document, form_page=form_page, now=now)
        submission = Submission.objects.create(
            reference=_handler_of(form_page).reference(
                form_page=form_page, token=held.token or None, now=now
            ),
            version=held.version,
            key=held.key,
            data=journey.on_route(document, held.answers),
            token=held.token,
            submitted_at=now,
        )
        hand_over(submission, now=now, sending=True)
        held.delete()
    return submission


def check(draft: Draft, document: Mapping, *, form_page, now: datetime) -> None:
    """Raise `NotReady` where answers are missing or the receiver refuses some."""
    gaps = journey.missing(document, draft.answers)
    by_target = answers.by_target(document, draft.answers)
    refused = _handler_of(form_page).check(
        form_page=form_page, token=draft.token or None, answers=by_target, now=now
    )
    if gaps or refused:
        raise NotReady(gaps, refused)


def sent_as(key) -> Submission | None:
    """Return the submission that the draft of this key became, if it was sent."""
    found = Submission.objects.filter(key=key).select_related("version__form_page")
    return found.defer("version__document").first()


def hand_over(submission: Submission, *, now: datetime, sending: bool = False) -> bool:
    """Give a stored submission to its receiver, and say whether it has been taken over.

    Safe to replay. A receiver's failure is noted by its kind only: its text may hold answers.
    While somebody is `sending`, a receiver that refuses for good is heard: `NotTaken` is raised.
    """
    with transaction.atomic():
        held = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("version__form_page")
            .get(pk=submission.pk)
        )
        if held.handed_over_at is None:
            held.fault = _receive(held, sending=sending)
            held.handed_over_at = None if held.fault else now
            held.attempts += 1
            held.save(update_fields=["handed_over_at", "attempts", "fault"])
    submission.handed_over_at, submission.attempts = held.handed_over_at, held.attempts
    submission.fault = held.fault
    return held.handed_over_at is not None


def needing_attention() -> QuerySet[Submission]:
    """Return what was sent and has not been taken over."""
    return Submission.objects.filter(handed_over_at=None).select_related("version__form_page")


def due_for_retry(*, now: datetime) -> list[Submission]:
    """Return what a job may try again now. After five attempts only staff do."""
    waiting = needing_attention().filter(attempts__lt=MOST_ATTEMPTS).order_by("submitted_at")
    return [
        submission
        for submission in waiting
        if now >= submission.submitted_at + WAITS[max(submission.attempts, 1) - 1]
    ]


def _locked(draft: Draft) -> Draft | None:
    return (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form_page")
        .defer("version__document")
        .filter(pk=draft.pk)
        .first()
    )


def _handler_of(form_page) -> handlers.Handler:
    return handlers.handler_for(form_page.purpose)


def _receive(submission: Submission, *, sending: bool) -> str:
    """Hand over inside a savepoint. Return the kind of failure, or nothing."""
    try:
        with transaction.atomic():
            _handler_of(submission.version.form_page).receive(submission)
    except DATABASE_AWAY:
        raise
    except Exception as failure:
        if sending and isinstance(failure, handlers.NotTaken):
            raise
        fault = type(failure).__name__
        logger.error(
            "A submission was not handed over.",
            extra={"reference": submission.reference, "fault": fault},
        )
        return fault[: Submission._meta.get_field("fault").max_length]
    return ""
