"""Marks on tests: which ledger ids they prove, and what they need to run."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from portal import ledger

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MOST_IDS_ON_ONE_TEST = 5


def ids_of(item) -> list[str]:
    return [id_ for mark in item.iter_markers("req") for id_ in mark.args]


def refuse_bad_marks(items) -> None:
    """Stop the run where a test names an unknown id, or claims more than it can show."""
    known = ledger.requirements()
    for item in items:
        ids = ids_of(item)
        if unknown := [id_ for id_ in ids if id_ not in known]:
            raise pytest.UsageError(f"{item.nodeid} names unknown requirements: {unknown}")
        if len(ids) > MOST_IDS_ON_ONE_TEST:
            raise pytest.UsageError(f"{item.nodeid} claims {len(ids)} requirements; most is 5.")
        if ids:
            item.user_properties.append(("req", ids))


def skip_what_cannot_run(items) -> None:
    """Skip browser tests without Chromium, and tests of real concurrency on SQLite."""
    for item in items:
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="needs Chromium: apt-get install chromium"))


def say_what_was_skipped(reporter) -> None:
    reasons = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "?"
        reasons.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    for reason, tests in sorted(reasons.items()):
        reporter.write_line(f"SKIPPED {len(tests)} ({reason})", yellow=True, bold=True)


class Ledger:
    """Writes, after a whole run, which tests with ledger marks passed on this database."""

    def __init__(self, config):
        self.writes = not hasattr(config, "workerinput")
        self.outcomes: dict[str, dict] = {}

    def pytest_runtest_logreport(self, report):
        ids = dict(report.user_properties).get("req")
        if not ids:
            return
        known = self.outcomes.setdefault(report.nodeid, {"ids": ids, "passed": False})
        if report.when == "call":
            known["passed"] = report.passed
        elif report.failed:
            known["passed"] = False

    def pytest_sessionfinish(self):
        if self.writes and self.outcomes:
            folder = Path(settings.VAR_DIR) / "ledger"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{connection.vendor}.json"
            path.write_text(json.dumps(self.outcomes, indent=1, sort_keys=True))
