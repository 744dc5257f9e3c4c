"""What a lead professional reads of signed minutes: their own case, and its plan today."""

from datetime import date

from casework.models import MinutesReceipt
from casework.rules import receipts as rules


def extract_of(receipt: MinutesReceipt) -> dict:
    """Return what the signed minutes say about one case, and how its actions stand now (O105).

    Nothing is taken from the minutes but the meeting's day, its panel, who signed, and the
    part about this case.
    """
    minutes = receipt.minutes
    part = rules.part_of(minutes.content, receipt.case.reference)
    return {
        "receipt": receipt,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "panel": receipt.case.panel,
        "said": part | {"review_on": day_of(part["review_on"]), "actions": minuted(part)},
        "plan": actions_now(receipt),
    }


def minuted(part: dict) -> list[dict]:
    return [action | {"due_on": day_of(action["due_on"])} for action in part["actions"]]


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def actions_now(receipt: MinutesReceipt):
    return receipt.case.actions.select_related("owner_agency").order_by("number")
