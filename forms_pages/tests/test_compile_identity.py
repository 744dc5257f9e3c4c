"""What a copy is called, and which question may go on where another ended."""

from copy import deepcopy

import pytest
from wagtail.models import Page

from forms_pages import definition
from forms_pages.importing import ImportRefused, form_from_json
from forms_pages.models import FormPage
from forms_pages.tests import authoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


def now_of(form) -> FormPage:
    return FormPage.objects.get(pk=form.pk)


def publish(form) -> bool:
    return now_of(form).publish(authoring.drafted(form).save_revision(clean=False))


def asked_in(form) -> dict[str, dict]:
    document = now_of(form).live_version.document
    return {one["key"]: one for one in definition.questions_of(document)}


def messages(form) -> str:
    return " ".join(problem["message"] for problem in now_of(form).problems)


def copy_of(form, key: str, *, before: bool):
    """Copy a section beside itself, as the CMS does, and stop the copy feeding what it feeds."""
    original = authoring.section_of(form, key)
    copy = original.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    if before:
        Page.objects.get(pk=copy.pk).move(Page.objects.get(pk=original.pk), pos="left")

    def feed_nothing(content):
        for page in content:
            for block in page["value"]["questions"]:
                block["value"]["feeds"] = ""

    copy = type(copy).objects.get(pk=copy.pk)
    authoring.redraft(copy, feed_nothing)
    return copy


@pytest.mark.parametrize("before", [False, True])
def test_a_copied_section_has_questions_of_its_own_wherever_it_stands(form, before):
    asked = list(asked_in(form))
    copy_of(form, "person", before=before)

    assert publish(form), messages(form)

    originals = [key for key in asked_in(form) if key in asked]
    copies = [key for key in asked_in(form) if key not in asked]
    assert originals == asked
    assert copies == ["first_name_2", "nickname_2", "date_of_birth"]
    assert {asked_in(form)[key]["section"] for key in copies} == {"copy"}
    assert asked_in(form)["first_name"]["section"] == "person"


def test_a_copied_section_keeps_its_keys_when_it_is_published_again(form):
    copy_of(form, "person", before=False)
    publish(form)
    versions = form.versions.count()

    publish(form)

    assert form.versions.count() == versions


def replacing(key: str, type_: str = "long_text", *, keeps_the_old: bool = False):
    """Return an edit: a new question of this type in the place of an old one."""

    def change(content):
        old = authoring.question_in(content, key)
        questions = next(
            page["value"]["questions"] for page in content if old in page["value"]["questions"]
        )
        value = {"label": "In your own words", "replaces": key, "required": False}
        questions.insert(questions.index(old), {"type": type_, "value": value, "id": "new-block"})
        if not keeps_the_old:
            questions.remove(old)

    return change


def test_a_new_question_may_go_on_where_another_ended(form):
    authoring.redraft(authoring.section_of(form, "person"), replacing("nickname"))

    assert publish(form), messages(form)

    assert asked_in(form)["nickname"]["type"] == "long_text"
    assert "replaces" not in asked_in(form)["nickname"]
    assert publish(form)
    assert form.versions.count() == 2


def test_the_question_it_replaced_comes_back_as_another(form):
    section = authoring.section_of(form, "person")
    old = deepcopy(authoring.question_in(authoring.stored(section.body), "nickname"))
    authoring.redraft(section, replacing("nickname"))
    publish(form)

    authoring.redraft(section, lambda content: content[0]["value"]["questions"].append(old))

    assert publish(form), messages(form)
    assert asked_in(form)["nickname"]["type"] == "long_text"
    assert asked_in(form)["nickname_2"]["type"] == "short_text"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replacing("nickname", "date"), "has the key “nickname” of a question of another type"),
        (replacing("nickname", keeps_the_old=True), "cannot take the place of “nickname”"),
    ],
)
def test_a_question_that_cannot_replace_another_is_refused(form, change, said):
    authoring.redraft(authoring.section_of(form, "person"), change)

    assert not publish(form)
    assert said in messages(form)
    assert form.versions.count() == 1


def test_a_question_long_gone_may_be_gone_on_from(form):
    section = authoring.section_of(form, "person")
    authoring.redraft(section, lambda content: content[0]["value"]["questions"].pop())
    publish(form)
    value = {"label": "Also called", "replaces": "nickname", "required": False}
    again = {"type": "date", "value": value, "id": "new-block"}

    authoring.redraft(section, lambda content: content[0]["value"]["questions"].append(again))

    assert not publish(form)
    assert "of a question of another type" in messages(form)


def test_an_import_cannot_change_a_questions_type(form):
    document = authoring.publishable()
    document["sections"][0]["pages"][0]["questions"][1]["type"] = "email"

    with pytest.raises(ImportRefused, match="of a question of another type"):
        form_from_json(authoring.home(), document, slug="sample")

    assert form.versions.count() == 1
