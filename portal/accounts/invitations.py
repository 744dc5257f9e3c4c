"""Invite a person to their account, and let them in once they have set it up."""

import secrets

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts import factors
from portal.accounts.models import AuthenticatorDevice, Invitation, User
from portal.accounts.models.invitations import LASTS, hash_of


class InvitationSpent(Exception):
    """The invitation was used, replaced or too old by the time it was needed."""


@transaction.atomic
def invite(*, user: User, now) -> str:
    """Return the token of a new invitation. It is never stored, and replaces earlier ones."""
    Invitation.objects.filter(user=user, used_at=None).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user, hashed_token=hash_of(token), made_at=now, expires_at=now + LASTS
    )
    return token


@transaction.atomic
def reset(*, user: User) -> None:
    """Take away a person's password, factor and sessions. They need an invitation to return."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    factors.remove(user)


@transaction.atomic
def complete(*, invitation: Invitation, device: AuthenticatorDevice, now) -> list[str]:
    """Spend an invitation on a confirmed authenticator and return the recovery codes."""
    spent = Invitation.objects.open(now=now).filter(pk=invitation.pk).update(used_at=now)
    if not spent:
        raise InvitationSpent
    factors.confirm(device)
    return factors.new_recovery_codes(invitation.user)


def link(token: str, *, cms: bool = False) -> str:
    """Return the address a person opens, on the host where they will work."""
    base = settings.WAGTAILADMIN_BASE_URL if cms else settings.CASEWORK_URL
    return base + reverse("accounts:invitation", args=[token])


def send(user: User, address: str) -> None:
    """Email an invitation. The message names nobody: the link and a telephone are enough."""
    body = render_to_string(
        "accounts/invitation.txt", {"address": address, "help": settings.SIGN_IN_HELP}
    )
    EmailMessage("Set up your account", body, to=[user.email]).send()
