"""Mail that waits to be killed, and a worker that sends through it in a process of its own.

`python -m casework.tests.failing_mail DATABASE FOLDER MOMENT NOTICE` sends one notice and
stands still before or after its email leaves, until somebody ends it.
"""

import sys
from time import sleep

from django.core.mail.backends.filebased import EmailBackend

BEFORE, AFTER = "before", "after"


def stand_still() -> None:
    """Tell the parent that the moment has come, and wait for the end."""
    sys.stdout.write("now\n")
    sys.stdout.flush()
    sleep(60)


class StopsBefore(EmailBackend):
    """The worker has claimed the notice; nothing has left."""

    def send_messages(self, messages):
        stand_still()


class StopsAfter(EmailBackend):
    """The email has left; nobody has written that down."""

    def send_messages(self, messages):
        super().send_messages(messages)
        stand_still()


BACKENDS = {BEFORE: StopsBefore, AFTER: StopsAfter}


def main(database: str, folder: str, moment: str, notice: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.EMAIL_BACKEND = f"casework.tests.failing_mail.{BACKENDS[moment].__name__}"
    settings.EMAIL_FILE_PATH = folder
    django.setup()

    from casework import tasks

    tasks.send_notice(int(notice))


if __name__ == "__main__":
    main(*sys.argv[1:])
