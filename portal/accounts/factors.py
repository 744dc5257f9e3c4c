"""Give people their second factor, and take it away."""

import secrets

from django.db import transaction

from portal.accounts.models import AuthenticatorDevice, RecoveryCode, RecoverySheet, User
from portal.accounts.models.factors import CODES_ON_A_SHEET

AUTHENTICATOR_NAME = "Authenticator app"
SHEET_NAME = "Recovery codes"


def authenticator_of(user: User) -> AuthenticatorDevice | None:
    return AuthenticatorDevice.objects.filter(user=user, confirmed=True).first()


def sheet_of(user: User) -> RecoverySheet | None:
    return RecoverySheet.objects.filter(user=user).first()


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(sheet__user=user).count()


@transaction.atomic
def being_set_up(user: User, *, known: int | None) -> AuthenticatorDevice:
    """Return the authenticator `known` to this browser as being set up, or begin another.

    One begun in another browser is thrown away: whoever saw its picture has its codes.
    It opens nothing until a code from it is confirmed.
    """
    begun = AuthenticatorDevice.objects.filter(user=user, confirmed=False)
    device = begun.filter(pk=known).first()
    if device is None:
        begun.delete()
        device = AuthenticatorDevice(user=user, name=AUTHENTICATOR_NAME, confirmed=False)
        device.seed = AuthenticatorDevice.new_seed()
        device.save()
    return device


@transaction.atomic
def confirm(device: AuthenticatorDevice) -> None:
    """Make a set-up authenticator the person's only one. The earlier one stops working."""
    AuthenticatorDevice.objects.filter(user=device.user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Replace a person's recovery codes and return the new ones: the only time they are seen."""
    sheet, _ = RecoverySheet.objects.select_for_update().get_or_create(
        user=user, defaults={"name": SHEET_NAME}
    )
    sheet.salt = secrets.token_hex(16)
    sheet.save(update_fields=["salt"])
    sheet.codes.all().delete()
    codes = [RecoveryCode.new() for _ in range(CODES_ON_A_SHEET)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(sheet=sheet, hashed=sheet.hash_of(code)) for code in codes
    )
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


@transaction.atomic
def remove(user: User) -> None:
    """Take a person's second factor away. Every session they have open ends with it."""
    AuthenticatorDevice.objects.filter(user=user).delete()
    RecoverySheet.objects.filter(user=user).delete()
