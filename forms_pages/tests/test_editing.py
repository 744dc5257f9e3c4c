"""An editor at work on a form in the CMS, and the practitioners whose forms stay as they were."""

import re

import pytest
from wagtail.test.utils.form_data import rich_text

from forms_pages import answers, drafts, intake
from forms_pages.models import Draft, FormPage, FormSectionPage, Submission
from forms_pages.tests import authoring
from forms_pages.tests.sample import NOW, make_draft

pytestmark = pytest.mark.django_db

EDITED = "Given name"
NEW = "Preferred language"


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


@pytest.fixture
def browser(db):
    return authoring.editors_browser()


def edit_the_person(browser, form) -> None:
    """Change a label and add a question, as the section's editor posts it."""
    section = authoring.section_of(form, "person")
    content = authoring.stored(section.body)
    authoring.question_in(content, "first_name")["value"]["label"] = EDITED
    content[0]["value"]["questions"].append(
        {"type": "short_text", "value": {"label": NEW, "required": False}, "id": ""}
    )
    answer = authoring.post_edit(browser, section, authoring.section_fields(section, content))
    assert answer.status_code == 302, answer.context["form"].errors


def labels_of(document) -> list[str]:
    questions = (q for s in document["sections"] for p in s["pages"] for q in p["questions"])
    return [question["label"] for question in questions]


def test_saving_a_draft_changes_nothing_public(browser, form):
    edit_the_person(browser, form)

    assert FormPage.objects.get(pk=form.pk).live_version == form.live_version
    assert form.versions.count() == 1


def test_the_public_form_changes_when_it_is_published(browser, form):
    visitor = authoring.browser(authoring.BOARD)
    edit_the_person(browser, form)

    authoring.publish_in_editor(browser, form)

    visitor.post("/sample/begin/")
    page = visitor.get("/sample/page/name/").content.decode()
    assert EDITED in page
    assert NEW in page
    assert "First name" not in page


def test_a_draft_begun_before_stays_on_its_version(browser, form):
    visitor = authoring.browser(authoring.BOARD)
    visitor.post("/sample/begin/")
    edit_the_person(browser, form)

    authoring.publish_in_editor(browser, form)

    page = visitor.get("/sample/page/name/").content.decode()
    assert Draft.objects.get().version.number == 1
    assert "First name" in page
    assert EDITED not in page
    assert NEW not in page


def test_what_was_sent_before_is_read_with_its_own_words(browser, form):
    sent = intake.store(make_draft(form.live_version), now=NOW)
    edit_the_person(browser, form)

    authoring.publish_in_editor(browser, form)

    sent = Submission.objects.get(pk=sent.pk)
    views = answers.read(sent.version.document, sent.data)
    shown = {
        view.label: view.lines for part in views for page in part.pages for view in page.answers
    }
    assert shown["First name"] == ("Ama",)
    assert EDITED not in shown
    assert NEW not in shown


def test_a_draft_begun_after_is_of_the_new_version(browser, form):
    edit_the_person(browser, form)
    authoring.publish_in_editor(browser, form)

    form = FormPage.objects.get(pk=form.pk)
    draft = drafts.begin(form.live_version, now=NOW)

    assert labels_of(draft.version.document)[:3] == [EDITED, "Nickname", NEW]


def test_every_section_saved_as_it_is_makes_no_new_version(browser, form):
    for section in FormSectionPage.objects.child_of(form):
        saved = authoring.post_edit(browser, section, authoring.section_fields(section))
        assert saved.status_code == 302, saved.context["form"].errors

    authoring.publish_in_editor(browser, form)

    assert form.versions.count() == 1


@pytest.mark.parametrize("host", ["bucks.localhost", "oxon.localhost"])
def test_a_boards_form_saved_as_it_is_makes_no_new_version(host):
    whole = FormPage.objects.child_of(authoring.home(host)).get(slug="refer")
    browser = authoring.editors_browser(authoring.make_editor(host=host))
    for section in FormSectionPage.objects.child_of(whole):
        saved = authoring.post_edit(browser, section, authoring.section_fields(section))
        assert saved.status_code == 302, saved.context["form"].errors

    authoring.publish_in_editor(browser, whole)

    assert not FormPage.objects.get(pk=whole.pk).problems
    assert whole.versions.count() == 1


def test_a_key_typed_over_in_the_browser_is_ignored(browser, form):
    section = authoring.section_of(form, "person")
    content = authoring.stored(section.body)
    authoring.question_in(content, "first_name")["value"]["key"] = "forged"
    authoring.post_edit(browser, section, authoring.section_fields(section, content))

    authoring.publish_in_editor(browser, form)

    assert form.versions.count() == 1
    assert "forged" not in str(authoring.drafted(section).body.get_prep_value())


def test_a_draft_without_words_can_be_saved_and_is_not_published(browser, form):
    section = authoring.section_of(form, "person")
    content = authoring.stored(section.body)
    authoring.question_in(content, "nickname")["value"]["label"] = ""
    saved = authoring.post_edit(browser, section, authoring.section_fields(section, content))

    answer = authoring.publish_in_editor(browser, form)

    assert saved.status_code == 302
    assert "A question has no words." in authoring.said(answer)
    assert form.versions.count() == 1


def test_an_emptied_privacy_notice_is_not_published(browser, form):
    answer = authoring.publish_in_editor(browser, form, privacy_notice=rich_text(""))

    assert "the privacy notice is empty" in authoring.said(answer)
    assert form.versions.count() == 1


def test_words_of_an_editor_are_shown_as_words(browser, form):
    authoring.relabel(form, "reasons", "route", "<script>alert(1)</script>")

    checked = browser.get(f"/cms/forms/{form.pk}/check/").content.decode()

    assert "<script>alert(1)" not in checked
    assert "&lt;script&gt;alert(1)" in checked


def test_the_check_lists_what_would_change_and_the_versions(browser, form):
    edit_the_person(browser, form)

    page = browser.get(f"/cms/forms/{form.pk}/check/")

    text = re.sub(r"\s+", " ", page.content.decode())
    assert page.status_code == 200
    assert f"Reworded: “First name” becomes “{EDITED}”" in text
    assert f"Added: {NEW}" in text
    assert "Version 1" in text
    assert browser.get(f"/cms/forms/{form.pk}/versions/1/").status_code == 200
    assert browser.get(f"/cms/forms/{form.pk}/versions/9/").status_code == 404


def test_the_check_leads_to_the_section_to_mend(browser, form):
    section = authoring.section_of(form, "person")
    authoring.redraft(section, lambda content: content[0]["value"].update(title=""))

    page = browser.get(f"/cms/forms/{form.pk}/check/").content.decode()

    assert "has no title" in page
    assert f"/cms/pages/{section.pk}/edit/" in page


def test_saving_a_form_that_is_offline_keeps_its_latest_version(browser, form):
    edit_the_person(browser, form)
    authoring.publish_in_editor(browser, form)
    browser.post(f"/cms/pages/{form.pk}/unpublish/", {})

    authoring.post_edit(browser, form, authoring.form_fields(form))

    assert FormPage.objects.get(pk=form.pk).live_version.number == 2
