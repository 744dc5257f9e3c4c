"""Browsers for view tests, in which somebody has signed in and given their code."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.tests.people import CASEWORK, CMS, browser, verified

BUCKS, OXON = "bucks.localhost", "oxon.localhost"


def casework_of(user) -> Client:
    """Return this person's browser on the casework host."""
    return verified(user, CASEWORK)


def cms_of(user) -> Client:
    return verified(user, CMS)


def visitor(host: str = BUCKS, **options) -> Client:
    """Return the browser of somebody without an account, on a board's host."""
    return browser(host, **options)


def words_of(answer) -> str:
    """Return the words of a page, with runs of space as one."""
    return " ".join(answer.content.decode().split())


def counted(look) -> int:
    """Return how many queries looking at a page costs."""
    with CaptureQueriesContext(connection) as queries:
        answer = look()
    assert answer.status_code == 200
    return len(queries)
