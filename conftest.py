"""Test databases copied from one template, the ledger's marks, and what was skipped.

A database with both boards loaded takes half a minute to make. It is made once for each
state of the migrations and fixtures, and copied for every worker; tests that commit get a
fresh copy afterwards.
"""

import pytest
from django.test import TransactionTestCase

from portal.tests import databases, marks

pytest_plugins = ["portal.tests.browser"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Give this worker its own copy of the template database."""
    with django_db_blocker.unblock():
        copy = databases.copy_for_this_worker()
    TransactionTestCase._fixture_teardown = lambda case: copy.restore()
    yield
    with django_db_blocker.unblock():
        copy.remove()


@pytest.fixture
def restored_database(transactional_db):
    """For tests with threads or a server: commits are real, and undone afterwards."""


def pytest_configure(config):
    config.pluginmanager.register(marks.Ledger(config), "ledger")


def pytest_collection_modifyitems(config, items):
    marks.refuse_bad_marks(items)
    marks.skip_what_cannot_run(items)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_terminal_summary(terminalreporter):
    marks.say_what_was_skipped(terminalreporter)
