"""The plan of a case: what the panel recommends, who does what by when, and how it goes."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from casework.choices import ActionStatus, Purpose
from casework.models.links import ByLink

OPEN = (ActionStatus.AGREED, ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.RETURNED)
DONE = (ActionStatus.COMPLETED, ActionStatus.VERIFIED)


class Recommendation(models.Model):
    """What the agencies together recommend at a meeting (B69)."""

    item = models.ForeignKey("casework.AgendaItem", models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_recommendation_a_number")
        ]

    def __str__(self):
        return f"{self.item}, {self.number}"


class ActionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, *, today: date):
        return self.open().filter(due_on__lt=today)


class Action(ByLink):
    """One measurable step, with an owner who is a person of an agency, and a day (B71, O42).

    An owner without an account opens it by a link and a code.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="actions")
    item = models.ForeignKey("casework.AgendaItem", models.PROTECT, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, help_text="What is to be done, beginning with a verb.")
    detail = models.TextField(blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    measure = models.TextField(help_text="How it will be known that it is done.")
    owner_agency = models.ForeignKey("casework.Agency", models.PROTECT, related_name="actions")
    owner_name = models.CharField(max_length=200)
    owner_email = models.EmailField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="actions"
    )
    due_on = models.DateField()
    communicate_to = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.AGREED)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, editable=False)
    result = models.TextField(blank=True, help_text="What came of it, and how that is known.")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["case", "number"]
        indexes = [models.Index(fields=["status", "due_on", "id"], name="action_due")]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_action_a_number"),
            models.CheckConstraint(
                name="action_measurable", condition=~Q(measure="") & ~Q(owner_name="")
            ),
            models.CheckConstraint(
                name="action_completed_with_its_moment",
                condition=~Q(status__in=["completed", "verified"]) | Q(completed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.case}, action {self.number}"

    def get_absolute_url(self):
        return reverse("casework:action", args=[self.case.reference, self.number])

    def is_overdue(self, *, today: date) -> bool:
        return self.status in OPEN and self.due_on < today


class ActionUpdate(models.Model):
    """What somebody said about an action, and the status it had from then on."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    at = models.DateTimeField()
    by = models.CharField(max_length=200, help_text="Their name, as it was.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, choices=ActionStatus)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.action}: {self.get_status_display().lower()}"
