"""What a lead professional reads of signed minutes: their own case, and its plan today."""

from casework.models import MinutesReceipt
from casework.rules import receipts as rules


def extract_of(receipt: MinutesReceipt) -> dict:
    """Return what the signed minutes say about one case, and how its actions stand now (O105).

    Nothing is taken from the minutes but the meeting's day, its panel, who signed, and the
    part about this case.
    """
    minutes = receipt.minutes
    return {
        "receipt": receipt,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "panel": receipt.case.panel,
        "case": rules.part_of(minutes.content, receipt.case.reference),
        "read": {"content": {"lead_term": minutes.content["lead_term"]}},
        "plan": receipt.case.actions.select_related("owner_agency").order_by("number"),
    }
