"""A worker is killed while it sends: nothing is lost, and a repeat is the same message."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from email import message_from_string, policy

import pytest
import time_machine
from django.conf import settings as project
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from casework import notices, tasks
from casework.choices import Message, NoticeState
from casework.models import Notice
from casework.tests.factories import board_called
from casework.tests.failing_mail import AFTER, BEFORE

pytestmark = pytest.mark.usefixtures("restored_database")

BETWEEN_EMAILS = "-" * 79
SOON = timedelta(minutes=3)


@pytest.fixture
def mailbox(settings, tmp_path):
    """A folder in which both workers leave their emails."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def emails_in(mailbox) -> list:
    texts = [path.read_text() for path in sorted(mailbox.glob("*.log"))]
    parts = [part for text in texts for part in text.split(BETWEEN_EMAILS) if part.strip()]
    return [message_from_string(part.lstrip(), policy=policy.default) for part in parts]


def promise() -> Notice:
    return notices.queue(
        Message.REFERRAL_SUBMITTED,
        board=board_called("bsab"),
        to="nina.farrow@example.org",
        reference="BSAB-2026-0042",
        once="killed",
        now=timezone.now(),
    )


def kill_a_worker(notice: Notice, moment: str, mailbox) -> None:
    """Let a worker of its own process send a notice, and kill it at that moment."""
    command = [sys.executable, "-m", "casework.tests.failing_mail"]
    name = str(connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [*command, name, str(mailbox), moment, str(notice.pk)],
        cwd=project.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout.readline() == "now\n"
        worker.kill()
    assert worker.returncode == -signal.SIGKILL


def let_another_worker_sweep() -> None:
    """Sweep some minutes later, when the job that was killed is gone, and do what it queues."""
    OrmQ.objects.all().delete()
    with time_machine.travel(timezone.now() + SOON):
        tasks.sweep()
        for job in OrmQ.objects.all():
            assert job.task["func"] == notices.JOB
            tasks.send_notice(*job.task["args"])


def test_killed_before_the_email_leaves_it_is_sent_by_the_next(mailbox):
    notice = promise()

    kill_a_worker(notice, BEFORE, mailbox)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sent_at) == (NoticeState.QUEUED, 1, None)
    assert emails_in(mailbox) == []
    let_another_worker_sweep()
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (NoticeState.SENT, 2)
    assert [email["Message-ID"] for email in emails_in(mailbox)] == [notice.message_id]


def test_killed_after_the_email_left_the_repeat_is_the_same_message(mailbox):
    notice = promise()

    kill_a_worker(notice, AFTER, mailbox)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sent_at) == (NoticeState.QUEUED, 1, None)
    assert len(emails_in(mailbox)) == 1
    let_another_worker_sweep()
    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert [email["Message-ID"] for email in emails_in(mailbox)] == [notice.message_id] * 2
    first, second = emails_in(mailbox)
    assert first.get_content() == second.get_content()


def test_another_worker_does_not_take_what_is_being_sent(mailbox):
    notice = promise()
    kill_a_worker(notice, BEFORE, mailbox)

    tasks.sweep()
    tasks.send_notice(notice.pk)

    assert emails_in(mailbox) == []
