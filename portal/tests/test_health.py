from datetime import timedelta

import pytest
from django.utils import timezone

from portal import health
from portal.accounts.tests.people import browser


def test_live_asks_no_database():
    """There is no database mark on this test, so a query would fail it."""
    assert browser("127.0.0.1").get("/health/live").content == b"live\n"


@pytest.mark.django_db
def test_ready_says_yes():
    answer = browser("127.0.0.1").get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "problems": []})


@pytest.mark.django_db
def test_ready_says_no_while_migrations_wait(monkeypatch):
    monkeypatch.setattr(health, "is_migrated", lambda: False)

    answer = browser("127.0.0.1").get("/health/ready")

    assert (answer.status_code, answer.json()["problems"]) == (503, ["migrations"])


def test_ready_says_no_when_the_database_is_away(monkeypatch):
    from django.db import OperationalError, connection

    def away():
        raise OperationalError("the database is away")

    monkeypatch.setattr(connection, "ensure_connection", away)

    answer = browser("127.0.0.1").get("/health/ready")

    assert (answer.status_code, answer.json()["problems"]) == (503, ["database"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "state", "late"),
    [(14, "queued", False), (16, "queued", True), (16, "sent", False), (16, "failed", False)],
)
def test_a_notice_is_late_when_it_was_due_a_quarter_of_an_hour_ago(minutes, state, late):
    make_notice(due=timezone.now() - timedelta(minutes=minutes), state=state)

    assert health.problems(now=timezone.now()) == (["notices"] if late else [])


@pytest.mark.django_db
def test_a_notice_that_waits_for_its_next_try_is_not_late():
    now = timezone.now()
    make_notice(due=now + timedelta(hours=1), state="queued", made=now - timedelta(hours=2))

    assert health.problems(now=now) == []


def make_notice(*, due, state, made=None):
    from casework.choices import Message
    from casework.models import Board, Notice
    from portal.tests.sites import make_sites

    make_sites()
    board = Board.objects.first() or make_board()
    return Notice.objects.create(
        board=board,
        message=Message.values[0],
        recipient="ann@example.org",
        reference="BSAB-2026-0001",
        once="one",
        message_id="<one@example.org>",
        state=state,
        created_at=made or due,
        next_try_at=due,
    )


def make_board():
    from wagtail.models import Site

    from casework.models import Board

    return Board.objects.create(site=Site.objects.first(), name="A board", slug="board")
