"""Which status may follow which. Anything not written here is refused."""

from typing import NamedTuple

from casework.choices import AuthorisationStatus as A
from casework.choices import MeetingStatus as M
from casework.choices import ReferralStatus as R
from casework.errors import WrongMoment


class Move(NamedTuple):
    """A verb, and what it leads to. The same verb may lead elsewhere from another status."""

    name: str
    sources: frozenset[str]
    target: str


REFERRAL = (
    Move("receive", frozenset({R.SUBMITTED}), R.RECEIVED),
    Move("defer", frozenset({R.SUBMITTED}), R.DEFERRED),
    Move("refuse", frozenset({R.SUBMITTED}), R.REFUSED),
    Move("screen", frozenset({R.RECEIVED}), R.SCREENING),
    # Screened early: it keeps waiting for the list of its later meeting.
    Move("screen", frozenset({R.DEFERRED}), R.DEFERRED),
    Move("list", frozenset({R.SCREENING, R.DEFERRED}), R.LISTED),
    Move("decline", frozenset({R.SCREENING, R.DEFERRED}), R.DECLINED),
)

AUTHORISATION = (
    Move("authorise", frozenset({A.WAITING}), A.AUTHORISED),
    Move("refuse", frozenset({A.WAITING}), A.REFUSED),
    Move("replace", frozenset({A.WAITING}), A.REPLACED),
)

MEETING = (Move("close", frozenset({M.LIST_OPEN}), M.LIST_CLOSED),)


def target_of(moves: tuple[Move, ...], name: str, status: str) -> str:
    """Return the status that `name` leads to from `status`, or refuse."""
    named = [move for move in moves if move.name == name]
    for move in named:
        if status in move.sources:
            return move.target
    label = type(named[0].target)(status).label.lower()
    raise WrongMoment(f"You cannot {name} this now. Its status is “{label}”.")
