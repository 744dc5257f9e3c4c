"""Sections are numbered and listed, and a link to a section outlives its name."""

import json

import pytest

from home.anchors import new_anchor
from home.tests.editing import form_of, send
from home.tests.factories import make_numbered_page, part, publish, section

pytestmark = pytest.mark.django_db


def anchors_of(page):
    return [numbered.anchor for numbered in page.numbered()]


def rename(page, position, heading):
    page = page.get_latest_revision_as_object()
    page.sections[position].value["heading"] = heading
    return publish(page)


@pytest.mark.req("O1")
def test_an_editor_renames_a_section_and_its_anchor_stays(home_page, editor):
    page = make_numbered_page(home_page, sections=[section("Purpose"), section("Members")])

    page.sections[0].value["heading"] = "What the panel is for"
    page.sections.append(("section", {"heading": "Purpose", "text": "", "parts": []}))
    send(editor, page, form_of(page))

    page.refresh_from_db()
    html = editor.get(page.get_url()).text
    assert anchors_of(page) == ["purpose", "members", "purpose-2"]
    assert '<a class="govuk-link govuk-link--no-visited-state" href="#purpose">' in html
    assert 'id="purpose" aria-labelledby="purpose-title"' in html
    for number, heading in enumerate(["What the panel is for", "Members", "Purpose"], start=1):
        assert f'aria-hidden="true">{number}.</span>' in html
        assert f'<span class="portal-part__number">{number}.</span>{heading}</h2>' in html


def test_an_anchor_follows_its_section_when_the_order_changes(home_page):
    page = make_numbered_page(home_page, sections=[section("Purpose"), section("Members")])
    ids = [child.id for child in page.sections]

    page.sections = json.dumps([section("Members", id=ids[1]), section("Purpose", id=ids[0])])
    page = publish(page)

    assert anchors_of(page) == ["members", "purpose"]
    assert [numbered.number for numbered in page.numbered()] == ["1", "2"]


def test_sections_with_one_heading_have_different_anchors(home_page):
    page = make_numbered_page(home_page, sections=[section("Process"), section("Process")])

    assert anchors_of(page) == ["process", "process-2"]


def test_a_draft_saved_while_someone_types_does_not_fix_the_anchor(home_page):
    page = make_numbered_page(home_page, sections=[section("Purpose")])
    page.sections.append(("section", {"heading": "Mem", "text": "", "parts": []}))
    page.save_revision()

    page = rename(page, 1, "Members")

    assert anchors_of(page) == ["purpose", "members"]


def test_a_draft_with_an_empty_heading_can_be_saved(home_page):
    page = make_numbered_page(home_page, sections=[section("Purpose")])
    page.sections.append(("section", {"heading": "", "text": "", "parts": []}))

    page.save_revision()

    assert anchors_of(page) == ["purpose", ""]


def test_a_section_that_went_and_came_back_has_its_anchor_again(home_page):
    page = make_numbered_page(home_page, sections=[section("Purpose"), section("Members")])
    ids = [child.id for child in page.sections]
    page.sections = json.dumps([section("Purpose", id=ids[0])])
    page = publish(page)

    page.sections = json.dumps([section("Purpose", id=ids[0]), section("People", id=ids[1])])
    page = publish(page)

    assert anchors_of(page) == ["purpose", "members"]


def test_parts_are_numbered_within_their_section(home_page):
    parts = [part("Chair"), part("Deputies")]
    page = make_numbered_page(
        home_page, sections=[section("Purpose"), section("Roles", parts=parts)]
    )

    roles = page.numbered()[1]

    assert [(one.number, one.anchor) for one in roles.parts] == [
        ("2.1", "chair"),
        ("2.2", "deputies"),
    ]


@pytest.mark.parametrize(
    ("heading", "taken", "anchor"),
    [
        ("Who’s who?", [], "whos-who"),
        ("…", [], "section"),
        ("Aims", ["aims", "aims-2"], "aims-3"),
        ("word " * 40, [], "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_an_anchor_is_made_of_the_words_of_the_heading(heading, taken, anchor):
    assert new_anchor(heading, taken=taken) == anchor
