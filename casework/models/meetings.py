"""Meetings with the dates they promise, their agenda, and who comes."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from casework.choices import (
    AttendanceState,
    Capacity,
    ItemKind,
    MeetingStatus,
    MinutesStatus,
)


class MeetingQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(status=MeetingStatus.CANCELLED)

    def accepting(self, *, at: datetime):
        """Meetings whose list is open to what is received at `at`, earliest first."""
        return self.standing().filter(closes_at__gt=at).order_by("held_on")

    def locked(self, pk: int) -> "Meeting":
        """Return a meeting's row as it is now, held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("panel__board").get(pk=pk)

    def due_to_close(self, *, now: datetime):
        return self.filter(status=MeetingStatus.LIST_OPEN, closes_at__lte=now)


class Meeting(models.Model):
    """One meeting of a panel. Its dates are stored with the rule that made them.

    A referral is in time if and only if it is received before `closes_at`.
    """

    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=MeetingStatus, default=MeetingStatus.LIST_OPEN)
    closes_on = models.DateField()
    closes_at = models.DateTimeField()
    list_due = models.DateField()
    returns_due = models.DateField()
    pack_due = models.DateField()
    rule = models.JSONField(editable=False, help_text="The rule and holidays used.")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    list_closed_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on"]
        indexes = [models.Index(fields=["status", "closes_at"], name="meeting_to_close")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "held_on"], name="one_meeting_a_day"),
            models.CheckConstraint(
                name="meeting_closes_before_it_is_held", condition=Q(closes_on__lt=F("held_on"))
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="meeting_in_session_or_held_was_opened",
                condition=~Q(status__in=["in_session", "held", "complete"])
                | Q(started_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.panel}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("casework:meeting", args=[self.panel.slug, self.held_on.isoformat()])

    @property
    def record_is_open(self) -> bool:
        """Say whether what happened may be written down: who came, and what was concluded.

        From the opening until the minutes are signed, and again while they are corrected.
        """
        if self.status == MeetingStatus.COMPLETE:
            return self.minutes.filter(status=MinutesStatus.DRAFT).exists()
        return self.status in (MeetingStatus.IN_SESSION, MeetingStatus.HELD)


class AgendaItem(models.Model):
    """A case on a meeting's agenda, and who presents it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=ItemKind, default=ItemKind.NEW)
    order = models.PositiveSmallIntegerField()
    presenter_name = models.CharField(max_length=200)
    relevant_seats = models.ManyToManyField(
        "casework.Seat", through="RelevantSeat", related_name="relevant_items"
    )

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="a_case_once_a_meeting")
        ]

    def __str__(self):
        return f"{self.case} on {self.meeting.held_on:%-d %B %Y}"


class RelevantSeat(models.Model):
    """A seat that matters to one case and, where the seat is a class, which body (B23, B25)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="relevances")
    seat = models.ForeignKey("casework.Seat", models.PROTECT, related_name="+")
    agency = models.ForeignKey("casework.Agency", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat", "agency"],
                condition=Q(agency__isnull=False),
                name="relevant_once_for_each_agency",
            ),
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(agency=None),
                name="relevant_once_for_a_seat_of_no_agency",
            ),
        ]

    def __str__(self):
        return f"{self.seat} for {self.item}"


class Attendance(models.Model):
    """Someone is invited to a meeting, and later attends, apologises or stays away.

    Several people may come for one seat: the seat is represented once (B21).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey("casework.Seat", models.PROTECT, null=True, related_name="attendances")
    agency = models.ForeignKey("casework.Agency", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="attendances"
    )
    name = models.CharField(max_length=200)
    team = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity, default=Capacity.REPRESENTATIVE)
    state = models.CharField(
        max_length=12, choices=AttendanceState, default=AttendanceState.INVITED
    )

    class Meta:
        ordering = ["seat__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat", "user"],
                condition=Q(user__isnull=False),
                name="invited_once_for_each_seat",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.meeting}"
