"""Signed minutes on their way to who leads each case, and browsers that open what was sent."""

from casework import links
from casework.models import MinutesReceipt, Outcome
from casework.tests.minutes_factories import Heard, make_heard, make_signed
from casework.workflows import receipts

LEAD = "lena.marsh@example.org"


def make_receipt(heard: Heard | None = None) -> MinutesReceipt:
    """Return the receipt of the first case of signed minutes. Its lead has no account."""
    return make_receipts(heard or make_heard())[0]


def make_receipts(heard: Heard) -> list[MinutesReceipt]:
    return receipts.send(minutes=make_signed(heard), now=heard.after)


def make_led_by(outcome: Outcome, email: str, name: str = "Omar Field") -> Outcome:
    outcome.lead_name, outcome.lead_email = name, email
    outcome.save(update_fields=["lead_name", "lead_email"])
    return outcome


def again(row):
    """Return a row as it is now."""
    return type(row).objects.get(pk=row.pk)


def open_by_code(client, row, link: str) -> None:
    """Ask for a code on a link's page and give it, as somebody without an account does."""
    assert client.post(link).status_code == 302
    code = links.code_of(again(row))
    assert client.post(f"{link}code/", {"code": code}).status_code == 302
