"""Every verb of every table, by everybody, in every status: allowed, or nothing has changed.

Made from the tables in `rules/moves.py` and the rights in `rules/permissions.py`. What is
allowed is never written here; `truth/registry.py` says how each verb is called.
"""

from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction

from casework.choices import Party
from casework.errors import NotPermitted, Refused
from casework.tests.truth.cast import PLAYERS, Player, come, make_cast
from casework.tests.truth.entries import Entry
from casework.tests.truth.registry import REGISTRY, TABLES
from casework.tests.truth.snapshots import changed, snapshot, watched
from casework.tests.truth.world import make_world

BY_WHOM_IT_IS = Player("whoever it is that does this without a role")
REFUSED = "is refused"
NOT_PERMITTED = "is refused for want of the right"
WRONG_MOMENT = "is refused at this moment"


def verbs() -> list[tuple[str, str]]:
    """Return every verb of every table, each once."""
    return list(
        dict.fromkeys((t, move.name) for t, table in TABLES.items() for move in table.moves)
    )


def moves_of(table: str, verb: str) -> list:
    return [move for move in TABLES[table].moves if move.name == verb]


def players_of(table: str, verb: str) -> list[Player]:
    """Return who tries: everybody, or only who has a link where no role is asked for."""
    by_party = isinstance(moves_of(table, verb)[0].by, Party)
    return [BY_WHOM_IT_IS] if by_party else [*PLAYERS]


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Make the cast and both panels once; every test undoes what it does to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, {panel: make_world(panel, cast) for panel in ("adult", "child")}
        transaction.set_rollback(True)


@contextmanager
def undone():
    held = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(held)


def expected(table: str, verb: str, player: Player, status: str) -> str:
    """Return what the tables say must happen."""
    entry, found = REGISTRY[table, verb], moves_of(table, verb)
    target = next((move.target for move in found if status in move.sources), None)
    if not may(player, found[0].by, entry):
        return NOT_PERMITTED if target else REFUSED
    if target:
        return f"becomes {target}"
    return f"becomes {status}" if status in entry.stays else WRONG_MOMENT


def may(player: Player, by, entry: Entry) -> bool:
    """Say whether the permissions, and the entry's own exceptions, let somebody do this."""
    if player is BY_WHOM_IT_IS or player.name in entry.also:
        return True
    return player.has(by) and (entry.only is None or player.name in entry.only)


def tries(cast: dict, worlds: dict, table: str, verb: str, status: str):
    """Put a row in a status at each panel, let everybody try, and yield what happens to each."""
    entry, players = REGISTRY[table, verb], players_of(table, verb)
    for panel in sorted({player.panel for player in players}):
        with undone():
            world = worlds[panel]
            row = entry.put(world, status)
            assert row.status == status
            before = snapshot()
            for player in players:
                if player.panel == panel:
                    with undone():
                        again = come(player, cast, entry.at(world))
                        was = snapshot() if again else before
                        yield player, happens(entry, world, row, cast.get(player.name), was)


def happens(entry, world, row, actor, before: dict) -> str:
    """Try it, and return what happened. A refusal that changed something says what."""
    try:
        with watched() as written:
            entry.call(world, row, actor)
    except Refused as refusal:
        if written and (tables := changed(before, snapshot())):
            return f"is refused and yet changes {tables}"
        return NOT_PERMITTED if isinstance(refusal, NotPermitted) else WRONG_MOMENT
    return f"becomes {type(row).objects.get(pk=row.pk).status}"


def agree(found: str, wanted: str) -> bool:
    """Say whether this is what was wanted. Where both are wrong, either refusal will do."""
    return found == wanted or wanted == REFUSED and found in (NOT_PERMITTED, WRONG_MOMENT)


@pytest.mark.parametrize(("table", "verb"), verbs())
def test_what_is_not_allowed_is_refused_and_changes_nothing(stage, table, verb):
    cast, worlds = stage[0], deepcopy(stage[1])
    wrong = []
    for status in TABLES[table].statuses.values:
        for player, found in tries(cast, worlds, table, verb, status):
            wanted = expected(table, verb, player, status)
            if not agree(found, wanted):
                wrong.append(f"{status}, {player.name}: {found}; the tables say it {wanted}")

    assert wrong == []


def test_every_verb_can_be_called_and_no_call_is_of_a_verb_that_is_not_there():
    assert set(REGISTRY) == set(verbs())


def test_every_exception_has_its_reason():
    for entry in REGISTRY.values():
        assert bool(entry.why) == bool(entry.stays or entry.also or entry.only is not None)


def test_the_snapshot_sees_a_change_in_any_column(stage):
    _, worlds = stage
    with undone(), watched() as written:
        before = snapshot()
        assert (changed(before, snapshot()), written) == ([], [])
        worlds["adult"].open.attendances.create(name="Iris Cole")
        assert changed(before, snapshot()) == ["casework_attendance"]
        assert len(written) == 1
