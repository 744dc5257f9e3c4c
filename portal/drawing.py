"""The states of everything that has them, drawn from the tables into the README.

`python -m portal.drawing` writes the drawings again. A test fails where the README is not
what the tables say. GitHub shows them as pictures.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from casework import choices
from casework.choices import Party, Right, Role
from casework.rules import moves
from casework.rules.permissions import CHAIR, MEMBER, ROLES

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- states: written by `make states`, from casework/rules/moves.py -->"
END = "<!-- end of states -->"


class Drawing(NamedTuple):
    """A table, what it tells of, and its statuses: the first is how everything begins.

    `not_yet` names the states no verb leads to yet, and why.
    """

    title: str
    table: tuple[moves.Move, ...]
    statuses: type
    not_yet: Mapping[str, str] = MappingProxyType({})


DRAWINGS = (
    Drawing(
        "A referral",
        moves.REFERRAL,
        choices.ReferralStatus,
        {choices.ReferralStatus.WITHDRAWN: "nobody can withdraw a referral in the portal yet"},
    ),
    Drawing("A request to authorise", moves.AUTHORISATION, choices.AuthorisationStatus),
    Drawing(
        "A meeting",
        moves.MEETING,
        choices.MeetingStatus,
        {choices.MeetingStatus.CANCELLED: "it comes with giving a meeting another day"},
    ),
    Drawing(
        "A case",
        moves.CASE,
        choices.CaseStatus,
        {choices.CaseStatus.WITHDRAWN: "nobody can withdraw a case in the portal yet"},
    ),
    Drawing("A return", moves.RETURN, choices.ReturnStatus),
    Drawing("An action", moves.ACTION, choices.ActionStatus),
    Drawing("Minutes", moves.MINUTES, choices.MinutesStatus),
    Drawing("A receipt of minutes", moves.RECEIPT, choices.ReceiptStatus),
    Drawing("A spreadsheet", moves.WORKBOOK, choices.WorkbookStatus),
)


def drawn() -> str:
    """Return all drawings, as the README shows them."""
    return "\n\n".join("\n".join([f"### {one.title}", "", *lines_of(one)]) for one in DRAWINGS)


def lines_of(one: Drawing) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    shown = [status for status in one.statuses if status not in one.not_yet]
    yield from (f'    state "{status.label}" as {status.value}' for status in shown)
    yield f"    [*] --> {shown[0].value}"
    yield from edges_of(one)
    yield "```"
    for status, reason in one.not_yet.items():
        yield f"\nNo verb leads to “{one.statuses(status).label}” yet: {reason}."


def edges_of(one: Drawing) -> Iterator[str]:
    """Yield one arrow for each verb from each status, in the order of the statuses."""
    for source in one.statuses:
        for move in one.table:
            if source in move.sources:
                target = one.statuses(move.target)
                yield f"    {source.value} --> {target.value}: {move.name} ({by_whom(move.by)})"


def by_whom(by: Right | Party) -> str:
    """Return whom the table lets do it: the roles that have the right, or who has a link."""
    if isinstance(by, Party):
        return by.label
    return " or ".join(name_of(role) for role, rights in ROLES.items() if by in rights)


def name_of(role: str) -> str:
    """Return a role in words. Members and chairs hold theirs by appointment, not by grant."""
    return role if role in (MEMBER, CHAIR) else Role(role).label.lower()


def redrawn(text: str) -> str:
    """Return the README's text with its drawings as the tables have them now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{drawn()}\n\n{END}{after}"


def main() -> int:
    README.write_text(redrawn(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
