"""How questions are shown again, and answers read in words."""

from datetime import date
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_pages import fields
from forms_pages.handlers import Option
from forms_pages.rendering import markup
from forms_pages.tests.sample import question

TODAY = date(2026, 11, 23)
AGENCIES = (Option("police", "Police"), Option("fire", "Fire and Rescue"))
AROUND = fields.Around(today=TODAY, choices=AGENCIES)
OPTIONS = [
    {"key": "a", "label": "Apples"},
    {"key": "b", "label": "Bread"},
    {"key": "none", "label": "None of these", "exclusive": True},
]


def ask(type_, label="First name", **more):
    return question("q", type_, label, **more)


def clean(asked, **typed):
    """Clean what was typed, given by part: `_` is the input named as the question."""
    parts = {
        part.replace("__", "-") if part != "_" else "": value
        if isinstance(value, list)
        else [value]
        for part, value in typed.items()
    }
    answer, problem = fields.clean(asked, fields.Typed(parts), AROUND)
    return answer, problem.message if problem else None


@pytest.mark.parametrize(
    ("type_", "answer"),
    [
        ("short_text", "Ama"),
        ("long_text", "one\ntwo"),
        ("email", "a@example.org"),
        ("phone", "01632 960 001"),
        ("nhs_number", "9990000018"),
        ("date", "1990-03-07"),
        ("yes_no_not_known", "no"),
        ("one_of", "b"),
        ("several_of", ["a", "b"]),
        ("agency", {"code": "fire", "name": "Fire and Rescue"}),
        ("agency", {"code": "other", "name": "Trust"}),
        ("address", {"line_1": "1", "line_2": "", "town": "Oxford", "postcode": "OX1 1AA"}),
        ("address", {"no_fixed_address": True, "note": ""}),
        ("declaration", True),
        ("date", {"not_known": True}),
        ("address", {"not_known": True}),
    ],
)
def test_a_saved_answer_opens_as_what_would_be_typed(type_, answer):
    asked = ask(type_, options=OPTIONS, allow_not_known=isinstance(answer, dict))

    typed = fields.typed_from(asked, answer)

    assert fields.clean(asked, typed, AROUND) == (answer, None)


TRICKY = st.text(max_size=30) | st.sampled_from(
    ["<script>", "\x00", "\u202e", "a" * 30_000, "1e309", "=cmd|"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(fields.TYPES)),
    st.dictionaries(
        st.sampled_from(["", "day", "month", "year", "line_1", "town", "name", "note", "no_fixed"]),
        st.lists(TRICKY, min_size=1, max_size=2),
    ),
)
def test_whatever_is_typed_is_answered_or_refused_and_can_be_shown_again(type_, parts):
    asked = ask(type_, options=OPTIONS)
    typed = fields.Typed(parts)

    answer, problem = fields.clean(asked, typed, AROUND)

    assert answer is None or problem is None
    if type_ != "group":
        for component in fields.components(asked, typed, problem=problem, around=AROUND):
            assert "<script>" not in markup(component)
    if answer is not None:
        assert fields.display(asked, answer)


@pytest.mark.parametrize("typed", ["<b>&amp;</b>", '" onfocus="x', "one\n  two\n\n three"])
def test_what_was_typed_is_shown_again_exactly(typed):
    asked = ask("long_text", limits={"max_length": 3})
    parts = fields.Typed({"": [typed]})
    _, problem = fields.clean(asked, parts, AROUND)

    (component,) = fields.components(asked, parts, problem=problem, around=AROUND)

    html = markup(component)
    shown = html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]
    assert unescape(shown) == typed


def test_a_long_list_of_agencies_is_a_menu_and_a_short_one_radios():
    many = fields.Around(
        today=TODAY, choices=[Option(f"c{at}", f"Agency {at}") for at in range(12)]
    )
    asked = ask("agency")

    short = "".join(markup(c) for c in fields.components(asked, fields.Typed(), around=AROUND))
    long = "".join(markup(c) for c in fields.components(asked, fields.Typed(), around=many))

    assert "govuk-radios" in short
    assert "<select" in long
    assert 'name="q-name"' in short
    assert 'name="q-name"' in long


@pytest.mark.parametrize(
    ("type_", "answer", "shown"),
    [
        ("date", "1990-03-07", "7 March 1990"),
        ("nhs_number", "9990000018", "999 000 0018"),
        ("yes_no_not_known", "not_known", "Not known"),
        ("several_of", ["a", "none"], ["Apples", "None of these"]),
        ("agency", {"code": "police", "name": "Police"}, "Police"),
        ("address", {"no_fixed_address": True, "note": "Hostel"}, ["No fixed address", "Hostel"]),
        (
            "address",
            {"line_1": "1 High St", "line_2": "", "town": "Oxford", "postcode": "OX1 1AA"},
            ["1 High St", "Oxford", "OX1 1AA"],
        ),
        ("declaration", True, "Confirmed"),
        ("date", {"not_known": True}, "Not known"),
        ("group", {"not_known": True}, "None to add"),
    ],
)
def test_an_answer_is_read_in_words(type_, answer, shown):
    assert fields.display(ask(type_, options=OPTIONS), answer) == shown
