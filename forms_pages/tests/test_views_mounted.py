"""A form mounted elsewhere: its token, its caption, and whose draft it is."""

import pytest
from django.test import Client

from forms_pages import handlers
from forms_pages.models import Draft, Submission
from forms_pages.tests.browsing import hidden, keep, kept, send, text_of, title_of
from forms_pages.tests.sample import WHOLE

pytestmark = pytest.mark.usefixtures("form_page")

AT = "/elsewhere/seven/"


@pytest.fixture
def mounted(client):
    client.post(f"{AT}begin/")
    return client


@pytest.mark.parametrize("step", ["", "begin/", "tasks/", "page/name/", "check/", "privacy/"])
def test_the_caption_is_on_every_page_and_in_no_title(mounted, step):
    page = mounted.get(f"{AT}{step}")

    assert "Case 7, AB" in text_of(page)
    assert "Case 7" not in title_of(page)


def test_a_form_at_its_own_address_has_no_caption(begun):
    assert "Case 7" not in text_of(begun.get("/form/tasks/"))


def test_the_receiver_is_told_the_token_it_is_asked_about(mounted, receiver):
    mounted.get(AT)
    mounted.get(f"{AT}check/")

    assert (receiver.noted, receiver.checked) == ("seven", "seven")


def test_without_a_token_the_receiver_is_told_of_none(begun, receiver):
    receiver.noted = receiver.checked = "something"

    begun.get("/form/")
    begun.get("/form/check/")

    assert (receiver.noted, receiver.checked) == (None, None)


def test_what_is_wrong_with_the_whole_form_shows_where_answers_are_checked(filled, receiver):
    receiver.refuses = {handlers.WHOLE: "Somebody else has answered."}

    page = filled.get("/form/check/")

    assert "There is a problem Somebody else has answered." in text_of(page)
    assert ">Send<" not in "".join(page.content.decode().split())
    assert filled.post("/form/page/name/", {"first_name": "Bea"}).status_code == 302


def test_a_receiver_that_refuses_for_good_leaves_the_draft_and_says_why(filled, receiver):
    receiver.fails = handlers.NotTaken(
        {handlers.WHOLE: "Somebody else has answered.", "first_name": "Not this one."}
    )

    page = send(filled)

    assert page.status_code == 422
    assert title_of(page).startswith("Error:")
    assert "Somebody else has answered. Not this one." in text_of(page)
    assert kept() == WHOLE
    assert not Submission.objects.exists()


def test_a_personal_draft_is_found_again_in_another_browser(client, db):
    client.post("/own/me/begin/")
    keep({**WHOLE})
    another = Client()

    page = another.get("/own/me/check/")

    assert "Ama" in text_of(page)
    assert "whenever you sign in" in text_of(another.get("/own/me/tasks/"))
    assert Client().get("/own/you/check/").url == "/own/you/"


def test_a_draft_that_is_not_personal_stays_in_its_browser(mounted):
    assert Client().get(f"{AT}tasks/").url == AT


def test_a_draft_may_begin_with_answers_and_begins_with_them_once_only(client):
    client.post("/own/me/begin/")
    keep({"first_name": "Bea"})

    client.post("/own/me/begin/")

    assert Draft.objects.get().answers == {"first_name": "Bea"}
    client.post("/own/me/again/")
    assert Draft.objects.get().answers == {"first_name": "Ama"}


def test_the_start_and_the_sent_page_lead_back_to_where_somebody_came_from(mounted):
    keep(WHOLE)
    checked = mounted.get(f"{AT}check/")
    given = {"key": hidden(checked, "key"), "version": hidden(checked, "version")}

    start = mounted.get(AT).content.decode()
    sent = mounted.get(mounted.post(f"{AT}send/", given).url).content.decode()

    assert 'href="/list/"' in start and 'href="/list/"' in sent
