"""A ready authenticator without a phone: for the demonstration, commands and tests."""

from datetime import datetime

from portal.accounts import factors
from portal.accounts.models import AuthenticatorDevice, User


def enrol(user: User, *, now: datetime) -> AuthenticatorDevice:
    """Give a person a working authenticator, or return the one they have."""
    device = factors.authenticator_of(user)
    if device is None:
        device = AuthenticatorDevice(
            user=user, name=factors.AUTHENTICATOR_NAME, confirmed=True, created_at=now
        )
        device.seed = AuthenticatorDevice.new_seed()
        device.save()
    return device


def current_code(user: User, *, now: datetime) -> str:
    """Return what this person's authenticator would show at `now`."""
    device = factors.authenticator_of(user)
    if device is None:
        raise LookupError(f"{user.email} has no authenticator.")
    return device.code_at(now.timestamp())
