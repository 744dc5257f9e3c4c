"""What each question type accepts, keeps, and says of what it does not accept."""

from datetime import date

import pytest
from django.http import QueryDict

from forms_pages import fields
from forms_pages.fields import wording
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
    ("type_", "typed", "answer"),
    [
        ("short_text", {"_": "  Zoë \t O’Neill "}, "Zoë   O’Neill"),
        ("short_text", {"_": "e\u0301"}, "\u00e9"),
        ("short_text", {"_": "A\x00B\x1b[31m\x85C"}, "AB[31mC"),
        ("short_text", {"_": "one\r\ntwo"}, "one two"),
        ("long_text", {"_": "one\r\ntwo\r\tthree\n"}, "one\ntwo\n\tthree"),
        (
            "long_text",
            {"_": "{{7*7}} <svg/onload=x> ' OR 1=1 --"},
            "{{7*7}} <svg/onload=x> ' OR 1=1 --",
        ),
        ("email", {"_": " Pat@EXAMPLE.org "}, "Pat@example.org"),
        ("phone", {"_": "01632 960 001"}, "01632 960 001"),
        ("phone", {"_": "+44 7700 900123"}, "+44 7700 900123"),
        ("nhs_number", {"_": "999 000-0018"}, "9990000018"),
        ("yes_no_not_known", {"_": "not_known"}, "not_known"),
        ("date", {"day": "7", "month": "3", "year": "1990"}, "1990-03-07"),
        ("date", {"day": "07", "month": "mar", "year": "1990"}, "1990-03-07"),
        ("date", {"day": "29", "month": "February", "year": "2024"}, "2024-02-29"),
        ("date", {"day": "٣", "month": "٣", "year": "١٩٩٠"}, "1990-03-03"),
        ("agency", {"_": "police"}, {"code": "police", "name": "Police"}),
        ("agency", {"_": "other", "name": "Trust "}, {"code": "other", "name": "Trust"}),
        ("agency", {"name": "Trust"}, {"code": "other", "name": "Trust"}),
        ("declaration", {"_": "yes"}, True),
        (
            "address",
            {"line_1": "1 High St", "town": "Aylesbury", "postcode": "hp201uy"},
            {"line_1": "1 High St", "line_2": "", "town": "Aylesbury", "postcode": "HP20 1UY"},
        ),
        (
            "address",
            {"no_fixed": "yes", "note": "The hostel"},
            {"no_fixed_address": True, "note": "The hostel"},
        ),
    ],
)
def test_what_is_typed_becomes_the_answer(type_, typed, answer):
    assert clean(ask(type_), **typed) == (answer, None)


@pytest.mark.parametrize(
    ("type_", "typed", "message"),
    [
        ("short_text", {"_": " \u00a0"}, "Enter a first name"),
        ("short_text", {"_": "\u200b\u202e"}, "Enter a first name"),
        (
            "short_text",
            {"_": "x" * 256},
            "First name must be 255 characters or fewer. You entered 256",
        ),
        (
            "long_text",
            {"_": "x" * 20_001},
            "First name must be 20,000 characters or fewer. You entered 20,001",
        ),
        (
            "email",
            {"_": "pat@"},
            "Enter an email address in the correct format, like name@example.org",
        ),
        (
            "email",
            {"_": "a@b.org\nbcc:c@d.org"},
            "Enter an email address in the correct format, like name@example.org",
        ),
        ("phone", {"_": "12"}, "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        ("phone", {"_": "call me"}, "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        ("nhs_number", {"_": "999 000"}, "Enter an NHS number with 10 digits, like 999 000 0018"),
        ("nhs_number", {"_": "999 000 0019"}, "Check the NHS number: one of the digits is wrong"),
        (
            "nhs_number",
            {"_": "٩٩٩٠٠٠٠٠١٨"},
            "Enter an NHS number with 10 digits, like 999 000 0018",
        ),
        ("yes_no_not_known", {"_": "perhaps"}, "Select one of the answers listed for “First name”"),
        ("yes_no_not_known", {}, "Select yes, no or not known for “First name”"),
        (
            "agency",
            {"_": "nobody"},
            "Select an agency from the list, or select “Other” and enter its name",
        ),
        ("agency", {"_": "other"}, "Enter the name of the agency"),
        (
            "agency",
            {"_": "police", "name": "Trust"},
            "Select an agency from the list or enter another name, not both",
        ),
        ("declaration", {}, "Tick the box to confirm “First name”"),
        ("declaration", {"_": "no"}, "Select one of the answers listed for “First name”"),
        ("address", {"line_2": "x"}, "Enter the building and street"),
        ("address", {"line_1": "x"}, "Enter the town or city"),
        (
            "address",
            {"line_1": "x", "town": "y", "postcode": "12345"},
            "Enter a full UK postcode, like HP20 1UY",
        ),
        (
            "address",
            {"line_1": "x", "no_fixed": "yes"},
            "Enter an address or select “No fixed address”, not both",
        ),
        (
            "address",
            {"note": "x"},
            "Select “No fixed address” if this is where the person can be found",
        ),
        (
            "address",
            {"line_1": "x" * 201},
            "First name must be 200 characters or fewer. You entered 201",
        ),
    ],
)
def test_what_is_not_an_answer_is_said_in_plain_words(type_, typed, message):
    assert clean(ask(type_), **typed) == (None, message)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("", "", ""), "Enter a date of birth"),
        (("7", "3", ""), "Date of birth must include a year"),
        (("", "", "1990"), "Date of birth must include a day and month"),
        (("7", "3", "90"), "Date of birth: year must include 4 numbers"),
        (("31", "6", "1990"), "Date of birth must be a real date, like 27 3 2026"),
        (("29", "2", "2023"), "Date of birth must be a real date, like 27 3 2026"),
        (("3", "13", "1990"), "Date of birth must be a real date, like 27 3 2026"),
        (("3", "xyz", "1990"), "Date of birth must be a real date, like 27 3 2026"),
        (("9" * 30, "3", "1990"), "Date of birth must be a real date, like 27 3 2026"),
        (("0", "0", "1990"), "Date of birth must be a real date, like 27 3 2026"),
        (("-1", "3", "1e3"), "Date of birth must be a real date, like 27 3 2026"),
        (("1", "1", "1899"), "Date of birth must be between 1900 and 2100"),
        (("24", "11", "2026"), "Date of birth must be today or in the past"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(typed, message):
    day, month, year = typed
    asked = ask("date", "Date of birth", limits={"past": True})

    assert clean(asked, day=day, month=month, year=year) == (None, message)


def test_today_is_in_the_past_and_in_the_future():
    typed = {"day": "23", "month": "11", "year": "2026"}

    assert clean(ask("date", limits={"past": True}), **typed)[1] is None
    assert clean(ask("date", limits={"past": False}), **typed)[1] is None


def test_an_error_in_a_date_leads_to_the_part_at_fault():
    typed = fields.Typed({"day": ["7"], "month": ["3"], "year": [""]})

    _, problem = fields.clean(ask("date"), typed, AROUND)

    assert problem.field_id == "q-year"
    (component,) = fields.components(ask("date"), typed, problem=problem, around=AROUND)
    html = markup(component)
    assert html.count("govuk-input--error") == 1
    assert 'id="q-year"' in html


def test_one_of_a_list_refuses_what_is_not_listed():
    asked = ask("one_of", options=OPTIONS)

    assert clean(asked, _="a") == ("a", None)
    assert clean(asked, _="z")[1] == "Select one of the answers listed for “First name”"
    assert clean(asked, _="")[1] == "Select an answer to “First name”"


def test_several_of_a_list_are_kept_in_the_lists_order():
    asked = ask("several_of", options=OPTIONS)

    assert clean(asked, _=["b", "a", "b"]) == (["a", "b"], None)
    assert clean(asked, _=["a", "z"])[1] == "Select one of the answers listed for “First name”"
    assert clean(asked, _=["a", "none"])[1] == "Select other answers or “None of these”, not both"
    assert clean(asked, _=["none"]) == (["none"], None)


@pytest.mark.parametrize("type_", ["short_text", "long_text", "date", "nhs_number", "address"])
def test_not_known_is_an_answer_where_it_is_allowed(type_):
    asked = ask(type_, allow_not_known=True)

    assert clean(asked, not__known="yes") == ({"not_known": True}, None)
    assert clean(asked)[1].endswith(", or select “Not known”")


def test_not_known_is_no_answer_where_it_is_not_allowed():
    asked = ask("date")
    posted = QueryDict("q-not-known=yes")

    typed = fields.read(asked, posted)

    assert fields.clean(asked, typed, AROUND)[1].message == "Enter a first name"


def test_an_answer_and_not_known_together_are_refused():
    asked = ask("short_text", allow_not_known=True)

    answer, message = clean(asked, _="Ama", not__known="yes")

    assert (answer, message) == (None, "First name: give an answer or select “Not known”, not both")


def test_length_is_counted_after_newlines_are_made_one_character():
    asked = ask("long_text", limits={"max_length": 5, "min_length": 3})

    assert clean(asked, _="a\r\nb\r\nc")[0] == "a\nb\nc"
    assert clean(asked, _="a\r\nb\r\ncd")[1].startswith("First name must be 5 characters or fewer")
    assert clean(asked, _="ab")[1] == "First name must be 3 characters or more"


def test_an_optional_question_may_be_left_empty():
    for type_ in fields.TYPES:
        assert clean(ask(type_, required=False, options=OPTIONS)) == (None, None)


def test_staff_may_reword_a_message():
    asked = ask("email", errors={"required": "Enter your work email", "invalid": "Use name@place"})

    assert clean(asked)[1] == "Enter your work email"
    assert clean(asked, _="x")[1] == "Use name@place"
    assert clean(asked, _="x" * 300)[1].startswith("First name must be 254 characters or fewer")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("First name", "Enter a first name"),
        ("Address", "Enter an address"),
        ("NHS number", "Enter an NHS number"),
        ("Your job title", "Enter your job title"),
        ("Other names", "Enter other names"),
        ("What happened?", "Enter an answer to “What happened?”"),
        ("", "Enter an answer to “”"),
    ],
)
def test_a_message_reads_as_a_sentence(label, said):
    assert wording.message(ask("short_text", label), "required") == said


@pytest.mark.parametrize(
    "posted",
    ["q=a&q=b", "q-day=1&q-day=2&q-month=1&q-year=1990"],
)
def test_one_input_sent_twice_was_not_typed_into_our_page(posted):
    type_ = "date" if "day" in posted else "short_text"

    with pytest.raises(fields.Malformed):
        fields.read(ask(type_), QueryDict(posted))


def test_half_a_character_is_refused_before_it_can_be_shown_again():
    posted = QueryDict(mutable=True)
    posted["q"] = "a\ud800"

    with pytest.raises(fields.Malformed):
        fields.read(ask("short_text"), posted)
