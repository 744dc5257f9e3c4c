"""Meetings that were held, with what the panel concluded, and their minutes."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.choices import AttendanceState, Decision, Purpose
from casework.models import (
    Action,
    Agency,
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Outcome,
    RiskAssessment,
)
from casework.rules.risk import Line
from casework.tests.factories import (
    DECEMBER,
    LONDON,
    make_administrator,
    make_case,
    make_chair,
    make_meeting,
    make_member,
)
from casework.workflows import actions, meetings, minutes, outcomes, risks, sessions
from portal.accounts.models import User

NEXT_DAY, ONE_WEEK, THREE_WEEKS = timedelta(days=1), timedelta(weeks=1), timedelta(weeks=3)
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
    held_on: date = DECEMBER,
    *,
    cases: int = 1,
    chair: User | None = None,
    member: User | None = None,
    **answers,
) -> Heard:
    """Return a meeting of the adult panel that was held, with every case concluded."""
    chair = chair or make_chair(name="Alexandra Quill")
    administrator = make_administrator()
    member = member or make_member("oxford-health", name="Olive Penn")
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
    """Record all that the panel concludes about a case, by the real steps."""
    given = {"item": item, "actor": chair, "now": now}
    assess(item, chair, now=now)
    outcomes.record(
        pen_picture="Lives alone on the third floor.",
        discussion="The panel heard about the fires.",
        persons_views="Jane wants to stay in the flat.",
        options="A move was considered.",
        **given,
    )
    outcomes.recommend(text="Make the flat safe.", **given)
    agree(item, chair, now=now)
    agency = hospitals(item)
    outcomes.name_lead(name="Lena Marsh", agency=agency, email="lena.marsh@example.org", **given)
    return outcomes.complete(
        decision=Decision.REVIEW,
        review_on=item.meeting.held_on + THREE_WEEKS,
        frequency="Every month",
        **given,
    )


def hospitals(item: AgendaItem) -> Agency:
    return item.meeting.panel.board.agencies.get(code="hospitals")


def assess(item: AgendaItem, chair: User, *, now: datetime) -> RiskAssessment:
    lines = [
        Line("fire", "likely", "moderate", "Two fires.", "A good alarm."),
        Line("self_neglect", "rare", "negligible"),
        Line("exploitation", "unknown", "major"),
    ]
    return risks.assess(
        item=item,
        scores=lines,
        consensus=False,
        dissent="Police would score it higher.",
        actor=chair,
        now=now,
    )


def agree(item: AgendaItem, chair: User, *, now: datetime) -> Action:
    return actions.agree(
        item=item,
        title="Fit heat alarms",
        purpose=Purpose.REDUCE_RISK,
        measure="Alarms are tested in every room.",
        owner_agency=hospitals(item),
        owner_name="Ravi Stone",
        owner_email="ravi.stone@example.org",
        due_on=item.meeting.held_on + 2 * ONE_WEEK,
        actor=chair,
        now=now,
    )


def make_draft(heard: Heard) -> Minutes:
    return minutes.draft(meeting=heard.meeting, actor=heard.administrator, now=heard.after)


def make_signed(heard: Heard) -> Minutes:
    return minutes.sign(minutes=make_draft(heard), actor=heard.chair, now=heard.after)
