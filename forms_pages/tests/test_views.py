"""What holds on every page of the journey, and where it may be mounted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_pages.models import Draft
from forms_pages.tests.browsing import keep, text_of, title_of
from forms_pages.tests.sample import (
    document,
    make_version,
    page,
    question,
    section,
)

pytestmark = pytest.mark.usefixtures("journey_only")


@pytest.mark.parametrize(
    "steps",
    [
        *("", "begin/", "privacy/", "tasks/", "again/", "check/", "page/name/", "page/helpers/"),
        *("page/helpers/add/", "page/helpers/r1/", "page/helpers/r1/remove/"),
    ],
)
def test_every_page(filled, steps):
    page = filled.get(f"/form/{steps}")

    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1") == 1
    assert "no-store" in page["Cache-Control"]
    assert "Call 01632 960 002" in html
    assert "Ama" not in title_of(page)
    assert not title_of(page).startswith("Error")
    assert " style=" not in html
    assert " required" not in html
    assert "onclick" not in html
    assert html.count('<form method="post"') == html.count(" novalidate>")
    assert html.count("<form") == html.count("csrfmiddlewaretoken")


def many_questions(count):
    pages = [page(f"p{at}", question(f"q{at}", "short_text", f"Q{at}")) for at in range(count)]
    return document(sections=[section("s", *pages)])


def test_a_page_costs_the_same_however_long_the_form_is(client, form_page):
    costs = []
    for count in (2, 60):
        Draft.objects.all().delete()
        make_version(form_page, many_questions(count))
        client.post("/form/begin/")
        for steps in ("page/p0/", "tasks/", "check/"):
            client.get(f"/form/{steps}")
        with CaptureQueriesContext(connection) as read:
            for steps in ("page/p0/", "tasks/", "check/"):
                client.get(f"/form/{steps}")
        with CaptureQueriesContext(connection) as saved:
            client.post("/form/page/p0/", {"q0": "x"})
        costs.append((len(read), len(saved)))

    assert costs[0] == costs[1]


def test_the_journey_can_be_mounted_elsewhere_for_a_form_that_is_not_public(
    client, form_page, receiver
):
    receiver.public = False
    shown = []
    receiver.admit = lambda *, form_page, user, token: shown.append(token)

    client.post("/elsewhere/first/begin/")
    client.post("/elsewhere/second/begin/")
    client.post("/elsewhere/first/page/name/", {"first_name": "Ama"})

    assert set(shown) == {"first", "second"}
    assert {draft.token: draft.answers for draft in Draft.objects.all()} == {
        "first": {"first_name": "Ama"},
        "second": {},
    }
    assert "/elsewhere/first/page/born/" in client.get("/elsewhere/first/tasks/").content.decode()


def test_the_task_list_says_how_far_each_section_is_and_how_to_come_back(begun, receiver):
    keep({"first_name": "Ama", "born_on": "2020-05-01"}, seen=["name", "born"])

    text = text_of(begun.get("/form/tasks/"))
    receiver.refuses = {"born_on": "Too young"}
    refused = text_of(begun.get("/form/tasks/"))

    assert "1 of 5 sections" in text
    assert "Person Completed" in text
    assert "Reasons Incomplete" in text
    assert "Risks Cannot start yet" in text
    assert "on this computer, in this browser" in text
    assert "Person There is a problem" in refused


def test_a_section_opens_at_its_first_page_that_is_not_complete(begun):
    keep({"first_name": "Ama"}, seen=["name"])

    html = begun.get("/form/tasks/").content.decode()

    assert 'href="/form/page/born/"' in html
    assert 'href="/form/page/name/"' not in html
