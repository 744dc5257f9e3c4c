"""Cases before the panel: in session, scored, led and ready to be completed."""

from datetime import date, datetime, time

from casework.choices import Decision, MeetingStatus
from casework.models import Agency, AgendaItem, Meeting, Outcome
from casework.rules.risk import Line
from casework.tests.factories import DECEMBER, LONDON, make_closed_meeting, put
from casework.workflows import outcomes, risks

APRIL = date(2027, 4, 8)
RISKS = [
    {"id": "r1", "risk_domain": "fire", "risk_likelihood": "likely", "risk_impact": "major"},
    {"id": "r2", "risk_domain": "health", "risk_likelihood": "possible", "risk_impact": "unknown"},
]
REVIEW = {
    "decision": Decision.REVIEW,
    "review_on": APRIL,
    "frequency": "Every four months",
}


def on_the_day(meeting: Meeting, hour: int = 11) -> datetime:
    return datetime.combine(meeting.held_on, time(hour), tzinfo=LONDON)


def in_session(meeting: Meeting) -> Meeting:
    return put(meeting, status=MeetingStatus.IN_SESSION, started_at=on_the_day(meeting, 10))


def make_meeting_in_session(
    held_on: date = DECEMBER, panel: str = "adult", cases: int = 1
) -> Meeting:
    return in_session(make_closed_meeting(held_on, panel, cases))


def first_item(meeting: Meeting) -> AgendaItem:
    items = meeting.items.select_related("case__referral", "meeting__panel__board")
    return items.order_by("order", "pk").first()


def make_item(panel: str = "adult", **details) -> AgendaItem:
    """Return a case that is being discussed."""
    return first_item(make_meeting_in_session(panel=panel, **details))


def agree_risk(item: AgendaItem, *, actor, **details):
    kinds = {"adult": "fire", "child": "missing"}
    line = Line(kinds[item.meeting.panel.slug], "possible", "moderate", "Seen.", "A good alarm.")
    given = {"scores": [line], "consensus": True, "accountable_name": "Dana Ames"} | details
    return risks.assess(item=item, actor=actor, now=on_the_day(item.meeting), **given)


def name_lead(item: AgendaItem, *, actor, **details) -> Outcome:
    board = item.meeting.panel.board
    given = {
        "name": "Lena Croft",
        "agency": Agency.objects.filter(board=board).order_by("code").first(),
        "email": "lena.croft@example.org",
    } | details
    return outcomes.name_lead(item=item, actor=actor, now=on_the_day(item.meeting), **given)


def discuss(item: AgendaItem, *, actor) -> AgendaItem:
    """Write down all that a case needs except the decision."""
    agree_risk(item, actor=actor)
    name_lead(item, actor=actor)
    now = on_the_day(item.meeting)
    outcomes.recommend(item=item, text="Fit more alarms.", actor=actor, now=now)
    return item


def complete(item: AgendaItem, *, actor, **decision) -> Outcome:
    given = decision or REVIEW
    return outcomes.complete(item=item, actor=actor, now=on_the_day(item.meeting), **given)


def path_of(item: AgendaItem, page: str = "") -> str:
    """Return the address of a case's discussion, or of a page below it."""
    return f"{item.meeting.get_absolute_url()}cases/{item.case.reference}/{page}"
