"""Which records somebody may know exist. What is not yours is not there."""

import re
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework import audit
from casework.access.roles import boards_by_role, meetings_sat_at
from casework.choices import Event, Right
from casework.models import AgendaItem, AuditEntry, Board, Case, Meeting, Notice, Referral
from forms_pages import intake

LOOKS_LIKE_A_REFERENCE = re.compile(r"[A-Z]{2,4}-\d{4}-\d{4,8}")


def referrals_for(user) -> QuerySet[Referral]:
    """Return all referrals of the boards whose referrals this person screens."""
    return Referral.objects.filter(
        panel__board__in=boards_by_role(user, Right.SCREEN_REFERRAL)
    ).order_by("submitted_at", "id")


def referral_for(user, reference: str) -> Referral:
    """Return one received referral, or 404 so that its existence is not confirmed.

    Nobody opens a referral before its senior manager has authorised it (O79).
    """
    return one_of(user, referrals_for(user).received(), Referral, reference)


def cases_for(user) -> QuerySet[Case]:
    """Return the cases a person reads by role, or by sitting where a closed list is heard."""
    listed = AgendaItem.objects.filter(
        case=OuterRef("pk"),
        meeting__in=meetings_sat_at(user),
        meeting__list_closed_at__isnull=False,
    )
    by_role = Q(panel__board__in=boards_by_role(user, Right.READ_CASE))
    return Case.objects.filter(by_role | Exists(listed)).order_by("-opened_at", "-id")


def case_for(user, reference: str) -> Case:
    found = cases_for(user).select_related("person", "referral__submission__version")
    return one_of(user, found, Case, reference)


def meetings_for(user) -> QuerySet[Meeting]:
    by_role = Q(panel__board__in=boards_by_role(user, Right.SEE_MEETINGS))
    return Meeting.objects.filter(by_role | Q(pk__in=meetings_sat_at(user)))


def meeting_for(user, panel_slug: str, held_on: str) -> Meeting:
    """Return a meeting by its panel and its day as in an address, or 404."""
    day = day_in(held_on)
    address = {"panel__slug": panel_slug, "held_on": day}
    found = day and meetings_for(user).filter(**address).select_related("panel__board").first()
    if found:
        return found
    hidden = day and Meeting.objects.filter(**address).select_related("panel__board").first()
    if hidden:
        note_refusal(user, f"meeting {audit.name_of(hidden)}", hidden.panel.board)
    raise Http404


def notices_for(user) -> QuerySet[Notice]:
    return Notice.objects.filter(board__in=boards_by_role(user, Right.READ_OUTBOX))


def attention_for(user) -> QuerySet:
    """Return what was sent to these boards' forms and has not become a referral."""
    boards = boards_by_role(user, Right.SEE_ATTENTION)
    return intake.needing_attention().filter(
        version__form_page__panel_form__panel__board__in=boards
    )


def history_of(record: Referral | Case) -> QuerySet[AuditEntry]:
    """Return what the audit says of a referral and the case it became, earliest first."""
    kinds = ("referral", "case", "submission")
    return AuditEntry.objects.filter(subject_kind__in=kinds, subject=record.reference)


def history_of_meeting(meeting: Meeting) -> QuerySet[AuditEntry]:
    """Return what the audit says was done with a meeting, earliest first. Not who read what."""
    told = AuditEntry.objects.filter(subject_kind="meeting", subject=audit.name_of(meeting))
    return told.exclude(event=Event.PACK_READ)


def one_of(user, visible: QuerySet, model, reference: str):
    found = visible.select_related("panel__board").filter(reference=reference).first()
    if found:
        return found
    hidden = model.objects.select_related("panel__board").filter(reference=reference).first()
    board = hidden.panel.board if hidden else None
    if hidden or LOOKS_LIKE_A_REFERENCE.fullmatch(reference):
        note_refusal(user, f"{model._meta.model_name} {reference}", board)
    raise Http404


def note_refusal(user, what: str, board: Board | None) -> None:
    audit.refused(user, what, now=timezone.now(), board=board)


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
