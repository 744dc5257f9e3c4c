"""Meetings from the closing of their lists to their minutes, and what agencies are asked."""

from casework.choices import Capacity, Known, MeetingStatus, ReturnStatus
from casework.models import AgencyReturn, Meeting, ReturnRequest
from casework.tests.factories import agency_called, at, put, seat_called
from casework.tests.hearing_factories import complete
from casework.tests.truth.cast import AGENCY, OF_THE_AGENCY
from casework.tests.truth.entries import OWN_AGENCY, Entry
from casework.tests.truth.world import NO_REVIEW, World, meeting_in
from casework.workflows import agendas, meetings, minutes, packs, returns, sessions

NOW = at("2027-02-01 10:00")
LANDLORDS, LANDLORD = "landlords", "beechwood-vale"
NOT_OPEN = frozenset(MeetingStatus.values) - {MeetingStatus.LIST_OPEN}


def put_closed_and_decided(world: World, status: str) -> Meeting:
    """Return a meeting that the chair let proceed."""
    sessions.decide_quorum(
        meeting=world.closed,
        proceeds=True,
        reason="All are here.",
        actor=world.chair,
        now=world.on(world.closed, 9),
    )
    return meeting_in(world.closed, status)


def put_concluded(world: World, status: str) -> Meeting:
    """Return a meeting whose case is complete."""
    complete(world.discussed, actor=world.chair, **NO_REVIEW)
    return meeting_in(world.session, status)


def asked_of_the_agency(world: World) -> ReturnRequest:
    found = world.closed.return_requests
    return found.filter(seat__code=AGENCY).first() or found.order_by("pk").first()


def put_unanswered(world: World, status: str) -> ReturnRequest:
    """Return a request that was never answered or, in that status, just was."""
    request = asked_of_the_agency(world)
    if status == ReturnStatus.ANSWERED:
        return put_answered(world, status)
    return put(request, status=status, answered_at=None)


def put_answered(world: World, status: str) -> ReturnRequest:
    """Return a request that was answered once or, in that status, is asked for the first time."""
    request = asked_of_the_agency(world)
    if status == ReturnStatus.REQUESTED:
        return put(request, status=status, answered_at=None)
    AgencyReturn.objects.create(
        request=request,
        version=1,
        known=Known.NOT_KNOWN,
        checked="Our records",
        capacity=Capacity.REPRESENTATIVE,
        answered_at=NOW,
        answered_by=world.chair,
    )
    return put(request, status=status, answered_at=NOW)


def answer(world, request, actor, *, version: int):
    return returns.answer(
        request=request,
        known=Known.NOT_KNOWN,
        checked="Our records",
        submission=None,
        actor=actor,
        now=NOW,
        version=version,
    )


def chosen_for(world: World) -> list:
    """Return a body of a class. The child panel has no class: any seat stands for it."""
    if world.panel == "child":
        return [(world.closed.panel.seats.first(), None)]
    return [(seat_called(LANDLORDS), agency_called(LANDLORD))]


def choose(world: World, actor, seats: list):
    return agendas.choose_relevant(item=world.asked, seats=seats, actor=actor, now=NOW)


def put_chosen(world: World, status: str, *, answered: bool) -> ReturnRequest:
    """Return the request to a landlord that was chosen for the case."""
    if world.panel == "child":
        request = asked_of_the_agency(world)
    else:
        choose(world, None, chosen_for(world))
        request = world.closed.return_requests.get(seat__code=LANDLORDS)
    answered = answered or status == ReturnStatus.ANSWERED
    return put(request, status=status, answered_at=NOW if answered else None)


ENTRIES = {
    ("meeting", "close"): Entry(
        lambda world, status: meeting_in(world.open, status),
        lambda world, row, actor: meetings.close_list(meeting=row, now=row.closes_at),
        lambda world: world.open,
        stays=NOT_OPEN,
        why="Two workers may close the same list; the second finds it closed.",
    ),
    ("meeting", "issue"): Entry(
        lambda world, status: meeting_in(world.closed, status),
        lambda world, row, actor: packs.issue(meeting=row, actor=actor, now=NOW),
        lambda world: world.closed,
    ),
    ("meeting", "open"): Entry(
        put_closed_and_decided,
        lambda world, row, actor: sessions.open_meeting(
            meeting=row, actor=actor, now=world.on(row, 10)
        ),
        lambda world: world.closed,
    ),
    ("meeting", "end"): Entry(
        put_concluded,
        lambda world, row, actor: sessions.end_meeting(
            meeting=row, actor=actor, now=world.on(row, 14)
        ),
        lambda world: world.session,
    ),
    ("meeting", "sign"): Entry(
        lambda world, status: meeting_in(world.held, status),
        lambda world, row, actor: minutes.sign(
            minutes=world.minutes, actor=actor, now=world.on(row, 16)
        ),
        lambda world: world.held,
    ),
    ("return", "answer"): Entry(
        put_unanswered,
        lambda world, row, actor: answer(world, row, actor, version=1),
        lambda world: world.closed,
        only=OF_THE_AGENCY,
        why=OWN_AGENCY,
    ),
    ("return", "change"): Entry(
        put_answered,
        lambda world, row, actor: answer(world, row, actor, version=2),
        lambda world: world.closed,
        only=OF_THE_AGENCY,
        why=OWN_AGENCY,
    ),
    ("return", "cancel"): Entry(
        lambda world, status: put_chosen(world, status, answered=False),
        lambda world, row, actor: choose(world, actor, []),
        lambda world: world.closed,
        stays=frozenset({ReturnStatus.CANCELLED}),
        why="Whoever chooses the agencies names all of them again; this one is out already.",
    ),
    ("return", "ask"): Entry(
        lambda world, status: put_chosen(world, status, answered=False),
        lambda world, row, actor: choose(world, actor, chosen_for(world)),
        lambda world: world.closed,
        stays=frozenset({ReturnStatus.REQUESTED, ReturnStatus.ANSWERED}),
        why="Whoever chooses the agencies names all of them again; this one is in already.",
    ),
    ("return", "restore"): Entry(
        lambda world, status: put_chosen(world, status, answered=status != ReturnStatus.REQUESTED),
        lambda world, row, actor: choose(world, actor, chosen_for(world)),
        lambda world: world.closed,
        stays=frozenset({ReturnStatus.REQUESTED, ReturnStatus.ANSWERED}),
        why="Whoever chooses the agencies names all of them again; this one is in already.",
    ),
}
