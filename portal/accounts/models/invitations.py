"""The link by which an account begins, or begins again."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models

LASTS = timedelta(hours=24)


class InvitationQuerySet(models.QuerySet):
    def open(self, *, now):
        """The invitations that still work, of people who may sign in."""
        return self.filter(used_at=None, expires_at__gt=now, user__is_active=True)

    def of_token(self, token: str):
        return self.filter(hashed_token=hash_of(token))


class Invitation(models.Model):
    """A link that lets one person choose a password and set up their authenticator, once.

    Opening the link spends nothing, because mail scanners open links. It is spent when
    the authenticator gives its first right code. A newer invitation replaces it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    hashed_token = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"Invitation of {self.user}"


def hash_of(token: str) -> str:
    """Return what is stored of a token. It is 256 random bits, so one fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
