"""Cases before the panel, and the actions it agrees."""

from datetime import date

from casework.choices import ActionStatus, CaseStatus, Decision
from casework.models import Action, Case
from casework.tests.factories import at, put
from casework.tests.hearing_factories import APRIL, complete
from casework.tests.truth.entries import OWNERS_AND_STAFF, Entry
from casework.tests.truth.world import NO_REVIEW, World
from casework.workflows import actions, meetings, packs

NOW = at("2027-01-15 10:00")
DONE = (ActionStatus.COMPLETED, ActionStatus.VERIFIED)
OWNERS = "the owner's agency and staff say how an action goes; others who sit there do not"
CHAIR_OF_TODAY = frozenset({"chair who is away"})
CHAIRS = "the panel's chair of today judges what a meeting agreed that somebody else chaired"
NOT_ASKED = frozenset(CaseStatus.values) - {CaseStatus.RESEARCHING, CaseStatus.READY}
DECISIONS = {
    "review": {"decision": Decision.REVIEW, "review_on": APRIL, "frequency": "Monthly"},
    "await": {"decision": Decision.WRITTEN_REPORT, "review_on": APRIL, "frequency": "Monthly"},
    "close": NO_REVIEW,
}


def put_case(item: str):
    """Return how to put the case of one of the world's items in a status."""
    return lambda world, status: put(getattr(world, item).case, status=status)


def put_discussed(world: World, status: str) -> Case:
    """Return a case that is discussed, at a panel that may decide anything."""
    put(world.session.panel, decisions=Decision.values)
    return put(world.discussed.case, status=status)


def conclude(verb: str) -> Entry:
    return Entry(
        put_discussed,
        lambda world, row, actor: complete(world.discussed, actor=actor, **DECISIONS[verb]),
        lambda world: world.session,
    )


def put_action(world: World, status: str) -> Action:
    return put(world.action, status=status, completed_at=NOW if status in DONE else None)


def update(verb: str, **details) -> Entry:
    """Return what an owner does, with what they write."""
    work = getattr(actions, verb)
    return Entry(
        put_action,
        lambda world, row, actor: work(action=row, actor=actor, now=NOW, **details),
        lambda world: world.session,
        only=OWNERS_AND_STAFF,
        why=OWNERS,
    )


def judge(verb: str, **details) -> Entry:
    """Return what the chair does about an action."""
    work = getattr(actions, verb)
    return Entry(
        put_action,
        lambda world, row, actor: work(action=row, actor=actor, now=NOW, **details),
        lambda world: world.session,
        also=CHAIR_OF_TODAY,
        why=CHAIRS,
    )


def hand_on(world, action, actor):
    return actions.hand_on(
        action=action,
        owner_agency=action.owner_agency,
        owner_name="Iris Cole",
        owner_email="iris.cole@example.org",
        due_on=date(2027, 3, 1),
        actor=actor,
        now=NOW,
    )


def close_list(world: World, case: Case, actor):
    return meetings.close_list(meeting=world.open, now=world.open.closes_at)


ENTRIES = {
    ("case", "research"): Entry(put_case("listed"), close_list, lambda world: world.open),
    ("case", "prepare"): Entry(
        put_case("asked"),
        lambda world, row, actor: packs.issue(meeting=world.closed, actor=actor, now=NOW),
        lambda world: world.closed,
        stays=NOT_ASKED,
        why="A summary of returns is issued for the whole meeting: a case that no agency was "
        "asked about stays as it is.",
    ),
    ("case", "review"): conclude("review"),
    ("case", "await"): conclude("await"),
    ("case", "close"): conclude("close"),
    ("action", "accept"): update("accept"),
    ("action", "update"): update("update", text="The landlord is told."),
    ("action", "complete"): update("complete", result="Seen."),
    ("action", "refuse"): update("refuse", reason="Not ours."),
    ("action", "hand on"): Entry(
        put_action, hand_on, lambda world: world.session, also=CHAIR_OF_TODAY, why=CHAIRS
    ),
    ("action", "verify"): judge("verify"),
    ("action", "close"): judge("close", reason="They have moved."),
}
