"""How risk is scored: likelihood times impact, on a matrix that the panel's staff edit.

Ledger B93, O69. A matrix is plain: levels from the least, each with a key and a label; bands
with a label and their lowest and highest score; domains, which are kinds of risk.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casework.errors import WrongMoment

FEWEST_LEVELS, MOST_LEVELS = 2, 10
UNKNOWN = "unknown"
PARTS = ("likelihoods", "impacts", "bands", "domains")
NAMES = {"likelihoods": "likelihood", "impacts": "impact", "domains": "kinds of risk"}
KEY = re.compile(r"[a-z][a-z0-9_]*")


class Line(NamedTuple):
    """One kind of risk as somebody scores it, by the keys of the matrix."""

    domain: str
    likelihood: str
    impact: str
    rationale: str = ""
    protective: str = ""


class Problem(NamedTuple):
    """What is wrong with a matrix: in which part, and in words."""

    part: str
    message: str


class Rated(NamedTuple):
    """A score, and the band it is in. No score means that it is not known."""

    score: int | None
    band: str = ""

    @property
    def in_words(self) -> str:
        return f"{self.band} ({self.score})" if self.score else "not known"


class Difference(NamedTuple):
    """A kind of risk on which the referrer and the panel do not say the same (B93)."""

    domain: str
    words: str


def score(likelihood: int | None, impact: int | None) -> int | None:
    """Multiply. Where either is not known there is no score, not a low one."""
    if likelihood is None or impact is None:
        return None
    return likelihood * impact


def band_of(number: int | None, bands: Iterable[Mapping]) -> str:
    """Return the label of the band a score is in."""
    if number is None:
        return ""
    return next(band["label"] for band in bands if band["lowest"] <= number <= band["highest"])


def level_of(key: str, levels: Sequence[Mapping]) -> int | None:
    """Return the number of a level, counted from 1. What is not known has none."""
    if key == UNKNOWN:
        return None
    for number, level in enumerate(levels, start=1):
        if level["key"] == key:
            return number
    raise WrongMoment(f"“{key}” is not a level of this panel’s risk matrix.")


def label_of(key: str, domains: Iterable[Mapping]) -> str:
    """Return the label of a kind of risk."""
    for domain in domains:
        if domain["key"] == key:
            return domain["label"]
    raise WrongMoment(f"“{key}” is not a kind of risk of this panel’s risk matrix.")


def overall(rated: Iterable[Rated]) -> Rated:
    """Return the highest line, never an average. Nothing is known where no line is."""
    known = [one for one in rated if one.score is not None]
    return max(known, key=lambda one: one.score, default=Rated(None))


def worst_first(lines: Iterable) -> list:
    """Return lines with what is not known first, then from the highest score down."""
    return sorted(lines, key=lambda line: (line.score is not None, -(line.score or 0)))


def differences(
    referrer: Mapping[str, Sequence[Rated]], panel: Mapping[str, Sequence[Rated]]
) -> list[Difference]:
    """Return where the two views differ, by kind of risk, in words.

    A referrer may see several risks of one kind: the highest stands for them.
    """
    found = []
    for domain in dict.fromkeys([*referrer, *panel]):
        theirs, ours = referrer.get(domain), panel.get(domain)
        words = difference(theirs and overall(theirs), ours and overall(ours))
        if words:
            found.append(Difference(domain, words))
    return found


def difference(theirs: Rated | None, ours: Rated | None) -> str:
    """Say how the panel's view differs from the referrer's; nothing where they agree."""
    if not ours:
        return f"Only the referrer names this: {theirs.in_words}."
    if not theirs:
        return f"Only the panel names this: {ours.in_words}."
    if theirs.score == ours.score:
        return ""
    if theirs.score is None or ours.score is None:
        return f"The referrer says {theirs.in_words}, the panel {ours.in_words}."
    verb = "higher" if ours.score > theirs.score else "lower"
    return f"The panel scores this {verb}: {ours.in_words}. The referrer scored {theirs.in_words}."


def problems(matrix: Mapping[str, Sequence[Mapping]]) -> list[Problem]:
    """Return everything that is wrong with a matrix, each beside the part to mend."""
    found = [
        *levels(matrix, "likelihoods"),
        *levels(matrix, "impacts"),
        *keys(matrix),
    ]
    if not matrix["domains"]:
        found.append(Problem("domains", "Enter at least one kind of risk."))
    return found or list(bands(matrix))


def levels(matrix: Mapping, part: str) -> Iterator[Problem]:
    if not FEWEST_LEVELS <= len(matrix[part]) <= MOST_LEVELS:
        limits = f"{FEWEST_LEVELS} to {MOST_LEVELS}"
        yield Problem(part, f"Enter {limits} levels of {NAMES[part]}, one on each line.")


def keys(matrix: Mapping) -> Iterator[Problem]:
    """Find names that cannot be told apart, or that mean “not known”."""
    for part in NAMES:
        given = [one["key"] for one in matrix[part]]
        for key, times in Counter(given).items():
            label = next(one["label"] for one in matrix[part] if one["key"] == key)
            if times > 1:
                yield Problem(part, f"“{label}” is there twice.")
            elif key == UNKNOWN:
                yield Problem(part, f"Leave out “{label}”: “not known” can always be chosen.")
            elif not KEY.fullmatch(key):
                yield Problem(part, f"Begin “{label}” with a letter.")


def reachable(likelihoods: int, impacts: int) -> list[int]:
    """Return every score that some likelihood and some impact make, from the lowest."""
    return sorted({a * b for a in range(1, likelihoods + 1) for b in range(1, impacts + 1)})


def bands(matrix: Mapping) -> Iterator[Problem]:
    """Find scores that can be reached and are in no band, or in more than one."""
    for label, times in Counter(band["label"] for band in matrix["bands"]).items():
        if times > 1:
            yield Problem("bands", f"Two bands are called “{label}”.")
    for band in matrix["bands"]:
        if band["lowest"] > band["highest"]:
            yield Problem("bands", f"“{band['label']}” ends before it begins.")
    for number in reachable(len(matrix["likelihoods"]), len(matrix["impacts"])):
        within = [b["label"] for b in matrix["bands"] if b["lowest"] <= number <= b["highest"]]
        if not within:
            yield Problem("bands", f"A score of {number} is in no band.")
        elif len(within) > 1:
            names = " and ".join(f"“{label}”" for label in within)
            yield Problem("bands", f"A score of {number} is in more than one band: {names}.")
