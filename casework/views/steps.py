"""What can be done with a meeting, by its status and by who looks."""

from functools import cache
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from casework import access
from casework.choices import MeetingStatus as M
from casework.choices import Right
from casework.rules import moves

ALWAYS = frozenset(M.values)
ONCE_CLOSED = ALWAYS - {M.LIST_OPEN, M.CANCELLED}
ONCE_ISSUED = ONCE_CLOSED - {M.LIST_CLOSED}
TO_RECORD = ALWAYS - {M.COMPLETE, M.CANCELLED}
TO_OPEN = frozenset({M.LIST_CLOSED, M.PACK_ISSUED})
IN_THE_ROOM = frozenset({M.IN_SESSION, M.HELD})
HELD = frozenset({M.HELD})
AFTERWARDS = frozenset({M.HELD, M.COMPLETE})


class Step(NamedTuple):
    """A page of a meeting: its address, the words of its button, whose it is, and when.

    `days_before` says how many days before the meeting it is offered at the earliest, `main`
    in which statuses its button stands out.
    """

    name: str
    text: str
    right: Right | None = None
    statuses: frozenset[str] = ALWAYS
    days_before: int | None = None
    main: frozenset[str] = frozenset()


STEPS = (
    Step("meeting_papers", "Read the papers"),
    Step(
        "meeting_returns",
        "Give your returns",
        Right.ANSWER_RETURN,
        moves.AGENCIES_ARE_ASKED,
        main=frozenset({M.LIST_CLOSED}),
    ),
    Step("meeting_grid", "See who has answered", Right.READ_RETURNS, ONCE_CLOSED),
    Step(
        "meeting_pack_issue",
        "Issue the summary of returns",
        Right.ISSUE_PACK,
        TO_OPEN,
        main=frozenset({M.LIST_CLOSED}),
    ),
    Step(
        "meeting_pack",
        "Read the summary of returns",
        Right.READ_PAPERS,
        ONCE_ISSUED,
        main=frozenset({M.PACK_ISSUED}),
    ),
    Step("meeting_representation", "Who is here for each case"),
    Step("meeting_attendance", "Record attendance", Right.RECORD_ATTENDANCE, TO_RECORD),
    Step("meeting_quorum", "Decide whether it proceeds", Right.DECIDE_QUORUM, TO_OPEN, 1, TO_OPEN),
    Step("meeting_open", "Open the meeting", Right.OPEN_MEETING, TO_OPEN, 0, TO_OPEN),
    Step(
        "meeting_discussion",
        "Record the discussion",
        Right.RECORD_DISCUSSION,
        IN_THE_ROOM,
        main=frozenset({M.IN_SESSION}),
    ),
    Step("meeting_end", "End the meeting", Right.OPEN_MEETING, frozenset({M.IN_SESSION})),
    Step("minutes_draft", "Draft the minutes", Right.DRAFT_MINUTES, HELD, main=HELD),
    Step(
        "minutes", "Read the minutes", Right.READ_PAPERS, AFTERWARDS, main=frozenset({M.COMPLETE})
    ),
)

SECONDARY = "govuk-button--secondary"
# What can be written down again while signed minutes are corrected.
CORRECTED = {"meeting_attendance", "meeting_discussion"}


def steps_of(meeting, user) -> list[dict]:
    """Return the buttons to offer, in the order of the meeting's life; one of them stands out.

    It is the latest whose moment is now, or the first. The workflows decide again when one is
    pressed.
    """
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    offered = offered_for(meeting, user)
    now = [step for step in offered if meeting.status in step.main]
    main = now[-1] if now else offered[0]
    return [
        {
            "text": step.text,
            "href": reverse(f"casework:{step.name}", args=address),
            "classes": "" if step is main else SECONDARY,
        }
        for step in offered
    ]


def offered_for(meeting, user) -> list[Step]:
    may = cache(lambda right: access.may_at(user, right, meeting))
    corrected = meeting.status == M.COMPLETE and meeting.record_is_open
    days = (meeting.held_on - timezone.localdate()).days
    return [
        step
        for step in STEPS
        if (meeting.status in step.statuses or (corrected and step.name in CORRECTED))
        and (step.days_before is None or days <= step.days_before)
        and (step.right is None or may(step.right))
    ]
