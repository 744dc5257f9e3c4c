"""Which database: the embedded SQLite file, or the PostgreSQL named in DATABASE_URL."""

from pathlib import Path
from urllib.parse import unquote, urlsplit


def database_from(url: str | None, var: Path) -> dict:
    """Return Django's settings for `url`, or for SQLite under `var` when there is none.

    SQLite keeps a write-ahead log and takes its write lock when a transaction begins, so
    two writers wait for each other and neither finds its reading out of date.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": var / "portal.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
