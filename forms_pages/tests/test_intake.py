"""Stored first, handed over after, and never twice."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, connection
from hypothesis import HealthCheck, given, settings

from forms_pages import drafts, handlers, intake, tasks
from forms_pages.models import Draft, Submission
from forms_pages.tests.sample import (
    NOW,
    WHOLE,
    make_draft,
    make_form_page,
    make_version,
)
from forms_pages.tests.test_journey import ANSWERS

pytestmark = pytest.mark.django_db


def test_a_draft_becomes_a_submission_of_its_version(receiver):
    draft = make_draft()

    submission = intake.store(draft, now=NOW)

    assert submission.version == draft.version
    assert submission.data == WHOLE
    assert submission.handed_over_at == submission.submitted_at == NOW
    assert receiver.received == [submission.reference]
    assert not Draft.objects.exists()


def test_answers_off_the_route_are_not_sent(receiver):
    draft = make_draft(**WHOLE, tried=["visits"], at_risk="yes")

    assert intake.store(draft, now=NOW).data == WHOLE


def test_sending_twice_makes_one_submission(receiver):
    draft = make_draft()
    again = Draft.objects.get()

    first, second = intake.store(draft, now=NOW), intake.store(again, now=NOW)

    assert first == second
    assert receiver.given_out == 1
    assert len(receiver.received) == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_make_one_submission(receiver):
    draft, barrier = make_draft(), Barrier(3)

    def press(_):
        try:
            barrier.wait(timeout=20)
            return intake.store(draft, now=NOW).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        references = set(pool.map(press, range(3)))

    assert len(references) == 1
    assert Submission.objects.count() == 1
    assert len(receiver.received) == 1


def test_a_draft_with_missing_answers_is_not_sent(receiver):
    draft = make_draft(first_name="Ama")

    with pytest.raises(intake.NotReady) as refusal:
        intake.store(draft, now=NOW)

    assert "born_on" in [gap.question["key"] for gap in refusal.value.missing]
    assert not Submission.objects.exists()
    assert Draft.objects.get().answers == {"first_name": "Ama"}


def test_what_the_receiver_refuses_is_not_sent(receiver):
    receiver.refuses = {"born_on": "Too young"}

    with pytest.raises(intake.NotReady) as refusal:
        intake.store(make_draft(), now=NOW)

    assert refusal.value.refused == {"born_on": "Too young"}
    assert not Submission.objects.exists()


def test_a_receiver_that_refuses_for_good_undoes_the_sending(receiver):
    draft = make_draft()
    receiver.fails = handlers.NotTaken({handlers.WHOLE: "Answered already"})

    with pytest.raises(intake.NotReady) as refusal:
        intake.store(draft, now=NOW)

    assert (refusal.value.refused, refusal.value.missing) == ({"": "Answered already"}, [])
    assert not Submission.objects.exists()
    kept = Draft.objects.get()
    assert (kept.answers, kept.saved_at) == (draft.answers, draft.saved_at)


def test_refused_for_good_when_a_job_tries_again_is_a_failure_like_any_other(receiver):
    receiver.fails = ValueError()
    submission = intake.store(make_draft(), now=NOW)
    receiver.fails = handlers.NotTaken({"born_on": "Too young"})

    assert not intake.hand_over(submission, now=NOW + timedelta(minutes=1))

    submission.refresh_from_db()
    assert (submission.fault, submission.attempts) == ("NotTaken", 2)
    assert list(intake.needing_attention()) == [submission]


def test_the_receiver_is_asked_about_the_drafts_own_token(receiver):
    draft = make_draft()
    Draft.objects.update(token="seven")

    intake.store(draft, now=NOW)

    assert receiver.checked == "seven"
    assert Submission.objects.get().token == "seven"


def test_a_deleted_draft_cannot_be_sent(receiver):
    draft = make_draft()
    drafts.delete(draft)

    with pytest.raises(drafts.Gone):
        intake.store(draft, now=NOW)


def test_a_failed_hand_over_keeps_the_submission_and_says_nothing_of_its_answers(receiver, caplog):
    receiver.fails = ValueError("Ama was born in 1990")

    with caplog.at_level(logging.INFO):
        submission = intake.store(make_draft(), now=NOW)
    (line,) = [one for one in caplog.records if one.name == intake.__name__]

    submission.refresh_from_db()
    assert (submission.fault, submission.attempts) == ("ValueError", 1)
    assert submission.handed_over_at is None
    assert list(intake.needing_attention()) == [submission]
    assert (line.reference, line.fault) == (submission.reference, "ValueError")
    assert "Ama" not in str(vars(line))


def test_a_failed_hand_over_undoes_what_the_receiver_had_begun(receiver):
    def receive(submission):
        make_form_page(slug="half-done")
        raise ValueError

    receiver.receive = receive

    submission = intake.store(make_draft(), now=NOW)

    assert not type(submission.version.form_page).objects.filter(slug="half-done").exists()


def test_a_job_hands_over_later_and_only_once(receiver):
    receiver.fails = ValueError()
    submission = intake.store(make_draft(), now=NOW)
    receiver.fails = None

    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert tasks.retry_hand_over() == "1 of 1 handed over"
        assert tasks.retry_hand_over() == "0 of 0 handed over"

    submission.refresh_from_db()
    assert submission.handed_over_at == NOW + timedelta(minutes=2)
    assert (submission.attempts, submission.fault) == (2, "")
    assert intake.hand_over(submission, now=NOW)
    assert receiver.received == [submission.reference]


@pytest.mark.parametrize(
    ("attempts", "after", "is_due"),
    [
        (1, timedelta(seconds=59), False),
        (1, timedelta(minutes=1), True),
        (2, timedelta(minutes=4), False),
        (2, timedelta(minutes=5), True),
        (3, timedelta(minutes=30), True),
        (4, timedelta(minutes=119), False),
        (4, timedelta(hours=2), True),
        (5, timedelta(days=9), False),
    ],
)
def test_retries_wait_longer_each_time_and_end_with_the_fifth(receiver, attempts, after, is_due):
    receiver.fails = ValueError()
    submission = intake.store(make_draft(), now=NOW)
    Submission.objects.update(attempts=attempts)

    due = intake.due_for_retry(now=NOW + after)

    assert due == ([submission] if is_due else [])
    assert intake.needing_attention().count() == 1


def test_staff_may_hand_over_after_the_last_attempt(receiver):
    receiver.fails = ValueError()
    submission = intake.store(make_draft(), now=NOW)
    Submission.objects.update(attempts=5)
    receiver.fails = None

    assert intake.hand_over(submission, now=NOW)
    assert not intake.needing_attention().exists()


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_a_database_that_is_away_rolls_everything_back(receiver, away):
    draft = make_draft()
    receiver.fails = away("gone")

    with pytest.raises(away):
        intake.store(draft, now=NOW)

    assert not Submission.objects.exists()
    kept = Draft.objects.get()
    assert (kept.answers, kept.seen, kept.saved_at) == (draft.answers, draft.seen, draft.saved_at)


def test_a_draft_of_an_earlier_version_is_sent_with_that_version(receiver):
    page = make_form_page()
    draft = make_draft(make_version(page))
    later = make_version(page, {**draft.version.document, "title": "Changed"})

    submission = intake.store(draft, now=NOW)

    assert submission.version.number == 1
    assert later.submissions.count() == 0


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ANSWERS)
def test_what_is_stored_is_what_is_on_the_route(receiver, form_version, answers):
    whole = {**WHOLE, "tried": ["letters"], "at_risk": "no"} | answers
    off = {"a": {"tried", "at_risk"}, "b": {"why_early"}}[whole["route"]] | {"left_over"}
    draft = make_draft(form_version, **whole)

    stored = intake.store(draft, now=NOW)

    stored.refresh_from_db()
    assert stored.data == {key: value for key, value in whole.items() if key not in off}


@pytest.fixture
def form_version():
    return make_version(make_form_page())
