"""What a case needs before the panel has done with it. Ledger B71, B72, B96, B97, O69."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from casework.choices import Decision
from casework.rules.deadlines import in_words

COMES_BACK = frozenset({Decision.REVIEW, Decision.WRITTEN_REPORT, Decision.REPORT_IN_PERSON})


class Gap(NamedTuple):
    """Something that is missing: what it is about, and what to do, in words."""

    about: str
    words: str


class Discussed(NamedTuple):
    """What is written of a case so far. `steps` are recommendations and actions."""

    risks: int = 0
    consensus: bool | None = None
    dissent: str = ""
    accountable: str = ""
    lead: str = ""
    steps: int = 0


class Concluded(NamedTuple):
    """What the panel decides at the end of a case."""

    decision: str = ""
    review_on: date | None = None
    frequency: str = ""
    reason: str = ""


class Asked(NamedTuple):
    """What this panel asks for: its decisions, whether a manager answers for the risk, its word."""

    decisions: Collection[str]
    accountable_manager: bool
    lead_term: str


def gaps(said: Discussed, concluded: Concluded, asked: Asked, *, after: date) -> list[Gap]:
    """Return what is missing to complete a case; a review must be later than `after`.

    A case that was not reached needs nothing else: it goes to the next meeting (B97).
    """
    if concluded.decision == Decision.NOT_REACHED and Decision.NOT_REACHED in asked.decisions:
        return []
    return [
        *about_the_risk(said, asked),
        *about_the_lead(said, asked),
        *about_the_decision(said, concluded, asked, after=after),
    ]


def about_the_risk(said: Discussed, asked: Asked) -> Iterator[Gap]:
    """Yield what is missing of the agreed risk and of who answers for it (O69)."""
    if not said.risks:
        yield Gap("risk", "Agree the risk: score at least one kind, or say it is not known.")
    if said.consensus is None:
        yield Gap("risk", "Say whether everybody agrees on the risk.")
    if said.consensus is False and not said.dissent:
        yield Gap("risk", "Write down who sees the risk differently, and how.")
    if asked.accountable_manager and not said.accountable:
        yield Gap("risk", "Name the senior manager who answers for the risk.")


def about_the_lead(said: Discussed, asked: Asked) -> Iterator[Gap]:
    if not said.lead:
        yield Gap("lead", f"Name the {asked.lead_term}.")


def about_the_decision(
    said: Discussed, concluded: Concluded, asked: Asked, *, after: date
) -> Iterator[Gap]:
    """Yield what is missing of the decision: a day and a frequency, or a reason (B97)."""
    decision = concluded.decision
    if decision not in asked.decisions:
        yield Gap("decision", "Decide whether the case comes back.")
    if decision in COMES_BACK:
        if concluded.review_on is None:
            yield Gap("review_on", "Enter the day it comes back.")
        elif concluded.review_on <= after:
            yield Gap("review_on", f"The day it comes back must be after {in_words(after)}.")
        if not concluded.frequency:
            yield Gap("frequency", "Say how often it is reviewed.")
    if decision == Decision.NO_REVIEW and not concluded.reason:
        yield Gap("reason", "Say why there is no review.")
    elif not said.steps and not concluded.reason:
        yield Gap("reason", "Recommend something, agree an action, or say why there is neither.")
