"""A Court of Protection process that runs beside a case (B44).

It never ends the case by itself: staff decide what the panel does, and write it down.
"""

from datetime import date, datetime

from django.db import transaction

from casework import access, audit
from casework.choices import CourtStatus, Event, Right
from casework.errors import WrongMoment
from casework.models import Case, CourtTrack
from casework.rules import courts
from forms_pages import answers


@transaction.atomic
def open_if_needed(*, case: Case, now: datetime) -> CourtTrack | None:
    """Note the process where the referral says the person lacks capacity. Again, it is one."""
    submission = case.referral.submission
    status = courts.status_of(answers.by_target(submission.version.document, submission.data))
    return opened(case, status=status, actor=None, now=now) if status else None


def opened(case: Case, *, status: str, actor, now: datetime) -> CourtTrack:
    track, is_new = CourtTrack.objects.get_or_create(
        case=case, defaults={"status": status, "opened_at": now}
    )
    if is_new:
        audit.record(Event.COURT_TRACK_OPENED, subject=case, actor=actor, now=now, status=status)
    return track


@transaction.atomic
def change(
    *,
    case: Case,
    status: CourtStatus,
    court_reference: str,
    lead_name: str,
    next_on: date | None,
    decision: str,
    actor,
    now: datetime,
) -> CourtTrack:
    """Write down where the process stands and what staff decided about the panel's part.

    Staff who learn of a lack of capacity after the referral note the process here, where the
    form asks about capacity. What was decided stays out of the audit.
    """
    access.check(actor, Right.RECORD_COURT_TRACK, case.panel.board)
    held = (
        Case.objects.select_for_update(of=("self",)).select_related("panel__board").get(pk=case.pk)
    )
    if not decision.strip():
        raise WrongMoment("Say what is decided about the panel’s part.")
    refuse_where_capacity_is_not_asked(held)
    track = opened(held, status=CourtStatus(status), actor=actor, now=now)
    was, track.status = track.status, CourtStatus(status)
    track.court_reference, track.lead_name = court_reference.strip(), lead_name.strip()
    track.next_on, track.decision = next_on, decision.strip()
    track.decided_at, track.decided_by = now, actor
    track.save()
    audit.record(
        Event.COURT_TRACK_CHANGED,
        subject=held,
        actor=actor,
        now=now,
        was=was,
        became=track.status,
        next_on=next_on,
    )
    return track


def refuse_where_capacity_is_not_asked(case: Case) -> None:
    noted = CourtTrack.objects.filter(case=case).exists()
    if not noted and not courts.asks(case.referral.submission.version.document):
        raise WrongMoment("This panel does not ask about capacity.")
