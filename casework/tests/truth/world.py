"""A panel with a meeting at each stage of its life, made by the real workflows, once."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.choices import AttendanceState, Decision, MeetingStatus
from casework.models import Action, AgendaItem, Meeting, Minutes, Referral
from casework.tests.action_factories import make_action
from casework.tests.factories import (
    agency_called,
    make_authorised_referral,
    make_case,
    make_closed_meeting,
    make_meeting,
    make_referral,
    make_screened_referral,
    put,
)
from casework.tests.hearing_factories import complete, discuss, first_item, in_session, on_the_day
from casework.tests.truth.cast import AGENCY
from casework.workflows import meetings, minutes, sessions

HELD, IN_SESSION, CLOSED, OPEN = (
    date(2026, 12, 10),
    date(2027, 1, 14),
    date(2027, 2, 11),
    date(2027, 3, 11),
)
NO_REVIEW = {"decision": Decision.NO_REVIEW, "reason": "All is in hand."}
OWNERS = {"adult": AGENCY, "child": "youth-justice"}


@dataclass
class World:
    """What the verbs act on. Meetings are in the order of their lives, the earliest furthest."""

    panel: str
    chair: object
    administrator: object
    open: Meeting
    closed: Meeting
    session: Meeting
    held: Meeting
    waiting: Referral
    received: Referral
    screened: Referral
    listed: AgendaItem
    asked: AgendaItem
    discussed: AgendaItem
    action: Action
    minutes: Minutes

    def on(self, meeting: Meeting, hour: int = 12) -> datetime:
        return on_the_day(meeting, hour)


def make_world(panel: str, cast: dict) -> World:
    chair = cast["chair" if panel == "adult" else "chair of the child panel"]
    administrator = cast[
        "administrator" if panel == "adult" else "administrator of the child panel"
    ]
    open_meeting = make_meeting(OPEN, panel)
    waiting, received = make_referral(panel), make_authorised_referral(panel)
    screened = make_screened_referral(panel)
    make_case(open_meeting)
    closed = make_closed_meeting(CLOSED, panel)
    session = in_session(make_closed_meeting(IN_SESSION, panel))
    discussed = discuss(first_item(session), actor=chair)
    held = hold(make_closed_meeting(HELD, panel), chair)
    return World(
        panel=panel,
        chair=chair,
        administrator=administrator,
        open=open_meeting,
        closed=closed,
        session=session,
        held=held,
        waiting=waiting,
        received=received,
        screened=screened,
        listed=first_item(open_meeting),
        asked=first_item(closed),
        discussed=discussed,
        action=make_action(
            discussed,
            actor=chair,
            owner_agency=agency_called(OWNERS[panel], closed.panel.board.slug),
            due_on=date(2027, 2, 1),
        ),
        minutes=minutes.draft(meeting=held, actor=administrator, now=on_the_day(held, 15)),
    )


def hold(meeting: Meeting, chair) -> Meeting:
    """Hold a meeting: everybody came, it was let proceed, its case is complete, it ended."""
    meetings.invite(meeting=meeting, now=meeting.closes_at)
    meeting.attendances.update(state=AttendanceState.ATTENDED)
    now = on_the_day(meeting, 9)
    sessions.decide_quorum(
        meeting=meeting, proceeds=True, reason="All are here.", actor=chair, now=now
    )
    opened = sessions.open_meeting(meeting=meeting, actor=chair, now=on_the_day(meeting, 10))
    complete(discuss(first_item(opened), actor=chair), actor=chair, **NO_REVIEW)
    return sessions.end_meeting(meeting=opened, actor=chair, now=on_the_day(meeting, 14))


def meeting_in(meeting: Meeting, status: str) -> Meeting:
    """Put a meeting in a status, with the moments that the status asks for."""
    began = status in (MeetingStatus.IN_SESSION, MeetingStatus.HELD, MeetingStatus.COMPLETE)
    moment = on_the_day(meeting, 10)
    return put(meeting, status=status, started_at=moment if began else None, ended_at=None)
