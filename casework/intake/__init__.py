"""Casework's side of the forms sockets: answers come in, records go out."""

from casework.intake.referrals import (
    CANNOT_AUTHORISE_OWN,
    MEANINGS,
    MEANINGS_OF_ROWS,
    ReferralHandler,
    agencies,
)
from casework.intake.returns import ReturnHandler, Token

__all__ = [
    "CANNOT_AUTHORISE_OWN",
    "MEANINGS",
    "MEANINGS_OF_ROWS",
    "ReferralHandler",
    "ReturnHandler",
    "Token",
    "agencies",
]
