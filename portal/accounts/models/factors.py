"""What a person proves themselves with, after the password.

The devices that come with django-otp keep their secrets in clear; these do not.
"""

import hashlib
import re
import secrets
import time
from base64 import b32encode
from datetime import timedelta
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import hotp

from portal.accounts import sealing

STEP_SECONDS = 30
STEPS_BACK = 1
SEED_BYTES = 20
SIX_DIGITS = re.compile(r"[0-9]{6}")
LONGEST_WAIT = timedelta(minutes=15)

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
CODES_ON_A_SHEET = 10


class WaitsAfterMistakes(ThrottlingMixin):
    """Each wrong code doubles the wait before the next, up to a quarter of an hour.

    The wait is capped so that somebody who knows only a password cannot shut the owner
    of the account out for days.
    """

    class Meta:
        abstract = True

    @property
    def waits_until(self):
        """Return when the next code may be tried, or None where that is now."""
        allowed, facts = super().verify_is_allowed()
        if allowed:
            return None
        latest = self.throttling_failure_timestamp + LONGEST_WAIT
        until = min(facts["locked_until"], latest)
        return until if until > timezone.now() else None

    def verify_is_allowed(self):
        until = self.waits_until
        return (True, None) if until is None else (False, {"locked_until": until})

    def get_throttle_factor(self):
        return 1

    def accepted(self) -> None:
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()


class AuthenticatorDevice(TimestampMixin, WaitsAfterMistakes, Device):
    """An authenticator app on a person's phone, giving six digits every thirty seconds.

    A code is good for its own half minute and the next, and only once: no code is taken
    that belongs to the same moment as one already used, or an earlier one.
    """

    sealed_seed = models.TextField(editable=False)
    last_step = models.BigIntegerField(default=-1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "confirmed"], name="one_authenticator_and_one_being_set_up"
            )
        ]

    @property
    def seed(self) -> bytes:
        return sealing.unseal(self.sealed_seed)

    @seed.setter
    def seed(self, seed: bytes) -> None:
        self.sealed_seed = sealing.seal(seed)

    @staticmethod
    def new_seed() -> bytes:
        return secrets.token_bytes(SEED_BYTES)

    @property
    def text_key(self) -> str:
        """The seed as a person types it into an app that cannot read the picture."""
        key = b32encode(self.seed).decode("ascii")
        return " ".join(key[at : at + 4] for at in range(0, len(key), 4))

    @property
    def address(self) -> str:
        """The `otpauth` address that the QR code holds."""
        issuer = settings.AUTHENTICATOR_ISSUER
        label = quote(f"{issuer}:{self.user.email}")
        facts = {"secret": b32encode(self.seed).decode("ascii"), "issuer": issuer}
        return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"

    def code_at(self, moment: float) -> str:
        return self._code_of(int(moment) // STEP_SECONDS)

    def verify_token(self, token):
        """Take a code once. Call it through `django_otp.verify_token`, which locks the row."""
        if self.waits_until is not None:
            return False
        step = self._unused_step_of(str(token))
        if step is None:
            self.throttle_increment()
            return False
        self.last_step = step
        self.accepted()
        return True

    def _code_of(self, step: int) -> str:
        return f"{hotp(self.seed, step):06d}"

    def _unused_step_of(self, code: str) -> int | None:
        if not SIX_DIGITS.fullmatch(code):
            return None
        present = int(time.time()) // STEP_SECONDS
        for step in range(present, present - STEPS_BACK - 1, -1):
            if step > self.last_step and secrets.compare_digest(self._code_of(step), code):
                return step
        return None


class RecoverySheet(TimestampMixin, WaitsAfterMistakes, Device):
    """Ten codes on paper, for the day the phone is lost. Each is good once.

    The codes of a sheet share a salt, so that one slow hash is enough to look a code up.
    """

    salt = models.CharField(max_length=32, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], name="one_recovery_sheet_a_person")]

    def hash_of(self, code: str) -> str:
        hashed = hashlib.scrypt(
            tidied(code).encode("ascii"), salt=bytes.fromhex(self.salt), n=2**14, r=8, p=1
        )
        return hashed[:32].hex()

    def verify_token(self, token):
        """Spend a code. Call it through `django_otp.verify_token`, which locks the row."""
        if self.waits_until is not None:
            return False
        spent = 0
        if len(tidied(token)) == CODE_LENGTH:
            spent, _ = self.codes.filter(hashed=self.hash_of(token)).delete()
        if not spent:
            self.throttle_increment()
            return False
        self.accepted()
        return True


class RecoveryCode(models.Model):
    """One unspent code of a sheet, hashed. A spent code is no longer here."""

    sheet = models.ForeignKey(RecoverySheet, models.CASCADE, related_name="codes")
    hashed = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "hashed"], name="recovery_codes_differ")
        ]

    def __str__(self):
        return f"A recovery code of {self.sheet.user}"

    @staticmethod
    def new() -> str:
        return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def tidied(code: str) -> str:
    """Return a typed recovery code as it was made: no spaces or dashes, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", str(code).upper())
