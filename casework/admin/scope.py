"""Which rows of a reference list belong to which board, and who may change them."""

from django.db.models import Model, QuerySet
from wagtail_modeladmin.helpers import PermissionHelper

from casework import access
from casework.choices import Right
from casework.models import Agency, Board, DeclineReason, Holiday, Office, Panel, RiskMatrix, Seat

# How each list reaches its board, and what somebody must be allowed there to change it.
# What is not here is not in the CMS.
WAY_TO_THE_BOARD = {
    Agency: "board",
    DeclineReason: "panel__board",
    Holiday: "board",
    Office: "panel__board",
    Panel: "board",
    RiskMatrix: "panel__board",
    Seat: "panel__board",
}
MEMBERSHIP = (Agency, Office, Seat)


def needed_for(model: type[Model]) -> Right:
    return Right.APPOINT if model in MEMBERSHIP else Right.CHANGE_SETTINGS


def boards_of(user, action: Right) -> QuerySet[Board]:
    """Return the boards whose lists this person keeps. A superuser keeps those of all."""
    if user.is_superuser and user.is_active:
        return Board.objects.all()
    return access.boards_for(user, action)


def own(model: type[Model], user, action: Right | None = None) -> QuerySet:
    """Return the rows of this user's boards, and no others."""
    boards = boards_of(user, action or needed_for(model))
    if model is Board:
        return boards
    return model._default_manager.filter(**{f"{WAY_TO_THE_BOARD[model]}__in": boards})


def board_of(row: Model) -> Board:
    for step in WAY_TO_THE_BOARD[type(row)].split("__"):
        row = getattr(row, step)
    return row


def keeps(user, row: Model) -> bool:
    """Say whether a row is of this user's boards. Boards are asked for once in a request."""
    action = needed_for(type(row))
    kept = user.__dict__.setdefault("_boards_kept", {})
    if action not in kept:
        kept[action] = set(boards_of(user, action).values_list("pk", flat=True))
    return board_of(row).pk in kept[action]


class BoardPermissions(PermissionHelper):
    """Roles decide, board by board. Wagtail's groups and permissions have no say here."""

    def user_can_list(self, user):
        return boards_of(user, needed_for(self.model)).exists()

    def user_can_create(self, user):
        return boards_of(user, needed_for(self.model)).exists()

    def user_can_edit_obj(self, user, obj):
        return keeps(user, obj)

    def user_can_delete_obj(self, user, obj):
        return False

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.user_can_edit_obj(user, obj)


class Removable(BoardPermissions):
    """For rows nothing else refers to."""

    def user_can_delete_obj(self, user, obj):
        return self.user_can_edit_obj(user, obj)


class ReadOnly(BoardPermissions):
    """To look at only: these rows change by another door."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_inspect_obj(self, user, obj):
        return keeps(user, obj)
