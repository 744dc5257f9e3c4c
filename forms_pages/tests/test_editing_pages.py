"""The CMS's pages about a form: previews, copies, deletion, and what editors never see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_pages import intake
from forms_pages.models import Draft, FormPage, FormSectionPage, Submission
from forms_pages.tests import authoring
from forms_pages.tests.sample import ALL_PAGES, NOW, WHOLE, make_draft
from portal.accounts.models import User
from portal.accounts.tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


@pytest.fixture
def browser(db):
    return authoring.editors_browser()


def everything_stored() -> tuple:
    return Draft.objects.count(), Submission.objects.count(), FormPage.objects.count()


def test_the_preview_shows_the_draft_and_stores_nothing(browser, form):
    authoring.relabel(form, "person", "first_name", "Given name")
    before = everything_stored(), form.versions.count()
    address = f"/cms/pages/{form.pk}/edit/preview/"

    posted = browser.post(address, authoring.form_fields(form))
    shown = browser.get(f"{address}?mode=").content.decode()

    assert posted.json()["is_valid"] is True
    assert "Given name" in shown
    assert "First name" not in shown
    assert (everything_stored(), form.versions.count()) == before


def test_an_editor_sees_nothing_of_what_was_sent(browser, form):
    draft = make_draft(form.live_version, **{**WHOLE, "first_name": "Zephyrine"}, seen=ALL_PAGES)
    sent = intake.store(draft, now=NOW)
    section = authoring.section_of(form, "person")
    parent = authoring.home()
    paths = [
        *("", f"pages/{parent.pk}/", f"pages/{form.pk}/", f"pages/{form.pk}/edit/"),
        *(f"pages/{form.pk}/history/", f"pages/{section.pk}/edit/", f"forms/{form.pk}/check/"),
        *(f"forms/{form.pk}/versions/1/", f"pages/{form.pk}/usage/", "reports/site-history/"),
    ]

    for path in paths:
        page = browser.get(f"/cms/{path}").content.decode()
        assert sent.reference not in page, path
        assert "Zephyrine" not in page, path


def largest_section() -> FormSectionPage:
    form = FormPage.objects.child_of(authoring.home()).get(slug="refer")
    sections = FormSectionPage.objects.child_of(form)
    return max(sections, key=lambda one: len(str(one.body.get_prep_value())))


def queries_of(browser, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(path).status_code == 200
    return len(caught)


def test_the_largest_section_opens_in_about_as_many_queries_as_the_smallest(browser, form):
    large, small = largest_section(), authoring.section_of(form, "ending")
    queries_of(browser, f"/cms/pages/{small.pk}/edit/")

    least = queries_of(browser, f"/cms/pages/{small.pk}/edit/")

    assert queries_of(browser, f"/cms/pages/{large.pk}/edit/") <= least + 5


def test_a_whole_board_form_opens_for_editors(browser, form):
    whole = FormPage.objects.child_of(authoring.home()).get(slug="refer")
    sections = FormSectionPage.objects.child_of(whole).count()
    small = FormSectionPage.objects.child_of(form).count()
    least = queries_of(browser, f"/cms/pages/{form.pk}/edit/")

    asked = queries_of(browser, f"/cms/pages/{whole.pk}/edit/")

    assert asked <= least + 2 * (sections - small) + 5


def test_a_copy_is_published_with_its_own_versions_and_the_same_keys(browser, form):
    fields = {
        "new_title": "A copy",
        "new_slug": "copy",
        "new_parent_page": authoring.home().pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    browser.post(f"/cms/pages/{form.pk}/copy/", fields)
    copy = FormPage.objects.get(slug="copy")
    assert copy.live_version is None

    authoring.publish_in_editor(browser, copy)

    copy, before = FormPage.objects.get(pk=copy.pk), form.live_version
    assert copy.live_version.form_page_id == copy.pk
    assert {**copy.live_version.document, "title": ""} == {**before.document, "title": ""}
    assert form.versions.count() == 1
    assert FormPage.objects.get(pk=form.pk).live_version == before


def test_a_form_is_previewed_before_it_is_first_saved(browser, form):
    address = f"/cms/pages/add/forms_pages/formpage/{authoring.home().pk}/preview/"
    fields = authoring.form_fields(form, title="A first sketch", slug="sketch")
    before = everything_stored()

    browser.post(address, fields)
    shown = browser.get(f"{address}?mode=")

    assert shown.status_code == 200
    assert "A first sketch" in shown.content.decode()
    assert everything_stored() == before


@pytest.mark.parametrize(
    "address",
    ["/cms/pages/{pk}/delete/", "/cms/bulk/wagtailcore/page/delete/?next=/cms/&id={pk}"],
)
def test_a_form_that_was_published_cannot_be_deleted(form, address):
    browser = authoring.editors_browser(make_person("head@example.org", is_superuser=True))

    answer = browser.post(address.format(pk=form.pk), {})

    assert answer.status_code == 302
    assert "cannot be deleted" in authoring.said(answer)
    assert FormPage.objects.filter(pk=form.pk).exists()


def test_a_form_that_was_never_published_can_be_deleted(browser):
    owner = User.objects.get(email="editor@example.org")
    draft = FormPage(title="Draft", slug="draft", purpose="sample", live=False, owner=owner)
    authoring.home().add_child(instance=draft)

    browser.post(f"/cms/pages/{draft.pk}/delete/", {})

    assert not FormPage.objects.filter(slug="draft").exists()


@pytest.mark.parametrize(
    "address",
    [
        "{form}/view_draft/",
        "{form}/revisions/compare/live...latest/",
        "{section}/revisions/compare/live...latest/",
        "add/forms_pages/formpage/{home}/",
        "add/forms_pages/formsectionpage/{form}/",
        "{section}/history/",
        "{form}/",
    ],
)
def test_the_pages_about_a_form_open(browser, form, address):
    authoring.relabel(form, "person", "first_name", "Given name")
    section, home = authoring.section_of(form, "person").pk, authoring.home().pk

    answer = browser.get(f"/cms/pages/{address.format(form=form.pk, section=section, home=home)}")

    assert answer.status_code == 200


def test_a_form_taken_offline_is_nowhere_and_comes_back_as_the_same_version(browser, form):
    visitor = authoring.browser(authoring.BOARD)
    browser.post(f"/cms/pages/{form.pk}/unpublish/", {})
    assert visitor.get("/sample/").status_code == 404
    assert visitor.post("/sample/begin/").status_code == 404

    authoring.publish_in_editor(browser, form)

    assert visitor.get("/sample/").status_code == 200
    assert form.versions.count() == 1
