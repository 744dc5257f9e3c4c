"""A form as it was published: immutable, numbered, hashed."""

from django.conf import settings
from django.db import models


class FormVersion(models.Model):
    """The questions of a form from one publication to the next.

    Never changed after it is written. An unchanged publication makes no new version; going
    back to old questions makes a new one with the old content.
    """

    form_page = models.ForeignKey("forms_pages.FormPage", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    schema_version = models.PositiveSmallIntegerField(default=1)
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    may_finish_until = models.DateField(
        null=True,
        blank=True,
        help_text="Last day on which a draft of this version may be sent, once it is not the "
        "live one. Empty means no limit.",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form_page", "number"], name="one_version_of_each_number"
            )
        ]

    def __str__(self):
        return f"{self.form_page} v{self.number}"
