"""Actions agreed in session by the real workflow, their pages and their lines of the audit."""

from datetime import date

from casework.choices import Event, MeetingStatus
from casework.models import Action, AgendaItem, AuditEntry, Meeting, Outcome
from casework.tests.factories import (
    DECEMBER,
    at,
    make_administrator,
    make_closed_meeting,
    put,
)
from casework.workflows import actions

IN_SESSION = at("2026-12-10 10:00")
A_DAY_AFTER = at("2026-12-11 09:00")
DUE = date(2027, 1, 8)
AGENCIES = {"bsab": "beechwood-vale", "oscb": "youth-justice"}


def make_session(held_on: date = DECEMBER, panel: str = "adult", cases: int = 1) -> Meeting:
    """Return a meeting that is in session."""
    meeting = make_closed_meeting(held_on, panel, cases)
    began = at(f"{held_on.isoformat()} 09:30")
    return put(meeting, status=MeetingStatus.IN_SESSION, started_at=began)


def make_item(held_on: date = DECEMBER, panel: str = "adult") -> AgendaItem:
    return make_session(held_on, panel).items.get()


def make_action(item: AgendaItem, **details) -> Action:
    """Return an action that the panel agreed, for somebody without an account by default."""
    board = item.meeting.panel.board
    given = {
        "title": "Visit the flat with the landlord",
        "detail": "Ask about the boiler.",
        "purpose": "reduce_risk",
        "measure": "A gas safety certificate is seen.",
        "owner_agency": board.agencies.get(code=AGENCIES[board.slug]),
        "owner_name": "Fay Moss",
        "owner_email": "fay.moss@example.org",
        "due_on": DUE,
        "communicate_to": "The GP",
        "now": at(f"{item.meeting.held_on.isoformat()} 10:00"),
    } | details
    actor = given.pop("actor", None) or make_administrator(board.slug)
    return actions.agree(item=item, actor=actor, **given)


def complete_item(item: AgendaItem) -> Outcome:
    """Complete an item past every rule, for what a test does not tell of."""
    return Outcome.objects.create(
        item=item,
        decision="no_review",
        lead_name="Nina Farrow",
        completed_at=IN_SESSION,
        completed_by=make_administrator(item.meeting.panel.board.slug),
    )


def lines(event: Event = Event.ACTION_CHANGED) -> list[AuditEntry]:
    """Return the audit's lines of what happened to actions."""
    return list(AuditEntry.objects.filter(event=event))


def plan_address(case):
    return f"/casework/cases/{case.reference}/plan/"


def row_of(page, title):
    """Return the words of the table row in which a title is."""
    start = page.rindex("<tr", 0, page.index(title))
    return page[start : page.index("</tr>", start)]
