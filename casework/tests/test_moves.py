"""Every verb from every status: what is not in these tables is refused."""

import pytest

from casework.choices import AuthorisationStatus, MeetingStatus, ReferralStatus
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
}
AUTHORISATIONS_MAY = {
    ("authorise", "waiting"): "authorised",
    ("refuse", "waiting"): "refused",
    ("replace", "waiting"): "replaced",
}
MEETINGS_MAY = {("close", "list_open"): "list_closed"}
TABLES = (
    (moves.REFERRAL, ReferralStatus, REFERRALS_MAY),
    (moves.AUTHORISATION, AuthorisationStatus, AUTHORISATIONS_MAY),
    (moves.MEETING, MeetingStatus, MEETINGS_MAY),
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
