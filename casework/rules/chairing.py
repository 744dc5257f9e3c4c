"""Who chairs a meeting. Only one person does, and only one may decide (B33, O26)."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from casework.choices import OfficeKind

ORDER = (OfficeKind.CHAIR, OfficeKind.VICE, OfficeKind.ALTERNATE)


class Holder(NamedTuple):
    """Who holds an office on the day of the meeting."""

    kind: str
    who: int


def chairs(holders: Iterable[Holder], *, away: Collection[int]) -> Holder | None:
    """Return who chairs: the chair or, where they are away, the next in order who is not.

    A vice chair or alternate has no right of the chair until the chair is marked as away.
    Where everybody is away nobody chairs, and the meeting cannot open.
    """
    by_order = sorted(holders, key=lambda holder: ORDER.index(holder.kind))
    return next((holder for holder in by_order if holder.who not in away), None)
