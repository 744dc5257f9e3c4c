"""The people of the demonstration: who they are, and what each is there to show."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group

from casework.choices import Capacity, OfficeKind, Role
from casework.models import Board, Office, Panel, Seat
from casework.workflows import members
from portal.accounts.enrolment import enrol
from portal.accounts.models import User
from portal.boards import EDITORS

PASSPHRASE = "quiet harbour lantern 42"  # noqa: S105


@dataclass(frozen=True)
class Character:
    """Someone who can sign in. `board` is empty for those who serve every board."""

    name: str
    email: str
    board: str
    what_for: str


ADMINISTRATORS = {
    "bsab": Character(
        "Priya Raman",
        "priya.raman@example.org",
        "bsab",
        "Administrator: screens and lists referrals, opens the outbox",
    ),
    "oscb": Character(
        "Samira Khan",
        "samira.khan@example.org",
        "oscb",
        "Administrator: screens and lists referrals, opens the outbox",
    ),
}
EDITORS_OF = {
    "bsab": Character(
        "Ellie Cartwright",
        "ellie.cartwright@example.org",
        "bsab",
        "Edits pages and forms in the CMS; sees no referral",
    ),
    "oscb": Character(
        "Tom Avery",
        "tom.avery@example.org",
        "oscb",
        "Edits pages and forms in the CMS; sees no referral",
    ),
}
SYSTEM = Character(
    "Robin Castle",
    "robin.castle@example.org",
    "",
    "System administrator: the whole CMS and every setting; no case",
)


@dataclass(frozen=True)
class Member:
    """Someone who comes to the panel: in which seat or office, and in what capacity."""

    character: Character
    seat: str = ""
    capacity: str = Capacity.REPRESENTATIVE
    team: str = ""
    office: str = ""


def _who(name: str, board: str, what_for: str) -> Character:
    return Character(name, f"{name.lower().replace(' ', '.')}@example.org", board, what_for)


MEMBERS = (
    Member(
        _who("Gwen Ashdown", "bsab", "Chair, and member for Adult Social Care"),
        seat="adult-social-care",
        office=OfficeKind.CHAIR,
    ),
    Member(
        _who("Daniel Oduya", "bsab", "Vice Chair, and member for Thames Valley Police"),
        seat="thames-valley-police",
        office=OfficeKind.VICE,
    ),
    Member(
        _who("Hannah Leigh", "bsab", "Member for Bucks Fire and Rescue"),
        seat="fire-and-rescue",
    ),
    Member(
        _who("Marek Nowak", "bsab", "Deputy for Bucks Fire and Rescue"),
        seat="fire-and-rescue",
        capacity=Capacity.DEPUTY,
    ),
    Member(
        _who("Ruth Ellery", "oscb", "Chair, by her post as Deputy Director, Social Care"),
        office=OfficeKind.CHAIR,
    ),
    Member(
        _who("Owen Brightwell", "oscb", "Alternate chair, by his post at Oxford Health"),
        office=OfficeKind.ALTERNATE,
    ),
    Member(
        _who("Nadia Frost", "oscb", "Member: Detective Chief Inspector, Public Protection"),
        seat="detective-chief-inspector",
    ),
    Member(
        _who("Joseph Tran", "oscb", "Member: Clinical Lead, CAMHS"),
        seat="clinical-lead-camhs",
    ),
    Member(
        _who("Bridget Shaw", "oscb", "Deputy for the Clinical Lead, CAMHS"),
        seat="clinical-lead-camhs",
        capacity=Capacity.DEPUTY,
    ),
)


def cast() -> list[Character]:
    """Everyone who can sign in, board by board."""
    everyone = []
    for board in ADMINISTRATORS:
        everyone.append(ADMINISTRATORS[board])
        everyone += [one.character for one in MEMBERS if one.character.board == board]
        everyone.append(EDITORS_OF[board])
    return [*everyone, SYSTEM]


def make_accounts(*, now: datetime) -> dict[str, User]:
    """Give everyone an account, the shared passphrase and a working authenticator."""
    users = {}
    for character in cast():
        first, _, last = character.name.partition(" ")
        user = User.objects.create_user(
            character.email, PASSPHRASE, first_name=first, last_name=last
        )
        enrol(user, now=now)
        users[character.email] = user
    return users


def give_roles(users: dict[str, User], board: Board, *, now: datetime) -> None:
    """Grant the board's administrator and editor what they need, and the system's own."""
    administrator = users[ADMINISTRATORS[board.slug].email]
    system = users[SYSTEM.email]
    day = now.date()
    for user, role in (
        (administrator, Role.ADMINISTRATOR),
        (system, Role.SYSTEM_ADMINISTRATOR),
    ):
        members.grant(user=user, board=board, role=role, starts_on=day, actor=None, now=now)
    editor = users[EDITORS_OF[board.slug].email]
    editor.groups.add(Group.objects.get(name=EDITORS.format(board=board.short_name)))
    User.objects.filter(pk=system.pk).update(is_superuser=True, is_staff=True)


def seat_members(users: dict[str, User], panel: Panel, *, actor: User, now: datetime) -> None:
    """Appoint the panel's members and deputies, then fill its offices."""
    mine = [one for one in MEMBERS if one.character.board == panel.board.slug]
    day = now.date()
    for one in mine:
        if one.seat:
            members.appoint(
                seat=Seat.objects.get(panel=panel, code=one.seat),
                user=users[one.character.email],
                capacity=one.capacity,
                starts_on=day,
                team=one.team,
                actor=actor,
                now=now,
            )
    for one in mine:
        if one.office:
            members.fill_office(
                office=Office.objects.get(panel=panel, kind=one.office),
                user=users[one.character.email],
                starts_on=day,
                actor=actor,
                now=now,
            )
