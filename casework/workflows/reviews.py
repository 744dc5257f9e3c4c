"""Reviews: a case comes back on the agenda of the meeting it is due at (B72, B97)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework import audit
from casework.choices import Decision, Event, ItemKind, MeetingStatus
from casework.models import AgendaItem, Meeting, Panel, Review
from casework.rules import moves
from casework.workflows import referrals, returns

STILL_TO_COME = (MeetingStatus.LIST_OPEN, *moves.BEFORE_THE_ROOM)


@transaction.atomic
def place(*, panel: Panel, now: datetime) -> list[Review]:
    """Put each review that has no place on the first meeting on its day or after.

    One whose meeting is not planned yet waits, and is placed when it is. Where the list has
    closed already, the agencies are asked at once; otherwise when it closes. The panel's row
    is held, so that a meeting planned at this moment is not missed.
    """
    Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    waiting = Review.objects.select_for_update(of=("self",)).filter(case__panel=panel, item=None)
    waiting = waiting.select_related("case", "outcome__item", "outcome__lead_agency")
    placed = []
    for review in waiting.order_by("due_on", "pk"):
        meeting = meeting_for(review, panel, now=now)
        if meeting is not None:
            put_on_agenda(review, meeting, now=now)
            placed.append(review)
    return placed


def meeting_for(review: Review, panel: Panel, *, now: datetime) -> Meeting | None:
    """Return the first meeting that can take the review, its row held."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("panel__board")
    to_come = rows.filter(panel=panel, status__in=STILL_TO_COME)
    to_come = to_come.filter(held_on__gte=max(review.due_on, timezone.localdate(now)))
    return to_come.exclude(items__case=review.case_id).order_by("held_on").first()


def put_on_agenda(review: Review, meeting: Meeting, *, now: datetime) -> None:
    """Make the agenda item. The lead professional presents; what was not reached stays new."""
    earlier = review.outcome.item
    not_reached = review.mode == Decision.NOT_REACHED
    item = AgendaItem.objects.create(
        meeting=meeting,
        case=review.case,
        kind=earlier.kind if not_reached else ItemKind.REVISIT,
        order=meeting.items.count() + 1,
        presenter_name=earlier.presenter_name if not_reached else review.outcome.lead_name,
    )
    for relevance in earlier.relevances.all():
        item.relevances.create(seat_id=relevance.seat_id, agency_id=relevance.agency_id)
    review.item = item
    review.save(update_fields=["item"])
    audit.record(
        Event.REVIEW_PLACED,
        subject=review.case,
        actor=None,
        now=now,
        due_on=review.due_on,
        held_on=meeting.held_on,
    )
    if meeting.status in moves.BEFORE_THE_ROOM:
        referrals.ask_agencies(item=item, now=now)
        returns.tell(meeting=meeting, case=review.case, now=now)
