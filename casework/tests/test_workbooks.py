"""A spreadsheet is asked for, made once by whichever worker, and kept for a day."""

from datetime import date, timedelta

import pytest
import time_machine
from django_q.models import OrmQ

from casework import tasks
from casework.choices import Event, Role, WorkbookStatus
from casework.errors import NotPermitted, WrongMoment
from casework.models import Attendance, AuditEntry, Workbook
from casework.reports import making
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_chair,
    make_holder,
    make_meeting,
    make_member,
    panel_called,
    put,
)
from casework.tests.workbook_factories import AUTUMN, ask_for, made, opened
from casework.workflows import workbooks

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


def swept(now):
    with time_machine.travel(now, tick=False):
        tasks.sweep()


def jobs() -> int:
    """Return how many jobs wait that make a spreadsheet."""
    return sum(job.func() == workbooks.JOB for job in OrmQ.objects.all())


def test_asking_writes_a_line_queues_one_job_and_names_nobody_in_it():
    book = ask_for()

    assert (book.status, book.expires_at) == (WorkbookStatus.QUEUED, NOVEMBER + A_DAY)
    entry = AuditEntry.objects.get(event=Event.WORKBOOK_ASKED)
    assert entry.facts == {"panel": "adult", "starts_on": "2026-10-01", "ends_on": "2026-12-31"}
    job = next(job for job in OrmQ.objects.all() if job.func() == workbooks.JOB)
    assert job.task["args"] == (book.pk,)


def test_asking_again_while_it_is_made_returns_the_same_one():
    actor = make_administrator()
    first = ask_for(actor=actor)
    workbooks.begin(workbook=first, now=NOVEMBER)

    assert ask_for(actor=make_administrator()) == first
    assert (Workbook.objects.count(), jobs()) == (1, 1)


def test_asking_again_when_it_is_ready_makes_a_new_one():
    first = made(ask_for())

    assert ask_for() != first


def test_another_panel_or_quarter_is_another_spreadsheet():
    ask_for()

    ask_for(panel="child")
    ask_for(days=(date(2026, 7, 1), date(2026, 9, 30)))

    assert Workbook.objects.count() == 3


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2026, 10, 1), date(2026, 11, 30)), "whole quarter"),
        ((date(2026, 10, 2), date(2026, 12, 31)), "whole quarter"),
        ((date(2027, 1, 1), date(2027, 3, 31)), "has not begun"),
    ],
)
def test_only_a_whole_quarter_that_has_begun_can_be_asked_for(days, words):
    with pytest.raises(WrongMoment, match=words):
        ask_for(days)

    assert not Workbook.objects.exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_holder(Role.SYSTEM_ADMINISTRATOR),
        lambda: make_administrator("oscb"),
        lambda: make_member("fire-and-rescue"),
        make_chair,
    ],
)
def test_asking_and_reading_are_refused_without_the_role(make):
    book, actor = made(ask_for()), make()
    lines = AuditEntry.objects.count()

    with pytest.raises(NotPermitted):
        ask_for(actor=actor)
    with pytest.raises(NotPermitted):
        workbooks.read(workbook=book, actor=actor, now=NOVEMBER)

    assert (Workbook.objects.count(), AuditEntry.objects.count()) == (1, lines)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.BOARD_MANAGER])
def test_an_administrator_and_a_board_manager_may_make_one(role):
    actor = make_holder(role)

    content = workbooks.read(workbook=made(ask_for(actor=actor)), actor=actor, now=NOVEMBER)

    assert opened(content).sheetnames == [
        "About",
        "Referrals",
        "Returns",
        "Attendance",
        "Actions",
    ]
    entry = AuditEntry.objects.get(event=Event.WORKBOOK_READ)
    assert (entry.actor, entry.board) == (actor.email, "bsab")


def test_it_says_how_many_of_how_many_rows_are_written_and_the_number_grows(monkeypatch):
    meeting = make_meeting()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, name="x") for _ in range(100))
    said, say = [], workbooks.progress

    def note(*, workbook, done, in_all):
        say(workbook=workbook, done=done, in_all=in_all)
        stored = Workbook.objects.get(pk=workbook.pk)
        said.append((stored.rows_done, stored.rows_in_all))

    monkeypatch.setattr(workbooks, "progress", note)
    book = made(ask_for())

    assert said == [(done, 100) for done in range(0, 101, 20)]
    assert (book.rows_done, book.rows_in_all) == (100, 100)


def test_one_that_is_being_made_is_left_alone_for_ten_minutes():
    begun = workbooks.begin(workbook=ask_for(), now=NOVEMBER)

    made(begun, now=NOVEMBER + 9 * A_MINUTE)

    assert (begun.status, begun.attempts) == (WorkbookStatus.MAKING, 1)


def test_one_whose_worker_died_is_begun_again_and_made_once(monkeypatch):
    make_meeting()
    make_authorised_referral()
    book = ask_for()
    with monkeypatch.context() as patch:
        patch.setattr(making.workbook, "written", killed)
        with pytest.raises(SystemExit):
            made(book)
    OrmQ.objects.all().delete()
    book.refresh_from_db()
    assert book.status == WorkbookStatus.MAKING

    swept(NOVEMBER + 9 * A_MINUTE)
    assert jobs() == 0
    swept(NOVEMBER + 10 * A_MINUTE)
    assert jobs() == 1
    made(book, now=NOVEMBER + 11 * A_MINUTE)
    made(book, now=NOVEMBER + 12 * A_MINUTE)

    assert (book.status, book.attempts) == (WorkbookStatus.READY, 2)
    assert book.ready_at == NOVEMBER + 11 * A_MINUTE
    assert opened(book.content)["Referrals"].max_row == 2


def killed(*args, **kwargs):
    """Stand for the moment a worker is killed: nothing after it runs."""
    raise SystemExit


def test_a_worker_that_was_given_up_cannot_finish_nor_fail_what_another_has_begun():
    slow = workbooks.begin(workbook=ask_for(), now=NOVEMBER)
    quick = workbooks.begin(workbook=slow, now=NOVEMBER + 10 * A_MINUTE)

    with pytest.raises(WrongMoment, match="Another worker"):
        workbooks.progress(workbook=slow, done=1, in_all=2)
    with pytest.raises(WrongMoment, match="Another worker"):
        workbooks.finish(workbook=slow, content=b"old", now=NOVEMBER)
    with pytest.raises(WrongMoment, match="Another worker"):
        workbooks.fail(workbook=slow, fault="ValueError")
    book = workbooks.finish(workbook=quick, content=b"new", now=NOVEMBER)

    assert (book.status, bytes(book.content)) == (WorkbookStatus.READY, b"new")


def test_a_job_that_was_lost_is_queued_again():
    ask_for()
    OrmQ.objects.all().delete()

    swept(NOVEMBER + timedelta(seconds=29))
    assert jobs() == 0
    swept(NOVEMBER + timedelta(seconds=30))
    assert jobs() == 1


def test_after_three_lost_workers_it_is_given_up_and_can_be_asked_for_again():
    book, now = ask_for(), NOVEMBER
    for _ in range(3):
        workbooks.begin(workbook=book, now=now)
        now += 10 * A_MINUTE
    with pytest.raises(WrongMoment, match="too often"):
        workbooks.begin(workbook=book, now=now)

    swept(now)

    book.refresh_from_db()
    assert (book.status, book.fault) == (WorkbookStatus.FAILED, "The worker was lost")
    assert ask_for() != book


def test_a_failure_is_kept_by_its_kind_and_quotes_no_record(monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ValueError("Jane Ashworth")

    monkeypatch.setattr(making.workbook, "written", broken)
    book = made(ask_for())

    assert (book.status, book.fault) == (WorkbookStatus.FAILED, "ValueError")
    assert "ValueError" in caplog.text
    assert "Jane" not in caplog.text


def test_a_row_that_is_gone_is_no_failure():
    tasks.make_workbook(1_000_000)


def test_it_is_read_for_a_day_and_then_it_is_gone():
    actor = make_administrator()
    book = made(ask_for(actor=actor))
    late = NOVEMBER + A_DAY

    assert workbooks.read(workbook=book, actor=actor, now=late - A_MINUTE)
    with pytest.raises(WrongMoment, match="kept for a day"):
        workbooks.read(workbook=book, actor=actor, now=late)
    swept(late - A_MINUTE)
    assert Workbook.objects.exists()
    swept(late)

    assert not Workbook.objects.exists()
    assert AuditEntry.objects.filter(event=Event.WORKBOOK_ASKED).exists()


def test_what_still_waits_to_be_made_is_not_forgotten():
    book = put(ask_for(), expires_at=NOVEMBER)

    workbooks.forget(now=NOVEMBER + A_DAY)

    assert Workbook.objects.get() == book


def test_what_is_not_ready_cannot_be_read():
    actor = make_administrator()
    book = ask_for(actor=actor)

    with pytest.raises(WrongMoment, match="not ready"):
        workbooks.read(workbook=book, actor=actor, now=NOVEMBER)


def test_a_panel_of_another_board_is_not_made_by_its_neighbour():
    with pytest.raises(NotPermitted):
        workbooks.ask(
            panel=panel_called("child"),
            starts_on=AUTUMN[0],
            ends_on=AUTUMN[1],
            actor=make_administrator("bsab"),
            now=NOVEMBER,
        )
