"""A case at a meeting: may it be heard, what was concluded, and when it comes back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.choices import Decision, OfficeKind
from casework.models.records import AddedOnly


class QuorumDecision(AddedOnly):
    """The chair says whether a meeting may proceed, and why (B33). The latest one counts.

    No number decides: who was there is written down beside the decision as it stood.
    """

    meeting = models.ForeignKey("casework.Meeting", models.PROTECT, related_name="quorum_decisions")
    proceeds = models.BooleanField()
    reason = models.TextField()
    present = models.JSONField(default=list, help_text="Seats that were represented then.")
    missing = models.JSONField(default=list, help_text="What the cases needed and was not there.")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=10, choices=OfficeKind)
    office_title = models.CharField(max_length=160, help_text="As it was on that day.")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        verb = "proceeds" if self.proceeds else "cannot proceed"
        return f"{self.meeting}: {verb}"


class Outcome(models.Model):
    """What the panel concluded about a case at a meeting (B69-B72, B89-B97).

    Written while the case is discussed; complete when nothing that must be there is missing.
    """

    item = models.OneToOneField("casework.AgendaItem", models.PROTECT, related_name="outcome")
    pen_picture = models.TextField(blank=True)
    discussion = models.TextField(blank=True)
    persons_views = models.TextField(blank=True)
    options = models.TextField(blank=True, help_text="What was considered and not chosen.")
    lead_name = models.CharField(max_length=200, blank=True)
    lead_agency = models.ForeignKey(
        "casework.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_email = models.EmailField(blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True, blank=True)
    reason = models.TextField(
        blank=True, help_text="Why there is no review, or nothing is recommended."
    )
    completed_at = models.DateTimeField(null=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outcome_completed_at_and_by_together",
                condition=Q(completed_at=None, completed_by=None)
                | Q(completed_at__isnull=False, completed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="outcome_completed_with_a_decision",
                condition=Q(completed_at=None) | ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="outcome_completed_with_a_lead",
                condition=Q(completed_at=None) | Q(decision="not_reached") | ~Q(lead_name=""),
            ),
        ]

    def __str__(self):
        return f"Outcome of {self.item}"


class Review(models.Model):
    """A case comes back on a day the panel set, or reports (B72, B97).

    It is put on the agenda of the first meeting on that day or after it, now or as soon as
    that meeting is planned.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="reviews")
    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="review")
    mode = models.CharField(max_length=20, choices=Decision)
    due_on = models.DateField()
    item = models.OneToOneField(
        "casework.AgendaItem", models.PROTECT, null=True, related_name="review"
    )

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return f"{self.case}: {self.get_mode_display().lower()} due {self.due_on:%-d %B %Y}"
