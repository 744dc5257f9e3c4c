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
    """The last meeting whose list has closed, and the first whose list is open."""

    closed: Meeting
    open: Meeting
    now: datetime

    def since_closing(self, part: float) -> datetime:
        """Return a moment between the last closing and now: 0 is the closing, 1 is now."""
        return self.closed.closes_at + part * (self.now - self.closed.closes_at)

    def in_time(self, *, now: datetime) -> datetime:
        """Return a recent moment at which what is received is not deferred.

        From a closing to the end of the meeting's day everything is. If that is where we
        are, the moment is just before the closing.
        """
        held = datetime.combine(
            self.closed.held_on + timedelta(days=1), time(), timezone.get_current_timezone()
        )
        if held < now:
            return held + 0.8 * (now - held)
        return self.closed.closes_at - timedelta(hours=8)


def plan(panel: Panel, *, actor: User, begins: datetime, now: datetime) -> Calendar:
    """Plan the meetings, and close the lists of those long past."""
    planned = [
        meetings.plan(
            panel=panel,
            held_on=day,
            starts_at=STARTS_AT,
            place=RHYTHMS[panel.slug].place,
            actor=actor,
            now=begins,
        )
        for day in days(panel, begins=begins, now=now)
    ]
    past = [meeting for meeting in planned if meeting.closes_at <= now]
    ahead = [meeting for meeting in planned if meeting.closes_at > now]
    for meeting in past[:-1]:
        meetings.close_list(meeting=meeting, now=meeting.closes_at)
    for meeting in (past[-1], ahead[0]):
        meetings.invite(meeting=meeting, now=min(meeting.closes_at - LEAD_TIME, now))
    return Calendar(closed=past[-1], open=ahead[0], now=now)


def days(panel: Panel, *, begins: datetime, now: datetime) -> list[date]:
    rhythm = RHYTHMS[panel.slug]
    return deadlines.schedule(
        nth=rhythm.nth,
        weekday=rhythm.weekday,
        months=rhythm.months,
        first=timezone.localdate(begins) + LEAD_TIME,
        last=timezone.localdate(now) + MONTHS_AHEAD,
    )
