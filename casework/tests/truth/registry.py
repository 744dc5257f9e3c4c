"""How each verb of each table is called, on a row that can be put in any status."""

from typing import NamedTuple

from casework.choices import (
    ActionStatus,
    AuthorisationStatus,
    CaseStatus,
    MeetingStatus,
    MinutesStatus,
    ReceiptStatus,
    ReferralStatus,
    ReturnStatus,
    WorkbookStatus,
)
from casework.rules import moves
from casework.tests.truth import discussions, papers, referrals, rooms
from casework.tests.truth.entries import Entry


class Table(NamedTuple):
    """A table of moves with the statuses its rows may have."""

    moves: tuple
    statuses: type


TABLES = {
    "referral": Table(moves.REFERRAL, ReferralStatus),
    "authorisation": Table(moves.AUTHORISATION, AuthorisationStatus),
    "meeting": Table(moves.MEETING, MeetingStatus),
    "case": Table(moves.CASE, CaseStatus),
    "return": Table(moves.RETURN, ReturnStatus),
    "action": Table(moves.ACTION, ActionStatus),
    "minutes": Table(moves.MINUTES, MinutesStatus),
    "receipt": Table(moves.RECEIPT, ReceiptStatus),
    "workbook": Table(moves.WORKBOOK, WorkbookStatus),
}
REGISTRY: dict[tuple[str, str], Entry] = {
    **referrals.ENTRIES,
    **rooms.ENTRIES,
    **discussions.ENTRIES,
    **papers.ENTRIES,
}
