"""The audit, the outbox and the counters."""

from django.db import models

from casework.choices import Event, Message, NoticeState


class AddedOnlyQuerySet(models.QuerySet):
    """Rows are added and read. Nothing changes or removes them."""

    def update(self, **kwargs):
        raise TypeError(f"{self.model.__name__} is only ever added to.")

    def delete(self):
        raise TypeError(f"{self.model.__name__} is only ever added to.")


class AddedOnly(models.Model):
    """A row that is written once and stays as it is."""

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError(f"{type(self).__name__} is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__} is only ever added to.")


class AuditEntry(AddedOnly):
    """One thing that happened. No foreign keys, so that it outlives what it tells of.

    Who acted and on what are written as they were. Nothing about the person a case is
    about is ever written here: references only.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=40, choices=Event)
    board = models.CharField(max_length=50, blank=True)
    actor = models.CharField(max_length=254, help_text="Account, or what acted by itself.")
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject", "id"], name="audit_by_subject"),
            models.Index(fields=["board", "id"], name="audit_by_board"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.subject}"


class Notice(models.Model):
    """An email that must go out: the outbox. Carries a reference and a link, no person.

    The row is the promise; the job that sends it may be lost and is queued again by the
    sweep. A repeat carries the same Message-ID.
    """

    board = models.ForeignKey("casework.Board", models.PROTECT, related_name="notices")
    message = models.CharField(max_length=40, choices=Message)
    recipient = models.EmailField()
    reference = models.CharField(max_length=40, help_text="Shown in the subject; opaque.")
    about = models.PositiveBigIntegerField(
        null=True, help_text="Row the link is made for; its kind follows from the message."
    )
    facts = models.JSONField(default=dict, help_text="Dates and plain facts; never the person.")
    once = models.CharField(max_length=120, unique=True, help_text="Says it is the same notice.")
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="notice_to_send")]

    def __str__(self):
        return f"{self.get_message_display()} ({self.reference})"


class Counter(models.Model):
    """The last number given out for a board in a year."""

    board = models.ForeignKey("casework.Board", models.CASCADE, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "year"], name="one_counter_a_year")]

    def __str__(self):
        return f"{self.board} {self.year}: {self.last}"
