"""What keeps minutes from being signed, in words, and where each is mended.

Ledger B33, B71, B89-B97, O103 and scenario S3. Nobody signs while something is missing.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

QUORUM, ATTENDANCE = "meeting_quorum", "meeting_attendance"
RISK, LEAD, DECISION = "discussion_risk", "discussion_lead", "discussion_complete"
ACTION, CONSENT = "action", "minutes_case"


class Gap(NamedTuple):
    """Something missing: in words, the page on which it is mended, the case and the action."""

    words: str
    mend: str
    case: str = ""
    number: int | None = None


def gaps(content: Mapping) -> list[Gap]:
    """Return what is missing from minutes, in the order in which they are read."""
    found = list(of_the_meeting(content))
    for case in content["cases"]:
        found += of_the_case(case, lead_term=content["lead_term"])
    return found


def of_the_meeting(content: Mapping) -> Iterator[Gap]:
    for one in content["attendance"]:
        if not one["settled"]:
            yield Gap(f"It is not recorded whether {one['name']} attended.", ATTENDANCE)
    if content["quorum"] is None:
        yield Gap("There is no decision that the meeting may proceed.", QUORUM)


def of_the_case(case: Mapping, *, lead_term: str) -> Iterator[Gap]:
    """Yield what a case lacks. One that was not reached needs no more than that decision."""
    name = case["reference"]
    if case["consent"] and case["consent"]["missing"]:
        words = f"Case {name}: it is not written why it goes ahead without consent."
        yield Gap(words, CONSENT, name)
    if not case["complete"]:
        yield Gap(f"Case {name} is not complete.", DECISION, name)
    if not case["decision"]:
        yield Gap(f"Case {name} has no decision.", DECISION, name)
    if case["not_reached"]:
        return
    if case["risk"] is None:
        yield Gap(f"Case {name} has no agreed risk.", RISK, name)
    if not (case["lead"] and case["lead"]["name"]):
        yield Gap(f"Case {name} has no {lead_term}.", LEAD, name)
    for action in case["actions"]:
        yield from of_the_action(action, case=name)


def of_the_action(action: Mapping, *, case: str) -> Iterator[Gap]:
    number = action["number"]
    if not action["owner"].strip():
        yield Gap(f"Action {number} of case {case} has no owner.", ACTION, case, number)
    if not action["due_on"]:
        yield Gap(f"Action {number} of case {case} has no date.", ACTION, case, number)
