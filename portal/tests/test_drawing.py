"""The README draws every state as the tables have them."""

import re

import pytest

from casework import choices
from casework.choices import Party, Right
from casework.models import (
    Action,
    Authorisation,
    Case,
    Meeting,
    Minutes,
    MinutesReceipt,
    Referral,
    ReturnRequest,
    Workbook,
)
from casework.rules import moves
from portal import drawing

MODELS = {
    moves.REFERRAL: Referral,
    moves.AUTHORISATION: Authorisation,
    moves.MEETING: Meeting,
    moves.CASE: Case,
    moves.RETURN: ReturnRequest,
    moves.ACTION: Action,
    moves.MINUTES: Minutes,
    moves.RECEIPT: MinutesReceipt,
    moves.WORKBOOK: Workbook,
}
EVERY_TABLE = [
    table
    for table in vars(moves).values()
    if isinstance(table, tuple) and table and isinstance(table[0], moves.Move)
]
titles = pytest.mark.parametrize("one", drawing.DRAWINGS, ids=lambda one: one.title)


def test_the_readme_is_as_the_tables_are():
    text = drawing.README.read_text(encoding="utf-8")

    assert drawing.redrawn(text) == text, "run make states"


def test_a_change_of_a_table_shows(monkeypatch):
    text = drawing.README.read_text(encoding="utf-8")
    first = drawing.DRAWINGS[0]
    shorter = first._replace(table=first.table[1:])

    monkeypatch.setattr(drawing, "DRAWINGS", (shorter, *drawing.DRAWINGS[1:]))

    assert drawing.redrawn(text) != text


def test_a_change_of_who_may_shows(monkeypatch):
    before = drawing.drawn()
    roles = {role: rights - {Right.LIST} for role, rights in drawing.ROLES.items()}

    monkeypatch.setattr(drawing, "ROLES", roles)

    assert drawing.drawn() != before


def test_what_is_around_the_drawings_stays():
    text = f"Before.\n\n{drawing.BEGIN}\nold\n{drawing.END}\n\nAfter.\n"

    fresh = drawing.redrawn(text)

    assert fresh.startswith(f"Before.\n\n{drawing.BEGIN}\n")
    assert fresh.endswith(f"{drawing.END}\n\nAfter.\n")
    assert "old" not in fresh
    assert drawing.redrawn(fresh) == fresh


def test_every_table_is_drawn():
    assert [one.table for one in drawing.DRAWINGS] == EVERY_TABLE


def test_every_vocabulary_of_states_is_drawn():
    named = {kind for name, kind in vars(choices).items() if name.endswith("Status")}
    without_a_table = {choices.CourtStatus}

    assert {one.statuses for one in drawing.DRAWINGS} == named - without_a_table


@titles
def test_what_is_drawn_first_is_how_the_record_begins(one):
    model = MODELS[one.table]
    first = next(status for status in one.statuses if status not in one.not_yet)

    assert model._meta.get_field("status").default == first


@titles
def test_every_state_is_reached_or_is_named_with_the_reason_why_not(one):
    first = next(iter(one.statuses))
    reached = {move.target for move in one.table} | {first}

    assert set(one.statuses) - reached == set(one.not_yet)
    assert all(one.not_yet.values())


@titles
def test_every_arrow_of_the_table_is_drawn_with_its_verb_and_whose_it_is(one):
    drawn = "\n".join(drawing.lines_of(one))
    arrows = re.findall(r"^    (\w+) --> (\w+): ([^(]+) \(([^)]+)\)$", drawn, re.MULTILINE)

    expected = {(source, move.target, move.name) for move in one.table for source in move.sources}
    assert {arrow[:3] for arrow in arrows} == expected
    assert len(arrows) == sum(len(move.sources) for move in one.table)
    assert drawn.count(" as ") == len(one.statuses) - len(one.not_yet)


def test_whose_a_verb_is_follows_from_the_roles():
    assert drawing.by_whom(Party.SENIOR_MANAGER) == "the senior manager"
    assert drawing.by_whom(Right.SIGN_MINUTES) == "chair"
    assert drawing.by_whom(Right.RECORD_DISCUSSION) == "panel administrator or chair"
    assert all(drawing.by_whom(move.by) for one in drawing.DRAWINGS for move in one.table)
