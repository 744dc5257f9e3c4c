"""Answers while someone is still writing them."""

import uuid

from django.db import models


class Draft(models.Model):
    """A form being filled in. Stays on the version it began with.

    `key` is what makes sending twice one submission. Answers off the route are kept here
    and are not sent.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("forms_pages.FormVersion", models.PROTECT, related_name="drafts")
    answers = models.JSONField(default=dict)
    seen = models.JSONField(default=list, help_text="Keys of the pages continued from.")
    token = models.CharField(max_length=200, blank=True, help_text="What the handler admitted.")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    def __str__(self):
        return f"Draft of {self.version}"
