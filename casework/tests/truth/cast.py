"""Everybody who may press a button, with the rights that the permissions give them."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, Group

from casework.choices import AttendanceState, Capacity, OfficeKind, Right, Role
from casework.models import Attendance, Meeting
from casework.rules.permissions import CHAIR, MEMBER, ROLES
from casework.tests.factories import (
    make_administrator,
    make_appointment,
    make_chair,
    make_holder,
    make_member,
    make_user,
    seat_called,
)

AGENCY = "fire-and-rescue"
ANOTHER_AGENCY = "oxford-health"


class Player(NamedTuple):
    """Somebody at a panel, what they hold there, and whether the chair is away when they act."""

    name: str
    panel: str = "adult"
    holds: frozenset[str] = frozenset()
    chair_is_away: bool = False

    def has(self, right: Right) -> bool:
        return any(right in ROLES[held] for held in self.holds)


SITS, CHAIRS = frozenset({MEMBER}), frozenset({MEMBER, CHAIR})
PLAYERS = (
    Player("administrator", holds=frozenset({Role.ADMINISTRATOR})),
    Player("board manager", holds=frozenset({Role.BOARD_MANAGER})),
    Player("system administrator", holds=frozenset({Role.SYSTEM_ADMINISTRATOR})),
    Player("chair", holds=CHAIRS),
    Player("chair who is away", holds=SITS, chair_is_away=True),
    Player("vice chair", holds=SITS),
    Player("vice chair, acting", holds=CHAIRS, chair_is_away=True),
    Player("alternate chair", panel="child", holds=SITS),
    Player("alternate chair, acting", panel="child", holds=CHAIRS, chair_is_away=True),
    Player("member of the agency", holds=SITS),
    Player("member of another agency", holds=SITS),
    Player("deputy who is sent", holds=SITS),
    Player("deputy who is not sent"),
    Player("editor of pages and forms"),
    Player("administrator of another board"),
    Player("nobody"),
)
OF_THE_AGENCY = frozenset({"member of the agency", "deputy who is sent"})


def make_editor():
    editor = make_user()
    editor.groups.add(Group.objects.get(name__endswith="BSAB"))
    return editor


def make_cast() -> dict[str, object]:
    """Return the account of every player. The two deputies are deputies of the same seat."""
    chair, vice = make_chair(), make_chair(kind=OfficeKind.VICE)
    child_chair = make_chair("child")
    alternate = make_chair("child", OfficeKind.ALTERNATE)
    deputies = [make_appointment(AGENCY, capacity=Capacity.DEPUTY).user for _ in range(2)]
    return {
        "administrator": make_administrator(),
        "board manager": make_holder(Role.BOARD_MANAGER),
        "system administrator": make_holder(Role.SYSTEM_ADMINISTRATOR),
        "chair": chair,
        "chair who is away": chair,
        "vice chair": vice,
        "vice chair, acting": vice,
        "alternate chair": alternate,
        "alternate chair, acting": alternate,
        "member of the agency": make_member(AGENCY),
        "member of another agency": make_member(ANOTHER_AGENCY),
        "deputy who is sent": deputies[0],
        "deputy who is not sent": deputies[1],
        "editor of pages and forms": make_editor(),
        "administrator of another board": make_administrator("oscb"),
        "nobody": AnonymousUser(),
        "chair of the child panel": child_chair,
        "administrator of the child panel": make_administrator("oscb"),
    }


def come(player: Player, cast: dict, meeting: Meeting) -> bool:
    """Let the meeting's attendance say who is away and which deputy was sent.

    Says whether that changed anything.
    """
    if player.name == "deputy who is sent":
        Attendance.objects.create(
            meeting=meeting,
            seat=seat_called(AGENCY),
            user=cast[player.name],
            name="Deputy",
            capacity=Capacity.DEPUTY,
            state=AttendanceState.ATTENDED,
        )
    if player.chair_is_away:
        chair = cast["chair of the child panel" if player.panel == "child" else "chair"]
        lines = Attendance.objects.filter(meeting=meeting, user=chair)
        if not lines.update(state=AttendanceState.APOLOGIES):
            Attendance.objects.create(
                meeting=meeting, user=chair, name="Chair", state=AttendanceState.APOLOGIES
            )
    return player.chair_is_away or player.name == "deputy who is sent"
