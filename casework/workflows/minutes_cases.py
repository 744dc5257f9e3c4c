"""What minutes say about each case: the texts of the draft beside the facts of the record.

Ledger B69-B72, B89-B97, O26, O42 and scenario S3. What agencies answered is one line each, as
it stood when the meeting ended, and nothing of what they wrote.
"""

from django.db.models import Prefetch

from casework.choices import Decision, ReturnStatus, RiskStage, Sharing
from casework.models import (
    AgencyReturn,
    AgendaItem,
    Meeting,
    Minutes,
    MinutesItem,
    ReturnRequest,
    RiskAssessment,
)
from casework.rules import consent, packs, risk
from casework.workflows import presence

TEXTS = ("pen_picture", "discussion", "persons_views", "options", "consent")
NO_ANSWER = "No answer"
NOT_FOR_MINUTES = "Answered for the chair and staff only"


def draw_up(minutes: Minutes, meeting: Meeting, names: dict[int, str], attendances) -> list[dict]:
    """Return what is said about each case, in the order of the agenda."""
    items = list(items_of(meeting))
    texts = {text.item_id: text for text in minutes.texts.all()}
    here = presence.here_for_a_seat(attendances)
    needs = presence.case_rows(items, presence.seats_on(meeting), here)
    before = actions_before(minutes)
    return [
        case_of(item, texts.get(item.pk), names)
        | {
            "needed": [needed(need) for need in row.seats],
            "agencies": answers_of(item, meeting, names),
            "actions": actions_of(item, names, before),
        }
        for item, row in zip(items, needs, strict=True)
    ]


def items_of(meeting: Meeting):
    """Return the cases of a meeting in order, with all that their minutes tell."""
    asked = ReturnRequest.objects.filter(meeting=meeting).exclude(status=ReturnStatus.CANCELLED)
    asked = asked.select_related("seat").order_by("seat__order", "pk")
    items = meeting.items.select_related(
        "case__person", "case__referral", "case__court_track", "outcome"
    )
    return items.prefetch_related(
        "case__referral__submission__version",
        "relevances__seat",
        "relevances__agency",
        "risk_assessments__scores",
        "recommendations",
        "actions",
        Prefetch("case__return_requests", asked, to_attr="asked_for_the_meeting"),
        Prefetch("case__asked_for_the_meeting__returns", AgencyReturn.objects.order_by("version")),
    ).order_by("order", "pk")


def case_of(item: AgendaItem, text: MinutesItem | None, names: dict[int, str]) -> dict:
    case, outcome = item.case, getattr(item, "outcome", None)
    texts = {name: getattr(text, name, "") for name in TEXTS}
    risks = {one.stage: risk_of(one) for one in item.risk_assessments.all()}
    return {
        "reference": case.reference,
        "person": str(case.person),
        "purpose": item.get_kind_display(),
        "presenter": item.presenter_name,
        "referred_by": case.referral.agency_name,
        **{name: texts[name] for name in TEXTS if name != "consent"},
        "consent": consent_of(item, by_panel=texts["consent"]),
        "court": court_of(case),
        "referrers_risk": risks.get(RiskStage.REFERRER),
        "risk": risks.get(RiskStage.PANEL),
        "recommendations": [
            {"number": one.number, "text": one.text} for one in item.recommendations.all()
        ],
        **conclusion_of(outcome, names),
    }


def consent_of(item: AgendaItem, *, by_panel: str) -> dict | None:
    """Return the referral's own words about consent. The draft adds only a missing reason (S3)."""
    submission = item.case.referral.submission
    said = consent.stated(submission.version.document, submission.data)
    if said is None:
        return None
    return {
        "state": said.state,
        "obtained": said.obtained,
        "reasons": list(said.reasons),
        "explanation": said.explanation,
        "to_be_written": said.is_missing,
        "by_panel": by_panel if said.is_missing else "",
        "missing": said.is_missing and not by_panel,
    }


def court_of(case) -> dict | None:
    track = getattr(case, "court_track", None)
    if track is None:
        return None
    return {"status": track.get_status_display(), "decision": track.decision}


def risk_of(assessment: RiskAssessment) -> dict:
    """Return an assessment in words. Its rating is the highest score, never an average (B93)."""
    scores = list(assessment.scores.all())
    lines = [score_of(one, assessment.matrix) for one in scores]
    overall = risk.overall(risk.Rated(one.score, one.band) for one in scores)
    return {
        "score": overall.score,
        "band": overall.band,
        "lines": sorted(lines, key=lambda line: line["score"] is not None),
        "consensus": assessment.consensus,
        "dissent": assessment.dissent,
        "accountable_name": assessment.accountable_name,
        "accountable_post": assessment.accountable_post,
    }


def score_of(one, matrix: dict) -> dict:
    return {
        "domain": one.domain,
        "likelihood": level_of(matrix.get("likelihoods"), one.likelihood),
        "impact": level_of(matrix.get("impacts"), one.impact),
        "score": one.score,
        "band": one.band,
        "rationale": one.rationale,
        "protective": one.protective,
    }


def level_of(levels: list | None, number: int | None) -> str:
    """Return a level of the matrix as it was used: its number and its label."""
    if number is None:
        return "Not known"
    labels = [level["label"] for level in levels or ()]
    return f"{number} {labels[number - 1]}" if number <= len(labels) else str(number)


def needed(need: presence.NeedRow) -> dict:
    return {"title": need.title, "here": need.represented}


def answers_of(item: AgendaItem, meeting: Meeting, names: dict[int, str]) -> list[dict]:
    """Return a line for each seat that was asked: known or not, and nothing they wrote.

    One agency may hold several seats, so a line names the seat first.
    """
    return [
        {
            "name": packs.who({"seat": one.seat.title, "agency": names.get(one.agency_id)}),
            "answer": answer_of(one, meeting),
        }
        for one in item.case.asked_for_the_meeting
    ]


def answer_of(asked: ReturnRequest, meeting: Meeting) -> str:
    """Return the latest answer that the meeting could have heard."""
    heard = [
        one
        for one in asked.returns.all()
        if meeting.ended_at is None or one.answered_at <= meeting.ended_at
    ]
    if not heard:
        return NO_ANSWER
    return NOT_FOR_MINUTES if heard[-1].sharing == Sharing.CHAIR else heard[-1].get_known_display()


def actions_before(minutes: Minutes) -> dict[tuple[str, int], dict]:
    """Return the actions as minuted before, by case and number, where these correct others.

    Minutes say what was agreed at the meeting: an action that was handed on since keeps the
    owner it was given then.
    """
    if minutes.corrects is None:
        return {}
    cases = minutes.corrects.content["cases"]
    return {(case["reference"], one["number"]): one for case in cases for one in case["actions"]}


def actions_of(item: AgendaItem, names: dict[int, str], before: dict) -> list[dict]:
    return [
        before.get((item.case.reference, one.number)) or action_of(one, names)
        for one in item.actions.all()
    ]


def action_of(one, names: dict[int, str]) -> dict:
    return {
        "number": one.number,
        "title": one.title,
        "detail": one.detail,
        "purpose": one.get_purpose_display(),
        "measure": one.measure,
        "owner": one.owner_name,
        "agency": names.get(one.owner_agency_id, ""),
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "communicate_to": one.communicate_to,
    }


def conclusion_of(outcome, names: dict[int, str]) -> dict:
    """Return who leads, what was decided and when the case comes back (B71, B72, B97)."""
    if outcome is None:
        nothing = {"decision": "", "not_reached": False, "review_on": None, "lead": None}
        return nothing | {"complete": False, "frequency": "", "reason": ""}
    agency = names.get(outcome.lead_agency_id, "")
    return {
        "decision": outcome.get_decision_display(),
        "not_reached": outcome.decision == Decision.NOT_REACHED,
        "review_on": outcome.review_on.isoformat() if outcome.review_on else None,
        "frequency": outcome.frequency,
        "reason": outcome.reason,
        "complete": outcome.completed_at is not None,
        "lead": {"name": outcome.lead_name, "agency": agency} if outcome.lead_name else None,
    }
