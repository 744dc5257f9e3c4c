"""What is kept about visitors goes when it is no longer needed."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Schedule

from portal import tasks

pytestmark = pytest.mark.django_db


def attempt(*, days_ago: int) -> AccessAttempt:
    row = AccessAttempt.objects.create(username="ann@example.org", failures_since_start=1)
    AccessAttempt.objects.filter(pk=row.pk).update(
        attempt_time=timezone.now() - timedelta(days=days_ago)
    )
    return row


def test_old_attempts_to_sign_in_are_forgotten_and_recent_ones_kept():
    attempt(days_ago=31)
    recent = attempt(days_ago=29)

    tasks.tidy()

    assert list(AccessAttempt.objects.all()) == [recent]


def test_sessions_that_are_over_are_deleted():
    for key, hours in (("over", -1), ("open", 1)):
        expires = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    tasks.tidy()

    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_the_job_is_written_down_when_the_boards_are_loaded():
    assert Schedule.objects.filter(func="portal.tasks.tidy").count() == 1
