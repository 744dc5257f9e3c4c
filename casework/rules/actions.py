"""What makes an action measurable: something to do, a measure, a person and a day (B71, O42)."""

import re
from datetime import date, timedelta

from casework.rules.deadlines import in_words

NO_DEED = frozenset(
    {
        *("a", "all", "an", "any", "better", "each", "every", "further", "more", "no", "some"),
        *("he", "her", "his", "i", "it", "my", "our", "she", "that", "the", "their", "there"),
        *("these", "they", "this", "those", "we"),
    }
)
NOT_A_PERSON = frozenset({"panel", "team", "agencies", "department"})
NOBODY = frozenset(
    {
        *("all", "board", "everyone", "everybody", "members", "nobody", "unknown"),
        *("n/a", "tba", "tbc", "to be agreed", "to be confirmed"),
    }
)


def faults(
    *,
    title: str,
    measure: str,
    owner_name: str,
    owner_agency: str,
    due_on: date,
    meets_on: date,
    communicate_to: str = "",
    asks_communication: bool = False,
) -> dict[str, str]:
    """Return what keeps an action from being agreed, by the name of what is wrong."""
    found = {
        "title": fault_of_title(title),
        "measure": "" if measure.strip() else "Say how it will be known that it is done.",
        "owner_name": fault_of_owner(owner_name, agency=owner_agency),
        "due_on": fault_of_day(due_on, meets_on=meets_on),
    }
    if asks_communication and not communicate_to.strip():
        found["communicate_to"] = "Say to whom progress is told."
    return {name: fault for name, fault in found.items() if fault}


def fault_of_title(title: str) -> str:
    """Return why a title does not say what is to be done: it needs a verb and its object."""
    words = re.findall(r"[^\W\d_][\w’'-]*", title)
    if len(words) < 2 or words[0].casefold() in NO_DEED:
        return "Begin with what is to be done, as in “Visit the flat” or “Arrange a review”."
    return ""


def fault_of_owner(name: str, *, agency: str) -> str:
    """Return why this is no person who can be asked. A panel or an agency owns no action."""
    said = " ".join(name.casefold().split()).removeprefix("the ")
    words = set(said.split())
    nobody = not words or said in NOBODY or said == agency.casefold().removeprefix("the ")
    if nobody or words & NOT_A_PERSON:
        return "Name one person who owns the action. A panel or an agency cannot."
    return ""


def fault_of_day(due_on: date, *, meets_on: date) -> str:
    if due_on <= meets_on:
        return f"The action must be due after {in_words(meets_on)}."
    return ""


def latest_before(next_meeting_on: date | None) -> date | None:
    """Return the day before the next meeting: the latest an action should be due (O42)."""
    return next_meeting_on - timedelta(days=1) if next_meeting_on else None


def warning(due_on: date, *, latest_on: date | None) -> str:
    """Return a warning where an action is due later than it should. It may still be agreed."""
    if latest_on is None or due_on <= latest_on:
        return ""
    return (
        f"This action is due on {in_words(due_on)}. The panel asks that actions are done by "
        f"{in_words(latest_on)}, the day before its next meeting."
    )
