"""A meeting is allowed to proceed, opened and ended, by whoever chairs it.

Ledger B33, O26. Which agencies must be there is for the chair to judge, meeting by meeting:
no number decides.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from casework import access, audit
from casework.choices import Event, Right
from casework.errors import NotPermitted, WrongMoment
from casework.models import AgendaItem, Meeting, QuorumDecision, Tenure
from casework.rules import deadlines, moves
from casework.workflows import presence

DECIDED_BEFORE = timedelta(days=1)


@transaction.atomic
def decide_quorum(
    *, meeting: Meeting, proceeds: bool, reason: str, actor, now: datetime
) -> QuorumDecision:
    """Write down whether a meeting may proceed, and why, beside who was here then (B33).

    On the meeting's day or the day before, until it opens. The chair may decide again: each
    decision is kept and the latest counts.
    """
    held = Meeting.objects.locked(meeting.pk)
    tenure = tenure_of_the_chair(actor, held, Right.DECIDE_QUORUM)
    refuse_unless_it_may_be_decided(held, now=now)
    if not reason.strip():
        raise WrongMoment("Say why.")
    decision = QuorumDecision.objects.create(
        meeting=held,
        proceeds=proceeds,
        reason=reason.strip(),
        present=seats_present(held),
        missing=seats_missing(held),
        decided_at=now,
        decided_by=actor,
        office=tenure.office.kind,
        office_title=tenure.office.title_on(held.held_on),
    )
    audit.record(
        Event.QUORUM_DECIDED,
        subject=held,
        actor=actor,
        now=now,
        proceeds=proceeds,
        office=tenure.office.kind,
        present=[seat["seat"] for seat in decision.present],
        missing=[f"{need['case']} {need['seat']}" for need in decision.missing],
    )
    return decision


def refuse_unless_it_may_be_decided(meeting: Meeting, *, now: datetime) -> None:
    moves.target_of(moves.MEETING, "open", meeting.status)
    today, first = timezone.localdate(now), meeting.held_on - DECIDED_BEFORE
    if today < first:
        words = deadlines.in_words(first)
        raise WrongMoment(
            f"The chair decides on the day of the meeting or the day before: {words}."
        )
    if today > meeting.held_on:
        raise WrongMoment("The day of this meeting is over.")


def seats_present(meeting: Meeting) -> list[dict]:
    return [
        {"seat": seat.code, "title": seat.title} for seat in presence.seats_represented(meeting)
    ]


def seats_missing(meeting: Meeting) -> list[dict]:
    """Return what each case needs and nobody here can give, as it is kept."""
    return [
        {
            "case": row.item.case.reference,
            "seat": need.seat,
            "agency": need.agency,
            "title": need.title,
        }
        for row in presence.cases_of(meeting)
        for need in row.missing
    ]


@transaction.atomic
def open_meeting(*, meeting: Meeting, actor, now: datetime) -> Meeting:
    """Open a meeting on its day, where the chair decided that it may proceed (B33).

    A summary of returns that was not issued does not keep the room waiting.
    """
    held = Meeting.objects.locked(meeting.pk)
    tenure = tenure_of_the_chair(actor, held, Right.OPEN_MEETING)
    target = moves.target_of(moves.MEETING, "open", held.status)
    if timezone.localdate(now) != held.held_on:
        day = deadlines.in_words(held.held_on)
        raise WrongMoment(f"This meeting can be opened on its own day only: {day}.")
    decision = held.quorum_decisions.last()
    if decision is None:
        raise WrongMoment("Decide first whether this meeting may proceed.")
    if not decision.proceeds:
        raise WrongMoment("It was decided that this meeting cannot proceed.")
    held.status, held.started_at = target, now
    held.save(update_fields=["status", "started_at"])
    audit.record(
        Event.MEETING_OPENED, subject=held, actor=actor, now=now, office=tenure.office.kind
    )
    return held


@transaction.atomic
def end_meeting(*, meeting: Meeting, actor, now: datetime) -> Meeting:
    """End a meeting when the panel has come to an outcome about each case on its agenda.

    A case that the panel did not get to has an outcome too: it goes to the next meeting.
    """
    held = Meeting.objects.locked(meeting.pk)
    tenure = tenure_of_the_chair(actor, held, Right.OPEN_MEETING)
    target = moves.target_of(moves.MEETING, "end", held.status)
    if waiting := [item.case.reference for item in without_outcome(held)]:
        raise WrongMoment(f"These cases have no outcome yet: {', '.join(waiting)}.")
    held.status, held.ended_at = target, now
    held.save(update_fields=["status", "ended_at"])
    audit.record(Event.MEETING_ENDED, subject=held, actor=actor, now=now, office=tenure.office.kind)
    return held


def without_outcome(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda items whose outcome is not complete, in their order."""
    return list(presence.items_of(meeting).filter(outcome__completed_at=None))


def tenure_of_the_chair(actor, meeting: Meeting, right: Right) -> Tenure:
    """Return the office by which `actor` chairs, or refuse. The portal itself never chairs."""
    access.check_at(actor, right, meeting)
    tenure = access.chair_of(meeting)
    if tenure is None or actor is None or tenure.user_id != actor.pk:
        raise NotPermitted("Only the person who chairs this meeting may do that.")
    return tenure
