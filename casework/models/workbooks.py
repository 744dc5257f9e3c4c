"""Spreadsheets that staff ask for, made by a job."""

from django.conf import settings
from django.db import models

from casework.choices import WorkbookStatus


class Workbook(models.Model):
    """A spreadsheet of a panel's quarter. It stays in the database, for a day.

    There it is as well protected, backed up and expired as the records it came from.
    """

    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="workbooks")
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=10, choices=WorkbookStatus, default=WorkbookStatus.QUEUED)
    rows_done = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(null=True)
    fault = models.CharField(max_length=120, blank=True, help_text="Kind of failure; no text.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often it was begun.")
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    content = models.BinaryField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "begun_at"], name="workbook_to_make")]
        constraints = [
            models.CheckConstraint(
                name="workbook_ready_with_content",
                condition=~models.Q(status="ready") | models.Q(content__isnull=False),
            ),
            models.CheckConstraint(
                name="workbook_starts_before_it_ends",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.panel}, {self.starts_on:%-d %B %Y} to {self.ends_on:%-d %B %Y}"
