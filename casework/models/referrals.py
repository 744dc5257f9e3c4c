"""Referrals and the senior manager's authorisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from casework.choices import AuthorisationStatus, ReferralStatus
from casework.models.links import ByLink


class ReferralQuerySet(models.QuerySet):
    def awaiting_authorisation(self):
        return self.filter(status=ReferralStatus.SUBMITTED)

    def received(self):
        """Authorised: only these may be opened. Until then they are a reference that waits."""
        return self.filter(received_at__isnull=False)

    def awaiting_screening(self):
        """Received, or deferred, and not screened yet; or screened and not decided."""
        return self.filter(
            Q(status__in=[ReferralStatus.RECEIVED, ReferralStatus.SCREENING])
            | Q(status=ReferralStatus.DEFERRED, screened_at=None)
        )

    def unlisted(self):
        """Received, and neither listed nor declined."""
        return self.filter(
            status__in=[
                ReferralStatus.RECEIVED,
                ReferralStatus.SCREENING,
                ReferralStatus.DEFERRED,
            ]
        )

    def awaiting_date(self):
        """Received, but no meeting was planned whose list was open. First in time first."""
        return self.unlisted().filter(meeting=None).order_by("received_at", "id")


class Referral(models.Model):
    """An agency's request that a panel consider a person.

    Written once, by its form. What the referrer said stays in the submission, with the
    questions as they were asked; here is only what the panel's rules need.
    """

    reference = models.CharField(max_length=20, unique=True)
    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="referrals")
    submission = models.OneToOneField(
        "forms_pages.Submission", models.PROTECT, editable=False, related_name="referral"
    )
    agency = models.ForeignKey(
        "casework.Agency", models.PROTECT, null=True, related_name="referrals"
    )
    agency_name = models.CharField(max_length=160, help_text="As it was when the referral came.")
    referrer_name = models.CharField(max_length=200)
    referrer_email = models.EmailField()
    presenter_name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        "casework.Person", models.PROTECT, null=True, editable=False, related_name="referrals"
    )
    status = models.CharField(
        max_length=12, choices=ReferralStatus, default=ReferralStatus.SUBMITTED
    )
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    meeting = models.ForeignKey(
        "casework.Meeting", models.PROTECT, null=True, related_name="referrals"
    )
    missed = models.ForeignKey(
        "casework.Meeting",
        models.PROTECT,
        null=True,
        related_name="missed_by",
        help_text="The meeting whose list had closed when this was received.",
    )
    screened_at = models.DateTimeField(null=True, editable=False)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decline_reason = models.ForeignKey(
        "casework.DeclineReason", models.PROTECT, null=True, related_name="referrals"
    )
    decision_note = models.TextField(blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["panel", "status", "submitted_at", "id"], name="referral_inbox")
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_received_unless_waiting_or_refused",
                condition=Q(status__in=["submitted", "refused", "withdrawn"])
                | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_screened_at_and_by_together",
                condition=Q(screened_at=None, screened_by=None)
                | Q(screened_at__isnull=False, screened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_declined_with_a_reason",
                condition=~Q(status="declined") | Q(decline_reason__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_listed_for_a_meeting",
                condition=~Q(status="listed") | Q(meeting__isnull=False, person__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("casework:referral", args=[self.reference])


class Authorisation(ByLink):
    """A request to a senior manager to authorise a referral, and their answer.

    Neither the link nor the code is stored: both are made from the row and the site's key
    when the email is written, and checked the same way (`casework.links`).
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="authorisations")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    email = models.EmailField()
    status = models.CharField(
        max_length=12, choices=AuthorisationStatus, default=AuthorisationStatus.WAITING
    )
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, editable=False)
    declaration = models.TextField(blank=True, editable=False)
    reason = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(status="waiting"),
                name="one_authorisation_waits_at_a_time",
            ),
            models.CheckConstraint(
                name="authorisation_refused_with_a_reason",
                condition=~Q(status="refused") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.referral}: {self.get_status_display().lower()}"
