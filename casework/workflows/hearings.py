"""What every record of a discussion begins with: whether it is the moment, and what is there.

The chair and staff record what the panel concludes from the opening of a meeting until its
minutes are signed, and again while they are corrected.
"""

from datetime import date, datetime

from django.utils import timezone

from casework import access
from casework.choices import MeetingStatus, Right, RiskStage
from casework.errors import WrongMoment
from casework.models import AgendaItem, Meeting, Outcome, RiskAssessment
from casework.rules import outcomes as rules
from forms_pages import answers

PEN_PICTURE = "pen_picture"


def opened(*, item: AgendaItem, actor) -> AgendaItem:
    """Return an agenda item to write about, its meeting and its own row held until the end."""
    meeting = Meeting.objects.locked(item.meeting_id)
    access.check_at(actor, Right.RECORD_DISCUSSION, meeting)
    if not meeting.record_is_open:
        raise WrongMoment(why_not_now(meeting))
    items = AgendaItem.objects.select_for_update(of=("self",)).select_related("case")
    held = items.get(pk=item.pk)
    held.meeting = meeting
    return held


def why_not_now(meeting: Meeting) -> str:
    if meeting.status == MeetingStatus.COMPLETE:
        return "The minutes of this meeting are signed. Correct the minutes instead."
    if meeting.status == MeetingStatus.CANCELLED:
        return "This meeting is cancelled."
    return "This meeting is not open yet. Its discussion is recorded while it is in session."


def outcome_of(item: AgendaItem) -> Outcome | None:
    return Outcome.objects.filter(item=item).select_related("lead_agency").first()


def begun(item: AgendaItem) -> Outcome:
    """Return the item's outcome to write in, begun with the pen picture if it is new (B89)."""
    texts = {"pen_picture": pen_picture_of(item)}
    outcome, _ = Outcome.objects.get_or_create(item=item, defaults=texts)
    outcome.item = item
    return outcome


def pen_picture_of(item: AgendaItem) -> str:
    """Return what an earlier meeting wrote of the person or, before that, the referral."""
    earlier = Outcome.objects.filter(item__case=item.case_id).exclude(item=item)
    written = earlier.exclude(pen_picture="").order_by("-item__meeting__held_on").first()
    if written:
        return written.pen_picture
    submission = item.case.referral.submission
    said = answers.by_target(submission.version.document, submission.data).get(PEN_PICTURE)
    return said if isinstance(said, str) else ""


def agreed_risk(item: AgendaItem) -> RiskAssessment | None:
    """Return what the panel agreed about the risk at this meeting."""
    return item.risk_assessments.filter(stage=RiskStage.PANEL).first()


def gaps_of(item: AgendaItem, concluded: rules.Concluded, *, now: datetime) -> list[rules.Gap]:
    """Return what is missing to complete a case with this decision."""
    panel = item.meeting.panel
    asked = rules.Asked(panel.decisions, panel.asks_accountable_manager, panel.lead_term)
    return rules.gaps(discussed(item), concluded, asked, after=last_day(item, now=now))


def discussed(item: AgendaItem) -> rules.Discussed:
    """Return how much is written of a case."""
    outcome, agreed = outcome_of(item), agreed_risk(item)
    steps = item.recommendations.count() + item.actions.count()
    said = rules.Discussed(lead=outcome.lead_name if outcome else "", steps=steps)
    if agreed is None:
        return said
    return said._replace(
        risks=agreed.scores.count(),
        consensus=agreed.consensus,
        dissent=agreed.dissent,
        accountable=agreed.accountable_name,
    )


def concluded_of(outcome: Outcome | None) -> rules.Concluded:
    if outcome is None:
        return rules.Concluded()
    return rules.Concluded(outcome.decision, outcome.review_on, outcome.frequency, outcome.reason)


def last_day(item: AgendaItem, *, now: datetime) -> date:
    """Return the day after which a case may come back: the meeting's, or today."""
    return max(item.meeting.held_on, timezone.localdate(now))
