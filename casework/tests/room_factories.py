"""A meeting on its day: who is there, what the chair decided, what was concluded, its pages."""

from datetime import date, datetime, time

from django.utils import timezone

from casework.choices import AttendanceState, Event, OfficeKind
from casework.models import AgendaItem, Attendance, AuditEntry, Meeting, Outcome, QuorumDecision
from casework.tests.factories import NOVEMBER, PLANNED, make_chair
from casework.workflows import agendas, meetings, sessions

PROCEEDS = {"decision": "proceeds", "reason": "Whoever matters is here."}


def on_the_day(meeting: Meeting, hour: int = 10, *, days: int = 0) -> datetime:
    """Return a moment of the meeting's day or, with `days`, of a day around it."""
    day = date.fromordinal(meeting.held_on.toordinal() + days)
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


def make_both_chairs(panel: str = "adult"):
    """Return who chairs a panel and who acts for them: its vice chair or its alternate."""
    acting = OfficeKind.VICE if panel == "adult" else OfficeKind.ALTERNATE
    return make_chair(panel), make_chair(panel, acting)


def mark(meeting: Meeting, user, state: AttendanceState) -> None:
    """Write down of somebody who is invited whether they came, on every line of theirs."""
    invited = meetings.invite(meeting=meeting, now=PLANNED)
    for one in invited:
        if one.user == user:
            meetings.record_attendance(attendance=one, state=state, actor=None, now=PLANNED)


def arrive(meeting: Meeting, seat, **details) -> Attendance:
    """Write down somebody who came for a seat."""
    details = {"name": "Iris Cole"} | details
    moment = on_the_day(meeting)
    return meetings.add_attendee(meeting=meeting, seat=seat, actor=None, now=moment, **details)


def conclude(item: AgendaItem, *, actor, now: datetime) -> Outcome:
    """Set a complete outcome as it is, past the rules of the discussion."""
    return Outcome.objects.create(
        item=item, decision="not_reached", completed_at=now, completed_by=actor
    )


def need(meeting: Meeting, *seats, item: AgendaItem | None = None) -> None:
    """Choose whom a case needs: the meeting's first, unless another is given."""
    item = item or meeting.items.first()
    agendas.choose_relevant(item=item, seats=list(seats), actor=None, now=NOVEMBER)


def decide(
    meeting: Meeting, actor, proceeds=True, reason="Whoever matters is here.", now=None
) -> QuorumDecision:
    now = now or on_the_day(meeting)
    return sessions.decide_quorum(
        meeting=meeting, proceeds=proceeds, reason=reason, actor=actor, now=now
    )


def open_it(meeting: Meeting, actor, now: datetime | None = None) -> Meeting:
    return sessions.open_meeting(meeting=meeting, actor=actor, now=now or on_the_day(meeting))


def end_it(meeting: Meeting, actor, now: datetime | None = None) -> Meeting:
    return sessions.end_meeting(meeting=meeting, actor=actor, now=now or on_the_day(meeting, 12))


def make_open_meeting(meeting: Meeting, chair) -> Meeting:
    """Return a meeting that its chair let proceed and opened."""
    decide(meeting, chair, reason="Enough.")
    return open_it(meeting, chair)


def page_of(meeting: Meeting, way: str) -> str:
    return f"{meeting.get_absolute_url()}{way}/"


def refusals():
    return AuditEntry.objects.filter(event=Event.ACCESS_REFUSED)
