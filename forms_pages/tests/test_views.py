"""Filling in a form over HTTP, without scripts."""

import re
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forms_pages import drafts, handlers
from forms_pages.models import Draft, FormPage, Submission
from forms_pages.tests.sample import (
    ALL_PAGES,
    HELPERS,
    WHOLE,
    document,
    make_form_page,
    make_version,
    page,
    question,
    section,
)

pytestmark = pytest.mark.django_db

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


@pytest.fixture(autouse=True)
def journey_only(settings, receiver):
    """Run the journey without the portal around it: it is to be liftable."""
    settings.ROOT_URLCONF = "forms_pages.tests.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    FormPage.objects.all().delete()
    return receiver


@pytest.fixture
def form_page():
    form_page = make_form_page()
    make_version(form_page)
    return form_page


@pytest.fixture
def begun(client, form_page):
    """A browser that has begun a draft."""
    client.post("/form/begin/")
    return client


@pytest.fixture
def filled(begun):
    """A browser whose draft is complete."""
    keep(WHOLE)
    return begun


def keep(answers, seen=ALL_PAGES):
    Draft.objects.update(answers=answers, seen=seen)


def kept():
    return Draft.objects.get().answers


def text_of(response) -> str:
    body = response.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def title_of(response) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1])


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def send(client, checked=None, **changes):
    checked = checked or client.get("/form/check/")
    given = {"key": hidden(checked, "key"), "version": hidden(checked, "version")}
    return client.post("/form/send/", {**given, **changes})


# Beginning


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


# Answering


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


def test_optional_questions_say_so_and_why_we_ask_is_there(begun):
    Draft.objects.all().delete()
    form = document()
    form["sections"][0]["pages"][0]["questions"][0]["why"] = "To find the record."
    make_version(FormPage.objects.get(), form)
    begun.post("/form/begin/")

    text = text_of(begun.get("/form/page/name/"))

    assert "Nickname (optional)" in text
    assert "First name (optional)" not in text
    assert "To find the record." in text


def test_an_only_question_that_is_the_title_is_the_heading(begun):
    Draft.objects.all().delete()
    asked = question("why", "short_text", "Why?")
    make_version(
        FormPage.objects.get(), document(sections=[section("s", page("p", asked, title="Why?"))])
    )
    begun.post("/form/begin/")

    html = begun.get("/form/page/p/").content.decode()

    assert html.count("<h1") == 1
    assert '<label class="govuk-label govuk-label--l" for="why">' in html


# The task list


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


# Groups


def add_row(client, **answers):
    page = client.get("/form/page/helpers/add/")
    return client.post("/form/page/helpers/add/", {"row": hidden(page, "row"), **answers})


def test_a_row_is_added_changed_and_removed(begun):
    after = add_row(begun, helper_name="Bo", helper_agency="police")
    (row,) = kept()["helpers"]
    assert after.url == "/form/page/helpers/"
    assert row["helper_agency"] == {"code": "police", "name": "Police"}
    assert "Person who helps 1" in text_of(begun.get("/form/page/helpers/"))

    begun.post(f"/form/page/helpers/{row['id']}/", {"helper_name": "Bea"})
    assert kept()["helpers"] == [{"id": row["id"], "helper_name": "Bea"}]

    asked = begun.get(f"/form/page/helpers/{row['id']}/remove/")
    assert "Bea" in text_of(asked)
    assert kept()["helpers"]
    begun.post(f"/form/page/helpers/{row['id']}/remove/")
    assert kept() == {}


def test_a_double_click_adds_one_row(begun):
    page = begun.get("/form/page/helpers/add/")
    data = {"row": hidden(page, "row"), "helper_name": "Bo"}

    begun.post("/form/page/helpers/add/", data)
    begun.post("/form/page/helpers/add/", data)

    assert len(kept()["helpers"]) == 1


def test_a_row_that_is_wrong_is_not_saved_and_stays_as_typed(begun):
    page = add_row(begun, helper_name="", helper_notes="Kind")

    assert page.status_code == 422
    assert title_of(page).startswith("Error: Add: person who helps")
    assert "Enter a name" in text_of(page)
    assert "Kind" in page.content.decode()
    assert kept() == {}


@pytest.mark.parametrize("row", ["", "r1; drop", "x1", "r" + "1" * 40])
def test_a_row_id_that_we_did_not_give_out_is_refused(begun, row):
    page = begun.post("/form/page/helpers/add/", {"row": row, "helper_name": "Bo"})

    assert page.status_code == 400
    assert kept() == {}


def test_rows_that_are_not_there(begun):
    assert begun.get("/form/page/helpers/r99/").status_code == 404
    assert begun.get("/form/page/helpers/r99/remove/").status_code == 404
    assert begun.post("/form/page/helpers/r99/", {"helper_name": "Bo"}).status_code == 404


def test_a_full_group_offers_no_more(begun):
    keep({"helpers": [{"id": f"r{at}", "helper_name": "Bo"} for at in range(3)]})

    html = begun.get("/form/page/helpers/").content.decode()

    assert "Add another" not in html
    assert begun.get("/form/page/helpers/add/").url == "/form/page/helpers/"
    begun.post("/form/page/helpers/add/", {"row": "r9", "helper_name": "Bo"})
    assert len(kept()["helpers"]) == 3


def test_a_group_needs_a_row_or_none_to_add(begun):
    refused = begun.post("/form/page/helpers/")
    none = begun.post("/form/page/helpers/", {"helpers-not-known": "yes"})

    assert refused.status_code == 422
    assert "Add at least one: person who helps, or select “None to add”" in text_of(refused)
    assert none.status_code == 302
    assert kept() == {"helpers": {"not_known": True}}


def test_a_row_that_is_unfinished_must_be_finished(begun):
    keep({"helpers": [{"id": "r1"}]})

    page = begun.post("/form/page/helpers/")

    assert page.status_code == 422
    assert "Finish or remove each entry" in text_of(page)


def test_a_group_that_may_be_empty_may_be_empty(begun):
    Draft.objects.all().delete()
    group = {**HELPERS, "required": False}
    make_version(FormPage.objects.get(), document(sections=[section("s", page("helpers", group))]))
    begun.post("/form/begin/")

    assert begun.post("/form/page/helpers/").status_code == 302
    assert Draft.objects.get().seen == ["helpers"]


# Check answers


def test_check_answers_shows_all_by_section_with_change_links(filled):
    page = filled.get("/form/check/")

    text, html = text_of(page), page.content.decode()
    for said in ("First name Ama", "28 February 1990", "Early", "Person who helps 1", "Confirmed"):
        assert said in text
    assert 'href="/form/page/name/?return=check"' in html
    assert re.search(r'Change\s*<span class="govuk-visually-hidden"> first name</span>', html)
    assert "Nickname Not provided" in text
    assert "Is there a risk?" not in text


def test_change_returns_to_check_answers(filled):
    html = filled.get("/form/page/name/?return=check").content.decode()
    after = filled.post("/form/page/name/", {"first_name": "Bea", "return": "check"})

    assert 'name="return" value="check"' in html
    assert 'href="/form/check/"' in html
    assert after.url == "/form/check/"


def test_a_change_that_opens_a_page_asks_it_before_returning(filled):
    first = filled.post("/form/page/route/", {"route": "b", "return": "check"})
    second = filled.post("/form/page/last/", {"tried": "visits", "return": "check"})

    assert first.url == "/form/page/last/?return=check"
    assert second.url == "/form/check/"


@pytest.mark.parametrize("value", ["https://evil.example", "//evil", "tasks", "check/../.."])
def test_return_is_one_known_place_or_nothing(filled, value):
    after = filled.post("/form/page/name/", {"first_name": "Ama", "return": value})

    assert after.url == "/form/page/born/"
    html = filled.get("/form/page/name/", {"return": value}).content.decode()
    assert 'name="return"' not in html


def test_what_is_missing_is_listed_with_links_and_there_is_no_send(begun):
    keep({**WHOLE, "helpers": [{"id": "r1"}], "first_name": "Ama"} | {"born_on": None})
    Draft.objects.update(answers={k: v for k, v in kept().items() if v is not None})

    page = begun.get("/form/check/")

    html = page.content.decode()
    assert "2 answers still missing" in text_of(page)
    assert 'href="/form/page/born/?return=check"' in html
    assert 'href="/form/page/helpers/r1/?return=check"' in html
    assert ">Send<" not in re.sub(r"\s", "", html)


def test_answers_that_will_not_be_sent_are_listed_with_the_reason(filled):
    keep({**WHOLE, "tried": ["visits"]})

    text = text_of(filled.get("/form/check/"))

    assert "Answers that will not be sent" in text
    assert "What was tried?, because this does not apply: route is ('b',)" in text


# Sending


def test_sending_shows_the_reference_and_what_happens_next(filled, receiver):
    after = send(filled)
    page = filled.get(after.url)

    reference = Submission.objects.get().reference
    assert after.url == "/form/sent/"
    assert reference in text_of(page)
    assert "Within five working days" in text_of(page)
    assert "We will write to you" in text_of(page)
    assert reference not in after.url + title_of(page)
    assert "Ama" not in page.content.decode()
    assert not Draft.objects.exists()
    assert receiver.received == [reference]


def test_sending_again_by_any_way_shows_the_same_reference(filled):
    checked = filled.get("/form/check/")
    send(filled, checked)
    reference = Submission.objects.get().reference

    again = send(filled, checked)

    assert again.url == "/form/sent/"
    assert reference in text_of(filled.get("/form/sent/"))
    for back in ("/form/check/", "/form/tasks/", "/form/page/name/"):
        assert filled.get(back).url == "/form/sent/"
    assert filled.post("/form/page/name/", {"first_name": "Bea"}).url == "/form/sent/"
    assert Submission.objects.count() == 1


def test_a_second_press_before_the_session_was_saved_is_recognised(filled):
    checked = filled.get("/form/check/")
    remembered = dict(filled.session.items())
    send(filled, checked)
    session = filled.session
    session.update(remembered)
    session.save()

    again = send(filled, checked)

    assert again.url == "/form/sent/"
    assert Submission.objects.count() == 1
    assert Submission.objects.get().reference in text_of(filled.get("/form/sent/"))


def test_a_second_form_of_the_same_browser_is_a_second_submission(filled):
    first = filled.get("/form/check/")
    send(filled, first)
    filled.post("/form/begin/")
    keep(WHOLE)
    send(filled)

    older = send(filled, first)

    assert Submission.objects.count() == 2
    assert older.url == "/form/sent/"
    oldest = Submission.objects.order_by("pk").first()
    assert oldest.reference in text_of(filled.get("/form/sent/"))


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "00000000-0000-0000-0000-000000000000"},
        {"key": "' OR 1=1"},
        {"key": ""},
        {"version": "99"},
        {"version": ""},
    ],
)
def test_a_tampered_hidden_field_is_refused_and_the_draft_stays(filled, changes):
    before = Draft.objects.values().get()

    assert send(filled, **changes).status_code == 400

    assert Draft.objects.values().get() == before
    assert not Submission.objects.exists()


def test_the_key_of_somebody_elses_draft_is_refused(filled, form_page):
    other = drafts.begin(form_page.live_version, now=Draft.objects.get().saved_at)

    assert send(filled, key=str(other.key)).status_code == 400
    assert Draft.objects.count() == 2


def test_missing_answers_at_send_lead_back_to_check_with_a_summary(filled):
    checked = filled.get("/form/check/")
    keep({key: value for key, value in WHOLE.items() if key != "first_name"})

    page = send(filled, checked)

    assert page.status_code == 422
    assert title_of(page).startswith("Error: ")
    assert "Answer “First name”" in text_of(page)
    assert not Submission.objects.exists()


def test_what_the_receiver_refuses_at_send_is_said_beside_the_answer(filled, receiver):
    checked = filled.get("/form/check/")
    receiver.refuses = {"born_on": "The panel hears about adults"}

    page = send(filled, checked)
    question = filled.get("/form/page/born/?return=check")

    assert page.status_code == 422
    assert text_of(page).count("The panel hears about adults") == 2
    assert text_of(question).count("The panel hears about adults") == 2
    assert not Submission.objects.exists()


def test_a_failed_hand_over_still_gives_a_reference_and_promises_nothing_untrue(filled, receiver):
    receiver.fails = RuntimeError("boom")

    send(filled)
    text = text_of(filled.get("/form/sent/"))

    assert Submission.objects.get().reference in text
    assert "You do not need to send the form again" in text
    assert "We will write to you" not in text
    assert "boom" not in text


def test_a_database_that_is_away_at_send_is_not_answered_here_and_keeps_the_draft(filled, receiver):
    checked = filled.get("/form/check/")
    before = Draft.objects.values().get()
    receiver.fails = OperationalError("gone")

    with pytest.raises(OperationalError):
        send(filled, checked)

    assert Draft.objects.values().get() == before
    assert not Submission.objects.exists()
    receiver.fails = None
    assert send(filled, checked).url == "/form/sent/"


def test_reading_the_send_address_sends_nothing(filled):
    assert filled.get("/form/send/").url == "/form/check/"
    assert not Submission.objects.exists()


# Versions


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


# Elsewhere


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


# What holds on every page


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
