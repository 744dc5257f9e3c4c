"""Meetings that were held, with what the panel concluded, and their minutes."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.choices import (
    ActionStatus,
    AttendanceState,
    Decision,
    Purpose,
    RiskStage,
)
from casework.models import (
    Action,
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Outcome,
    Recommendation,
    RiskAssessment,
)
from casework.tests.factories import (
    DECEMBER,
    LONDON,
    make_administrator,
    make_case,
    make_chair,
    make_meeting,
    make_member,
)
from casework.workflows import meetings, minutes, sessions
from portal.accounts.models import User

NEXT_DAY = timedelta(days=1)
MATRIX = {
    "likelihoods": [{"key": k, "label": k.title()} for k in ("rare", "unlikely", "likely")],
    "impacts": [{"key": k, "label": k.title()} for k in ("minor", "major", "severe")],
}
NO_CONSENT = {
    "consent_state": "not_sought",
    "consent_reasons": ["unjustified_delay"],
    "consent_explanation": "Asking would hold up the enquiry into the burns.",
}


class Heard(NamedTuple):
    """A meeting that was held, who chaired it, who runs the panel, and one who attended."""

    meeting: Meeting
    chair: User
    administrator: User
    member: User

    @property
    def after(self) -> datetime:
        """Return ten in the morning of the day after the meeting."""
        return moment(self.meeting.held_on + NEXT_DAY, "10:00")

    @property
    def item(self) -> AgendaItem:
        return self.meeting.items.order_by("order", "pk").first()

    def path(self, way: str = "") -> str:
        return f"{self.meeting.get_absolute_url()}minutes/{way}"


def moment(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()} {time}").replace(tzinfo=LONDON)


def make_heard(
    held_on: date = DECEMBER, *, cases: int = 1, chair: User | None = None, **answers
) -> Heard:
    """Return a meeting of the adult panel that was held, with every case concluded."""
    chair = chair or make_chair(name="Alexandra Quill")
    administrator = make_administrator()
    member = make_member("oxford-health", name="Olive Penn")
    meeting = make_meeting(held_on)
    for _ in range(cases):
        make_case(meeting, **answers)
    hold(meeting, chair)
    return Heard(meeting, chair, administrator, member)


def hold(meeting: Meeting, chair: User) -> None:
    """Close the list, let everybody come, and hold the meeting by its real steps."""
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    meetings.invite(meeting=meeting, now=meeting.closes_at)
    Attendance.objects.filter(meeting=meeting).update(state=AttendanceState.ATTENDED)
    sessions.decide_quorum(
        meeting=meeting,
        proceeds=True,
        reason="All that the cases need are here.",
        actor=chair,
        now=moment(meeting.held_on, "13:20"),
    )
    opened = moment(meeting.held_on, "13:30")
    sessions.open_meeting(meeting=meeting, actor=chair, now=opened)
    for item in meeting.items.all():
        conclude(item, chair, now=opened)
    sessions.end_meeting(meeting=meeting, actor=chair, now=moment(meeting.held_on, "16:10"))
    meeting.refresh_from_db()


def conclude(item: AgendaItem, chair: User, *, now: datetime) -> Outcome:
    """Write down what the panel concluded about a case, with nothing missing."""
    agency = item.meeting.panel.board.agencies.get(code="hospitals")
    assess(item, chair, now=now)
    Recommendation.objects.create(item=item, number=1, text="Make the flat safe.")
    agree(item, chair, now=now)
    return Outcome.objects.create(
        item=item,
        pen_picture="Lives alone on the third floor.",
        discussion="The panel heard about the fires.",
        persons_views="Jane wants to stay in the flat.",
        options="A move was considered.",
        lead_name="Lena Marsh",
        lead_agency=agency,
        lead_email="lena.marsh@example.org",
        decision=Decision.REVIEW,
        review_on=item.meeting.held_on + timedelta(days=60),
        completed_at=now,
        completed_by=chair,
    )


def assess(item: AgendaItem, chair: User, *, now: datetime) -> RiskAssessment:
    found = RiskAssessment.objects.create(
        case=item.case,
        item=item,
        stage=RiskStage.PANEL,
        matrix=MATRIX,
        consensus=False,
        dissent="Police would score it higher.",
        assessed_at=now,
        assessed_by=chair,
    )
    found.scores.create(
        domain="Fire", likelihood=3, impact=2, score=6, band="High", rationale="Two fires."
    )
    found.scores.create(domain="Self-neglect", likelihood=1, impact=1, score=1, band="Low")
    found.scores.create(domain="Exploitation")
    return found


def agree(item: AgendaItem, chair: User, *, now: datetime, number: int = 1, **fields) -> Action:
    agency = item.meeting.panel.board.agencies.get(code="hospitals")
    details = {
        "title": "Fit heat alarms",
        "purpose": Purpose.REDUCE_RISK,
        "measure": "Alarms are tested in every room.",
        "owner_agency": agency,
        "owner_name": "Ravi Stone",
        "owner_email": "ravi.stone@example.org",
        "due_on": item.meeting.held_on + timedelta(days=14),
        "status": ActionStatus.AGREED,
        "agreed_at": now,
        "agreed_by": chair,
    }
    return Action.objects.create(case=item.case, item=item, number=number, **details | fields)


def make_draft(heard: Heard) -> Minutes:
    return minutes.draft(meeting=heard.meeting, actor=heard.administrator, now=heard.after)


def make_signed(heard: Heard) -> Minutes:
    return minutes.sign(minutes=make_draft(heard), actor=heard.chair, now=heard.after)
