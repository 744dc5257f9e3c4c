"""Actions: agreed in the room, accepted and done by their owner, judged by the chair.

Ledger B69-B71, B94, O42. An owner is one person of an agency. Without an account they act by
a link: `actor` is then `audit.ACTION_OWNER`. Every change leaves an update with the name of
whoever made it as it was, and an audit line without a word of what was written.
"""

from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from casework import access, audit, links, notices
from casework.choices import ActionStatus, Event, Message, Right
from casework.errors import NotPermitted, WrongMoment
from casework.models import (
    Action,
    ActionUpdate,
    Agency,
    AgendaItem,
    Case,
    Meeting,
    Notice,
    Outcome,
    Recommendation,
)
from casework.rules import actions as rules
from casework.rules import deadlines, moves

LINK_LASTS = timedelta(days=90)


@transaction.atomic
def agree(
    *,
    item: AgendaItem,
    title: str,
    detail: str = "",
    purpose: str,
    measure: str,
    owner_agency: Agency,
    owner_name: str,
    owner_email: str,
    due_on: date,
    communicate_to: str = "",
    recommendation: Recommendation | None = None,
    actor,
    now: datetime,
) -> Action:
    """Agree an action at a meeting, until its minutes are signed, and give it a number.

    Its owner is told when the case's item is complete; at once where it already is.
    """
    meeting = Meeting.objects.locked(item.meeting_id)
    access.check_at(actor, Right.RECORD_DISCUSSION, meeting)
    refuse_unless_in_the_room(meeting)
    case = Case.objects.select_for_update(of=("self",)).get(pk=item.case_id)
    action = Action(
        case=case,
        item=item,
        recommendation=recommendation,
        number=case.actions.count() + 1,
        title=title.strip(),
        detail=detail.strip(),
        purpose=purpose,
        measure=measure.strip(),
        communicate_to=communicate_to.strip(),
        agreed_at=now,
        agreed_by=actor,
    )
    give_to(action, owner_agency, owner_name, owner_email, due_on, now=now)
    refuse_unless_measurable(action, meeting)
    action.save()
    note(action, actor=actor, now=now)
    audit.record(
        Event.ACTION_AGREED,
        subject=case,
        actor=actor,
        now=now,
        number=action.number,
        owner_agency=owner_agency.code,
        due_on=due_on,
    )
    if Outcome.objects.filter(item=item, completed_at__isnull=False).exists():
        tell_owner(action, now=now)
    return action


def refuse_unless_in_the_room(meeting: Meeting) -> None:
    if not meeting.record_is_open:
        raise WrongMoment("Actions are agreed in the meeting, or until its minutes are signed.")


def refuse_unless_measurable(action: Action, meeting: Meeting) -> None:
    faults = rules.faults(
        title=action.title,
        measure=action.measure,
        owner_name=action.owner_name,
        owner_agency=action.owner_agency.name,
        due_on=action.due_on,
        meets_on=meeting.held_on,
        communicate_to=action.communicate_to,
        asks_communication=meeting.panel.asks_communication,
    )
    for fault in faults.values():
        raise WrongMoment(fault)
    if action.recommendation and action.recommendation.item_id != action.item_id:
        raise WrongMoment("Choose a recommendation of this case and this meeting.")


def give_to(
    action: Action, agency: Agency, name: str, email: str, due_on: date, *, now: datetime
) -> None:
    """Put in who owns an action and until when. Whatever link another owner had stops working."""
    if agency.board_id != action.case.panel.board_id:
        raise WrongMoment("Choose an agency of this board.")
    action.owner_agency, action.owner_name = agency, " ".join(name.split())
    action.owner_email, action.due_on = email.strip(), due_on
    accounts = get_user_model().objects.filter(is_active=True)
    action.owner = accounts.filter(email=action.owner_email.lower()).first()
    links.renew(action, expires_at=max(now, at_end_of(due_on)) + LINK_LASTS)


GIVEN = ("owner_agency", "owner_name", "owner_email", "owner", "due_on", *links.LINK_FIELDS)


def at_end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))


def tell(*, item: AgendaItem, now: datetime) -> None:
    """Tell the owner of each action that an item agreed. Telling again tells nobody twice."""
    for action in item.actions.open().select_related("case__panel__board"):
        tell_owner(action, now=now)


def tell_owner(action: Action, *, now: datetime) -> Notice:
    """Promise the owner an email, once for each time that the action was given to somebody."""
    given = action.updates.filter(status=ActionStatus.AGREED).count()
    return queue(Message.ACTION_AGREED, action, to=action.owner_email, now=now, once=f"to:{given}")


def queue(message: Message, action: Action, *, to: str, now: datetime, once: str) -> Notice:
    return notices.queue(
        message,
        board=action.case.panel.board,
        to=to,
        reference=action.case.reference,
        about=action.pk,
        once=f"action:{action.pk}:{once}",
        now=now,
        number=action.number,
        due_on=action.due_on,
    )


@transaction.atomic
def accept(*, action: Action, actor, now: datetime) -> Action:
    """The owner takes the action on."""
    held = locked_to_update(action, actor)
    return move(held, "accept", actor=actor, now=now)


@transaction.atomic
def update(*, action: Action, text: str, actor, now: datetime) -> Action:
    """Say how an action goes. It is in progress from then on."""
    held = locked_to_update(action, actor)
    return move(held, "update", actor=actor, now=now, text=needed(text, "Enter how it goes."))


@transaction.atomic
def complete(*, action: Action, result: str, actor, now: datetime) -> Action:
    """Complete an action: what came of it and how that is known must be said."""
    held = locked_to_update(action, actor)
    held.result = needed(result, "Enter what came of it, and how that is known.")
    held.completed_at = now
    saved = ("result", "completed_at")
    return move(held, "complete", actor=actor, now=now, text=held.result, saved=saved)


@transaction.atomic
def refuse(*, action: Action, reason: str, actor, now: datetime) -> Action:
    """The owner does not take the action on. It goes back to the chair, who is told."""
    held = locked_to_update(action, actor)
    text = needed(reason, "Enter why you do not take this action on.")
    move(held, "refuse", actor=actor, now=now, text=text)
    tell_chair(held, now=now)
    return held


def tell_chair(action: Action, *, now: datetime) -> Notice:
    """Tell whoever chaired, or the board's office where nobody does, that an action is back."""
    chair = access.chair_of(action.item.meeting)
    to = chair.user.email if chair else action.case.panel.board.contact_email
    back = action.updates.filter(status=ActionStatus.RETURNED).count()
    return queue(Message.ACTION_RETURNED, action, to=to, now=now, once=f"back:{back}")


@transaction.atomic
def hand_on(
    *,
    action: Action,
    owner_agency: Agency,
    owner_name: str,
    owner_email: str,
    due_on: date,
    actor,
    now: datetime,
) -> Action:
    """The chair gives an action to another owner, or another day. The new owner is told."""
    held = locked_to_judge(action, actor)
    was = f"{held.owner_name}, {held.owner_agency}, due {deadlines.in_words(held.due_on)}"
    give_to(held, owner_agency, owner_name, owner_email, due_on, now=now)
    today = timezone.localdate(now)
    fault = rules.fault_of_owner(held.owner_name, agency=owner_agency.name)
    fault = fault or rules.fault_of_day(due_on, meets_on=today)
    if fault:
        raise WrongMoment(fault)
    text = f"Handed on to {held.owner_name}, {owner_agency}. Before: {was}."
    move(held, "hand on", actor=actor, now=now, text=text, saved=GIVEN)
    tell_owner(held, now=now)
    return held


@transaction.atomic
def verify(*, action: Action, actor, now: datetime) -> Action:
    """The chair has seen that a completed action is done."""
    held = locked_to_judge(action, actor)
    return move(held, "verify", actor=actor, now=now)


@transaction.atomic
def close(*, action: Action, reason: str, actor, now: datetime) -> Action:
    """The chair ends an action that is not achieved, and says why."""
    held = locked_to_judge(action, actor)
    text = needed(reason, "Enter why this action is not achieved.")
    return move(held, "close", actor=actor, now=now, text=text)


def remind(*, action: Action, now: datetime) -> Notice:
    """Tell the owner that an action is overdue, once for each day it was due on."""
    once = f"overdue:{action.due_on.isoformat()}"
    return queue(Message.ACTION_OVERDUE, action, to=action.owner_email, now=now, once=once)


def to_remind(*, now: datetime) -> QuerySet[Action]:
    """Return overdue actions whose owner was not told so since the day they were due.

    One that came back to the chair waits for the chair, not for its owner.
    """
    told = Notice.objects.filter(
        message=Message.ACTION_OVERDUE,
        about=OuterRef("pk"),
        created_at__date__gt=OuterRef("due_on"),
    )
    overdue = Action.objects.overdue(today=timezone.localdate(now))
    overdue = overdue.exclude(status=ActionStatus.RETURNED).exclude(Exists(told))
    return overdue.select_related("case__panel__board").order_by("due_on", "pk")


def locked_to_update(action: Action, actor) -> Action:
    """Return the action as it is now, held, if `actor` may say how it goes."""
    held = locked(action)
    if actor == audit.ACTION_OWNER:
        links.refuse_if_replaced(held, action)
    elif not access.may_update(actor, held):
        raise NotPermitted("Only the action’s owner, their agency or staff may say how it goes.")
    return held


def locked_to_judge(action: Action, actor) -> Action:
    held = locked(action)
    if not access.may_judge(actor, held):
        raise NotPermitted(f"Your role does not let you {access.words_of(Right.JUDGE_ACTION)}.")
    return held


def locked(action: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",))
    rows = rows.select_related("case__panel__board", "item__meeting__panel__board", "owner_agency")
    return rows.get(pk=action.pk)


def move(
    action: Action, verb: str, *, actor, now: datetime, text: str = "", saved: tuple = ()
) -> Action:
    """Bring a held action to where `verb` leads, save it, and write down who did it."""
    was = action.status
    action.status = moves.target_of(moves.ACTION, verb, was)
    action.save(update_fields=["status", *saved])
    note(action, actor=actor, now=now, text=text)
    audit.record(
        Event.ACTION_CHANGED,
        subject=action.case,
        actor=actor,
        now=now,
        number=action.number,
        was=was,
        became=action.status,
    )
    return action


def note(action: Action, *, actor, now: datetime, text: str = "") -> ActionUpdate:
    by_link = isinstance(actor, str)
    return ActionUpdate.objects.create(
        action=action,
        at=now,
        by=action.owner_name if by_link else str(actor),
        user=None if by_link else actor,
        status=action.status,
        text=text,
    )


def needed(text: str, question: str) -> str:
    """Return what was written, or refuse with what is to be written."""
    if not text.strip():
        raise WrongMoment(question)
    return text.strip()
