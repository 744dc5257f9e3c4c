"""What `doctor` says, and when it says that the portal is not fit for work."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_q.models import Schedule

from casework.choices import NoticeState
from casework.models import Board, Notice, Panel, PanelForm
from portal import diagnosis

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_worker_that_keeps_up(db):
    """However long ago the template database was made, its jobs are due only now."""
    Schedule.objects.update(next_run=timezone.now())


def examined() -> dict[str, diagnosis.Finding]:
    return {finding.what: finding for finding in diagnosis.examine(now=timezone.now())}


def queue(state=NoticeState.QUEUED, *, waited=timedelta()):
    moment = timezone.now() - waited
    return Notice.objects.create(
        board=Board.objects.first(),
        message="referral_submitted",
        recipient="someone@example.org",
        reference="BSAB-2026-0001",
        once=f"{state}{waited}",
        message_id=f"<{state}{waited.days}@example.org>",
        state=state,
        created_at=moment,
        next_try_at=moment,
    )


def run() -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_a_loaded_portal_is_fit_and_says_so_line_by_line():
    said, code = run()

    assert code == 0
    assert "ready for work" in said
    for what in ("Python", "Database", "Migrations", "Boards", "Worker", "Outbox", "Mail"):
        assert what in said


def test_boards_that_are_not_loaded_are_missed(monkeypatch):
    monkeypatch.setattr("portal.diagnosis.Board.objects", Board.objects.none())

    said, code = run()

    assert code == 1
    assert "manage.py load_boards" in said


def test_a_panel_without_a_published_form_is_missed():
    PanelForm.objects.filter(panel__slug="adult").delete()

    found = examined()

    assert not found["Form (BSAB, adult)"].is_well
    assert found["Form (OSCB, child)"].is_well


def test_a_panel_without_a_meeting_is_only_noted():
    found = examined()["Next list (BSAB, adult)"]

    assert not found.is_well and not found.must_hold
    assert "Plan one" in found.said


def test_the_next_closing_is_told_and_one_far_off_is_noted(make_meeting):
    panel = Panel.objects.get(slug="adult")
    far = make_meeting(panel, closes_in=timedelta(days=61))
    assert not examined()["Next list (BSAB, adult)"].is_well

    near = make_meeting(panel, closes_in=timedelta(days=59))

    found = examined()["Next list (BSAB, adult)"]
    assert found.is_well
    assert f"{near.closes_on:%-d %B %Y}" in found.said
    assert f"{far.closes_on:%-d %B %Y}" not in found.said


@pytest.fixture
def make_meeting():
    from casework.models import Meeting

    def make(panel, *, closes_in):
        closes_at = timezone.now() + closes_in
        day = timezone.localdate(closes_at)
        days = dict.fromkeys(("closes_on", "list_due", "returns_due", "pack_due"), day)
        held_on = day + timedelta(days=14)
        return Meeting.objects.create(
            panel=panel, held_on=held_on, closes_at=closes_at, rule={}, **days
        )

    return make


def test_a_worker_that_does_not_take_up_its_jobs_is_missed():
    assert examined()["Worker"].is_well
    Schedule.objects.update(next_run=timezone.now() - timedelta(minutes=16))

    found = examined()["Worker"]

    assert not found.is_well
    assert "qcluster" in found.said


@pytest.mark.parametrize(
    ("state", "waited", "words"),
    [
        (NoticeState.QUEUED, timedelta(minutes=16), "1 late, 0 could not be sent"),
        (NoticeState.FAILED, timedelta(minutes=1), "0 late, 1 could not be sent"),
    ],
)
def test_an_outbox_that_is_stuck_is_missed(state, waited, words):
    queue(state, waited=waited)

    found = examined()["Outbox"]

    assert not found.is_well
    assert words in found.said


def test_a_notice_that_waits_its_turn_is_no_fault():
    queue(waited=timedelta(minutes=1))

    assert examined()["Outbox"].is_well


def test_a_database_that_does_not_answer_ends_the_examination_there(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr("portal.diagnosis.connection.ensure_connection", away)

    found = examined()

    assert not found["Database"].is_well
    assert "Boards" not in found


def test_migrations_that_are_not_applied_are_missed(monkeypatch):
    monkeypatch.setattr("portal.diagnosis.is_migrated", lambda: False)

    said, code = run()

    assert code == 1
    assert "manage.py migrate" in said


def test_mail_that_goes_nowhere_is_only_right_in_the_demonstration(settings):
    assert examined()["Mail"].is_well
    settings.DEMO = False

    assert not examined()["Mail"].is_well


def test_what_the_machine_lacks_is_installed_with_one_line(monkeypatch):
    monkeypatch.setattr("portal.diagnosis.shutil.which", lambda name: None)
    monkeypatch.setattr("portal.diagnosis.ctypes.util.find_library", lambda name: None)

    said, code = run()

    assert code == 0
    assert "apt-get install -y chromium libpango-1.0-0 libpangoft2-1.0-0" in said
