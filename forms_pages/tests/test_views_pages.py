"""Answering over HTTP: each Continue is saved, and bad input leaves the draft as it was."""

import pytest

from forms_pages.models import Draft
from forms_pages.tests.browsing import keep, kept, text_of, title_of
from forms_pages.tests.sample import (
    document,
    make_version,
    page,
    question,
    section,
)

pytestmark = pytest.mark.usefixtures("journey_only")


def test_each_continue_is_saved_and_leads_to_the_next_page(begun):
    after = begun.post("/form/page/name/", {"first_name": " Ama ", "nickname": ""})

    assert after.url == "/form/page/born/"
    assert kept() == {"first_name": "Ama"}
    assert 'value="Ama"' in begun.get("/form/page/name/").content.decode()


def test_the_last_page_of_a_section_leads_to_the_task_list(begun):
    after = begun.post("/form/page/born/", {"born_on-not-known": "yes"})

    assert after.url == "/form/tasks/"
    assert kept() == {"born_on": {"not_known": True}}


def test_an_answer_that_is_wrong_is_said_twice_kept_as_typed_and_not_saved(begun):
    keep({"born_on": "1990-02-28"}, seen=[])
    before = Draft.objects.values().get()

    page = begun.post(
        "/form/page/born/", {"born_on-day": " 31", "born_on-month": "<Feb>", "born_on-year": "90"}
    )

    html = page.content.decode()
    assert page.status_code == 422
    assert title_of(page).startswith("Error: Born")
    assert text_of(page).count("Date of birth: year must include 4 numbers") == 2
    assert 'href="#born_on-year"' in html
    assert 'value=" 31"' in html
    assert 'value="&lt;Feb&gt;"' in html
    assert Draft.objects.values().get() == before


def test_the_receiver_refuses_an_answer_beside_its_question(begun, receiver):
    receiver.refuses = {"born_on": "The panel hears about adults"}

    page = begun.post(
        "/form/page/born/", {"born_on-day": "1", "born_on-month": "may", "born_on-year": "2020"}
    )

    assert page.status_code == 422
    assert text_of(page).count("The panel hears about adults") == 2
    assert 'href="#born_on-day"' in page.content.decode()
    assert kept() == {}


def test_what_the_receiver_refuses_elsewhere_does_not_hold_this_page_up(begun, receiver):
    keep({"born_on": "2020-05-01"})
    receiver.refuses = {"born_on": "The panel hears about adults"}

    assert begun.post("/form/page/name/", {"first_name": "Ama"}).status_code == 302


@pytest.mark.parametrize(
    ("step", "data", "status"),
    [
        ("route", {"route": "zzz"}, 422),
        ("route", {"route": ["a", "b"]}, 400),
        ("name", {"first_name": ["Ama", "Bo"]}, 400),
        ("name", {"first_name": "x" * 100_000}, 422),
        ("name", {"first_name": "\x00"}, 422),
        ("born", {"born_on-day": "9" * 5_000, "born_on-month": "1", "born_on-year": "1"}, 422),
        ("early", {"why_early": "x" * 20_001}, 422),
        ("last", {"tried": ["visits", "none"]}, 422),
        ("last", {"tried": ["__proto__"]}, 422),
        ("confirm", {"agreed": "maybe"}, 422),
    ],
)
def test_bad_input_has_its_status_and_leaves_the_draft_as_it_was(begun, step, data, status):
    keep({"route": "b"}, seen=["route"])
    before = Draft.objects.values().get()

    page = begun.post(f"/form/page/{step}/", data)

    assert page.status_code == status
    assert Draft.objects.values().get() == before
    if status == 422:
        assert 'class="govuk-error-message"' in page.content.decode()


def test_half_a_character_is_refused(begun):
    body = b'--x\r\nContent-Disposition: form-data; name="first_name"\r\n\r\n+2AA-\r\n--x--\r\n'

    page = begun.generic(
        "POST",
        "/form/page/name/",
        body,
        content_type="multipart/form-data; boundary=x; charset=utf-7",
    )

    assert page.status_code == 400
    assert kept() == {}


def test_a_huge_payload_is_refused(begun, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000

    page = begun.post(
        "/form/page/name/",
        "first_name=" + "x" * 20_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code == 400
    assert kept() == {}


def test_extra_inputs_are_ignored(begun):
    begun.post("/form/page/name/", {"first_name": "Ama", "route": "b", "agreed": "yes", "id": "1"})

    assert kept() == {"first_name": "Ama"}


def test_a_page_off_the_route_leads_back_and_a_stale_tab_loses_nothing(begun):
    assert begun.get("/form/page/early/").url == "/form/tasks/"

    begun.post("/form/page/early/", {"why_early": "Written in another tab"})

    assert kept() == {"why_early": "Written in another tab"}


def test_two_tabs_that_save_different_pages_lose_nothing(begun):
    begun.get("/form/page/name/")
    begun.get("/form/page/route/")

    begun.post("/form/page/name/", {"first_name": "Ama"})
    begun.post("/form/page/route/", {"route": "a"})

    assert kept() == {"first_name": "Ama", "route": "a"}


def test_optional_questions_say_so_and_why_we_ask_is_there(begun, form_page):
    Draft.objects.all().delete()
    form = document()
    form["sections"][0]["pages"][0]["questions"][0]["why"] = "To find the record."
    make_version(form_page, form)
    begun.post("/form/begin/")

    text = text_of(begun.get("/form/page/name/"))

    assert "Nickname (optional)" in text
    assert "First name (optional)" not in text
    assert "To find the record." in text


def test_an_only_question_that_is_the_title_is_the_heading(begun, form_page):
    Draft.objects.all().delete()
    asked = question("why", "short_text", "Why?")
    make_version(
        form_page,
        document(sections=[section("s", page("p", asked, title="Why?"))]),
    )
    begun.post("/form/begin/")

    html = begun.get("/form/page/p/").content.decode()

    assert html.count("<h1") == 1
    assert '<label class="govuk-label govuk-label--l" for="why">' in html
