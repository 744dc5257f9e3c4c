"""When a Court of Protection process runs beside a case, and how far it has come (B44)."""

from collections.abc import Mapping

from casework.choices import CourtStatus

CAPACITY, POSITION = "lacks_capacity", "court_position"
LACKS = "yes"
# Where the court has not been asked, staff consider whether it must be.
STATUS_OF = {
    "preparing": CourtStatus.PREPARING,
    "made": CourtStatus.APPLIED,
    "order": CourtStatus.ORDERED,
}


def status_of(said: Mapping) -> CourtStatus | None:
    """Return where the process stands by what the referrer said; nothing where none is needed.

    `said` are the answers by target. A form that does not ask about capacity opens nothing.
    """
    if said.get(CAPACITY) != LACKS:
        return None
    return STATUS_OF.get(said.get(POSITION), CourtStatus.CONSIDERED)


def asks(document: Mapping) -> bool:
    """Say whether a form asks about capacity at all."""
    pages = (page for section in document["sections"] for page in section["pages"])
    return any(q.get("feeds") == CAPACITY for page in pages for q in page["questions"])
