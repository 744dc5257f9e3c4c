"""What can be done with a meeting, by its status and by who looks."""

from typing import NamedTuple

from django.urls import reverse

from casework import access
from casework.choices import MeetingStatus as M
from casework.choices import Right

ALWAYS = frozenset(M.values)


class Step(NamedTuple):
    """A page of a meeting: its address, the words of its button, whose it is, and when."""

    name: str
    text: str
    right: Right | None = None
    statuses: frozenset[str] = ALWAYS


STEPS = (
    Step("meeting_papers", "Read the papers"),
    Step("meeting_representation", "Who is here for each case"),
    Step("meeting_attendance", "Record attendance", Right.RECORD_ATTENDANCE),
)


def steps_of(meeting, user) -> list[dict]:
    """Return the buttons to offer, in the order of the meeting's life. The first stands out.

    The workflows decide again when one is pressed.
    """
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    return [
        {"text": step.text, "href": reverse(f"casework:{step.name}", args=address)}
        for step in STEPS
        if meeting.status in step.statuses
        and (step.right is None or access.may_at(user, step.right, meeting))
    ]
