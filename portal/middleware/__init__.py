"""The door of the portal. Settings list these in the order they are passed."""

from portal.middleware.door import (
    DatabaseAwayMiddleware,
    DoorMiddleware,
    HostMiddleware,
    SessionLimitMiddleware,
)
from portal.middleware.headers import HeadersMiddleware, PolicyMiddleware
from portal.middleware.journal import JournalMiddleware

__all__ = [
    "DatabaseAwayMiddleware",
    "DoorMiddleware",
    "HeadersMiddleware",
    "HostMiddleware",
    "JournalMiddleware",
    "PolicyMiddleware",
    "SessionLimitMiddleware",
]
