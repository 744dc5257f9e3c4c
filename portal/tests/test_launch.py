"""`make run`, as the Makefile calls it: up, used, taken port, and down again on Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings
from django.db import connection

from portal.tests import databases

PATIENCE = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(port: int, var, output) -> subprocess.Popen:
    environment = {**os.environ, "PORTAL_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.development"
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "portal.launch", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def page(port: int, host: str, path: str = "/") -> str:
    request = urllib.request.Request(  # noqa: S310
        f"http://127.0.0.1:{port}{path}", headers={"Host": f"{host}:{port}"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.read().decode()


def until(true, what: str):
    """Wait for something to become true, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if found := true():
                return found
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"{what} did not happen in {PATIENCE} seconds")


@pytest.fixture
def folder(tmp_path, django_db_setup):
    """A folder whose database is already migrated and loaded, as on a second `make run`."""
    if connection.vendor != "sqlite":
        pytest.skip("make run uses the embedded SQLite; shown in the SQLite run")
    template = next((settings.VAR_DIR / "tests").glob(f"template-{databases.fingerprint()}*"))
    shutil.copy(template, tmp_path / "portal.sqlite3")
    return tmp_path


def test_make_run_serves_both_boards_sends_notices_and_stops_on_ctrl_c(folder):
    port = free_port()
    with open(folder / "output", "w") as output:
        running = launch(port, folder, output)
        try:
            until(lambda: "Complex Case Panel" in page(port, "bucks.localhost"), "the web")

            assert "Complex Case Panel" in page(port, "oxon.localhost")
            assert "Email" in page(port, "casework.localhost", "/casework/")
            until(lambda: list((folder / "mail").glob("*")), "an email by the worker")
        finally:
            os.kill(running.pid, signal.SIGINT)
            code = running.wait(40)
    said = (folder / "output").read_text()
    assert code == 0, said
    assert "Web and worker have stopped." in said
    for host in ("bucks", "oxon", "casework", "cms"):
        assert f"http://{host}.localhost:{port}/" in said
    assert "make code" in said
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with open(tmp_path / "output", "w") as output:
            code = launch(port, tmp_path, output).wait(30)

    assert code == 1
    assert (tmp_path / "output").read_text() == (
        f"Port {port} is taken. Try: make run PORT={port + 1}\n"
    )
