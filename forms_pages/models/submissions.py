"""Answers that were sent."""

from django.db import models
from django.db.models import Q


class Submission(models.Model):
    """What was sent, with the questions as they were asked. Stored before it is handed over.

    `data` holds the answers on the route, by question key, and never changes.
    """

    reference = models.CharField(max_length=40, unique=True)
    version = models.ForeignKey(
        "forms_pages.FormVersion", models.PROTECT, related_name="submissions"
    )
    key = models.UUIDField(unique=True, editable=False, help_text="The draft's key.")
    data = models.JSONField()
    token = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(
        max_length=120, blank=True, help_text="Kind of the last failure; never its text."
    )

    class Meta:
        ordering = ["-submitted_at"]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                condition=Q(handed_over_at=None),
                name="submission_needs_attention",
            )
        ]

    def __str__(self):
        return self.reference
