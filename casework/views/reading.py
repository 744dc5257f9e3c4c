"""Records made ready to be read on a page: rows with ages and flags, answers as asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Count
from django.utils import timezone

from casework.choices import AuthorisationStatus, ReferralStatus
from casework.models import Authorisation, Referral
from casework.rules import deadlines, screening
from forms_pages import answers

SHOWN_WHILE_WAITING = ("reference", "agency_name", "submitted_at")


@dataclass(frozen=True)
class InboxRow:
    """A referral in the inbox: how long it has waited, and what to look at."""

    referral: Referral
    working_days: int
    flags: list


def for_inbox(referrals):
    """Return received referrals, longest waiting first, with all that a row shows."""
    return (
        referrals.received()
        .select_related("panel__board", "meeting")
        .prefetch_related("submission__version")
        .order_by("received_at", "id")
    )


def inbox_rows(referrals, *, today: date) -> Iterator[InboxRow]:
    closed_days = cache(lambda board: board.closed_days(near=today))
    for referral in referrals:
        received_on = timezone.localdate(referral.received_at)
        holidays = closed_days(referral.panel.board)
        days = deadlines.working_days(received_on, today, holidays=holidays)
        yield InboxRow(referral, days, flags_of(referral))


@dataclass(frozen=True)
class WaitingRow:
    """A referral that waits for its senior manager, and for how many days."""

    referral: Referral
    days: int


def waiting_rows(referrals, *, today: date) -> Iterator[WaitingRow]:
    for referral in referrals:
        yield WaitingRow(referral, (today - timezone.localdate(referral.submitted_at)).days)


def declined_by_reason(referrals):
    """Return how many were declined for each reason, most frequent first (B2)."""
    return (
        referrals.filter(status=ReferralStatus.DECLINED)
        .values("panel__name", "decline_reason__label")
        .annotate(number=Count("pk"))
        .order_by("-number", "decline_reason__label")
    )


def targets_of(referral: Referral) -> dict:
    """Return the referral's answers by what they mean to the panel."""
    submission = referral.submission
    return answers.by_target(submission.version.document, submission.data)


def flags_of(referral: Referral) -> list:
    """Return what screening must look at. Judged as on the day it was received."""
    on = timezone.localdate(referral.received_at)
    meets_on = referral.meeting.held_on if referral.meeting else None
    return screening.flags(targets_of(referral), referral.panel, on, meets_on=meets_on)


def initials_of(referral: Referral) -> str:
    targets = targets_of(referral)
    names = (targets.get("person_first_name"), targets.get("person_family_name"))
    return "".join(name[:1] for name in names if isinstance(name, str)).upper()


def what_was_said(referral: Referral, *, all_of_it: bool) -> dict:
    """Return the answers with their questions as they were asked, and of which version.

    Whoever is not board staff reads only what all who attend may read.
    """
    version = referral.submission.version
    sections = answers.read(version.document, referral.submission.data)
    shown = sections if all_of_it else answers.for_everyone(sections)
    return {"version": version, "sections": shown}


def authorisation_of(referral: Referral) -> Authorisation | None:
    """Return who authorised the referral or, until then, the latest request."""
    requests = sorted(referral.authorisations.all(), key=lambda a: (a.requested_at, a.pk))
    given = [a for a in requests if a.status == AuthorisationStatus.AUTHORISED]
    return (given or requests or [None])[-1]
