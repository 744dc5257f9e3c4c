"""What agencies are asked about a listed person, and what they answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.choices import Capacity, Known, ReturnStatus, Sharing


class ReturnRequest(models.Model):
    """A seat is asked whether a listed person is known to its agency, and what matters."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="return_requests")
    meeting = models.ForeignKey("casework.Meeting", models.PROTECT, related_name="return_requests")
    seat = models.ForeignKey("casework.Seat", models.PROTECT, related_name="return_requests")
    agency = models.ForeignKey("casework.Agency", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="return_requests"
    )
    status = models.CharField(max_length=12, choices=ReturnStatus, default=ReturnStatus.REQUESTED)
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(
        null=True, help_text="When it was first answered; a change does not move it."
    )

    class Meta:
        indexes = [models.Index(fields=["meeting", "status", "seat"], name="return_grid")]
        constraints = [
            models.CheckConstraint(
                name="return_answered_with_its_moment",
                condition=~Q(status="answered") | Q(answered_at__isnull=False),
            ),
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

    @property
    def is_late(self) -> bool:
        """Say whether the first answer came after it was due (S2). Unanswered is not late here."""
        return self.answered_at is not None and self.answered_at >= self.due_at


class AgencyReturn(models.Model):
    """What an agency answered. A change is a new version; earlier ones are kept.

    What was written stays in the submission with the questions as they were asked. One
    answered together with others, as not known, has no submission.
    """

    request = models.ForeignKey(ReturnRequest, models.PROTECT, related_name="returns")
    version = models.PositiveSmallIntegerField()
    known = models.CharField(max_length=20, choices=Known)
    sharing = models.CharField(max_length=12, choices=Sharing, default=Sharing.EVERYONE)
    checked = models.TextField(blank=True, help_text="Which systems were searched, and for what.")
    submission = models.OneToOneField(
        "forms_pages.Submission", models.PROTECT, null=True, editable=False, related_name="+"
    )
    capacity = models.CharField(max_length=20, choices=Capacity)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["request", "version"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="one_return_a_version"),
            models.CheckConstraint(
                name="a_known_return_says_what",
                condition=Q(known="not_known") | Q(submission__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.request}, version {self.version}"
