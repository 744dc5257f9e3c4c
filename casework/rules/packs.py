"""The summary of returns: how its answers count, and what is new since the last version.

Ledger B61, B63 and scenario S2. A late return never changes a summary that was issued: it is
an addendum with its date, in the next version.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from casework.choices import Known

DETAILS = {
    "person": "The person’s details have changed",
    "presenter": "Who presents has changed",
    "consent": "What is known about consent has changed",
    "court": "The Court of Protection process has moved on",
    "needed": "Whose presence the case needs has changed",
}


class Tally(NamedTuple):
    """How many agencies are asked about a case, have answered, and do not know the person."""

    asked: int
    answered: int
    not_known: int

    @property
    def in_words(self) -> str:
        return f"{self.answered} of {self.asked} answered"

    @property
    def known_to_nobody(self) -> str:
        """Say that nobody knows the person, once everybody has answered; else nothing (S2)."""
        if not self.asked or self.not_known < self.asked:
            return ""
        return f"Not known to any of {self.asked} agenc{'y' if self.asked == 1 else 'ies'}"


def tally(answered: Iterable[str | None]) -> Tally:
    """Count answers. One that is not given yet is None; one that is restricted is any word."""
    given = list(answered)
    return Tally(
        asked=len(given),
        answered=sum(answer is not None for answer in given),
        not_known=sum(answer == Known.NOT_KNOWN for answer in given),
    )


def is_late(issued_on: date, *, due: date) -> bool:
    return issued_on > due


class Change(NamedTuple):
    """One thing that is new: of which case, in words, when it came and by which request."""

    case: str
    words: str
    at: str | None = None
    late: bool = False
    request: int | None = None


def changes(before: Mapping, after: Mapping) -> list[Change]:
    """Return what is new in one version's content since another's, in the order of the agenda.

    A name that an agency has taken since then is nothing new.
    """
    earlier = {case["reference"]: case for case in before["cases"]}
    later = {case["reference"]: case for case in after["cases"]}
    found = []
    if before["meeting"] != after["meeting"]:
        found.append(Change("", "When or where the panel meets has changed"))
    for reference, case in later.items():
        found += since(earlier.get(reference), case)
    gone = (reference for reference in earlier if reference not in later)
    return found + [Change(reference, "No longer on the list") for reference in gone]


def since(before: Mapping | None, after: Mapping) -> Iterator[Change]:
    reference = after["reference"]
    if before is None:
        yield Change(reference, "New on the list")
        before = {"returns": []}
    else:
        for key, words in DETAILS.items():
            if before[key] != after[key]:
                yield Change(reference, words)
    earlier = {one["request"]: one for one in before["returns"]}
    for one in after["returns"]:
        if change := new_in(earlier.pop(one["request"], None), one):
            yield Change(reference, *change)
    for one in earlier.values():
        yield Change(reference, f"{who(one)}: no longer asked")


def new_in(before: Mapping | None, after: Mapping) -> tuple | None:
    """Return what is new in one return: words, when it came, and whether it was late."""
    was = before["version"] if before else None
    if after["version"] is None:
        return (f"{who(after)}: asked",) if before is None else None
    if after["version"] == was:
        return None
    verb = "changed its answer to" if was else "answered"
    words = f"{who(after)}: {verb} “{after['answer']}”"
    return words, after["at"], after["late"] and not was, after["request"]


def who(one: Mapping) -> str:
    """Return whose return it is: the seat and, where it tells more, the agency."""
    seat, agency = one["seat"], one["agency"]
    return f"{seat} ({agency})" if agency and agency != seat else seat
