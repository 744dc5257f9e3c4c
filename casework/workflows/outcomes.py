"""Outcomes: what the panel says about a case, who leads, and whether it comes back.

Ledger B69, B71, B72, B89, B95-B97, O69. Written while a case is discussed and complete when
nothing is missing; the agencies stay responsible for what they then do.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from casework import audit
from casework.choices import Decision, Event, ReferralStatus
from casework.errors import WrongMoment
from casework.models import Agency, AgendaItem, Case, Outcome, Recommendation, Referral, Review
from casework.rules import moves
from casework.rules.outcomes import COMES_BACK, Concluded, Gap
from casework.workflows import actions, hearings, reviews

TEXTS = ("pen_picture", "discussion", "persons_views", "options")
LEAD = ("lead_name", "lead_agency", "lead_email")
NEXT_MOVE = {
    Decision.REVIEW: "review",
    Decision.WRITTEN_REPORT: "await",
    Decision.REPORT_IN_PERSON: "await",
    Decision.NO_REVIEW: "close",
}


class NotComplete(WrongMoment):
    """Something that a case needs is missing. `gaps` says what, each in words."""

    def __init__(self, gaps: Collection[Gap]):
        super().__init__(" ".join(gap.words for gap in gaps))
        self.gaps = gaps


@transaction.atomic
def record(*, item: AgendaItem, actor, now: datetime, **texts: str) -> Outcome:
    """Write down the pen picture, the discussion, the person's views, what was considered."""
    held = hearings.opened(item=item, actor=actor)
    outcome = hearings.begun(held)
    changed = [name for name in TEXTS if name in texts]
    for name in changed:
        setattr(outcome, name, texts[name].strip())
    outcome.save(update_fields=changed)
    audit.record(
        Event.DISCUSSION_RECORDED,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=held.meeting.held_on,
        parts=changed,
    )
    return outcome


@transaction.atomic
def recommend(*, item: AgendaItem, text: str, actor, now: datetime) -> Recommendation:
    """Write down what the agencies together recommend, under the next number (B69)."""
    held = hearings.opened(item=item, actor=actor)
    if not text.strip():
        raise WrongMoment("Enter what the panel recommends.")
    made = held.recommendations.create(number=held.recommendations.count() + 1, text=text.strip())
    audit.record(
        Event.RECOMMENDED,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=held.meeting.held_on,
        number=made.number,
    )
    return made


@transaction.atomic
def name_lead(
    *, item: AgendaItem, name: str, agency: Agency, email: str, actor, now: datetime
) -> Outcome:
    """Name who leads: one person of an agency, with an address (B71, B96).

    The case follows when it is complete; at once where it already is.
    """
    held = hearings.opened(item=item, actor=actor)
    if agency.board_id != held.meeting.panel.board_id:
        raise WrongMoment("Choose an agency of this board.")
    if not name.strip() or not email.strip():
        raise WrongMoment("Enter the name and the email address of one person.")
    outcome = hearings.begun(held)
    outcome.lead_name, outcome.lead_agency = " ".join(name.split()), agency
    outcome.lead_email = email.strip()
    outcome.save(update_fields=LEAD)
    if outcome.completed_at is not None:
        let_lead(locked(held), outcome)
    audit.record(
        Event.LEAD_NAMED,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=held.meeting.held_on,
        agency=agency.code,
    )
    return outcome


@transaction.atomic
def complete(
    *,
    item: AgendaItem,
    decision: str,
    actor,
    now: datetime,
    review_on: date | None = None,
    frequency: str = "",
    reason: str = "",
) -> Outcome:
    """Complete a case at a meeting, once, or refuse with what is missing.

    The case moves and comes back, waits for a report or is closed to the panel; the review is
    put on its agenda and the owners of actions are told. A case that was not reached stays as
    it is and goes to the next meeting.
    """
    held = hearings.opened(item=item, actor=actor)
    outcome = hearings.begun(held)
    if outcome.completed_at is not None:
        raise WrongMoment("This case is already complete.")
    concluded = Concluded(decision, review_on, frequency.strip(), reason.strip())
    if missing := hearings.gaps_of(held, concluded, now=now):
        raise NotComplete(missing)
    conclude(outcome, concluded, actor=actor, now=now)
    if decision != Decision.NOT_REACHED:
        hear(locked(held), outcome)
    audit.record(
        Event.ITEM_COMPLETED,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=held.meeting.held_on,
        decision=decision,
        review_on=outcome.review_on,
    )
    promise_return(outcome)
    reviews.place(panel=held.meeting.panel, now=now)
    actions.tell(item=held, now=now)
    return outcome


def conclude(outcome: Outcome, concluded: Concluded, *, actor, now: datetime) -> None:
    """Write the decision. A day and a frequency are kept only where the case comes back."""
    back = concluded.decision in COMES_BACK
    outcome.decision, outcome.reason = concluded.decision, concluded.reason
    outcome.review_on = concluded.review_on if back else None
    outcome.frequency = concluded.frequency if back else ""
    outcome.completed_at, outcome.completed_by = now, actor
    outcome.save(
        update_fields=[
            *("decision", "reason", "review_on", "frequency", "completed_at", "completed_by")
        ]
    )


def locked(item: AgendaItem) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=item.case_id)


def hear(case: Case, outcome: Outcome) -> None:
    """Move the case as the panel decided, and with it the referral that was heard first."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=case.referral_id)
    if referral.status != ReferralStatus.HEARD:
        referral.status = moves.target_of(moves.REFERRAL, "hear", referral.status)
        referral.save(update_fields=["status"])
    case.status = moves.target_of(moves.CASE, NEXT_MOVE[outcome.decision], case.status)
    case.save(update_fields=["status"])
    let_lead(case, outcome)


def let_lead(case: Case, outcome: Outcome) -> None:
    """Let the case follow the panel's choice; whoever has an account under that address too."""
    accounts = get_user_model().objects.filter(is_active=True)
    for name in LEAD:
        setattr(case, name, getattr(outcome, name))
    case.lead = accounts.filter(email=outcome.lead_email.lower()).first()
    case.save(update_fields=[*LEAD, "lead"])


def promise_return(outcome: Outcome) -> None:
    """Promise that a case comes back, or that one that was not reached is heard next time."""
    meeting = outcome.item.meeting
    due_on = outcome.review_on
    if outcome.decision == Decision.NOT_REACHED:
        due_on = meeting.held_on + timedelta(days=1)
    if due_on is not None:
        Review.objects.create(
            case=outcome.item.case, outcome=outcome, mode=outcome.decision, due_on=due_on
        )
