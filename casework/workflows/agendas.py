"""A case's place on an agenda: who presents it, and whose presence it needs.

Ledger B23, B25, B55.
"""

from datetime import datetime

from django.db import transaction

from casework import access, audit
from casework.choices import Event, Right, SeatKind
from casework.errors import WrongMoment
from casework.models import Agency, AgendaItem, Meeting, Seat
from casework.rules import moves
from casework.workflows import returns


@transaction.atomic
def set_presenter(*, item: AgendaItem, name: str, actor, now: datetime) -> AgendaItem:
    """Change who presents a case at a meeting. By default it is the lead practitioner (B55)."""
    access.check(actor, Right.SET_PRESENTER, item.meeting.panel.board)
    if not name.strip():
        raise WrongMoment("Enter the name of the person who presents.")
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held.presenter_name = name.strip()
    held.save(update_fields=["presenter_name"])
    audit.record(
        Event.PRESENTER_CHANGED,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=held.meeting.held_on,
    )
    return held


@transaction.atomic
def choose_relevant(
    *, item: AgendaItem, seats: list[tuple[Seat, Agency | None]], actor, now: datetime
) -> AgendaItem:
    """Choose the seats that matter to one case and, of a class, which bodies (B23, B25).

    What was chosen before is replaced. After the list has closed, agencies that are new to
    the case are asked at once, and those no longer chosen are no longer asked.
    """
    meeting = Meeting.objects.locked(item.meeting_id)
    access.check(actor, Right.CHOOSE_RELEVANT, meeting.panel.board)
    for seat, agency in seats:
        refuse_unless_it_belongs(meeting, seat, agency)
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held.relevances.all().delete()
    for seat, agency in dict.fromkeys(seats):
        held.relevances.create(seat=seat, agency=agency)
    chosen = [f"{seat.code}:{agency.code}" if agency else seat.code for seat, agency in seats]
    audit.record(
        Event.RELEVANCE_SET,
        subject=held.case,
        actor=actor,
        now=now,
        held_on=meeting.held_on,
        chosen=chosen,
    )
    if meeting.status in moves.AGENCIES_ARE_ASKED:
        held.meeting = meeting
        returns.request(item=held, now=now)
        returns.tell(meeting=meeting, case=held.case, now=now)
    return held


def refuse_unless_it_belongs(meeting: Meeting, seat: Seat, agency: Agency | None) -> None:
    """Refuse a seat of another panel, and a body that is not one of the seat's."""
    if seat.panel_id != meeting.panel_id:
        raise WrongMoment("Choose seats of this panel.")
    of_the_seat = seat.agencies.all()
    if agency is not None and of_the_seat and agency not in of_the_seat:
        raise WrongMoment(f"{agency} is not one of the bodies of the seat “{seat}”.")
    if agency is None and seat.kind == SeatKind.RELEVANT_CLASS and of_the_seat:
        raise WrongMoment(f"Choose which body of the seat “{seat}” this case needs.")
