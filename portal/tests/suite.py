"""`make test`: the whole suite on SQLite, and again on PostgreSQL where there is one.

Uses the PostgreSQL named in TEST_POSTGRES_URL, else one that answers on this machine, else
starts a private one from the installed server, else says loudly that it was skipped.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
PRIVATE_PORT = "54329"


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def installed_server() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["su", "postgres", "-s", "/bin/sh", "-c", " ".join(command)] if is_root() else command


def is_root() -> bool:
    return os.geteuid() == 0


@contextmanager
def private_server(binaries: Path):
    """Run a PostgreSQL of our own, on loopback, and take it away afterwards."""
    folder = Path("/tmp") / f"portal-postgres-{os.getpid()}"  # noqa: S108
    folder.mkdir(mode=0o700)
    if is_root():
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    control = str(binaries / "pg_ctl")
    options = f"'-p {PRIVATE_PORT} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}'"
    initdb = [str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "postgres"]
    start = [control, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start"]
    if not is_root():
        start[4] = options.strip("'")
    try:
        subprocess.run(as_owner(initdb), check=True, stdout=subprocess.DEVNULL, cwd="/")
        subprocess.run(as_owner(start), check=True, stdout=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://postgres@127.0.0.1:{PRIVATE_PORT}/postgres"
    finally:
        halt = [control, "-D", data, "-m", "immediate", "stop"]
        subprocess.run(as_owner(halt), check=False, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres():
    """Give the address of a PostgreSQL to test on, or nothing."""
    named = os.environ.get("TEST_POSTGRES_URL", LOCAL)
    if answers(named):
        yield named
    elif binaries := installed_server():
        with private_server(binaries) as url:
            yield url
    else:
        yield None


def run(database: str, url: str | None, arguments: list[str]) -> tuple[int, str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments]
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode  # noqa: S603
    return code, f"{database}: {time.monotonic() - began:.0f} seconds"


def main(arguments: list[str]) -> int:
    shutil.rmtree(VAR / "ledger", ignore_errors=True)
    code, took = run("SQLite", None, arguments)
    times = [took]
    with postgres() as url:
        if url:
            second, took = run("PostgreSQL", url, arguments)
            times.append(took)
            code = code or second
        else:
            times.append("PostgreSQL: SKIPPED, no server here. apt-get install postgresql")
    sys.stdout.write("The suite took: " + "; ".join(times) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
