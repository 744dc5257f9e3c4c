"""A form that comes in as one document goes out as the same one, and stays itself."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from forms_pages import definition
from forms_pages.importing import ImportRefused, check, form_from_json, form_to_json
from forms_pages.models import FormPage, FormSectionPage, FormVersion, IssuedKey
from forms_pages.tests import authoring
from forms_pages.tests.sample import page, question, section

pytestmark = pytest.mark.django_db

BOARDS_FORMS = ["adult_referral", "child_referral"]


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


def again(document, slug="sample") -> FormPage:
    return form_from_json(authoring.home(), document, slug=slug)


def sections_of(form) -> list[str]:
    found = FormSectionPage.objects.child_of(form).order_by("path")
    return list(found.values_list("key", flat=True))


def ids_of(form) -> dict[str, str]:
    """Return the block id of each question, by its key."""
    return {
        block["value"]["key"]: block["id"]
        for part in FormSectionPage.objects.child_of(form)
        for sheet in authoring.stored(part.body)
        for block in sheet["value"]["questions"]
    }


def everything() -> tuple:
    """Return all there is of every form."""
    return tuple(
        list(model.objects.order_by("pk").values())
        for model in (FormPage, FormSectionPage, FormVersion, IssuedKey)
    )


@pytest.mark.parametrize("name", BOARDS_FORMS)
def test_a_boards_form_comes_out_as_it_went_in(name):
    path = Path(settings.BASE_DIR) / f"fixtures/forms/{name}.json"
    document = json.loads(path.read_text(encoding="utf-8"))

    taken_out = form_to_json(again(document, slug="first"))
    form = again(taken_out, slug="second")

    assert definition.content_hash(taken_out) == form.live_version.content_hash
    assert taken_out["title"] == document["title"]
    given = [one["key"] for one in definition.questions_of(document)]
    assert [one["key"] for one in definition.questions_of(taken_out)] == given
    assert taken_out["conditions"] == document["conditions"]


def test_the_same_document_again_makes_no_new_version(form):
    before = form.live_version

    assert again(authoring.publishable()).live_version == before
    assert form.versions.count() == 1
    assert FormPage.objects.filter(slug="sample").count() == 1


def test_a_new_label_keeps_the_question_and_its_block(form):
    document = authoring.publishable()
    document["sections"][0]["pages"][0]["questions"][0]["label"] = "Given name"
    ids = ids_of(form)

    changed = again(document)

    assert changed.pk == form.pk
    assert changed.live_version.number == 2
    assert form_to_json(changed) == document
    assert ids_of(changed) == ids


def test_an_import_after_editing_in_the_cms_keeps_the_questions_blocks(form):
    authoring.redraft(
        authoring.section_of(form, "person"),
        lambda content: content[0]["value"]["questions"].append(
            {"type": "email", "value": {"label": "Email"}, "id": "made-in-the-editor"}
        ),
    )
    authoring.drafted(form).save_revision().publish()
    document = form_to_json(FormPage.objects.get(pk=form.pk))
    document["sections"][0]["pages"][0]["questions"][2]["label"] = "Email address"

    changed = again(document)

    assert ids_of(changed)["email"] == "made-in-the-editor"
    assert form_to_json(changed) == document


def broken() -> dict:
    document = authoring.publishable()
    document["title"] = "Another title"
    document["sections"] = document["sections"][:2]
    document["conditions"][0]["tests"][0]["question"] = "gone"
    return document


def test_a_document_that_cannot_be_published_changes_nothing(form):
    before = everything()

    with pytest.raises(ImportRefused) as refused:
        again(broken())

    assert [said for said in refused.value.problems if authoring.BROKEN in said]
    assert everything() == before


def test_a_new_form_that_cannot_be_published_is_not_made(form):
    before = everything()

    with pytest.raises(ImportRefused):
        again(broken(), slug="another")

    assert everything() == before
    assert not FormPage.objects.filter(slug="another").exists()


@pytest.mark.parametrize("within", ["a page", "a group"])
def test_a_question_of_a_type_unknown_is_refused_and_not_left_out(form, within):
    document, before = authoring.publishable(), everything()
    if within == "a page":
        document["sections"][0]["pages"][0]["questions"][1]["type"] = "money"
    else:
        helpers = document["sections"][2]["pages"][0]["questions"][0]
        helpers["questions"][0]["type"] = "group"

    with pytest.raises(ImportRefused, match="is of a type that is not known: (money|group)"):
        again(document)

    assert everything() == before
    assert check(document)


def test_a_document_may_be_checked_without_making_anything(form):
    before = everything()

    assert [said for said in check(broken()) if authoring.BROKEN in said]
    assert check(authoring.publishable()) == []
    assert everything() == before


def test_a_form_never_published_cannot_be_taken_out(receiver):
    form = FormPage(title="Draft", slug="draft", purpose="sample", live=False)
    authoring.home().add_child(instance=form)

    with pytest.raises(ImportRefused, match="never been published"):
        form_to_json(form)


def test_sections_are_as_the_document_has_them(form):
    document = authoring.publishable()
    first, reasons, people, risks, ending = document["sections"]
    more = section("more", page("more", question("more", "email", "More")))
    document["sections"] = [more, reasons, first, people, ending]

    changed = again(document)

    assert sections_of(changed) == ["more", "reasons", "person", "people", "ending"]
    assert form_to_json(changed) == document


def test_a_section_that_comes_back_is_itself_again(form):
    whole, without = authoring.publishable(), authoring.publishable()
    del without["sections"][3]

    again(without)
    changed = again(whole)
    once_more = again(whole)

    assert form_to_json(changed) == whole
    assert changed.live_version.number == 3
    assert once_more.live_version == changed.live_version


def test_sections_that_were_only_drafted_do_not_survive_an_import(form):
    for title in ("Half done", "Another"):
        parent = FormPage.objects.get(pk=form.pk)
        drafted = FormSectionPage(title=title, live=False)
        parent.add_child(instance=drafted)
        drafted.save_revision()

    assert again(authoring.publishable()).live_version == form.live_version
    assert sections_of(form) == ["person", "reasons", "people", "risks", "ending"]


def test_keys_of_two_forms_are_apart(form):
    other = again(authoring.publishable(), slug="other")

    assert form_to_json(other) == form_to_json(form)
    assert other.live_version != form.live_version
    assert other.live_version.number == 1
