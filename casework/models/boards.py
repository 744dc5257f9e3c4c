"""Boards and panels: everything that differs between two panels is a row here."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from casework.choices import (
    ClosingUnit,
    Counting,
    Decision,
    Population,
    ReceiptBasis,
    Role,
    Roll,
)
from casework.rules import deadlines


class Board(models.Model):
    """A safeguarding board: its name, contacts, colours and the site its pages are on."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20)
    slug = models.SlugField(unique=True)
    area = models.CharField(max_length=80, help_text="As in “resident in …”")
    site = models.OneToOneField("wagtailcore.Site", models.PROTECT, related_name="board")
    reference_prefix = models.CharField(
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", "Use two to four capital letters.")],
    )
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=30, blank=True)
    concern_label = models.CharField(max_length=120)
    concern_url = models.URLField()
    concern_phone = models.CharField(max_length=30, blank=True)
    emergency_text = models.TextField()
    responsibility_text = models.TextField(
        help_text="Who stays responsible for the person’s care: shown on referrals and papers."
    )
    classification = models.CharField(max_length=40, default="OFFICIAL-SENSITIVE")
    colour = models.CharField(
        max_length=7, validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Use a colour like #1d4f6e.")]
    )
    logo = models.CharField(max_length=60, help_text="File name in static/dist/boards/")

    def __str__(self):
        return self.short_name

    def closed_days(self, *, near: date) -> frozenset[date]:
        """Return bank holidays and the board's own closures, a year either side of `near`."""
        years = range(near.year - 1, near.year + 2)
        own = self.closures.filter(day__year__range=(years[0], years[-1]))
        return frozenset(deadlines.bank_holidays(years)) | set(own.values_list("day", flat=True))


def every_decision() -> list[str]:
    return list(Decision.values)


class Panel(models.Model):
    """One panel of a board, with the rules it runs by.

    Offsets are working days unless the name says otherwise. A change of rule touches only
    meetings whose list has not closed.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="panels")
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    population = models.CharField(max_length=10, choices=Population)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_below = models.PositiveSmallIntegerField(null=True, blank=True)
    age_refusal = models.TextField(
        blank=True, help_text="Shown when someone is outside the ages: say where to go instead."
    )
    asks_residence = models.BooleanField(default=False)
    person_term = models.CharField(max_length=40, default="adult")
    presenter_term = models.CharField(max_length=80, default="lead practitioner")
    lead_term = models.CharField(max_length=80, default="lead professional")
    closing_unit = models.CharField(max_length=20, choices=ClosingUnit)
    closing_days = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    closing_counting = models.CharField(max_length=10, choices=Counting, default=Counting.ORDINAL)
    closing_roll = models.CharField(max_length=10, choices=Roll, default=Roll.NONE)
    closing_time = models.TimeField(
        null=True, blank=True, help_text="Empty means the end of the closing day."
    )
    closing_words = models.CharField(
        max_length=120, help_text="The rule in words, for the public, as in “ten working days”."
    )
    list_after_days = models.PositiveSmallIntegerField(default=1)
    returns_before_days = models.PositiveSmallIntegerField(default=6)
    pack_before_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Working days before the panel, or leave empty"
    )
    pack_after_close_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="or working days after the list closes."
    )
    receipt_basis = models.CharField(
        max_length=10, choices=ReceiptBasis, default=ReceiptBasis.COMPLETE
    )
    authorisation_words = models.TextField(help_text="What the senior manager declares.")
    authorisation_link_days = models.PositiveSmallIntegerField(default=14)
    asks_index_checks = models.BooleanField(default=True)
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many new cases one meeting can hear."
    )
    decisions = models.JSONField(
        default=every_decision, help_text="What the panel may decide at the end of a case."
    )
    asks_accountable_manager = models.BooleanField(
        default=False, help_text="Each agreed risk names a senior manager who answers for it."
    )
    asks_communication = models.BooleanField(
        default=False, help_text="Each action says to whom its progress is told."
    )
    actions_due_before_next = models.BooleanField(
        default=False, help_text="Warn where an action is due after the next meeting."
    )
    receipt_reminder_days = models.PositiveSmallIntegerField(
        default=3, help_text="Working days until minutes not acknowledged are sent again."
    )
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="panel_pack_is_due_by_one_rule",
                condition=models.Q(pack_before_days=None) | models.Q(pack_after_close_days=None),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def rules(self) -> deadlines.PanelRules:
        """Return the numbers that a meeting's dates are made from."""
        closing = deadlines.ClosingRule(
            unit=self.closing_unit,
            days=self.closing_days,
            counting=self.closing_counting,
            roll=self.closing_roll,
            closing_time=self.closing_time,
        )
        return deadlines.PanelRules(
            closing=closing,
            list_after_days=self.list_after_days,
            returns_before_days=self.returns_before_days,
            pack_before_days=self.pack_before_days,
            pack_after_close_days=self.pack_after_close_days,
        )

    def clean(self):
        super().clean()
        if (self.pack_before_days is None) == (self.pack_after_close_days is None):
            raise ValidationError(
                {"pack_before_days": "Say when the pack is due, in one of the two ways."}
            )


class PanelForm(models.Model):
    """Which form page serves which purpose of a panel."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="forms")
    purpose = models.CharField(max_length=30)
    form_page = models.OneToOneField(
        "forms_pages.FormPage", models.PROTECT, related_name="panel_form"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "purpose"], name="one_form_for_each_purpose")
        ]

    def __str__(self):
        return f"{self.panel}: {self.purpose}"


class Holiday(models.Model):
    """A day the board is closed, beside the bank holidays of England."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="closures")
    day = models.DateField()
    label = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]
        verbose_name = "closure day"
        constraints = [models.UniqueConstraint(fields=["board", "day"], name="one_closure_a_day")]

    def __str__(self):
        return f"{self.day:%-d %B %Y}: {self.label}"


class DeclineReason(models.Model):
    """A reason for which a panel declines a referral, and where it points people instead."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="decline_reasons")
    code = models.SlugField()
    label = models.CharField(max_length=120)
    signposting = models.TextField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "code"], name="one_reason_for_each_code")
        ]

    def __str__(self):
        return self.label


class RoleGrantQuerySet(models.QuerySet):
    def on(self, day: date):
        return self.filter(starts_on__lte=day).filter(
            models.Q(ends_on=None) | models.Q(ends_on__gte=day)
        )


class RoleGrant(models.Model):
    """Who holds which role for which board, from when to when (dates inclusive)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    board = models.ForeignKey(Board, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.board}"
