"""Risk: the referrer's view is noted, and the panel agrees its own. Both are kept (B93)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from casework import audit
from casework.choices import Event, RiskStage
from casework.errors import WrongMoment
from casework.models import AgendaItem, Panel, RiskAssessment, RiskMatrix, RiskScore
from casework.rules import risk
from casework.workflows import hearings
from forms_pages import answers

DOMAIN, LIKELIHOOD, IMPACT = "risk_domain", "risk_likelihood", "risk_impact"


@transaction.atomic
def note_referrers_view(*, item: AgendaItem, now: datetime) -> RiskAssessment | None:
    """Note how the referrer scored the risk, on the matrix as it is now.

    What is not a level of this matrix, or no answer, is not known. Nothing is noted where the
    panel has no matrix or the referrer scored nothing.
    """
    matrix = RiskMatrix.objects.filter(panel=item.case.panel_id).first()
    submission = item.case.referral.submission
    said = answers.by_target(submission.version.document, submission.data)
    domains = said.get(DOMAIN)
    if matrix is None or not isinstance(domains, list) or not domains:
        return None
    blank = [None] * len(domains)
    rows = zip(domains, said.get(LIKELIHOOD, blank), said.get(IMPACT, blank), strict=True)
    assessment = RiskAssessment.objects.create(
        case=item.case,
        item=item,
        stage=RiskStage.REFERRER,
        matrix=matrix.plain,
        assessed_at=now,
    )
    labels = labels_of(submission.version.document) | as_labels(matrix.domains)
    RiskScore.objects.bulk_create(
        scored(
            assessment,
            domain=labels.get(domain, "Not said"),
            likelihood=known_level(likelihood, matrix.likelihoods),
            impact=known_level(impact, matrix.impacts),
        )
        for domain, likelihood, impact in rows
    )
    record(assessment, actor=None, now=now, lines=len(domains))
    return assessment


def labels_of(document) -> dict[str, str]:
    """Return the kinds of risk as the form named them."""
    asked = (
        question
        for section in document["sections"]
        for page in section["pages"]
        for question in page["questions"]
    )
    return as_labels(answers.feeding(asked).get(DOMAIN, {}).get("options", ()))


def as_labels(options: Iterable[dict]) -> dict[str, str]:
    return {option["key"]: option["label"] for option in options}


def known_level(key, levels: Sequence[dict]) -> int | None:
    """Return the number of a level that somebody answered, or nothing if there is none such."""
    numbers = {level["key"]: number for number, level in enumerate(levels, start=1)}
    return numbers.get(key)


def scored(assessment: RiskAssessment, *, domain: str, likelihood, impact, **texts) -> RiskScore:
    """Return one line, its score and its band worked out on the assessment's own matrix."""
    number = risk.score(likelihood, impact)
    return RiskScore(
        assessment=assessment,
        domain=domain,
        likelihood=likelihood,
        impact=impact,
        score=number,
        band=risk.band_of(number, assessment.matrix["bands"]),
        **texts,
    )


@transaction.atomic
def assess(
    *,
    item: AgendaItem,
    scores: Sequence[risk.Line],
    consensus: bool | None,
    dissent: str = "",
    accountable_name: str = "",
    accountable_post: str = "",
    actor,
    now: datetime,
) -> RiskAssessment:
    """Write down the risk as the panel agrees it; again, and it takes the place of the first.

    The referrer's view is never touched. After the case is complete nothing that it needs
    may be taken away.
    """
    held = hearings.opened(item=item, actor=actor)
    matrix = matrix_of(held.meeting.panel)
    refuse_unless_sound(scores)
    if consensus is False and not dissent.strip():
        raise WrongMoment("Write down who sees the risk differently, and how.")
    assessment, _ = RiskAssessment.objects.update_or_create(
        item=held,
        stage=RiskStage.PANEL,
        defaults={
            "case": held.case,
            "matrix": matrix.plain,
            "consensus": consensus,
            "dissent": dissent.strip() if consensus is False else "",
            "accountable_name": accountable_name.strip(),
            "accountable_post": accountable_post.strip(),
            "assessed_at": now,
            "assessed_by": actor,
        },
    )
    assessment.scores.all().delete()
    RiskScore.objects.bulk_create(line_of(assessment, line) for line in scores)
    refuse_unless_still_whole(held, now=now)
    record(assessment, actor=actor, now=now, lines=len(scores))
    return assessment


def matrix_of(panel: Panel) -> RiskMatrix:
    matrix = RiskMatrix.objects.filter(panel=panel).first()
    if matrix is None:
        raise WrongMoment("This panel has no risk matrix yet. Add one in the panel’s settings.")
    return matrix


def refuse_unless_sound(scores: Sequence[risk.Line]) -> None:
    if not scores:
        raise WrongMoment("Score at least one kind of risk, or say it is not known.")
    kinds = [line.domain for line in scores]
    if len(set(kinds)) < len(kinds):
        raise WrongMoment("Score each kind of risk once.")


def line_of(assessment: RiskAssessment, line: risk.Line) -> RiskScore:
    """Return one agreed line. A level or a kind that the matrix does not have is refused."""
    matrix = assessment.matrix
    return scored(
        assessment,
        domain=risk.label_of(line.domain, matrix["domains"]),
        likelihood=risk.level_of(line.likelihood, matrix["likelihoods"]),
        impact=risk.level_of(line.impact, matrix["impacts"]),
        rationale=line.rationale.strip(),
        protective=line.protective.strip(),
    )


def refuse_unless_still_whole(item: AgendaItem, *, now: datetime) -> None:
    """Refuse to leave a complete case without a part of the risk that it needs."""
    outcome = hearings.outcome_of(item)
    if outcome is None or outcome.completed_at is None:
        return
    missing = hearings.gaps_of(item, hearings.concluded_of(outcome), now=now)
    for gap in missing:
        if gap.about == "risk":
            raise WrongMoment(gap.words)


def record(assessment: RiskAssessment, *, actor, now: datetime, lines: int) -> None:
    audit.record(
        Event.RISK_ASSESSED,
        subject=assessment.case,
        actor=actor,
        now=now,
        stage=assessment.stage,
        held_on=assessment.item.meeting.held_on,
        lines=lines,
    )
