"""Who may do what: roles by grant, members by seat, the chair by who is away.

Roles and appointments are read from today's rows each time. An editor of pages and forms
holds no role here and may do nothing.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.choices import AttendanceState, Capacity, Right
from casework.errors import NotPermitted
from casework.models import Appointment, Attendance, Board, Meeting, Panel, RoleGrant, Tenure
from casework.rules import chairing
from casework.rules.permissions import CHAIR, MEMBER, ROLES

AWAY = (AttendanceState.APOLOGIES, AttendanceState.ABSENT)


def may(user, right: Right, board: Board) -> bool:
    return boards_for(user, right).filter(pk=board.pk).exists()


def check(actor, right: Right, board: Board) -> None:
    """Refuse, unless a role of today lets `actor` do this. The portal itself may (None)."""
    if actor is not None and not may(actor, right, board):
        raise NotPermitted(f"Your role does not let you {words_of(right)}.")


def words_of(right: Right) -> str:
    label = Right(right).label
    return label[0].lower() + label[1:]


def boards_for(user, right: Right) -> QuerySet[Board]:
    """Return the boards where a role, a seat or an office lets this person do this."""
    if not is_known(user):
        return Board.objects.none()
    by_right = Q(pk__in=boards_by_role(user, right))
    if right in ROLES[MEMBER]:
        by_right |= Q(pk__in=panels_sat_on(user).values("board"))
        by_right |= Q(pk__in=meetings_sat_at(user).values("panel__board"))
    return Board.objects.filter(by_right)


def panels_for(user, right: Right) -> QuerySet[Panel]:
    return Panel.objects.filter(board__in=boards_for(user, right), active=True).order_by("name")


def is_known(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def boards_by_role(user, right: Right) -> QuerySet:
    roles = [role for role, rights in ROLES.items() if right in rights]
    if not is_known(user):
        return Board.objects.none().values("pk")
    grants = RoleGrant.objects.on(timezone.localdate()).filter(user=user, role__in=roles)
    return grants.values("board")


def panels_sat_on(user) -> QuerySet[Panel]:
    """Return the panels where a person holds a seat as representative, or an office, today."""
    today = timezone.localdate()
    seats = Appointment.objects.on(today).filter(user=user, capacity=Capacity.REPRESENTATIVE)
    offices = Tenure.objects.on(today).filter(user=user)
    return Panel.objects.filter(
        Q(pk__in=seats.values("seat__panel")) | Q(pk__in=offices.values("office__panel"))
    )


def meetings_sat_at(user) -> QuerySet[Meeting]:
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
        Q(panel__in=panels_sat_on(user)) | Q(pk__in=sent.values("meeting"))
    )


def may_at(user, right: Right, meeting: Meeting) -> bool:
    """Say whether somebody may do this at one meeting: by role, or because they chair it."""
    if may(user, right, meeting.panel.board):
        return True
    return right in ROLES[CHAIR] and is_known(user) and chairs(user, meeting)


def check_at(actor, right: Right, meeting: Meeting) -> None:
    """Refuse, unless a role lets `actor` do this or they chair the meeting."""
    if actor is not None and not may_at(actor, right, meeting):
        raise NotPermitted(f"Your role does not let you {words_of(right)}.")


def chairs(user, meeting: Meeting) -> bool:
    found = chair_of(meeting)
    return found is not None and found.user_id == user.pk


def chair_of(meeting: Meeting) -> Tenure | None:
    """Return by which office a meeting is chaired: the chair's, or who acts for them (O26).

    Somebody is away when every line of the meeting's attendance that names them says so.
    """
    tenures = Tenure.objects.on(meeting.held_on).filter(office__panel=meeting.panel_id)
    by_holder = {
        chairing.Holder(one.office.kind, one.user_id): one
        for one in tenures.select_related("office", "user")
    }
    found = chairing.chairs(by_holder, away=who_is_away(meeting))
    return by_holder[found] if found else None


def who_is_away(meeting: Meeting) -> set[int]:
    named = Attendance.objects.filter(meeting=meeting, user__isnull=False)
    coming = set(named.exclude(state__in=AWAY).values_list("user", flat=True))
    return set(named.values_list("user", flat=True)) - coming
