"""Answers read back as they were asked."""

from django.template.loader import render_to_string

from forms_pages import answers
from forms_pages.tests.sample import HELPERS, WHOLE, document

FORM = document()


def shown(data):
    return {
        answer.key: list(answer.lines)
        for section in answers.read(FORM, data)
        for page in section.pages
        for answer in page.answers
    }


def test_answers_are_read_by_section_and_page_in_the_order_they_were_asked():
    sections = answers.read(FORM, WHOLE)

    assert [section.key for section in sections] == ["person", "reasons", "people", "ending"]
    assert [page.key for page in sections[1].pages] == ["route", "early"]


def test_each_answer_is_in_words():
    found = shown(WHOLE)

    assert found["born_on"] == ["28 February 1990"]
    assert found["route"] == ["Early"]
    assert found["why_early"] == ["It is getting worse.", "Quickly."]
    assert found["agreed"] == ["Confirmed"]


def test_what_was_asked_and_left_empty_is_there_and_what_was_not_asked_is_not():
    found = shown(WHOLE)

    assert found["nickname"] == ["Not provided"]
    assert "at_risk" not in found


def test_rows_are_read_with_their_own_answers_and_no_name_in_their_title():
    people = answers.read(FORM, WHOLE)[2]

    (row,) = people.pages[0].answers[0].rows

    assert row.title == "Person who helps 1"
    assert [(a.key, a.lines) for a in row.answers][0] == ("helper_name", ("Bo",))


def test_answers_by_target_come_from_the_route_only():
    rows = [{"id": "r1", "helper_name": "Bo", "helper_notes": "Kind"}, {"id": "r2"}]
    form = document()
    form["sections"][1]["pages"][1]["questions"][0]["feeds"] = "reason"

    by_target = answers.by_target(form, {**WHOLE, "helpers": rows})
    elsewhere = answers.by_target(form, {**WHOLE, "route": "b"})

    assert by_target == {
        "first_name": "Ama",
        "born_on": "1990-02-28",
        "reason": "It is getting worse.\nQuickly.",
        "notes": ["Kind", None],
    }
    assert "reason" not in elsewhere


def test_an_answer_is_said_in_words_by_what_it_feeds():
    form = document()
    form["sections"][1]["pages"][0]["questions"][0]["feeds"] = "way"

    assert answers.in_words(form, WHOLE, "way") == "Early"
    assert answers.in_words(form, {**WHOLE, "route": None}, "way") == ""
    assert answers.in_words(form, WHOLE, "unheard_of") == ""


def test_what_is_for_staff_only_is_left_out_with_its_heading():
    form = document()
    for page in form["sections"][1]["pages"]:
        for question in page["questions"]:
            question["shown_to"] = "staff"

    sections = answers.for_everyone(answers.read(form, WHOLE))

    assert [section.key for section in sections] == ["person", "people", "ending"]


def test_feeding_finds_questions_inside_groups():
    assert set(answers.feeding([HELPERS])) == {"notes"}


def test_sensitivity_has_a_default_and_is_carried():
    form = document()
    form["sections"][0]["pages"][0]["questions"][0] |= {"sensitivity": "special"}

    name, nickname = answers.read(form, WHOLE)[0].pages[0].answers

    assert (name.sensitivity, nickname.sensitivity) == ("special", "ordinary")


def test_the_staff_template_escapes_answers_and_shows_rows():
    data = {**WHOLE, "first_name": "<b>Ama</b>", "helpers": [{"id": "r1", "helper_name": "<i>"}]}

    html = render_to_string("forms_pages/answers.html", {"sections": answers.read(FORM, data)})

    assert "&lt;b&gt;Ama&lt;/b&gt;" in html
    assert "<i>" not in html
    assert "It is getting worse.<br>Quickly." in html
    assert "Person who helps 1" in html
    assert "<p>All of it is true.</p>" in html
    assert "Change" not in html
