"""Publishing a form by every route: what is whole is frozen, what is broken changes nothing."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    PageLogEntry,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from forms_pages import publishing
from forms_pages.models import FormPage, FormVersion
from forms_pages.tests import authoring

pytestmark = pytest.mark.django_db

SOON = timedelta(days=2)


@pytest.fixture
def form(receiver):
    return authoring.sample_form(receiver)


@pytest.fixture
def editor(db):
    return authoring.make_editor()


def with_the_editor(form, editor):
    return authoring.publish_in_editor(authoring.editors_browser(editor), form)


def in_bulk(form, editor):
    address = f"/cms/bulk/wagtailcore/page/publish/?next=/cms/&id={form.pk}"
    return authoring.editors_browser(editor).post(address, {})


def on_schedule(form, editor):
    client = authoring.editors_browser(editor)
    goes_live_at = timezone.localtime() + SOON
    fields = {"go_live_at": goes_live_at.strftime("%Y-%m-%d %H:%M")}
    answer = authoring.publish_in_editor(client, form, **fields)
    assert form.versions.count() == 1, "nothing may be published before its time"
    with time_machine.travel(goes_live_at + timedelta(hours=1)):
        call_command("publish_scheduled")
    return answer


def with_approval(form, editor):
    task = GroupApprovalTask.objects.create(name="Chair approves")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=form)
    client = authoring.editors_browser(editor)
    authoring.post_edit(
        client, form, authoring.form_fields(form), **{"action-submit": "action-submit"}
    )
    waiting = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    return client.post(f"/cms/pages/workflow/action/{form.pk}/approve/{waiting.pk}/", {})


ROUTES = [with_the_editor, in_bulk, on_schedule, with_approval]
every_route = pytest.mark.parametrize("route", ROUTES)


def now_of(form) -> FormPage:
    return FormPage.objects.get(pk=form.pk)


@every_route
def test_a_clean_form_is_frozen_as_the_next_version(form, editor, route):
    authoring.relabel(form, "person", "first_name", "Given name")

    answer = route(form, editor)

    form = now_of(form)
    section = authoring.section_of(form, "person")
    assert answer.status_code in (200, 302)
    assert [version.number for version in form.versions.all()] == [2, 1]
    assert form.live_version.number == 2
    assert form.live_version.published_by in (editor, None)
    assert form.live
    assert not form.problems
    assert section.live
    assert not section.has_unpublished_changes
    assert "Given name" in str(section.body.get_prep_value())
    assert "Given name" in str(form.live_version.document)
    assert "Given name" not in str(form.versions.get(number=1).document)


@every_route
def test_a_broken_form_changes_nothing_and_says_why(form, editor, route):
    authoring.relabel(form, "person", "first_name", "Given name")
    authoring.break_it(form)
    before = form.live_version

    route(form, editor)

    form = now_of(form)
    section = authoring.section_of(form, "person")
    assert form.versions.count() == 1
    assert form.live_version == before
    assert form.live
    assert form.has_unpublished_changes
    assert [row for row in form.problems if authoring.BROKEN in row["message"]]
    assert PageLogEntry.objects.filter(page=form.pk, action=publishing.REFUSED).count() == 1
    assert section.has_unpublished_changes
    assert "Given name" not in str(section.body.get_prep_value())


@pytest.mark.parametrize("route", [with_the_editor, in_bulk])
def test_the_editor_is_told_what_blocks(form, editor, route):
    authoring.break_it(form)

    answer = route(form, editor)

    assert "was not published" in authoring.said(answer)
    assert authoring.BROKEN in authoring.said(answer)


@every_route
def test_what_blocked_is_shown_in_the_editor_and_in_the_history(form, editor, route):
    authoring.break_it(form)
    route(form, editor)
    client = authoring.editors_browser(editor)

    edited = client.get(f"/cms/pages/{form.pk}/edit/").content.decode()
    history = client.get(f"/cms/pages/{form.pk}/history/").content.decode()

    assert authoring.BROKEN in edited
    assert "Publishing refused" in history


@every_route
def test_an_unchanged_form_makes_no_new_version(form, editor, route):
    before = form.live_version

    route(form, editor)

    assert now_of(form).live_version == before
    assert form.versions.count() == 1


def test_mending_a_refused_form_clears_its_problems(form, editor):
    authoring.break_it(form)
    with_the_editor(form, editor)
    mended = authoring.drafted(form)
    mended.conditions = form.conditions
    mended.save_revision()

    with_the_editor(form, editor)

    assert not now_of(form).problems
    assert not now_of(form).has_unpublished_changes


def test_going_back_to_old_words_makes_a_new_version(form, editor):
    authoring.relabel(form, "person", "first_name", "Given name")
    with_the_editor(form, editor)
    authoring.relabel(form, "person", "first_name", "First name")
    with_the_editor(form, editor)

    first, _, third = form.versions.order_by("number")
    assert third.number == 3
    assert third.content_hash == first.content_hash
    assert now_of(form).live_version == third


def test_a_schedule_that_was_refused_is_not_tried_again(form, editor):
    authoring.break_it(form)
    on_schedule(form, editor)

    with time_machine.travel(timezone.now() + SOON * 2):
        call_command("publish_scheduled")

    assert PageLogEntry.objects.filter(page=form.pk, action=publishing.REFUSED).count() == 1


def test_a_schedule_does_not_overtake_a_draft_made_after_it(form, editor):
    client = authoring.editors_browser(editor)
    authoring.redraft(authoring.section_of(form, "people"), with_another_question)
    at = timezone.localtime() + SOON
    authoring.publish_in_editor(client, form, go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    later = authoring.drafted(form)
    later.contact = "<p>Ask somebody else.</p>"
    later.save_revision()

    with time_machine.travel(at + timedelta(hours=1)):
        call_command("publish_scheduled")

    assert form.versions.count() == 2
    assert "somebody else" not in now_of(form).contact
    assert "somebody else" in authoring.drafted(form).contact


def with_another_question(content):
    value = {"label": "Anything else?", "required": False}
    content[0]["value"]["questions"] = [{"type": "statement", "value": {"text": "<p>Read</p>"}}] + [
        *content[0]["value"]["questions"]
    ]
    content.append(
        {
            "type": "page",
            "value": {"title": "More", "questions": [{"type": "long_text", "value": value}]},
        }
    )


def test_a_section_published_alone_changes_nothing_public(form, editor):
    authoring.relabel(form, "person", "first_name", "Given name")
    section = authoring.section_of(form, "person")
    client = authoring.editors_browser(editor)

    fields = authoring.section_fields(section)
    answer = authoring.post_edit(client, section, fields, **{"action-publish": "action-publish"})

    assert "when the form itself is published" in authoring.said(answer)
    assert form.versions.count() == 1
    assert now_of(form).live_version == form.live_version
    assert "Given name" not in str(now_of(form).live_version.document)


def test_publishing_everything_below_a_page_says_which_form_was_refused(form, editor):
    authoring.break_it(form)
    now_of(form).unpublish()
    address = f"/cms/bulk/wagtailcore/page/publish/?next=/cms/&id={authoring.home().pk}"

    client = authoring.editors_browser(editor)
    answer = client.post(address, {"include_descendants": "on"})

    assert not now_of(form).live
    assert authoring.BROKEN in authoring.said(answer)


def test_a_form_made_in_the_cms_is_refused_until_it_asks_something(receiver, editor):
    client = authoring.editors_browser(editor)
    fields = authoring.form_fields(authoring.sample_form(receiver))
    fields |= {"title": "A new form", "slug": "new", "conditions-count": "0"}
    address = f"/cms/pages/add/forms_pages/formpage/{authoring.home().pk}/"

    answer = client.post(address, {**fields, "action-publish": "action-publish"})

    form = FormPage.objects.get(slug="new")
    assert answer.status_code == 302
    assert "the form asks nothing" in authoring.said(answer)
    assert form.live_version is None
    assert authoring.browser(authoring.BOARD).get("/new/begin/").status_code in (302, 404)
    assert not form.versions.exists()


def test_an_editor_of_another_board_cannot_publish(form):
    other = authoring.make_editor("other@example.org")
    other.groups.clear()
    client = authoring.editors_browser(other)

    with_the_editor_answer = client.post(f"/cms/pages/{form.pk}/edit/", {"action-publish": "x"})
    checked = client.get(f"/cms/forms/{form.pk}/check/")

    assert with_the_editor_answer.status_code in (302, 403)
    assert checked.status_code in (302, 403)
    assert form.versions.count() == 1


@pytest.mark.postgres
def test_two_who_publish_together_get_numbers_in_order(restored_database, receiver):
    form = authoring.sample_form(receiver)
    revisions = []
    for title in ("One", "Two"):
        draft = authoring.drafted(form)
        draft.title = title
        revisions.append(draft.save_revision())
    failed = []

    def publish(revision):
        try:
            revision.publish()
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[revision]) for revision in revisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    versions = FormVersion.objects.filter(form_page=form)
    assert not failed
    assert [version.number for version in versions] == [3, 2, 1]
    assert {version.document["title"] for version in versions} >= {"One", "Two"}
    assert now_of(form).live_version == versions[0]
