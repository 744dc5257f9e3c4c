"""Whose agency is at the table. Two people for one seat are one representation (B21).

A seat that is a class of bodies, such as landlords, is represented by the body that matters
to the case, and not by another of its class (B23).
"""

from collections.abc import Iterable
from typing import NamedTuple


class Seat(NamedTuple):
    """A seat by its code and title. `teams` are those whose officers count for it (B22)."""

    code: str
    title: str
    is_class: bool = False
    teams: tuple[str, ...] = ()


class Presence(NamedTuple):
    """Someone who came, for which seat, from which body and which team."""

    seat: str
    agency: str | None = None
    team: str = ""


class Need(NamedTuple):
    """A seat whose presence a case needs and, of a class, the body."""

    seat: str
    agency: str | None = None
    name: str = ""


def counts_for(presence: Presence, seat: Seat) -> bool:
    """Say whether someone represents a seat. An officer of another team does not."""
    if presence.seat != seat.code:
        return False
    teams = {team.casefold() for team in seat.teams}
    return not presence.team or not teams or presence.team.casefold() in teams


def represented(seats: Iterable[Seat], presences: Iterable[Presence]) -> set[str]:
    """Return the codes of the seats that somebody represents, each once."""
    here = list(presences)
    return {seat.code for seat in seats if any(counts_for(one, seat) for one in here)}


def is_met(need: Need, seats: Iterable[Seat], presences: Iterable[Presence]) -> bool:
    """Say whether the seat, and of a class the very body, that a case needs is here."""
    seat = next((seat for seat in seats if seat.code == need.seat), None)
    if seat is None:
        return False
    here = [one for one in presences if counts_for(one, seat)]
    if seat.is_class and need.agency:
        return any(one.agency == need.agency for one in here)
    return bool(here)


def missing(
    needs: Iterable[Need], seats: Iterable[Seat], presences: Iterable[Presence]
) -> list[Need]:
    """Return what a case needs and nobody here can give (B27)."""
    seats, here = list(seats), list(presences)
    return [need for need in needs if not is_met(need, seats, here)]


def warnings(
    needs: Iterable[Need], seats: Iterable[Seat], presences: Iterable[Presence]
) -> list[str]:
    """Return what the chair should weigh before a case is heard, in words."""
    seats, here = list(seats), list(presences)
    titles = {seat.code: seat.title for seat in seats}
    found = []
    for need in missing(needs, seats, here):
        title = titles.get(need.seat, need.seat)
        others = any(one.seat == need.seat for one in here)
        if need.agency and others:
            found.append(f"{title}: {need.name or need.agency} is not here. Another body came.")
        else:
            who = f" ({need.name or need.agency})" if need.agency else ""
            found.append(f"{title}{who} is not here.")
    return found
