"""Second-factor seeds are sealed before they reach the database.

The keys are in FACTOR_KEYS, newest first. The first seals; all of them open, so a key is
changed by putting a new one in front and dropping the old one when nothing needs it.
"""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seals() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FACTOR_KEYS])


def seal(secret: bytes) -> str:
    return seals().encrypt(secret).decode("ascii")


def unseal(sealed: str) -> bytes:
    return seals().decrypt(sealed.encode("ascii"))
