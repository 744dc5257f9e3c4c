"""A code by email opens what a link is for: the second half of every way without an account."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from casework import audit, links, notices
from casework.errors import LinkRefused, WrongMoment
from casework.models.links import ByLink

BETWEEN_CODES = timedelta(minutes=1)
MOST_CODES = 20


@transaction.atomic
def send(*, row: ByLink, now: datetime) -> ByLink:
    """Send a new six-digit code to the address the link went to. The one before stops working.

    At most one a minute and twenty for a link, so that a stolen link is no way to guess.
    """
    held = locked(row, now=now)
    if held.code_sent_at and held.code_nonce and now < held.code_sent_at + BETWEEN_CODES:
        raise WrongMoment("We sent a code less than a minute ago. Please look for it first.")
    if held.codes_sent >= MOST_CODES:
        raise WrongMoment("Too many codes were sent. Ask the panel’s office for a new link.")
    held.code_nonce = secrets.token_urlsafe(32)
    held.code_sent_at, held.code_tries = now, 0
    held.codes_sent += 1
    held.save(update_fields=["code_nonce", "code_sent_at", "code_tries", "codes_sent"])
    kind, record = links.kind_of(held), links.record_of(held)
    notices.queue(
        kind.code,
        board=record.panel.board,
        to=links.address_of(held),
        reference=record.reference,
        about=held.pk,
        # A row that gets a new link counts its codes from the beginning.
        once=f"{kind.code}:{held.pk}:{held.codes_sent}:{now.isoformat()}",
        now=now,
    )
    return held


def open_with(*, row: ByLink, code: str, now: datetime) -> ByLink:
    """Open what a link is for with its code, once. Raises `LinkRefused`.

    A wrong try is counted and kept although it is refused; after five a new code is needed.
    """
    with transaction.atomic():
        held = locked(row, now=now)
        refusal = links.refusal_of_code(held, code, now=now)
        if refusal:
            held.code_tries = min(held.code_tries + 1, links.MOST_TRIES)
        else:
            held.code_nonce, held.code_tries = "", 0
            note_opened(held, now=now)
        held.save(update_fields=["code_nonce", "code_tries"])
    if refusal:
        raise LinkRefused(refusal)
    return held


def note_opened(row: ByLink, *, now: datetime) -> None:
    kind = links.kind_of(row)
    audit.record(kind.opened, subject=links.record_of(row), actor=kind.visitor, now=now)


def locked(row: ByLink, *, now: datetime) -> ByLink:
    """Return the row as it is now, held, if its link still leads there."""
    record = links.kind_of(row).record
    rows = type(row).objects.select_for_update(of=("self",))
    held = rows.select_related(f"{record}__panel__board").get(pk=row.pk)
    links.refuse_unless_same(held, row, now=now)
    return held
