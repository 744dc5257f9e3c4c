"""Two workers on one spreadsheet, and two people who ask for it at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from casework import tasks
from casework.choices import Event, WorkbookStatus
from casework.errors import WrongMoment
from casework.models import AuditEntry, Workbook
from casework.tests.factories import NOVEMBER, make_administrator, make_meeting
from casework.tests.workbook_factories import ask_for
from casework.workflows import workbooks

pytestmark = pytest.mark.usefixtures("restored_database")


def at_once(workers: int, act) -> list:
    """Do the same in several threads that start together. A refusal is a result too."""
    barrier = Barrier(workers)

    def run(number):
        try:
            barrier.wait(timeout=10)
            return act(number)
        except WrongMoment as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_two_workers_begin_it_once():
    book = ask_for()

    results = at_once(2, lambda _: workbooks.begin(workbook=book, now=NOVEMBER))

    assert sum(isinstance(result, WrongMoment) for result in results) == 1
    book.refresh_from_db()
    assert (book.status, book.attempts) == (WorkbookStatus.MAKING, 1)


def test_two_workers_with_the_same_job_make_it_once():
    make_meeting()
    book = ask_for()

    at_once(2, lambda _: tasks.make_workbook(book.pk))

    book.refresh_from_db()
    assert (book.status, book.attempts) == (WorkbookStatus.READY, 1)


def test_two_who_ask_at_once_are_given_the_same_one():
    actors = [make_administrator(), make_administrator()]

    books = at_once(2, lambda number: ask_for(actor=actors[number]))

    assert books[0] == books[1] == Workbook.objects.get()
    assert AuditEntry.objects.filter(event=Event.WORKBOOK_ASKED).count() == 1
