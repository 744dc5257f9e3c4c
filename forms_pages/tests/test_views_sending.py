"""Checking and sending over HTTP: one submission, whatever is pressed."""

import re

import pytest
from django.db import OperationalError

from forms_pages import drafts
from forms_pages.models import Draft, Submission
from forms_pages.tests.browsing import keep, kept, send, text_of, title_of
from forms_pages.tests.sample import (
    WHOLE,
)

pytestmark = pytest.mark.usefixtures("journey_only")


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
