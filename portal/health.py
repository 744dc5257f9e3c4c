"""For those who watch the machine: does it run, and can it do its work."""

from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.choices import NoticeState
from casework.models import Notice

LATE = timedelta(minutes=15)


@require_safe
def live(request):
    """Answer without looking at anything: the process runs."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(request):
    """Answer 200, or 503 with what is in the way, in one word each."""
    found = problems(now=timezone.now())
    answer = {"ready": not found, "problems": found}
    return JsonResponse(answer, status=503 if found else 200)


def problems(*, now) -> list[str]:
    """Return what keeps the portal from its work: database, migrations or late notices."""
    try:
        connection.ensure_connection()
        if not is_migrated():
            return ["migrations"]
        return ["notices"] if notices_are_late(now=now) else []
    except (DatabaseError, InterfaceError):
        return ["database"]


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def notices_are_late(*, now) -> bool:
    """Say whether a notice that is due has waited longer than any working queue would take."""
    due = Notice.objects.filter(state=NoticeState.QUEUED, next_try_at__lte=now - LATE)
    return due.exists()
