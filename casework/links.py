"""Links and codes for people without an account. Both are made from a row and the site's key.

Nothing secret is stored: whoever reads the database can make neither. A new nonce makes the
old link useless, and a new code the old code. Each kind of row has keys of its own, so a link
to one opens no other.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from casework import audit
from casework.choices import ActionStatus, AuthorisationStatus, Event, Message
from casework.errors import LinkRefused
from casework.models import Action, Authorisation, MinutesReceipt
from casework.models.links import ByLink

CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
DIGITS = 6

WRONG = "This link does not work. Check that you have copied all of it from the email."
REPLACED = "This link was replaced by a newer one. Use the link in the latest email."
USED = "This link was already used: the referral has been decided. There is nothing more to do."
DONE = "This action is done. There is nothing more to do."
ENDED = "The panel has ended this action. There is nothing more to do."
EXPIRED = "This link has expired. Ask the panel’s office for a new one."
NO_CODE = "There is no code to use. Ask for a new code."
CODE_USED = "That code was already used. Ask for a new code."
CODE_EXPIRED = "That code is more than 15 minutes old. Ask for a new code."
CODE_WRONG = "That is not the code we sent. Check the latest email."
CODE_SPENT = "That is not the code we sent, and it was the fifth try. Ask for a new code."
TOO_MANY_TRIES = "A wrong code was entered five times. Ask for a new code."


def why_decided(authorisation: Authorisation) -> str:
    if authorisation.status == AuthorisationStatus.REPLACED:
        return REPLACED
    return "" if authorisation.status == AuthorisationStatus.WAITING else USED


def why_done(action: Action) -> str:
    """A returned action stays readable: the chair has not decided what becomes of it."""
    if action.status == ActionStatus.NOT_ACHIEVED:
        return ENDED
    return DONE if action.status in (ActionStatus.COMPLETED, ActionStatus.VERIFIED) else ""


def never(receipt: MinutesReceipt) -> str:
    """Minutes stay readable after they are acknowledged, until their link expires."""
    return ""


class Kind(NamedTuple):
    """What a link opens: the record with the reference, whose address, and what is written."""

    model: type[ByLink]
    record: str
    sent_to: str
    why_over: Callable[..., str]
    code: Message
    opened: Event
    visitor: str


KINDS = {
    kind.model: kind
    for kind in (
        Kind(
            model=Authorisation,
            record="referral",
            sent_to="email",
            why_over=why_decided,
            code=Message.AUTHORISATION_CODE,
            opened=Event.AUTHORISATION_OPENED,
            visitor=audit.SENIOR_MANAGER,
        ),
        Kind(
            model=MinutesReceipt,
            record="case",
            sent_to="email",
            why_over=never,
            code=Message.MINUTES_CODE,
            opened=Event.MINUTES_READ,
            visitor=audit.LEAD_PROFESSIONAL,
        ),
        Kind(
            model=Action,
            record="case",
            sent_to="owner_email",
            why_over=why_done,
            code=Message.ACTION_CODE,
            opened=Event.ACTION_READ,
            visitor=audit.ACTION_OWNER,
        ),
    )
}


def kind_of(row: ByLink) -> Kind:
    return KINDS[type(row)]


def record_of(row: ByLink):
    """Return the referral or case that a row is about: it has the panel and the reference."""
    return getattr(row, kind_of(row).record)


def address_of(row: ByLink) -> str:
    """Return the email address a link and its codes go to."""
    return getattr(row, kind_of(row).sent_to)


def renew(row: ByLink, *, expires_at: datetime | None) -> None:
    """Give a row a new link, not saved yet (`LINK_FIELDS`). The old link and codes are void."""
    row.nonce, row.expires_at = secrets.token_urlsafe(32), expires_at
    row.code_nonce, row.code_sent_at = "", None
    row.codes_sent = row.code_tries = 0


LINK_FIELDS = [field.name for field in ByLink._meta.local_fields]


def token_of(row: ByLink) -> str:
    """Return what the link carries. It changes with the row's nonce and the site's key."""
    return _signer(type(row)).sign(f"{row.pk}-{row.nonce}")


def row_from(token: str, model: type[ByLink], now: datetime) -> ByLink:
    """Return the row a link is for. Opening it changes nothing. Raises `LinkRefused`."""
    try:
        key, _, nonce = _signer(model).unsign(token).partition("-")
    except signing.BadSignature:
        raise LinkRefused(WRONG) from None
    record = KINDS[model].record
    rows = model.objects.select_related(record, f"{record}__panel__board__site")
    found = rows.filter(pk=int(key)).first()
    if found is None:
        raise LinkRefused(WRONG)
    if not found.nonce or not constant_time_compare(nonce, found.nonce):
        raise LinkRefused(REPLACED)
    refuse_unless_open(found, now=now)
    return found


def refuse_unless_open(row: ByLink, *, now: datetime) -> None:
    """Raise `LinkRefused`, saying why, where a link no longer leads anywhere."""
    if over := kind_of(row).why_over(row):
        raise LinkRefused(over)
    if row.expires_at and now >= row.expires_at:
        raise LinkRefused(EXPIRED)


def refuse_unless_same(held: ByLink, row: ByLink, *, now: datetime) -> None:
    """Raise `LinkRefused` where the row, as held now, is not open to the link of `row`."""
    refuse_if_replaced(held, row)
    if not held.nonce:
        raise LinkRefused(REPLACED)
    refuse_unless_open(held, now=now)


def refuse_if_replaced(held: ByLink, row: ByLink) -> None:
    """Raise `LinkRefused` where the row, as held now, has another link than `row` had."""
    if held.nonce != row.nonce:
        raise LinkRefused(REPLACED)


def code_of(row: ByLink) -> str:
    """Return the six digits of the latest code that was asked for."""
    if not row.code_nonce:
        raise LinkRefused(NO_CODE)
    value = f"{row.pk}:{row.nonce}:{row.code_nonce}"
    salt = f"casework.{row._meta.model_name}.code"
    digest = salted_hmac(salt, value, algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"


def refusal_of_code(row: ByLink, code: str, *, now: datetime) -> str:
    """Return why a code does not open the row, or nothing where it does."""
    if not row.code_nonce:
        return CODE_USED if row.code_sent_at else NO_CODE
    if row.code_tries >= MOST_TRIES:
        return TOO_MANY_TRIES
    if now >= row.code_sent_at + CODE_LASTS:
        return CODE_EXPIRED
    if constant_time_compare(code, code_of(row)):
        return ""
    return CODE_SPENT if row.code_tries + 1 >= MOST_TRIES else CODE_WRONG


def _signer(model: type[ByLink]) -> signing.Signer:
    return signing.Signer(salt=f"casework.{model._meta.model_name}.link", sep=".")


authorisation_token, authorisation_code = token_of, code_of


def authorisation_from(token: str, now: datetime) -> Authorisation:
    return row_from(token, Authorisation, now)
