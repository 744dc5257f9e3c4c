"""The senior manager's answer: authorise, or refuse with a reason.

Ledger B52, B53, O79. They have no account: a link and then a code, both sent to the address
the referrer gave, open one referral. Until they authorise it the panel has not received it.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from casework import access, audit, links, notices
from casework.choices import AuthorisationStatus, Event, Message, ReferralStatus, Right
from casework.errors import WrongMoment
from casework.models import Authorisation, Referral
from casework.rules import moves
from casework.workflows import codes, receipt

MOST_CODES = codes.MOST_CODES


@transaction.atomic
def request(
    *, referral: Referral, name: str, post: str, email: str, now: datetime, actor=None
) -> Authorisation:
    """Ask a senior manager to authorise a referral. An earlier request stops working.

    Nobody authorises their own referral.
    """
    board = referral.panel.board
    access.check(actor, Right.REQUEST_AUTHORISATION, board)
    held = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if held.status != ReferralStatus.SUBMITTED:
        raise WrongMoment("This referral does not wait for a senior manager.")
    if email.casefold() == held.referrer_email.casefold():
        raise WrongMoment("The referrer cannot authorise their own referral.")
    waiting = AuthorisationStatus.WAITING
    replaced = moves.target_of(moves.AUTHORISATION, "replace", waiting)
    held.authorisations.filter(status=waiting).update(status=replaced)
    authorisation = Authorisation.objects.create(
        referral=held,
        name=name,
        post=post,
        email=email,
        nonce=secrets.token_urlsafe(32),
        requested_at=now,
        expires_at=now + timedelta(days=held.panel.authorisation_link_days),
    )
    audit.record(Event.AUTHORISATION_REQUESTED, subject=held, actor=actor, now=now)
    tell_manager(authorisation, now=now)
    return authorisation


def tell_manager(authorisation: Authorisation, *, now: datetime) -> None:
    panel = authorisation.referral.panel
    meeting = receipt.allocate(panel=panel, received_at=now, now=now)
    notices.queue(
        Message.AUTHORISATION_REQUESTED,
        board=panel.board,
        to=authorisation.email,
        reference=authorisation.referral.reference,
        about=authorisation.pk,
        once=f"authorise:{authorisation.pk}",
        now=now,
        expires_on=timezone.localdate(authorisation.expires_at),
        next_close=meeting.closes_on if meeting else None,
    )


def send_code(*, authorisation: Authorisation, now: datetime) -> Authorisation:
    return codes.send(row=authorisation, now=now)


def open_with_code(*, authorisation: Authorisation, code: str, now: datetime) -> Authorisation:
    return codes.open_with(row=authorisation, code=code, now=now)


@transaction.atomic
def authorise(*, authorisation: Authorisation, now: datetime) -> Referral:
    """Authorise a referral: with this the panel receives it, in time or deferred.

    Pressed twice, it is received once, at the first moment.
    """
    held = decided(authorisation, "authorise", now=now)
    held.declaration = held.referral.panel.authorisation_words
    held.save(update_fields=["status", "decided_at", "declaration"])
    return receipt.receive(referral=held.referral, now=now)


@transaction.atomic
def refuse(*, authorisation: Authorisation, reason: str, now: datetime) -> Referral:
    """Refuse a referral, with a reason. Nothing of it reaches the panel.

    The referrer is told that it was refused; the reason is kept and not put in an email.
    """
    if not reason.strip():
        raise WrongMoment("Enter why you do not authorise this referral.")
    held = decided(authorisation, "refuse", now=now)
    held.reason = reason.strip()
    held.save(update_fields=["status", "decided_at", "reason"])
    referral = held.referral
    referral.status = moves.target_of(moves.REFERRAL, "refuse", referral.status)
    referral.save(update_fields=["status"])
    audit.record(Event.REFERRAL_REFUSED, subject=referral, actor=audit.SENIOR_MANAGER, now=now)
    notices.queue(
        Message.REFERRAL_REFUSED,
        board=referral.panel.board,
        to=referral.referrer_email,
        reference=referral.reference,
        about=referral.pk,
        once=f"refused:{referral.pk}",
        now=now,
    )
    return referral


def decided(authorisation: Authorisation, verb: str, *, now: datetime) -> Authorisation:
    """Return the request with its answer put in, not saved yet. Raises `LinkRefused`."""
    held = locked(authorisation)
    links.refuse_unless_open(held, now=now)
    held.status = moves.target_of(moves.AUTHORISATION, verb, held.status)
    held.decided_at = now
    return held


def locked(authorisation: Authorisation) -> Authorisation:
    """Return the request's row as it is now, with its referral's, both held."""
    referrals = Referral.objects.select_for_update(of=("self",)).select_related("panel__board")
    referral = referrals.get(pk=authorisation.referral_id)
    held = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
    held.referral = referral
    return held
