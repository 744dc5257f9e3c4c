"""What helps an editor: keys they can use, links to what is wrong, limits on old versions."""

import json
from datetime import date

import pytest
from wagtail.models import PageLogEntry

from forms_pages import publishing
from forms_pages.models import FormVersion
from forms_pages.tests import authoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


@pytest.fixture
def browser(db):
    return authoring.editors_browser()


def suggestions(page: str, name: str) -> str:
    return page.split(f'<datalist id="form-{name}">')[1].split("</datalist>")[0]


def add_condition(form, label: str) -> None:
    draft = authoring.drafted(form)
    values = [{"type": "item", "value": "a", "id": "1"}]
    test = {"question": "route", "comparison": "is", "values": values}
    value = {"label": label, "match": "all", "tests": [{"type": "test", "value": test}]}
    added = {"type": "condition", "value": value}
    draft.conditions = json.dumps([*authoring.stored(draft.conditions), added])
    draft.save_revision()


def test_the_keys_of_questions_and_options_are_shown_beside_conditions(browser, form):
    page = browser.get(f"/cms/pages/{form.pk}/edit/").content.decode()

    assert '<option value="route">' in suggestions(page, "questions")
    assert "helper_name" not in suggestions(page, "questions")
    assert '<option value="route_b">' in suggestions(page, "conditions")
    assert "<code>b</code>" in page


def test_a_condition_can_be_used_before_it_was_ever_published(browser, form):
    add_condition(form, "Early help")
    section = authoring.section_of(form, "ending")

    opened = browser.get(f"/cms/pages/{section.pk}/edit/").content.decode()
    fields = authoring.section_fields(section) | {"condition": "early_help"}
    authoring.post_edit(browser, section, fields)
    authoring.publish_in_editor(browser, form)

    assert '<option value="early_help">Early help</option>' in suggestions(opened, "conditions")
    assert form.versions.first().document["sections"][-1]["condition"] == "early_help"


def test_a_new_section_is_offered_the_forms_conditions(browser, form):
    page = browser.get(f"/cms/pages/add/forms_pages/formsectionpage/{form.pk}/").content.decode()

    assert '<option value="route_a">' in suggestions(page, "conditions")


def test_a_problem_leads_to_its_question(browser, form):
    section = authoring.section_of(form, "person")
    block = authoring.question_in(authoring.stored(section.body), "nickname")
    authoring.relabel(form, "person", "nickname", "")
    address = f"/cms/pages/{section.pk}/edit/#block-{block['id']}-section"

    for page in (f"/cms/pages/{form.pk}/edit/", f"/cms/forms/{form.pk}/check/"):
        assert address in browser.get(page).content.decode()


def test_a_section_of_more_than_a_thousand_fields_is_saved(browser, form):
    section = authoring.section_of(form, "person")
    content = authoring.stored(section.body)
    content[0]["value"]["questions"] += [
        {"type": "short_text", "value": {"label": f"Question {at}"}, "id": ""} for at in range(60)
    ]
    fields = authoring.section_fields(section, content)

    answer = authoring.post_edit(browser, section, fields)

    assert len(fields) > 1000
    assert answer.status_code == 302
    assert "Question 59" in str(authoring.drafted(section).body.get_prep_value())


def test_an_editor_says_until_when_an_old_version_may_be_sent(browser, form):
    address = f"/cms/forms/{form.pk}/versions/1/"

    answer = browser.post(address, {"until": "2026-12-18"})

    assert answer.status_code == 302
    assert form.versions.get().may_finish_until == date(2026, 12, 18)
    assert PageLogEntry.objects.filter(page=form.pk, action=publishing.MAY_FINISH).count() == 1
    assert "18 December 2026" in browser.get(f"/cms/forms/{form.pk}/check/").content.decode()
    assert 'value="2026-12-18"' in browser.get(address).content.decode()


def test_a_limit_that_is_no_date_is_refused_and_one_can_be_lifted(browser, form):
    address = f"/cms/forms/{form.pk}/versions/1/"
    FormVersion.objects.filter(form_page=form).update(may_finish_until=date(2026, 12, 18))

    refused = browser.post(address, {"until": "soon"})
    assert refused.status_code == 200
    assert form.versions.get().may_finish_until

    browser.post(address, {"until": ""})
    assert form.versions.get().may_finish_until is None


def test_an_editor_of_another_board_sets_no_limit(form):
    other = authoring.editors_browser(
        authoring.make_editor("other@example.org", host="oxon.localhost")
    )

    answer = other.post(f"/cms/forms/{form.pk}/versions/1/", {"until": "2026-12-18"})

    assert answer.status_code in (302, 403)
    assert form.versions.get().may_finish_until is None
