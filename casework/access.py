"""The door to records: who may do what, and which records they may know exist.

Roles and appointments are read from today's rows each time. What is not yours is not there.
An editor of pages and forms holds no role here and sees nothing.
"""

import re
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework import audit
from casework.choices import Action, Capacity
from casework.errors import NotPermitted
from casework.models import (
    AgendaItem,
    Appointment,
    Attendance,
    AuditEntry,
    Board,
    Case,
    Meeting,
    Notice,
    Panel,
    Referral,
    RoleGrant,
    Tenure,
)
from casework.rules.permissions import MEMBER, ROLES
from forms_pages import intake

LOOKS_LIKE_A_REFERENCE = re.compile(r"[A-Z]{2,4}-\d{4}-\d{4,8}")


def may(user, action: Action, board: Board) -> bool:
    return boards_for(user, action).filter(pk=board.pk).exists()


def check(actor, action: Action, board: Board) -> None:
    """Refuse, unless a role of today lets `actor` do this. The portal itself may (None)."""
    if actor is not None and not may(actor, action, board):
        raise NotPermitted(f"Your role does not let you {words_of(action)}.")


def words_of(action: Action) -> str:
    label = Action(action).label
    return label[0].lower() + label[1:]


def boards_for(user, action: Action) -> QuerySet[Board]:
    """Return the boards where a role, a seat or an office lets this person do this."""
    if not is_known(user):
        return Board.objects.none()
    by_right = Q(pk__in=_boards_by_role(user, action))
    if action in ROLES[MEMBER]:
        by_right |= Q(pk__in=_panels_sat_on(user).values("board"))
        by_right |= Q(pk__in=_meetings_sat_at(user).values("panel__board"))
    return Board.objects.filter(by_right)


def panels_for(user, action: Action) -> QuerySet[Panel]:
    return Panel.objects.filter(board__in=boards_for(user, action), active=True).order_by("name")


def referrals_for(user) -> QuerySet[Referral]:
    """Return all referrals of the boards whose referrals this person screens."""
    return Referral.objects.filter(
        panel__board__in=_boards_by_role(user, Action.SCREEN_REFERRAL)
    ).order_by("submitted_at", "id")


def referral_for(user, reference: str) -> Referral:
    """Return one received referral, or 404 so that its existence is not confirmed.

    Nobody opens a referral before its senior manager has authorised it (O79).
    """
    return _one(user, referrals_for(user).received(), Referral, reference)


def cases_for(user) -> QuerySet[Case]:
    """Return the cases a person reads by role, or by sitting where a closed list is heard."""
    listed = AgendaItem.objects.filter(
        case=OuterRef("pk"),
        meeting__in=_meetings_sat_at(user),
        meeting__list_closed_at__isnull=False,
    )
    by_role = Q(panel__board__in=_boards_by_role(user, Action.READ_CASE))
    return Case.objects.filter(by_role | Exists(listed)).order_by("-opened_at", "-id")


def case_for(user, reference: str) -> Case:
    found = cases_for(user).select_related("person", "referral__submission__version")
    return _one(user, found, Case, reference)


def meetings_for(user) -> QuerySet[Meeting]:
    by_role = Q(panel__board__in=_boards_by_role(user, Action.SEE_MEETINGS))
    return Meeting.objects.filter(by_role | Q(pk__in=_meetings_sat_at(user)))


def meeting_for(user, panel_slug: str, held_on: str) -> Meeting:
    """Return a meeting by its panel and its day as in an address, or 404."""
    day = _day(held_on)
    address = {"panel__slug": panel_slug, "held_on": day}
    found = day and meetings_for(user).filter(**address).select_related("panel__board").first()
    if found:
        return found
    hidden = day and Meeting.objects.filter(**address).select_related("panel__board").first()
    if hidden:
        _note_refusal(user, f"meeting {audit.name_of(hidden)}", hidden.panel.board)
    raise Http404


def notices_for(user) -> QuerySet[Notice]:
    return Notice.objects.filter(board__in=_boards_by_role(user, Action.READ_OUTBOX))


def attention_for(user) -> QuerySet:
    """Return what was sent to these boards' forms and has not become a referral."""
    boards = _boards_by_role(user, Action.SEE_ATTENTION)
    return intake.needing_attention().filter(
        version__form_page__panel_form__panel__board__in=boards
    )


def history_of(record: Referral | Case) -> QuerySet[AuditEntry]:
    """Return what the audit says of a referral and the case it became, earliest first."""
    kinds = ("referral", "case", "submission")
    return AuditEntry.objects.filter(subject_kind__in=kinds, subject=record.reference)


def history_of_meeting(meeting: Meeting) -> QuerySet[AuditEntry]:
    """Return what the audit says of a meeting, earliest first."""
    return AuditEntry.objects.filter(subject_kind="meeting", subject=audit.name_of(meeting))


def is_known(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def _boards_by_role(user, action: Action) -> QuerySet:
    roles = [role for role, actions in ROLES.items() if action in actions]
    if not is_known(user):
        return Board.objects.none().values("pk")
    grants = RoleGrant.objects.on(timezone.localdate()).filter(user=user, role__in=roles)
    return grants.values("board")


def _panels_sat_on(user) -> QuerySet[Panel]:
    """Return the panels where a person holds a seat as representative, or an office, today."""
    today = timezone.localdate()
    seats = Appointment.objects.on(today).filter(user=user, capacity=Capacity.REPRESENTATIVE)
    offices = Tenure.objects.on(today).filter(user=user)
    return Panel.objects.filter(
        Q(pk__in=seats.values("seat__panel")) | Q(pk__in=offices.values("office__panel"))
    )


def _meetings_sat_at(user) -> QuerySet[Meeting]:
    """Return the meetings of a member's panels, and those to which a deputy is sent."""
    if not is_known(user):
        return Meeting.objects.none()
    deputised = Appointment.objects.on(timezone.localdate()).filter(
        user=user, capacity=Capacity.DEPUTY
    )
    sent = Attendance.objects.filter(
        user=user, capacity=Capacity.DEPUTY, seat__in=deputised.values("seat")
    )
    return Meeting.objects.filter(
        Q(panel__in=_panels_sat_on(user)) | Q(pk__in=sent.values("meeting"))
    )


def _one(user, visible: QuerySet, model, reference: str):
    found = visible.select_related("panel__board").filter(reference=reference).first()
    if found:
        return found
    hidden = model.objects.select_related("panel__board").filter(reference=reference).first()
    board = hidden.panel.board if hidden else None
    if hidden or LOOKS_LIKE_A_REFERENCE.fullmatch(reference):
        _note_refusal(user, f"{model._meta.model_name} {reference}", board)
    raise Http404


def _note_refusal(user, what: str, board: Board | None) -> None:
    audit.refused(user, what, now=timezone.now(), board=board)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
