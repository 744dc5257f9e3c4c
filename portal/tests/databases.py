"""One migrated and loaded template database, copied for each test worker."""

import fcntl
import hashlib
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(settings.BASE_DIR)
MAKES_THE_TEMPLATE = (
    "*/migrations/*.py",
    "portal/accounts/migrations/*.py",
    "fixtures/**/*",
    "forms_pages/*.py",
    "forms_pages/models/*.py",
    "home/*.py",
    "portal/boards.py",
    "portal/management/commands/load_boards.py",
    "requirements.txt",
)


def fingerprint() -> str:
    """Return a hash of everything the template database is made from."""
    digest = hashlib.sha256()
    for pattern in MAKES_THE_TEMPLATE:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def worker() -> str:
    here = hashlib.sha256(str(settings.VAR_DIR).encode()).hexdigest()[:6]
    return f"{here}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@contextmanager
def only_one(name: str):
    """Let one process at a time through."""
    folder = Path(settings.VAR_DIR) / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def fill() -> None:
    """Migrate the connected database and load both boards into it."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_boards", verbosity=0)
    connections.close_all()


class SqliteCopy:
    """A file of this worker's own. Restored through SQLite, so open connections see it."""

    def __init__(self):
        name = fingerprint()
        with only_one("sqlite") as folder:
            self.template = folder / f"template-{name}.sqlite3"
            if not self.template.exists():
                self._make(folder / f"making-{name}.sqlite3")
        self.path = folder / f"worker-{worker()}.sqlite3"
        self._use(self.path)
        self.remove()
        self.restore()

    def _make(self, draft: Path) -> None:
        draft.unlink(missing_ok=True)
        self._use(draft)
        fill()
        draft.rename(self.template)

    def _use(self, path: Path) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(path)

    def restore(self) -> None:
        connections.close_all()
        with (
            closing(sqlite3.connect(self.template)) as template,
            closing(sqlite3.connect(self.path, timeout=20)) as mine,
        ):
            template.backup(mine)

    def remove(self) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


class PostgresCopy:
    """A database of this worker's own, made with `CREATE DATABASE … TEMPLATE`."""

    def __init__(self):
        self.template = f"portal_template_{fingerprint()}"
        self.name = f"portal_test_{worker()}"
        with only_one("postgresql"):
            if not self._exists(self.template):
                self._make()
        connection.close()
        connection.settings_dict["NAME"] = self.name
        self.restore()

    def _make(self) -> None:
        draft = f"{self.template}_{os.getpid()}"
        self._run(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{draft}" ENCODING UTF8 TEMPLATE template0')
        connection.close()
        connection.settings_dict["NAME"] = draft
        fill()
        if self._exists(self.template):
            self._run(f'DROP DATABASE "{draft}" WITH (FORCE)')
        else:
            self._run(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def _exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def _run(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def restore(self) -> None:
        self.remove()
        self._run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')

    def remove(self) -> None:
        connections.close_all()
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def copy_for_this_worker() -> SqliteCopy | PostgresCopy:
    """Make the template if it is not there, and connect to a copy of it."""
    return SqliteCopy() if connection.vendor == "sqlite" else PostgresCopy()
