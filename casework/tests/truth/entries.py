"""One entry of the registry: a row in a status, and the call that should move it."""

from collections.abc import Callable
from typing import NamedTuple

from casework.models import Meeting
from casework.tests.truth.cast import OF_THE_AGENCY
from casework.tests.truth.world import World


class Entry(NamedTuple):
    """How to put a row in a status, how to call the verb on it, and at which meeting.

    `only` narrows who may, `also` lets somebody more, and `stays` names statuses in which the
    call refuses nothing and leaves the row as it is; each with the reason in `why`.
    """

    put: Callable[[World, str], object]
    call: Callable[[World, object, object], object]
    at: Callable[[World], Meeting]
    only: frozenset[str] | None = None
    also: frozenset[str] = frozenset()
    stays: frozenset[str] = frozenset()
    why: str = ""


OWN_AGENCY = "members answer for their own agency only"
OWNERS_AND_STAFF = OF_THE_AGENCY | {"administrator"}
