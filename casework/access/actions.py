"""Which actions somebody may know, in full or by title only, and who may change one (B70)."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.access.records import LOOKS_LIKE_A_REFERENCE, cases_for, note_refusal
from casework.access.roles import boards_by_role, is_known, may_at
from casework.choices import OfficeKind, Right
from casework.models import Action, Agency, Appointment, Case, Tenure

SHOWN_WITH = (
    "case__panel__board",
    "item__meeting__panel__board",
    "owner_agency",
    "owner",
    "recommendation",
)


def actions_for(user) -> QuerySet[Action]:
    """Return the actions somebody sees in full.

    Administrators see those of their boards, the chair and members those of the cases they
    may read: whoever sits on the panel agreed them together. The lead professional sees all
    of the case they coordinate, an owner their own. What an owner may know of the others on
    the same case is in `titles_beside`.
    """
    if not is_known(user):
        return Action.objects.none()
    return Action.objects.filter(
        Q(case__in=cases_for(user).order_by()) | Q(owner=user) | Q(case__lead=user)
    )


def action_for(user, reference: str, number: int) -> Action:
    """Return one action in full, or 404 so that its existence is not confirmed."""
    address = {"case__reference": reference, "number": number}
    found = actions_for(user).filter(**address).select_related(*SHOWN_WITH).first()
    if found is None:
        refuse_case(user, reference, what=f"action {reference}/{number}")
    return found


def titles_beside(action: Action) -> QuerySet:
    """Return number, title and status of a case's other actions: no owner, no detail (B70)."""
    others = Action.objects.filter(case=action.case_id).exclude(pk=action.pk)
    return others.order_by("number").values("number", "title", "status")


def plan_for(user, reference: str) -> Case:
    """Return the case whose plan this is, to whoever reads the case or coordinates it (B70)."""
    visible = Case.objects.filter(Q(pk__in=cases_for(user).order_by()) | led_by(user))
    found = visible.select_related("panel__board", "person", "lead_agency")
    case = found.filter(reference=reference).first()
    if case is None:
        refuse_case(user, reference, what=f"plan {reference}")
    return case


def led_by(user) -> Q:
    return Q(lead=user) if is_known(user) else Q(pk=None)


def refuse_case(user, reference: str, *, what: str) -> None:
    """Answer 404, and record it where a case is meant or could be."""
    case = Case.objects.select_related("panel__board").filter(reference=reference).first()
    if case or LOOKS_LIKE_A_REFERENCE.fullmatch(reference):
        note_refusal(user, what, case.panel.board if case else None)
    raise Http404


def own_actions(user) -> QuerySet[Action]:
    """Return the actions somebody owns by their account."""
    return Action.objects.filter(owner=user) if is_known(user) else Action.objects.none()


def has_actions(user) -> bool:
    """Say whether somebody owns an action or leads a case: a way in without any seat."""
    return own_actions(user).exists() or led_cases(user).exists()


def led_cases(user) -> QuerySet[Case]:
    """Return the cases that somebody coordinates as lead professional, by their account."""
    return Case.objects.filter(led_by(user)).order_by("-opened_at", "-pk")


def owner_agencies_for(user) -> QuerySet[Agency]:
    """Return the agencies that own an action this person sees in full."""
    owning = actions_for(user).order_by().values("owner_agency")
    return Agency.objects.filter(pk__in=owning).order_by("name", "pk")


def may_update(user, action: Action) -> bool:
    """Say whether somebody may tell how an action goes.

    Its owner, the board's administrators, and whoever sits for the owner's agency, deputies
    too, while they may read the case.
    """
    if not is_known(user):
        return False
    if action.owner_id == user.pk or runs_the_board_of(user, action):
        return True
    return sits_for(user, action.owner_agency_id) and reads_case(user, action.case)


def may_judge(user, action: Action) -> bool:
    """Say whether somebody may verify, close or hand on an action.

    Whoever chaired the meeting that agreed it, and the panel's chair of today: a chair who
    has gone would leave it with nobody.
    """
    meeting = action.item.meeting
    if may_at(user, Right.JUDGE_ACTION, meeting):
        return True
    today = Tenure.objects.on(timezone.localdate()).filter(office__kind=OfficeKind.CHAIR)
    return is_known(user) and today.filter(user=user, office__panel=meeting.panel_id).exists()


def runs_the_board_of(user, action: Action) -> bool:
    boards = boards_by_role(user, Right.UPDATE_ACTION)
    return boards.filter(board=action.case.panel.board_id).exists()


def sits_for(user, agency_id: int) -> bool:
    """Say whether an appointment of today is for an agency: by name or, without one, by seat."""
    theirs = Appointment.objects.on(timezone.localdate()).filter(user=user)
    by_seat = Q(agency=None, seat__agencies=agency_id)
    return theirs.filter(Q(agency=agency_id) | by_seat).exists()


def reads_case(user, case: Case) -> bool:
    return cases_for(user).filter(pk=case.pk).exists()
