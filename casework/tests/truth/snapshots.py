"""All rows of casework, and the jobs that wait, as they are: to see that nothing changed."""

from contextlib import contextmanager
from functools import lru_cache

from django.apps import apps
from django.db import connection
from django_q.models import OrmQ


@lru_cache(maxsize=1)
def tables() -> tuple[str, ...]:
    models = apps.get_app_config("casework").get_models(include_auto_created=True)
    return tuple(sorted({model._meta.db_table for model in (*models, OrmQ)}))


def snapshot() -> dict[str, list]:
    """Return every row of every table, with the values of every column."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def changed(before: dict[str, list], after: dict[str, list]) -> list[str]:
    return [table for table, rows in before.items() if rows != after[table]]


@contextmanager
def watched():
    """Yield what was written while this lasts, as it grows; also what was undone again.

    Where nothing was written nothing can have changed, and nobody needs to look.
    """
    written = []

    def watch(execute, sql, *rest):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield written
