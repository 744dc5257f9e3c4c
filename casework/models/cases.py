"""Cases, and what runs beside them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from casework.choices import CaseStatus, CourtStatus


class Case(models.Model):
    """What the panel advises on. The agencies stay responsible for the person's care (B65).

    A case carries its referral's reference, so one reference follows a person's story.
    """

    reference = models.CharField(max_length=20, unique=True)
    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="cases")
    person = models.ForeignKey("casework.Person", models.PROTECT, related_name="cases")
    referral = models.OneToOneField("casework.Referral", models.PROTECT, related_name="case")
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.OPEN)
    opened_at = models.DateTimeField()
    lead_name = models.CharField(max_length=200, blank=True)
    lead_agency = models.ForeignKey(
        "casework.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_email = models.EmailField(blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="led_cases",
        help_text="Where the lead professional has an account.",
    )

    class Meta:
        indexes = [models.Index(fields=["panel", "status", "opened_at", "id"], name="case_list")]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("casework:case", args=[self.reference])


class CourtTrack(models.Model):
    """A Court of Protection process that runs beside a case, and does not end it (B44).

    Opened when a referral says that the person lacks capacity about the consequences of
    what they do. Staff decide whether the panel goes on with the case.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="court_track")
    status = models.CharField(max_length=12, choices=CourtStatus, default=CourtStatus.CONSIDERED)
    court_reference = models.CharField(max_length=60, blank=True)
    lead_name = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True, help_text="What staff decided about the panel’s part.")
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="court_track_decided_at_and_by_together",
                condition=models.Q(decided_at=None, decided_by=None)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.case}: {self.get_status_display().lower()}"
