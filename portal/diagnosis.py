"""What `doctor` looks at: what is set up, what is missing, in plain words.

Each finding stands alone. One that must hold makes the portal unfit for work when it does
not; the others are only good to know.
"""

import ctypes.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django_q.models import OrmQ, Schedule

from casework.choices import NoticeState
from casework.models import Board, Meeting, Notice, Panel
from forms_pages import intake
from portal.health import is_migrated

OLDEST_PYTHON = (3, 11)
MEETING_WITHIN = timedelta(days=60)
LATE = timedelta(minutes=15)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# What each finding's absence costs on a machine, and the package that mends it.
PACKAGES = {"chromium": "chromium", "pango": "libpango-1.0-0 libpangoft2-1.0-0"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `package` is what would mend it, if a package would."""

    what: str
    is_well: bool
    said: str
    must_hold: bool = True
    package: str = ""


def examine(*, now: datetime) -> list[Finding]:
    """Look at everything. Without a database, what needs one is left out."""
    found = [python(), database()]
    if found[-1].is_well:
        found.append(migrations())
    if found[-1].is_well:
        found += [boards(), *panels(now=now), worker(now=now), outbox(now=now), hand_overs()]
    return [*found, static_files(), mail(), chromium(), pango()]


def is_fit(findings: list[Finding]) -> bool:
    return all(finding.is_well for finding in findings if finding.must_hold)


def remedy(findings: list[Finding]) -> str:
    """Return the one line that installs what the machine lacks, or nothing."""
    packages = [one.package for one in findings if one.package and not one.is_well]
    return f"apt-get install -y {' '.join(packages)}" if packages else ""


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= OLDEST_PYTHON, f"{version} (3.11 or later)")


def database() -> Finding:
    kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError):
        return Finding("Database", False, f"{kind} does not answer. Check DATABASE_URL")
    return Finding("Database", True, f"{kind} answers")


def migrations() -> Finding:
    is_done = is_migrated()
    said = "all applied" if is_done else "some are not applied. Run: manage.py migrate"
    return Finding("Migrations", is_done, said)


def boards() -> Finding:
    count = Board.objects.count()
    said = f"{count} ready" if count else "none yet. Run: manage.py load_boards"
    return Finding("Boards", bool(count), said)


def panels(*, now: datetime) -> Iterator[Finding]:
    for panel in Panel.objects.filter(active=True).select_related("board").order_by("slug"):
        name = f"{panel.board.short_name}, {panel.slug}"
        forms = panel.forms.filter(form_page__live=True, form_page__live_version__isnull=False)
        is_open = forms.exists()
        said = "a referral form is published" if is_open else "no form is published"
        yield Finding(f"Form ({name})", is_open, said)
        yield next_closing(panel, name, now=now)


def next_closing(panel: Panel, name: str, *, now: datetime) -> Finding:
    """Say when the next list closes. Without a meeting soon, referrals wait for a date."""
    meeting = Meeting.objects.filter(panel=panel).accepting(at=now).first()
    if meeting is None:
        said = "no meeting is planned whose list is open. Plan one in casework"
        return Finding(f"Next list ({name})", False, said, must_hold=False)
    is_soon = meeting.closes_at <= now + MEETING_WITHIN
    said = f"closes on {meeting.closes_on:%-d %B %Y}, for {meeting.held_on:%-d %B %Y}"
    return Finding(f"Next list ({name})", is_soon, said, must_hold=False)


def worker(*, now: datetime) -> Finding:
    """Tell whether the worker runs, by whether what was due has been taken up."""
    if not Schedule.objects.exists():
        return Finding("Worker", False, "nothing is scheduled. Run: manage.py load_boards")
    overdue = Schedule.objects.filter(next_run__lte=now - LATE).exists()
    waiting = OrmQ.objects.filter(lock__lte=now - LATE).exists()
    if overdue or waiting:
        return Finding("Worker", False, "jobs are waiting. Start it: manage.py qcluster")
    return Finding("Worker", True, "no job has waited longer than 15 minutes")


def outbox(*, now: datetime) -> Finding:
    late = Notice.objects.filter(state=NoticeState.QUEUED, next_try_at__lte=now - LATE).count()
    failed = Notice.objects.filter(state=NoticeState.FAILED).count()
    if late or failed:
        return Finding("Outbox", False, f"{late} late, {failed} could not be sent")
    queued = Notice.objects.filter(state=NoticeState.QUEUED).count()
    return Finding("Outbox", True, f"{queued} waiting to be sent, none late, none failed")


def hand_overs() -> Finding:
    count = intake.needing_attention().count()
    said = f"{count} need attention: see casework" if count else "none failed"
    return Finding("Hand-overs", not count, said)


def static_files() -> Finding:
    is_built = (Path(settings.BASE_DIR) / "static" / "dist" / "portal.css").exists()
    said = "the style sheet is built" if is_built else "not built. Run: make frontend"
    return Finding("Front end", is_built, said)


def mail() -> Finding:
    kind = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
    said = {
        "smtp": f"sent through {settings.EMAIL_HOST}",
        "filebased": "kept in files and shown in the outbox; nothing leaves this machine",
    }.get(kind, f"handled by “{kind}”; nothing leaves this machine")
    return Finding("Mail", kind == "smtp" or settings.DEMO, said)


def chromium() -> Finding:
    found = any(map(shutil.which, CHROMIUM))
    return machine("Chromium", found, "chromium", "tests in a real browser")


def pango() -> Finding:
    return machine("Pango", bool(ctypes.util.find_library("pango-1.0")), "pango", "PDF papers")


def machine(what: str, found: bool, package: str, serves: str) -> Finding:
    said = f"installed, for {serves}" if found else f"missing; only needed for {serves}"
    return Finding(what, found, said, must_hold=False, package=PACKAGES[package])
