"""Agencies, the panel's seats, who fills them, and the offices."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from casework.choices import Capacity, OfficeKind, OfficeMode, SeatKind


class HeldQuerySet(models.QuerySet):
    """Rows that hold from one date to another; both dates count, no end means still held."""

    def on(self, day: date):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Agency(models.Model):
    """An organisation that refers, sits on a panel, or both. Its names are kept by date."""

    board = models.ForeignKey("casework.Board", models.PROTECT, related_name="agencies")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="one_agency_for_each_code")
        ]

    def __str__(self):
        return self.name

    def name_on(self, day: date) -> str:
        """Return the name the agency had on `day`, so that old papers keep it (O28)."""
        former = self.former_names.filter(until__gt=day).order_by("until").first()
        return former.name if former else self.name


class FormerName(models.Model):
    """A name an agency had until a date: from that date on it has the next one."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=160)
    until = models.DateField(help_text="The first day of the next name.")

    class Meta:
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "until"], name="one_change_of_name_a_day")
        ]

    def __str__(self):
        return f"{self.name} (until {self.until:%-d %B %Y})"


class Seat(models.Model):
    """A place at the panel's table. People come and go; the seat and its history stay."""

    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="seats")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    aliases = models.JSONField(
        default=list, blank=True, help_text="Other titles of the same post (O113)."
    )
    teams = models.JSONField(default=list, blank=True, help_text="Teams that count for this seat.")
    agencies = models.ManyToManyField(Agency, related_name="seats", blank=True)
    kind = models.CharField(max_length=10, choices=SeatKind, default=SeatKind.STANDING)
    senior = models.BooleanField(default=False)
    needs_deputy = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "code"], name="one_seat_for_each_code")
        ]

    def __str__(self):
        return self.title


class Appointment(models.Model):
    """Someone fills a seat, as representative or deputy. Ended, never deleted (O29)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    capacity = models.CharField(
        max_length=20,
        choices=[c for c in Capacity.choices if c[0] in ("representative", "deputy")],
        default=Capacity.REPRESENTATIVE,
    )
    team = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_capacity_display().lower()} for {self.seat}"


class Office(models.Model):
    """Chair, vice chair or alternate: the office by its title, its holders apart (O25)."""

    panel = models.ForeignKey("casework.Panel", models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=10, choices=OfficeKind)
    mode = models.CharField(max_length=10, choices=OfficeMode)
    title = models.CharField(max_length=160)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "kind"], name="one_office_of_each_kind")
        ]

    def __str__(self):
        return self.title

    def title_on(self, day: date) -> str:
        """Return the title the office had on `day`, so that old papers keep it (O25)."""
        former = self.former_titles.filter(until__gt=day).order_by("until").first()
        return former.title if former else self.title


class OfficeTitle(models.Model):
    """A title the office had until a date."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="former_titles")
    title = models.CharField(max_length=160)
    until = models.DateField()

    class Meta:
        ordering = ["until"]

    def __str__(self):
        return self.title


class Tenure(models.Model):
    """Who held an office, from when to when, and where they were appointed (B16)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="tenures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tenures")
    appointed_at_meeting = models.ForeignKey(
        "casework.Meeting", models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=Q(ends_on=None), name="one_holder_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.office}"

    def clean(self):
        super().clean()
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The end must not be before the start."})
