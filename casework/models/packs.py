"""The summary of returns, as it was issued."""

from django.conf import settings
from django.db import models

from casework.models.records import AddedOnly


class Pack(AddedOnly):
    """What the agencies said about the cases of a meeting, sealed with a hash (B63).

    Never changed. A return that comes later makes a new version, which says what is new.
    """

    meeting = models.ForeignKey("casework.Meeting", models.PROTECT, related_name="packs")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_pack_a_version")
        ]

    def __str__(self):
        return f"Summary of returns {self.version}, {self.meeting}"
