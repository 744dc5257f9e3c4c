"""Every verb from every status: what is not in these tables is refused."""

import pytest

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
from casework.errors import WrongMoment
from casework.rules import moves

REFERRALS_MAY = {
    ("receive", "submitted"): "received",
    ("defer", "submitted"): "deferred",
    ("refuse", "submitted"): "refused",
    ("screen", "received"): "screening",
    ("screen", "deferred"): "deferred",
    ("list", "screening"): "listed",
    ("list", "deferred"): "listed",
    ("decline", "screening"): "declined",
    ("decline", "deferred"): "declined",
    ("hear", "listed"): "heard",
}
AUTHORISATIONS_MAY = {
    ("authorise", "waiting"): "authorised",
    ("refuse", "waiting"): "refused",
    ("replace", "waiting"): "replaced",
}
MEETINGS_MAY = {
    ("close", "list_open"): "list_closed",
    ("issue", "list_closed"): "pack_issued",
    ("issue", "pack_issued"): "pack_issued",
    ("open", "list_closed"): "in_session",
    ("open", "pack_issued"): "in_session",
    ("end", "in_session"): "held",
    ("sign", "held"): "complete",
    ("sign", "complete"): "complete",
}
CASES_MAY = {
    ("research", "open"): "researching",
    ("research", "researching"): "researching",
    ("research", "ready"): "researching",
    ("research", "under_review"): "researching",
    ("research", "awaiting_report"): "researching",
    ("prepare", "researching"): "ready",
    ("prepare", "ready"): "ready",
    ("review", "researching"): "under_review",
    ("review", "ready"): "under_review",
    ("await", "researching"): "awaiting_report",
    ("await", "ready"): "awaiting_report",
    ("close", "researching"): "closed",
    ("close", "ready"): "closed",
}
RETURNS_MAY = {
    ("answer", "requested"): "answered",
    ("change", "answered"): "answered",
    ("cancel", "requested"): "cancelled",
    ("cancel", "answered"): "cancelled",
    ("ask", "cancelled"): "requested",
    ("restore", "cancelled"): "answered",
}
ACTIONS_MAY = {
    ("accept", "agreed"): "accepted",
    ("update", "agreed"): "in_progress",
    ("update", "accepted"): "in_progress",
    ("update", "in_progress"): "in_progress",
    ("complete", "agreed"): "completed",
    ("complete", "accepted"): "completed",
    ("complete", "in_progress"): "completed",
    ("refuse", "agreed"): "returned",
    ("hand on", "agreed"): "agreed",
    ("hand on", "accepted"): "agreed",
    ("hand on", "in_progress"): "agreed",
    ("hand on", "returned"): "agreed",
    ("verify", "completed"): "verified",
    ("close", "agreed"): "not_achieved",
    ("close", "accepted"): "not_achieved",
    ("close", "in_progress"): "not_achieved",
    ("close", "returned"): "not_achieved",
}
MINUTES_MAY = {("edit", "draft"): "draft", ("sign", "draft"): "signed"}
RECEIPTS_MAY = {("acknowledge", "sent"): "received", ("record", "sent"): "received"}
WORKBOOKS_MAY = {
    ("begin", "queued"): "making",
    ("begin", "making"): "making",
    ("finish", "making"): "ready",
    ("fail", "queued"): "failed",
    ("fail", "making"): "failed",
}
TABLES = (
    (moves.REFERRAL, ReferralStatus, REFERRALS_MAY),
    (moves.AUTHORISATION, AuthorisationStatus, AUTHORISATIONS_MAY),
    (moves.MEETING, MeetingStatus, MEETINGS_MAY),
    (moves.CASE, CaseStatus, CASES_MAY),
    (moves.RETURN, ReturnStatus, RETURNS_MAY),
    (moves.ACTION, ActionStatus, ACTIONS_MAY),
    (moves.MINUTES, MinutesStatus, MINUTES_MAY),
    (moves.RECEIPT, ReceiptStatus, RECEIPTS_MAY),
    (moves.WORKBOOK, WorkbookStatus, WORKBOOKS_MAY),
)
EVERY_PAIR = [
    (table, verb, status, allowed.get((verb, status)))
    for table, statuses, allowed in TABLES
    for verb in sorted({move.name for move in table})
    for status in statuses.values
]


@pytest.mark.parametrize(("table", "verb", "status", "target"), EVERY_PAIR)
def test_only_what_is_written_may_follow(table, verb, status, target):
    if target:
        assert moves.target_of(table, verb, status) == target
    else:
        with pytest.raises(WrongMoment, match=f"You cannot {verb} this now"):
            moves.target_of(table, verb, status)


def test_the_truth_tables_name_every_verb():
    for table, _, allowed in TABLES:
        assert {verb for verb, _ in allowed} == {move.name for move in table}
