"""Beginning a form over HTTP, without scripts: who may, and what is closed."""

import pytest
from django.test import Client

from forms_pages import drafts, handlers
from forms_pages.models import Draft, Submission
from forms_pages.tests.browsing import kept, send, text_of
from forms_pages.tests.sample import (
    document,
    make_form_page,
    make_version,
)

pytestmark = pytest.mark.usefixtures("journey_only")


def test_the_start_page_says_what_is_needed_and_begins_nothing(client, form_page):
    page = client.get("/form/")

    text = text_of(page)
    assert page.status_code == 200
    for said in ("Who may use this form", "Have the dates to hand", "The list closes on", "01632"):
        assert said in text
    assert "Call 01632 960 002" in page.content.decode()
    assert "/form/privacy/" in page.content.decode()
    assert not Draft.objects.exists()


def test_start_now_begins_one_draft_and_shows_what_to_do_in_danger_first(client, form_page):
    after = client.post("/form/begin/")
    again = client.post("/form/begin/")

    assert (after.status_code, after.url) == (302, "/form/begin/")
    assert again.url == "/form/begin/"
    assert "call 999" in text_of(client.get("/form/begin/"))
    assert Draft.objects.count() == 1


def test_without_an_interruption_the_task_list_comes_first(client):
    make_version(make_form_page(), document(interruption=""))

    client.post("/form/begin/")

    assert client.get("/form/begin/").url == "/form/tasks/"


def test_the_session_holds_a_key_and_no_answer(begun):
    begun.post("/form/page/name/", {"first_name": "Ama"})

    held = str(dict(begun.session.items()))

    assert str(Draft.objects.get().key) in held
    assert "Ama" not in held


def test_the_browser_remembers_as_long_as_the_draft_is_kept(begun):
    assert begun.session.get_expiry_age() == drafts.KEPT_FOR.total_seconds()


@pytest.mark.parametrize("steps", ["tasks/", "check/", "page/name/", "page/helpers/add/", "sent/"])
def test_without_a_draft_every_step_leads_to_the_start(client, form_page, steps):
    assert client.get(f"/form/{steps}").url == "/form/"
    assert client.get("/form/begin/").url == "/form/"


def test_a_form_without_a_version_is_closed_and_begins_nothing(client):
    make_form_page()

    assert "not open at the moment" in text_of(client.get("/form/"))
    assert client.post("/form/begin/").url == "/form/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("steps", ["", "tasks/", "page/name/", "send/"])
def test_a_form_that_is_not_public_is_not_there(begun, receiver, steps):
    receiver.public = False

    assert begun.get(f"/form/{steps}").status_code == 404
    assert begun.post(f"/form/{steps}").status_code == 404


def test_a_person_who_is_not_admitted_finds_nothing(begun, receiver):
    receiver.admits = False

    assert begun.get("/form/").status_code == 404
    assert begun.get("/form/tasks/").status_code == 404


def test_a_form_that_nobody_receives_is_not_there(client, form_page):
    del handlers._registry.handlers[form_page.purpose]

    assert client.get("/form/").status_code == 404


@pytest.mark.parametrize("steps", ["nowhere/", "page/nowhere/", "page/name/add/", "page/a/b/c/d/"])
def test_addresses_that_do_not_exist(begun, steps):
    assert begun.get(f"/form/{steps}").status_code == 404


def test_other_methods_are_refused(begun):
    assert begun.delete("/form/page/name/").status_code == 405
    assert begun.head("/form/").status_code == 200


def test_a_post_without_its_csrf_token_is_refused(form_page):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/form/begin/").status_code == 403
    assert not Draft.objects.exists()


def test_starting_again_asks_first_and_then_deletes(begun):
    begun.post("/form/page/name/", {"first_name": "Ama"})
    before = Draft.objects.get()

    asked = begun.get("/form/again/")
    assert Draft.objects.filter(pk=before.pk).exists()
    begun.post("/form/again/")

    assert "cannot undo" in text_of(asked)
    assert Draft.objects.get().key != before.key
    assert kept() == {}


def test_a_draft_stays_on_its_version_after_the_form_changes(filled, form_page):
    changed = document(title="Changed")
    changed["sections"][0]["pages"][0]["questions"][0]["label"] = "Given name"
    make_version(form_page, changed)

    assert "First name" in text_of(filled.get("/form/page/name/"))
    assert "Your answers use the earlier form" in text_of(filled.get("/form/"))
    send(filled)
    assert Submission.objects.get().version.number == 1
    filled.post("/form/begin/")
    assert "Given name" in text_of(filled.get("/form/page/name/"))


def test_a_draft_that_may_no_longer_be_finished_gets_a_plain_page(filled, form_page):
    old = form_page.live_version
    make_version(form_page, document(title="Changed"))
    type(old).objects.filter(pk=old.pk).update(may_finish_until="2020-01-31")

    for steps in ("tasks/", "check/", "page/name/"):
        page = filled.get(f"/form/{steps}")
        assert page.status_code == 410
        assert "31 January 2020" in text_of(page)
    given = {"key": str(Draft.objects.get().key), "version": "1"}
    assert filled.post("/form/send/", given).url == "/form/tasks/"
    assert not Submission.objects.exists()
    filled.post("/form/again/")
    assert Draft.objects.get().version.number == 2
