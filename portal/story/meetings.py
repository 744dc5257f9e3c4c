"""The panels' meetings, by the rhythm of each, from some months ago to some months ahead."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from casework.models import Meeting, Panel
from casework.rules import deadlines
from casework.workflows import meetings
from portal.accounts.models import User

LEAD_TIME = timedelta(days=35)
MONTHS_AHEAD = timedelta(days=190)
STARTS_AT = time(10, 0)
THURSDAY, TUESDAY = 3, 1
# So long ago that an action agreed there can be overdue.
HEARD_BEFORE = timedelta(days=8)


@dataclass(frozen=True)
class Rhythm:
    """Which weekday of which months a panel meets on."""

    nth: int
    weekday: int
    months: tuple[int, ...]
    place: str


RHYTHMS = {
    "adult": Rhythm(2, THURSDAY, tuple(range(1, 13)), "Council offices, room 2, and online"),
    "child": Rhythm(4, TUESDAY, (1, 3, 5, 7, 9, 11), "County offices, room 5, and online"),
}


@dataclass(frozen=True)
class Calendar:
    """A meeting that was held, one that is near and whose list has closed, and the next open."""

    heard: Meeting
    closed: Meeting
    open: Meeting
    now: datetime

    def since_closing(self, part: float) -> datetime:
        """Return a moment between the last closing and now: 0 is the closing, 1 is now."""
        return self.closed.closes_at + part * (self.now - self.closed.closes_at)

    @property
    def in_time(self) -> datetime:
        """Return a moment at which what is received is not deferred.

        From a closing to the end of the meeting's day everything is, so it is before that.
        """
        return self.closed.closes_at - timedelta(hours=8)


def plan(panel: Panel, *, actor: User, begins: datetime, now: datetime) -> Calendar:
    """Plan the meetings, and close the lists of those that were held."""
    rhythm = days(panel, begins=begins, now=now)
    today = timezone.localdate(now)
    near = next((day for day in rhythm if day >= today), None)
    if near is None or not is_closed(panel, near, now=now):
        rhythm = sorted({*rhythm, extra_day(panel, now=now)})
    planned = [plan_one(panel, day, actor=actor, now=begins) for day in rhythm]
    heard = [meeting for meeting in planned if meeting.held_on <= today - HEARD_BEFORE][-1]
    closed = [meeting for meeting in planned if meeting.closes_at <= now][-1]
    ahead = next(meeting for meeting in planned if meeting.closes_at > now)
    for meeting in planned:
        if meeting.held_on < today and meeting != heard:
            meetings.close_list(meeting=meeting, now=meeting.closes_at)
    for meeting in (heard, closed, ahead):
        meetings.invite(meeting=meeting, now=min(meeting.closes_at - LEAD_TIME, now))
    return Calendar(heard=heard, closed=closed, open=ahead, now=now)


def plan_one(panel: Panel, day: date, *, actor: User, now: datetime) -> Meeting:
    return meetings.plan(
        panel=panel,
        held_on=day,
        starts_at=STARTS_AT,
        place=RHYTHMS[panel.slug].place,
        actor=actor,
        now=now,
    )


def is_closed(panel: Panel, day: date, *, now: datetime) -> bool:
    holidays = panel.board.closed_days(near=day)
    return deadlines.meeting_dates(day, panel.rules, holidays=holidays).closes_at <= now


def extra_day(panel: Panel, *, now: datetime) -> date:
    """Return the last working day ahead whose list has closed, for an extra meeting there.

    Between two meetings no agency would be asked anything, and there would be little to show.
    """
    today = timezone.localdate(now)
    holidays = panel.board.closed_days(near=today)
    ahead = [today + timedelta(days=number) for number in range(1, 15)]
    working = [day for day in ahead if deadlines.is_working_day(day, holidays=holidays)]
    return [day for day in working if is_closed(panel, day, now=now)][-1]


def days(panel: Panel, *, begins: datetime, now: datetime) -> list[date]:
    rhythm = RHYTHMS[panel.slug]
    return deadlines.schedule(
        nth=rhythm.nth,
        weekday=rhythm.weekday,
        months=rhythm.months,
        first=timezone.localdate(begins) + LEAD_TIME,
        last=timezone.localdate(now) + MONTHS_AHEAD,
    )
