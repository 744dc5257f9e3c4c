"""Who signed minutes go to, and how much of them each may read. No clock, no database (O105)."""

from collections.abc import Mapping


def led_cases(content: Mapping) -> list[str]:
    """Return the references of the cases in signed minutes that have a lead professional."""
    return [case["reference"] for case in content["cases"] if named(case["lead"])]


def named(lead: Mapping | None) -> bool:
    return bool(lead and lead["name"].strip())


def part_of(content: Mapping, reference: str) -> dict | None:
    """Return what signed minutes say about one case, and nothing about any other."""
    return next((case for case in content["cases"] if case["reference"] == reference), None)
