"""A case before the panel made ready to be read: two views of the risk, gaps, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from casework.choices import RiskStage
from casework.models import AgendaItem, Outcome, RiskAssessment, RiskScore
from casework.rules import risk
from casework.rules.outcomes import Concluded
from casework.rules.risk import Rated
from casework.workflows import hearings

# Where what is missing can be mended.
PAGES = {
    "risk": "discussion_risk",
    "lead": "discussion_lead",
    "reason": "discussion_recommend",
    "decision": "discussion_complete",
    "review_on": "discussion_complete",
    "frequency": "discussion_complete",
}


@dataclass(frozen=True)
class RiskRow:
    """One kind of risk: what the referrer says, what the panel says, and how they differ."""

    domain: str
    referrer: list[str]
    panel: list[str]
    notes: list[RiskScore]
    difference: str
    score: int | None


@dataclass(frozen=True)
class RiskView:
    """The referrer's view of the risk beside the panel's (B93)."""

    referrer: RiskAssessment | None
    panel: RiskAssessment | None
    rows: list[RiskRow]
    overall_referrer: str
    overall_panel: str

    @property
    def differ(self) -> bool:
        return any(row.difference for row in self.rows)


def risk_view(assessments: Iterable[RiskAssessment], item: AgendaItem) -> RiskView:
    """Set the referrer's view beside what the panel agreed at one meeting.

    `assessments` are all of the case, with their scores fetched.
    """
    found = list(assessments)
    referrer = next((a for a in found if a.stage == RiskStage.REFERRER), None)
    own = (a for a in found if a.stage == RiskStage.PANEL and a.item_id == item.pk)
    panel = next(own, None)
    theirs, ours = by_domain(referrer), by_domain(panel)
    return RiskView(
        referrer,
        panel,
        rows_of(theirs, ours, both=bool(referrer and panel)),
        overall_of(theirs),
        overall_of(ours),
    )


def by_domain(assessment: RiskAssessment | None) -> dict[str, list[RiskScore]]:
    found: dict[str, list[RiskScore]] = {}
    for line in assessment.scores.all() if assessment else ():
        line.assessment = assessment
        found.setdefault(line.domain, []).append(line)
    return found


def rows_of(theirs: dict, ours: dict, *, both: bool) -> list[RiskRow]:
    """Return the kinds of risk, what is not known first, then from the highest score down."""
    differ = risk.differences(rated_of(theirs), rated_of(ours)) if both else []
    words = {difference.domain: difference.words for difference in differ}
    rows = [
        RiskRow(
            domain=domain,
            referrer=[in_words(line) for line in theirs.get(domain, ())],
            panel=[in_words(line) for line in ours.get(domain, ())],
            notes=[one for one in ours.get(domain, ()) if one.rationale or one.protective],
            difference=words.get(domain, ""),
            score=highest(ours.get(domain) or theirs[domain]).score,
        )
        for domain in dict.fromkeys([*theirs, *ours])
    ]
    return risk.worst_first(rows)


def rated_of(lines: dict[str, list[RiskScore]]) -> dict[str, list[Rated]]:
    return {domain: [rated(one) for one in those] for domain, those in lines.items()}


def rated(line: RiskScore) -> Rated:
    return Rated(line.score, line.band)


def highest(lines: Iterable[RiskScore]) -> Rated:
    return risk.overall([rated(line) for line in lines])


def overall_of(lines: dict[str, list[RiskScore]]) -> str:
    return highest([one for those in lines.values() for one in those]).in_words if lines else ""


def in_words(line: RiskScore) -> str:
    """Return a line as it is read: "Likely × Major: Very high (16)"."""
    matrix = line.assessment.matrix
    likelihood = level_in_words(line.likelihood, matrix["likelihoods"], "Likelihood")
    impact = level_in_words(line.impact, matrix["impacts"], "Impact")
    pair = f"{likelihood} × {impact}"
    return f"{pair}: {rated(line).in_words}" if line.score else pair


def level_in_words(number: int | None, levels: list, name: str) -> str:
    return levels[number - 1]["label"] if number else f"{name} not known"


def assessments_of(case):
    found = case.risk_assessments.select_related("item__meeting")
    return found.prefetch_related("scores").order_by("item__meeting__held_on", "pk")


def gaps_with_pages(item: AgendaItem, *, now: datetime) -> list[dict]:
    """Return what is missing before a decision, each with the page where it can be added."""
    missing = hearings.gaps_of(item, Concluded(), now=now)
    return [{"text": gap.words, "href": address_of(item, PAGES[gap.about])} for gap in missing]


def address_of(item: AgendaItem, name: str) -> str:
    meeting = item.meeting
    address = (meeting.panel.slug, meeting.held_on.isoformat(), item.case.reference)
    return reverse(f"casework:{name}", args=address)


@dataclass(frozen=True)
class HeardRow:
    """What came of a case at one meeting."""

    item: AgendaItem
    outcome: Outcome
    risk: RiskView
    recommendations: list


def heard_of(case) -> list[HeardRow]:
    """Return what each meeting that has done with the case concluded, earliest first."""
    items = case.items.filter(outcome__completed_at__isnull=False)
    items = items.select_related("meeting__panel", "outcome__lead_agency")
    items = items.prefetch_related("recommendations").order_by("meeting__held_on", "pk")
    assessments = list(assessments_of(case))
    return [
        HeardRow(item, item.outcome, risk_view(assessments, item), item.recommendations.all())
        for item in items
    ]


def reviews_of(case):
    return case.reviews.select_related("item__meeting__panel").order_by("due_on", "pk")
