"""Minutes: drafted from the record, signed by the chair, then locked."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from casework.choices import MinutesStatus, ReceiptStatus
from casework.models.links import ByLink


class MinutesLocked(TypeError):
    """Signed minutes were to be changed. A correction is a new version."""


class MinutesQuerySet(models.QuerySet):
    def update(self, **kwargs):
        if self.filter(status=MinutesStatus.SIGNED).exists():
            raise MinutesLocked("Signed minutes do not change.")
        return super().update(**kwargs)

    def delete(self):
        raise MinutesLocked("Minutes are not deleted.")


class Minutes(models.Model):
    """The minutes of a meeting. Signing freezes their content and its hash (O103).

    While they are a draft their facts are read from the record. Afterwards nothing of them
    changes: a correction is a new version that names the one it corrects, and both are kept.
    """

    meeting = models.ForeignKey("casework.Meeting", models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    opening = models.TextField(blank=True, help_text="Welcome, confidentiality, interests.")
    closing = models.TextField(blank=True, help_text="Other business and the next date.")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="correction"
    )
    correction_reason = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, help_text="When the chair was last asked to sign.")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.JSONField(null=True, help_text="All of it, as signed.")
    content_hash = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_as = models.CharField(max_length=160, blank=True, help_text="The office, as titled.")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "version"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_a_version"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(status="draft"), name="one_draft_of_minutes"
            ),
            models.CheckConstraint(
                name="minutes_signed_with_hash_and_hand",
                condition=Q(status="draft", signed_at=None, signed_by=None, content_hash="")
                | (
                    Q(status="signed", signed_at__isnull=False, signed_by__isnull=False)
                    & ~Q(content_hash="")
                ),
            ),
        ]

    def __str__(self):
        return f"Minutes {self.version}, {self.meeting}"

    def save(self, *args, **kwargs):
        stored = Minutes.objects.filter(pk=self.pk, status=MinutesStatus.SIGNED)
        if self.pk and stored.exists():
            raise MinutesLocked("Signed minutes do not change.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise MinutesLocked("Minutes are not deleted.")

    @property
    def reference(self) -> str:
        """Return what the audit calls this version."""
        return f"{self.meeting.panel.slug}/{self.meeting.held_on.isoformat()}/{self.version}"


class PartQuerySet(models.QuerySet):
    def update(self, **kwargs):
        if self.filter(minutes__status=MinutesStatus.SIGNED).exists():
            raise MinutesLocked("Signed minutes do not change.")
        return super().update(**kwargs)

    def delete(self):
        raise MinutesLocked("Minutes are not deleted.")


class Part(models.Model):
    """What belongs to a version of the minutes, and is locked with it."""

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        signed = Minutes.objects.filter(pk=self.minutes_id, status=MinutesStatus.SIGNED)
        if signed.exists():
            raise MinutesLocked("Signed minutes do not change.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise MinutesLocked("Minutes are not deleted.")


class MinutesItem(Part):
    """What the draft says in words about one case. Facts come from the record itself."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="texts")
    item = models.ForeignKey("casework.AgendaItem", models.PROTECT, related_name="+")
    pen_picture = models.TextField(blank=True)
    discussion = models.TextField(blank=True)
    persons_views = models.TextField(blank=True)
    options = models.TextField(blank=True)
    consent = models.TextField(
        blank=True,
        help_text="Why it goes ahead without consent, where the referral gives no reason.",
    )

    class Meta:
        ordering = ["item__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "item"], name="a_case_once_in_the_minutes")
        ]

    def __str__(self):
        return f"{self.minutes}: {self.item}"


class MinutesComment(Part):
    """What somebody who may not edit a draft says about it (O102)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="comments")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Comment on {self.minutes}"


class MinutesReceiptQuerySet(models.QuerySet):
    def outstanding(self):
        """Not acknowledged, and not corrected since: a correction is sent anew."""
        corrected = Q(minutes__correction__status=MinutesStatus.SIGNED)
        return self.filter(status=ReceiptStatus.SENT).exclude(corrected)

    def to_remind(self, *, today: date):
        return self.outstanding().filter(remind_on__lte=today).order_by("remind_on", "pk")


class MinutesReceipt(ByLink):
    """Signed minutes go to a case's lead professional, who acknowledges them (O105).

    They are received only when that person says so, or staff record how they know.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="receipts")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="receipts")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=ReceiptStatus, default=ReceiptStatus.SENT)
    sent_at = models.DateTimeField()
    remind_on = models.DateField(help_text="When the next reminder goes out.")
    reminders = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(null=True)
    evidence = models.TextField(blank=True, help_text="How staff know that it was received.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MinutesReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "pk"]
        indexes = [models.Index(fields=["status", "remind_on"], name="receipt_to_remind")]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "case", "email"], name="minutes_go_to_each_lead_once"
            ),
            models.CheckConstraint(
                name="receipt_received_with_its_moment",
                condition=~Q(status="received") | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="receipt_recorded_with_evidence",
                condition=Q(recorded_by=None) | ~Q(evidence=""),
            ),
        ]

    def __str__(self):
        return f"{self.minutes} to {self.name}"

    def get_absolute_url(self):
        return reverse("casework:receipt", args=[self.pk])

    @property
    def is_superseded(self) -> bool:
        correction = getattr(self.minutes, "correction", None)
        return correction is not None and correction.status == MinutesStatus.SIGNED
