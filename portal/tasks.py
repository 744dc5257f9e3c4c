"""Jobs of the site itself: what is kept about visitors no longer than it is needed."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.utils import timezone

KEPT = timedelta(days=30)
SCHEDULES = ({"name": "tidy", "func": "portal.tasks.tidy", "minutes": 24 * 60},)


def tidy() -> None:
    """Delete sessions that are over, and what is known of sign-ins more than 30 days ago."""
    call_command("clearsessions")
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=timezone.now() - KEPT).delete()
