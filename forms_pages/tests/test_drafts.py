"""Saving one page never loses another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from forms_pages import drafts, tasks
from forms_pages.models import Draft
from forms_pages.tests.sample import (
    HELPERS,
    NOW,
    document,
    make_draft,
    make_form_page,
    make_version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("receiver")]


def test_a_page_is_put_into_what_is_kept():
    draft = make_draft(first_name="Ama", seen=["name"])
    later = NOW + timedelta(minutes=5)

    drafts.merge(draft, "route", {"route": "a", "nickname": None}, now=later)

    draft.refresh_from_db()
    assert draft.answers == {"first_name": "Ama", "route": "a"}
    assert draft.seen == ["name", "route"]
    assert draft.saved_at == later


def test_an_answer_taken_out_is_gone():
    draft = make_draft(nickname="Mo")

    drafts.merge(draft, "name", {"nickname": None}, now=NOW)

    assert Draft.objects.get().answers == {}


def test_two_windows_that_save_different_pages_lose_nothing():
    draft = make_draft(route="a", seen=[])
    first, second = Draft.objects.get(), Draft.objects.get()

    drafts.merge(first, "name", {"first_name": "Ama"}, now=NOW)
    drafts.merge(second, "early", {"why_early": "Now"}, now=NOW)

    draft.refresh_from_db()
    assert draft.answers == {"route": "a", "first_name": "Ama", "why_early": "Now"}
    assert draft.seen == ["name", "early"]


def save_together(draft, count):
    """Save `count` pages from as many threads, all starting at once."""
    barrier = Barrier(count)

    def save(at):
        try:
            barrier.wait(timeout=20)
            drafts.merge(draft, f"page{at}", {f"q{at}": at}, now=NOW)
            drafts.save_row(draft, HELPERS, {"id": f"r{at}", "helper_name": "Bo"}, now=NOW)
        except drafts.TooManyRows:
            return "full"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(save, range(count)))


@pytest.mark.django_db(transaction=True)
def test_windows_that_save_at_the_same_moment_lose_nothing():
    draft = make_draft(route="a", seen=[])

    outcomes = save_together(Draft.objects.get(), 4)

    draft.refresh_from_db()
    assert {f"q{at}" for at in range(4)} <= set(draft.answers)
    assert set(draft.seen) == {f"page{at}" for at in range(4)}
    assert len(draft.answers["helpers"]) == 3
    assert sorted(outcomes) == ["full", "saved", "saved", "saved"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_row_locks_hold_between_several_processes_of_a_server():
    draft = make_draft(route="a", seen=[])

    for _ in range(5):
        save_together(draft, 4)

    draft.refresh_from_db()
    assert len(draft.seen) == 4
    assert len({row["id"] for row in draft.answers["helpers"]}) == 3


def test_a_row_of_the_same_id_is_replaced():
    draft = make_draft(route="a")

    drafts.save_row(draft, HELPERS, {"id": "r1", "helper_name": "Bo"}, now=NOW)
    drafts.save_row(draft, HELPERS, {"id": "r1", "helper_name": "Bea"}, now=NOW)

    assert Draft.objects.get().answers["helpers"] == [{"id": "r1", "helper_name": "Bea"}]


def test_a_group_takes_no_more_rows_than_it_may_have():
    draft = make_draft(helpers=[{"id": f"r{at}"} for at in range(3)])

    with pytest.raises(drafts.TooManyRows):
        drafts.save_row(draft, HELPERS, {"id": "r9"}, now=NOW)

    assert len(Draft.objects.get().answers["helpers"]) == 3


def test_the_last_row_taken_out_leaves_the_group_unanswered():
    draft = make_draft(helpers=[{"id": "r1"}])

    drafts.remove_row(draft, HELPERS, "r1", now=NOW)
    drafts.remove_row(draft, HELPERS, "r1", now=NOW)

    assert Draft.objects.get().answers == {}


def test_none_to_add_takes_no_row_of_another_window_away():
    draft = make_draft(helpers=[{"id": "r1"}])

    drafts.merge(draft, "helpers", {"helpers": {"not_known": True}}, now=NOW)

    assert Draft.objects.get().answers == {"helpers": [{"id": "r1"}]}


def test_a_row_takes_the_place_of_none_to_add():
    draft = make_draft(helpers={"not_known": True})

    drafts.save_row(draft, HELPERS, {"id": "r1"}, now=NOW)

    assert Draft.objects.get().answers == {"helpers": [{"id": "r1"}]}


def test_saving_a_draft_that_was_sent_or_deleted_says_so():
    draft = make_draft()
    drafts.delete(draft)

    with pytest.raises(drafts.Gone):
        drafts.merge(draft, "name", {"first_name": "Bea"}, now=NOW)


def test_a_draft_is_found_only_on_its_own_form_and_with_its_own_token():
    page = make_form_page()
    draft = drafts.begin(make_version(page), token="t", now=NOW)
    other = make_form_page(slug="other")

    assert drafts.find(draft.key, form_page=page, token="t") == draft
    assert drafts.find(draft.key, form_page=page) is None
    assert drafts.find(draft.key, form_page=other, token="t") is None


def test_a_draft_stays_on_the_version_it_began_with():
    page = make_form_page()
    draft = make_draft(make_version(page))

    make_version(page, document(title="Changed"))

    assert drafts.document_of(Draft.objects.get().version)["title"] == "Tell us about someone"
    assert draft.version.number == 1
    assert drafts.live_version_of(page).number == 2


@pytest.mark.parametrize(
    ("last_day", "may"),
    [(None, True), (date(2026, 11, 23), True), (date(2026, 11, 22), False)],
)
def test_an_old_version_may_be_finished_until_the_day_staff_set(last_day, may):
    page = make_form_page()
    draft = make_draft(make_version(page, may_finish_until=last_day))
    today = date(2026, 11, 23)

    assert drafts.may_be_finished(draft, live_version_id=draft.version_id, today=today)
    assert drafts.may_be_finished(draft, live_version_id=-1, today=today) is may


def test_a_draft_that_was_not_saved_for_a_week_is_deleted():
    version = make_version(make_form_page())
    old, recent = make_draft(version), make_draft(version)
    drafts.merge(recent, "name", {}, now=NOW + timedelta(days=2))

    with time_machine.travel(NOW + timedelta(days=7, minutes=1)):
        assert tasks.delete_expired_drafts() == "1 deleted"

    assert list(Draft.objects.all()) == [recent]
    assert old.pk != recent.pk


def test_a_document_is_read_once(django_assert_num_queries):
    make_draft()
    version = Draft.objects.select_related("version").defer("version__document").get().version
    drafts._document.cache_clear()

    with django_assert_num_queries(1):
        first, second = drafts.document_of(version), drafts.document_of(version)

    assert first is second
