"""The senior manager's link and code. Both are made from the row and the site's key.

Nothing secret is stored: whoever reads the database can make neither. A request that is
replaced makes its old link useless, and a new code the old code.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from casework.choices import AuthorisationStatus
from casework.errors import LinkRefused
from casework.models import Authorisation

LINK_SALT = "casework.authorisation.link"
CODE_SALT = "casework.authorisation.code"
CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
DIGITS = 6

WRONG = "This link does not work. Check that you have copied all of it from the email."
REPLACED = "This link was replaced by a newer one. Use the link in the latest email."
USED = "This link was already used: the referral has been decided. There is nothing more to do."
EXPIRED = "This link has expired. Ask the panel’s office for a new one."
NO_CODE = "There is no code to use. Ask for a new code."
CODE_USED = "That code was already used. Ask for a new code."
CODE_EXPIRED = "That code is more than 15 minutes old. Ask for a new code."
CODE_WRONG = "That is not the code we sent. Check the latest email."
CODE_SPENT = "That is not the code we sent, and it was the fifth try. Ask for a new code."
TOO_MANY_TRIES = "A wrong code was entered five times. Ask for a new code."


def authorisation_token(authorisation: Authorisation) -> str:
    """Return what the link carries. It changes with the row's nonce and the site's key."""
    return _signer().sign(f"{authorisation.pk}-{authorisation.nonce}")


def authorisation_from(token: str, now: datetime) -> Authorisation:
    """Return the request a link is for. Opening it changes nothing. Raises `LinkRefused`."""
    try:
        key, _, nonce = _signer().unsign(token).partition("-")
    except signing.BadSignature:
        raise LinkRefused(WRONG) from None
    found = (
        Authorisation.objects.select_related("referral__panel__board", "referral__submission")
        .filter(pk=int(key))
        .first()
    )
    if found is None:
        raise LinkRefused(WRONG)
    if not constant_time_compare(nonce, found.nonce):
        raise LinkRefused(REPLACED)
    refuse_unless_waiting(found, now=now)
    return found


def refuse_unless_waiting(authorisation: Authorisation, *, now: datetime) -> None:
    """Raise `LinkRefused`, saying why, where a request can no longer be answered."""
    if authorisation.status == AuthorisationStatus.REPLACED:
        raise LinkRefused(REPLACED)
    if authorisation.status != AuthorisationStatus.WAITING:
        raise LinkRefused(USED)
    if now >= authorisation.expires_at:
        raise LinkRefused(EXPIRED)


def authorisation_code(authorisation: Authorisation) -> str:
    """Return the six digits of the latest code that was asked for."""
    if not authorisation.code_nonce:
        raise LinkRefused(NO_CODE)
    value = f"{authorisation.pk}:{authorisation.nonce}:{authorisation.code_nonce}"
    digest = salted_hmac(CODE_SALT, value, algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"


def refusal_of_code(authorisation: Authorisation, code: str, *, now: datetime) -> str:
    """Return why a code does not open the referral, or nothing where it does."""
    if not authorisation.code_nonce:
        return CODE_USED if authorisation.code_sent_at else NO_CODE
    if authorisation.code_tries >= MOST_TRIES:
        return TOO_MANY_TRIES
    if now >= authorisation.code_sent_at + CODE_LASTS:
        return CODE_EXPIRED
    if constant_time_compare(code, authorisation_code(authorisation)):
        return ""
    return CODE_SPENT if authorisation.code_tries + 1 >= MOST_TRIES else CODE_WRONG


def _signer() -> signing.Signer:
    return signing.Signer(salt=LINK_SALT, sep=".")
