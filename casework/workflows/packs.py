"""The summary of returns: issued, sealed, and issued again when something is new.

Ledger B60, B63. It goes out when it is due, whoever has not answered: what is missing is
named in it. What comes later is an addendum in the next version.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework import access, audit, notices
from casework.choices import AttendanceState, CaseStatus, Event, MeetingStatus, Message, Right
from casework.errors import WrongMoment
from casework.models import Case, Meeting, Pack
from casework.rules import deadlines, moves, packs, seals
from casework.workflows import returns, summaries


@transaction.atomic
def issue(*, meeting: Meeting, actor, now: datetime) -> Pack:
    """Issue what the agencies said about the cases of a meeting, and tell everyone who comes.

    Refused before the list closes, once the meeting has begun, and where nothing is new since
    the last version. A return that is missing refuses nothing.
    """
    held = Meeting.objects.locked(meeting.pk)
    access.check(actor, Right.ISSUE_PACK, held.panel.board)
    held.status = status_once_issued(held)
    prepare_cases(held)
    last = latest(held)
    content = numbered(summaries.draw_up(held, now=now), last, late=is_late(held, now=now))
    refuse_if_nothing_is_new(content, last)
    pack = Pack.objects.create(
        meeting=held,
        version=content["version"],
        content=content,
        content_hash=seals.seal(content),
        issued_at=now,
        issued_by=actor,
    )
    held.save(update_fields=["status"])
    record(pack, actor=actor, now=now)
    tell(pack, now=now)
    return pack


def status_once_issued(meeting: Meeting) -> str:
    """Return the meeting's status once its summary is issued, or refuse."""
    if meeting.status == MeetingStatus.LIST_OPEN:
        raise WrongMoment("The list is still open. Issue the summary once it has closed.")
    return moves.target_of(moves.MEETING, "issue", meeting.status)


def latest(meeting: Meeting) -> Pack | None:
    return meeting.packs.order_by("version").last()


def is_late(meeting: Meeting, *, now: datetime) -> bool:
    return packs.is_late(timezone.localdate(now), due=meeting.pack_due)


def prepare_cases(meeting: Meeting) -> None:
    """Mark the cases whose agencies were asked as ready to be heard."""
    cases = Case.objects.select_for_update(of=("self",)).filter(items__meeting=meeting)
    for case in cases.filter(status=CaseStatus.RESEARCHING).order_by("pk"):
        case.status = moves.target_of(moves.CASE, "prepare", case.status)
        case.save(update_fields=["status"])


def numbered(content: dict, last: Pack | None, *, late: bool) -> dict:
    """Return the content with its version and, after the first, an addendum of what is new.

    Earlier addenda stay. Whether it was issued late follows from the first version alone.
    """
    if last is None:
        return content | {"version": 1, "issued_late": late, "addenda": []}
    addendum = {
        "since": last.version,
        "at": content["generated_at"],
        "new": [change._asdict() for change in packs.changes(last.content, content)],
    }
    return content | {
        "version": last.version + 1,
        "issued_late": last.content["issued_late"],
        "addenda": [*last.content["addenda"], addendum],
    }


def refuse_if_nothing_is_new(content: dict, last: Pack | None) -> None:
    if last is not None and not content["addenda"][-1]["new"]:
        day = deadlines.in_words(timezone.localdate(last.issued_at))
        raise WrongMoment(f"Nothing is new since version {last.version} was issued on {day}.")


def record(pack: Pack, *, actor, now: datetime) -> None:
    cases = pack.content["cases"]
    audit.record(
        Event.PACK_ISSUED,
        subject=pack.meeting,
        actor=actor,
        now=now,
        version=pack.version,
        cases=len(cases),
        unanswered=sum(len(case["no_answer_from"]) for case in cases),
        late=pack.content["issued_late"],
        seal=pack.content_hash,
    )


def tell(pack: Pack, *, now: datetime) -> None:
    """Tell everyone who is invited and has not apologised, deputies too, once a version."""
    for person in those_coming(pack.meeting):
        notices.queue(
            Message.PACK_ISSUED,
            board=pack.meeting.panel.board,
            to=person.email,
            reference=returns.name_of(pack.meeting),
            about=pack.meeting.pk,
            once=f"pack:{pack.pk}:{person.pk}",
            now=now,
            held_on=pack.meeting.held_on,
            version=pack.version,
        )


def those_coming(meeting: Meeting) -> list:
    invited = meeting.attendances.exclude(state=AttendanceState.APOLOGIES)
    named = invited.filter(user__is_active=True).select_related("user").order_by("pk")
    return list({one.user_id: one.user for one in named}.values())
