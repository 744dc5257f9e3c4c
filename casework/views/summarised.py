"""A summary of returns made ready to be read: only the cases its reader may read."""

from dataclasses import dataclass

from casework import access
from casework.models import Pack
from casework.rules import seals
from casework.workflows import summaries


@dataclass(frozen=True)
class Summary:
    """One version as one person sees it. The seal is over the whole, whoever reads it."""

    pack: Pack
    cases: list[dict]
    addenda: list[dict]
    hidden: int
    seal_holds: bool

    @property
    def references(self) -> list[str]:
        return [case["reference"] for case in self.cases]


def summary_for(user, pack: Pack) -> Summary:
    """Return what this person reads of a version, latest addendum first.

    What an agency has since kept for the chair and staff is hidden from those who attend.
    """
    content = pack.content
    every = [case["reference"] for case in content["cases"]]
    mentioned = {one["case"] for addendum in content["addenda"] for one in addendum["new"]}
    read = access.references_read(user, {*every, *mentioned})
    hidden = access.withdrawn_since(user, pack)
    return Summary(
        pack=pack,
        cases=[shown(case, hidden) for case in content["cases"] if case["reference"] in read],
        addenda=[addendum_for(one, read, hidden) for one in reversed(content["addenda"])],
        hidden=len([reference for reference in every if reference not in read]),
        seal_holds=seals.holds(content, pack.content_hash),
    )


def shown(case: dict, hidden: set[int]) -> dict:
    returns = [
        one | {"answer": summaries.RESTRICTED, "restricted": True, "sections": []}
        if one["request"] in hidden
        else one
        for one in case["returns"]
    ]
    return case | {"returns": returns}


def addendum_for(addendum: dict, read: set[str], hidden: set[int]) -> dict:
    """Return the lines about cases this person reads, and those about the meeting."""
    lines = [
        one
        for one in addendum["new"]
        if (not one["case"] or one["case"] in read) and one["request"] not in hidden
    ]
    return addendum | {"new": lines}
