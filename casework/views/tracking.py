"""Actions and plans made ready to be read: what to see to first, and what may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import get_object_or_404

from casework import access
from casework.choices import ActionStatus, Right
from casework.forms.actions import (
    CloseForm,
    CompleteForm,
    OwnerForm,
    PressForm,
    RefuseForm,
    UpdateForm,
)
from casework.forms.plain import PlainForm
from casework.models import Action, AgendaItem
from casework.models.actions import OPEN
from casework.rules import actions as rules
from casework.rules import moves
from casework.workflows import actions

OPEN_ONES, DONE_ONES, ALL = "open", "done", "all"
JUDGE = Right.JUDGE_ACTION
STATES = {OPEN_ONES: "Open", DONE_ONES: "Done or ended", ALL: "All"}


class Verb(NamedTuple):
    """What can be done with an action: its button, its page, and the workflow that does it."""

    name: str
    text: str
    form: type
    act: Callable
    said: str
    right: Right = Right.UPDATE_ACTION


VERBS = {
    "accept": Verb("accept", "Accept", PressForm, actions.accept, "The action is accepted."),
    "update": Verb("update", "Give an update", UpdateForm, actions.update, "The update is kept."),
    "complete": Verb(
        "complete", "Complete", CompleteForm, actions.complete, "The action is completed."
    ),
    "refuse": Verb(
        "refuse", "Refuse", RefuseForm, actions.refuse, "The action goes back to the chair."
    ),
    "verify": Verb("verify", "Verify", PressForm, actions.verify, "The action is verified.", JUDGE),
    "hand-on": Verb(
        "hand on", "Hand on", OwnerForm, actions.hand_on, "The new owner is told.", JUDGE
    ),
    "close": Verb(
        "close", "Close as not achieved", CloseForm, actions.close, "The action is closed.", JUDGE
    ),
}


def form_of(verb: Verb, action: Action, data) -> PlainForm:
    """Return the verb's form, with what it offers from the action as it is."""
    if verb.form is not OwnerForm:
        return verb.form(data)
    offered = {"owner_agency": action.owner_agency_id, "due_on": action.due_on}
    return OwnerForm(data, agencies=agencies_of(action.case.panel.board), initial=offered)


def agencies_of(board):
    return board.agencies.filter(active=True)


def verbs_for(user, action: Action) -> dict[str, Verb]:
    """Return what this person may do with an action as it is now. The workflows decide again."""
    rights = set()
    if access.may_update(user, action):
        rights.add(Right.UPDATE_ACTION)
    if access.may_judge(user, action):
        rights.add(Right.JUDGE_ACTION)
    possible = {move.name for move in moves.ACTION if action.status in move.sources}
    return {
        slug: verb for slug, verb in VERBS.items() if verb.right in rights and verb.name in possible
    }


def first_things_first(visible, *, today: date):
    """Return actions with all that a row shows: overdue ones first, then by the day due."""
    late = When(status__in=OPEN, due_on__lt=today, then=Value(0))
    rank = Case(late, default=Value(1), output_field=IntegerField())
    found = visible.select_related("case", "owner_agency").annotate(rank=rank)
    return found.order_by("rank", "due_on", "pk")


def of_state(visible, state: str):
    """Return open actions, those that are done or ended, or all; open ones if in doubt."""
    if state == ALL:
        return visible
    return visible.exclude(status__in=OPEN) if state == DONE_ONES else visible.open()


def latest_for(item: AgendaItem) -> date | None:
    """Return the day by which a panel that asks for it wants an action done (O42)."""
    meeting = item.meeting
    if not meeting.panel.actions_due_before_next:
        return None
    later = meeting.panel.meetings.standing().filter(held_on__gt=meeting.held_on)
    following = later.order_by("held_on").first()
    return rules.latest_before(following.held_on if following else None)


def warning_of(action: Action) -> str:
    return rules.warning(action.due_on, latest_on=latest_for(action.item))


@dataclass(frozen=True)
class Version:
    """What one meeting added to a case's plan. The number counts the meetings that did (B69)."""

    number: int
    item: AgendaItem
    lead: str
    recommendations: list
    actions: list


def plan_of(case) -> list[Version]:
    """Return the versions of a case's plan, earliest meeting first."""
    items = case.items.select_related("meeting__panel", "outcome__lead_agency")
    items = items.prefetch_related("recommendations", "actions__owner_agency")
    adding = [
        item
        for item in items.order_by("meeting__held_on", "pk")
        if item.recommendations.all() or item.actions.all()
    ]
    return [version_of(number, item) for number, item in enumerate(adding, start=1)]


def version_of(number: int, item: AgendaItem) -> Version:
    for action in item.actions.all():
        action.case = item.case
    return Version(
        number=number,
        item=item,
        lead=lead_of(getattr(item, "outcome", None)),
        recommendations=list(item.recommendations.all()),
        actions=sorted(item.actions.all(), key=lambda action: action.number),
    )


def lead_of(named) -> str:
    """Return the lead professional of an outcome or a case, with their agency."""
    if named is None or not named.lead_name:
        return ""
    return f"{named.lead_name}, {named.lead_agency}" if named.lead_agency else named.lead_name


def item_of(meeting, reference: str) -> AgendaItem:
    """Return a case's place on a meeting's agenda, or 404."""
    items = meeting.items.select_related("case__panel__board", "meeting__panel__board")
    return get_object_or_404(items, case__reference=reference)


def in_words(titles) -> list[dict]:
    """Return the titles of actions with the words for their status."""
    return [one | {"label": ActionStatus(one["status"]).label} for one in titles]


def actions_of_case(case):
    return case.actions.select_related("case", "owner_agency").order_by("number")
