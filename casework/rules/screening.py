"""What staff should look at before a referral is listed. A flag never decides anything."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casework.rules.deadlines import age_on

CRITERIA = {
    "criterion_needs": "Care and support needs",
    "criterion_abuse": "Abuse or neglect, or the risk of it",
    "criterion_unable": "Unable to protect themselves because of those needs",
}
ABUSE = {"experiencing", "at_risk", "yes"}
IN_WORDS = {"no": "no", "not_known": "not known"}


class Flag(NamedTuple):
    """Something to look at: a code to count, a label to read, and why."""

    code: str
    label: str
    detail: str


def flags(targets: Mapping, panel_rules, on: date, *, meets_on: date | None = None) -> list[Flag]:
    """Return what screening must look at, judged as on the day of receipt.

    `panel_rules` is anything with the panel's ages, its word for the person, and whether it
    asks where they live. A question that the form does not ask raises nothing.
    """
    return [
        *residence(targets, panel_rules),
        *eligibility(targets),
        *responsibility(targets),
        *consent(targets),
        *ages(targets, panel_rules, on, meets_on),
    ]


def said(targets: Mapping, key: str) -> str | None:
    """Return "no" or "not_known" where that was the answer, whatever kind of question it was."""
    answer = targets.get(key)
    if isinstance(answer, Mapping) and answer.get("not_known"):
        return "not_known"
    return answer if answer in ("no", "not_known") else None


def residence(targets: Mapping, panel_rules):
    answer = said(targets, "resident")
    if panel_rules.asks_residence and answer == "no":
        yield Flag("not_resident", "Not resident", "The referrer says they live elsewhere.")
    if panel_rules.asks_residence and answer == "not_known":
        yield Flag("residence_not_known", "Residence not known", "Find out where they live.")


def eligibility(targets: Mapping):
    for key, name in CRITERIA.items():
        if key not in targets:
            continue
        answer = targets[key]
        doubt = said(targets, key)
        if key == "criterion_abuse" and isinstance(answer, list) and not ABUSE & set(answer):
            doubt = "no"
        if doubt:
            yield Flag("eligibility", "Eligibility in doubt", f"{name}: {IN_WORDS[doubt]}.")


def responsibility(targets: Mapping):
    if said(targets, "case_responsibility") == "no":
        yield Flag(
            "no_case_responsibility",
            "Referrer not responsible for the case",
            "The referrer does not hold case responsibility.",
        )


def consent(targets: Mapping):
    if "neither" in (targets.get("consent_reasons") or ()):
        yield Flag(
            "no_listed_consent_reason",
            "Consent reason to record",
            "No reason on the list is true. Record the reason the panel relies on.",
        )


def ages(targets: Mapping, panel_rules, on: date, meets_on: date | None):
    born = day_of(targets.get("person_dob"))
    if born is None:
        yield Flag("age_not_known", "Age not known", "No date of birth was given.")
        return
    if not is_within_ages(born, panel_rules, on):
        yield Flag("age", "Outside the panel’s ages", f"Aged {age_on(born, on)} when received.")
    elif meets_on and not is_within_ages(born, panel_rules, meets_on):
        age = age_on(born, meets_on)
        yield Flag("age_turned", f"Turns {age} before the panel", "Eligible by the day of receipt.")


def is_within_ages(born: date, panel_rules, on: date) -> bool:
    """Say whether someone is old enough, and young enough, for the panel on a day."""
    age = age_on(born, on)
    lowest, below = panel_rules.age_from, panel_rules.age_below
    return (lowest is None or age >= lowest) and (below is None or age < below)


def day_of(answer) -> date | None:
    """Return the day an answer names, or nothing where it names none."""
    try:
        return date.fromisoformat(answer)
    except (TypeError, ValueError):
        return None
