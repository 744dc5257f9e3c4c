"""`make run`: bring the demonstration up, and take it down again on Ctrl-C.

Web and worker run in sessions of their own, so that Ctrl-C reaches this process alone and
each is told to stop once; a worker told twice would not stop.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 15


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def prepare(port: int) -> None:
    """Migrate, load both boards and tell the demonstration's story; quick when it is there."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_boards", port=port, verbosity=0)
    call_command("demo", port=port)


def begin(name: str, *command: str) -> subprocess.Popen:
    """Start a process that writes what it has to say to a log of its own."""
    with open(logs() / f"{name}.log", "a") as log:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *command],
            cwd=ROOT,
            start_new_session=True,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def logs() -> Path:
    folder = Path(os.environ.get("PORTAL_VAR", ROOT / "var")) / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def web(port: int) -> subprocess.Popen:
    return begin(
        "web",
        "-m",
        "gunicorn",
        "portal.wsgi",
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--workers", "2", "--threads", "8", "--log-level", "warning"),
    )


def stop(processes: list[subprocess.Popen]) -> None:
    """Ask each to stop, once, and wait."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def watch(processes: list[subprocess.Popen]) -> int:
    """Wait until Ctrl-C or until one of them ends by itself."""
    asked = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.append(True))
    while not asked and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    stop(processes)
    if not asked:
        sys.stderr.write(f"One of them ended by itself. Its log is in {logs()}.\n")
    sys.stdout.write("Web and worker have stopped.\n")
    return 0 if asked else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if not port_is_free(port):
        sys.stderr.write(f"Port {port} is taken. Try: make run PORT={port + 1}\n")
        return 1
    os.environ["PORT"] = str(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    prepare(port)
    sys.stdout.write(f"Running. Ctrl-C stops it; what happens is logged in {logs()}.\n")
    sys.stdout.flush()
    return watch([web(port), begin("worker", "manage.py", "qcluster")])


if __name__ == "__main__":
    sys.exit(main())
