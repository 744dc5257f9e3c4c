"""The people referrals are about. Nobody reads this table except through `access`."""

from django.db import models

from casework.choices import Population


class Person(models.Model):
    """Someone a board has been asked about. Kept apart by board."""

    board = models.ForeignKey("casework.Board", models.PROTECT, related_name="people")
    kind = models.CharField(max_length=10, choices=Population)
    first_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    date_of_birth = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["board", "family_name", "date_of_birth"], name="person_by_name")
        ]

    def __str__(self):
        return f"{self.first_name} {self.family_name}"

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.family_name[:1]}".upper()
