"""A spreadsheet is made: claimed, written with its progress told, kept or given up."""

import logging
from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError
from django.utils import timezone

from casework.errors import WrongMoment
from casework.models import Workbook
from casework.reports import quarter, workbook
from casework.reports.sheets import Period
from casework.workflows import workbooks

logger = logging.getLogger(__name__)

STEPS = 50
SHORTEST_STEP = 20


def make(asked: Workbook) -> None:
    """Make a spreadsheet that was asked for, unless another worker does or has.

    What fails is kept by its kind alone: the text of a failure may quote a record.
    """
    try:
        begun = workbooks.begin(workbook=asked, now=timezone.now())
    except WrongMoment:
        return
    try:
        content = content_of(begun)
        workbooks.finish(workbook=begun, content=content, now=timezone.now())
    except WrongMoment:
        logger.warning("Spreadsheet %s was begun again by another worker", begun.pk)
    except Exception as failure:
        logger.error("Spreadsheet %s was not made: %s", begun.pk, type(failure).__name__)
        with suppress(WrongMoment):
            workbooks.fail(workbook=begun, fault=type(failure).__name__)


def content_of(begun: Workbook) -> bytes:
    read_at = timezone.localtime(begun.begun_at)
    period = Period(begun.panel, begun.starts_on, begun.ends_on, read_at)
    sheets = quarter.sheets_of(period)
    in_all = sum(sheet.found.count() for sheet in sheets)
    return workbook.written(period, sheets, tell=teller(begun, in_all=in_all))


def teller(begun: Workbook, *, in_all: int) -> Callable[[], None]:
    """Return what counts the rows and says so now and then: some fifty times in all."""
    step, done = max(SHORTEST_STEP, in_all // STEPS), 0
    say(begun, done=0, in_all=in_all)

    def tell() -> None:
        nonlocal done
        done += 1
        if done % step == 0:
            say(begun, done=min(done, in_all), in_all=in_all)

    return tell


def say(begun: Workbook, *, done: int, in_all: int) -> None:
    """Keep the progress. On SQLite a row cannot be written while others write and this reads:
    then it is said next time."""
    try:
        workbooks.progress(workbook=begun, done=done, in_all=in_all)
    except OperationalError:
        logger.info("Spreadsheet %s could not say how far it is", begun.pk)
