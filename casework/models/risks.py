"""Risk: the panel's matrix, and what was scored on it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from casework.choices import RiskStage
from casework.rules import risk


class RiskMatrix(models.Model):
    """How a panel scores risk: likelihood times impact, in bands. Data that staff edit (B93).

    Levels count from 1 in the order they are in, each with a key and a label. The bands
    cover every score that can be reached, each once.
    """

    panel = models.OneToOneField("casework.Panel", models.PROTECT, related_name="risk_matrix")
    likelihoods = models.JSONField(help_text="Levels from the least: key and label.")
    impacts = models.JSONField(help_text="Levels from the least: key and label.")
    bands = models.JSONField(help_text="Label, lowest and highest score, from the lowest.")
    domains = models.JSONField(help_text="Kinds of risk: key and label.")

    class Meta:
        verbose_name_plural = "risk matrices"

    def __str__(self):
        return f"Risk matrix of {self.panel}"

    @property
    def plain(self) -> dict:
        """Return the matrix as its rules read it, and as an assessment keeps it."""
        return {part: getattr(self, part) or [] for part in risk.PARTS}

    def clean(self):
        super().clean()
        wrong = {}
        for problem in risk.problems(self.plain):
            wrong.setdefault(problem.part, []).append(problem.message)
        if wrong:
            raise ValidationError(wrong)


class RiskAssessment(models.Model):
    """A view of the risk in a case, scored on the matrix as it was then.

    The referrer's view and the panel's are two rows. The overall rating is the highest score
    of any line, never an average; what is not known is listed first.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="risk_assessments")
    item = models.ForeignKey("casework.AgendaItem", models.PROTECT, related_name="risk_assessments")
    stage = models.CharField(max_length=10, choices=RiskStage)
    matrix = models.JSONField(help_text="The matrix as it was used.")
    consensus = models.BooleanField(null=True)
    dissent = models.TextField(blank=True)
    accountable_name = models.CharField(max_length=200, blank=True)
    accountable_post = models.CharField(max_length=200, blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "stage"], name="one_assessment_a_stage"),
            models.CheckConstraint(
                name="risk_disagreement_is_written_down",
                condition=~models.Q(consensus=False) | ~models.Q(dissent=""),
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.get_stage_display().lower()}"


class RiskScore(models.Model):
    """One line of an assessment. An empty likelihood or impact means it is not known."""

    assessment = models.ForeignKey(RiskAssessment, models.CASCADE, related_name="scores")
    domain = models.CharField(max_length=120, help_text="The label, as it was.")
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=40, blank=True)
    rationale = models.TextField(blank=True)
    protective = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="risk_score_only_where_both_are_known",
                condition=models.Q(score=None)
                | models.Q(likelihood__isnull=False, impact__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.domain}: {self.score or 'not known'}"
