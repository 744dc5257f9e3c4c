"""Cases, and the returns that agencies are asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from casework.choices import CaseStatus, ReturnStatus


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

    class Meta:
        indexes = [models.Index(fields=["panel", "status", "opened_at", "id"], name="case_list")]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("casework:case", args=[self.reference])


class ReturnRequest(models.Model):
    """A seat is asked whether a listed person is known to its agency, and what matters."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="return_requests")
    meeting = models.ForeignKey("casework.Meeting", models.PROTECT, related_name="return_requests")
    seat = models.ForeignKey("casework.Seat", models.PROTECT, related_name="return_requests")
    agency = models.ForeignKey("casework.Agency", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="return_requests"
    )
    status = models.CharField(max_length=12, choices=ReturnStatus, default=ReturnStatus.REQUESTED)
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "meeting", "seat", "agency"],
                condition=Q(agency__isnull=False),
                name="one_return_for_each_agency",
            ),
            models.UniqueConstraint(
                fields=["case", "meeting", "seat"],
                condition=Q(agency=None),
                name="one_return_for_a_seat_of_no_agency",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.seat}"
