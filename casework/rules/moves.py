"""Which status may follow which, and who may bring it about. What is not here is refused."""

from typing import NamedTuple

from casework.choices import ActionStatus as T
from casework.choices import AuthorisationStatus as A
from casework.choices import CaseStatus as C
from casework.choices import MeetingStatus as M
from casework.choices import MinutesStatus as N
from casework.choices import Party, Right
from casework.choices import ReceiptStatus as E
from casework.choices import ReferralStatus as R
from casework.choices import ReturnStatus as U
from casework.choices import WorkbookStatus as W
from casework.errors import WrongMoment


class Move(NamedTuple):
    """A verb, what it leads to, and by whom: the right it needs, or who has a link.

    The same verb may lead elsewhere from another status.
    """

    name: str
    sources: frozenset[str]
    target: str
    by: Right | Party


REFERRAL = (
    Move("receive", frozenset({R.SUBMITTED}), R.RECEIVED, Party.SENIOR_MANAGER),
    Move("defer", frozenset({R.SUBMITTED}), R.DEFERRED, Party.SENIOR_MANAGER),
    Move("refuse", frozenset({R.SUBMITTED}), R.REFUSED, Party.SENIOR_MANAGER),
    Move("screen", frozenset({R.RECEIVED}), R.SCREENING, Right.SCREEN_REFERRAL),
    # Screened early: it keeps waiting for the list of its later meeting.
    Move("screen", frozenset({R.DEFERRED}), R.DEFERRED, Right.SCREEN_REFERRAL),
    Move("list", frozenset({R.SCREENING, R.DEFERRED}), R.LISTED, Right.LIST),
    Move("decline", frozenset({R.SCREENING, R.DEFERRED}), R.DECLINED, Right.DECLINE),
    Move("hear", frozenset({R.LISTED}), R.HEARD, Right.RECORD_DISCUSSION),
)

AUTHORISATION = (
    Move("authorise", frozenset({A.WAITING}), A.AUTHORISED, Party.SENIOR_MANAGER),
    Move("refuse", frozenset({A.WAITING}), A.REFUSED, Party.SENIOR_MANAGER),
    Move("replace", frozenset({A.WAITING}), A.REPLACED, Right.REQUEST_AUTHORISATION),
)

BEFORE_THE_ROOM = frozenset({M.LIST_CLOSED, M.PACK_ISSUED})
AGENCIES_ARE_ASKED = BEFORE_THE_ROOM | {M.IN_SESSION}
MEETING = (
    Move("close", frozenset({M.LIST_OPEN}), M.LIST_CLOSED, Party.PORTAL),
    Move("issue", BEFORE_THE_ROOM, M.PACK_ISSUED, Right.ISSUE_PACK),
    Move("open", BEFORE_THE_ROOM, M.IN_SESSION, Right.OPEN_MEETING),
    Move("end", frozenset({M.IN_SESSION}), M.HELD, Right.OPEN_MEETING),
    Move("sign", frozenset({M.HELD, M.COMPLETE}), M.COMPLETE, Right.SIGN_MINUTES),
)

TO_RESEARCH = frozenset({C.OPEN, C.RESEARCHING, C.READY, C.UNDER_REVIEW, C.AWAITING_REPORT})
BEFORE_THE_PANEL = frozenset({C.RESEARCHING, C.READY})
CASE = (
    Move("research", TO_RESEARCH, C.RESEARCHING, Party.PORTAL),
    Move("prepare", BEFORE_THE_PANEL, C.READY, Right.ISSUE_PACK),
    Move("review", BEFORE_THE_PANEL, C.UNDER_REVIEW, Right.RECORD_DISCUSSION),
    Move("await", BEFORE_THE_PANEL, C.AWAITING_REPORT, Right.RECORD_DISCUSSION),
    Move("close", BEFORE_THE_PANEL, C.CLOSED, Right.RECORD_DISCUSSION),
)

RETURN = (
    Move("answer", frozenset({U.REQUESTED}), U.ANSWERED, Right.ANSWER_RETURN),
    Move("change", frozenset({U.ANSWERED}), U.ANSWERED, Right.ANSWER_RETURN),
    Move("cancel", frozenset({U.REQUESTED, U.ANSWERED}), U.CANCELLED, Right.CHOOSE_RELEVANT),
    Move("ask", frozenset({U.CANCELLED}), U.REQUESTED, Right.CHOOSE_RELEVANT),
    # Asked again after it was answered: the answer stands.
    Move("restore", frozenset({U.CANCELLED}), U.ANSWERED, Right.CHOOSE_RELEVANT),
)

OPEN_ACTIONS = frozenset({T.AGREED, T.ACCEPTED, T.IN_PROGRESS})
ACTION = (
    Move("accept", frozenset({T.AGREED}), T.ACCEPTED, Right.UPDATE_ACTION),
    Move("update", OPEN_ACTIONS, T.IN_PROGRESS, Right.UPDATE_ACTION),
    Move("complete", OPEN_ACTIONS, T.COMPLETED, Right.UPDATE_ACTION),
    Move("refuse", frozenset({T.AGREED}), T.RETURNED, Right.UPDATE_ACTION),
    Move("hand on", OPEN_ACTIONS | {T.RETURNED}, T.AGREED, Right.JUDGE_ACTION),
    Move("verify", frozenset({T.COMPLETED}), T.VERIFIED, Right.JUDGE_ACTION),
    Move("close", OPEN_ACTIONS | {T.RETURNED}, T.NOT_ACHIEVED, Right.JUDGE_ACTION),
)

MINUTES = (
    Move("edit", frozenset({N.DRAFT}), N.DRAFT, Right.DRAFT_MINUTES),
    Move("sign", frozenset({N.DRAFT}), N.SIGNED, Right.SIGN_MINUTES),
)

RECEIPT = (
    Move("acknowledge", frozenset({E.SENT}), E.RECEIVED, Party.LEAD),
    Move("record", frozenset({E.SENT}), E.RECEIVED, Right.RECORD_RECEIPT),
)

WORKBOOK = (
    # A worker that died half way left it "being made": another may begin again.
    Move("begin", frozenset({W.QUEUED, W.MAKING}), W.MAKING, Party.PORTAL),
    Move("finish", frozenset({W.MAKING}), W.READY, Party.PORTAL),
    Move("fail", frozenset({W.QUEUED, W.MAKING}), W.FAILED, Party.PORTAL),
)


def target_of(moves: tuple[Move, ...], name: str, status: str) -> str:
    """Return the status that `name` leads to from `status`, or refuse."""
    named = [move for move in moves if move.name == name]
    for move in named:
        if status in move.sources:
            return move.target
    label = type(named[0].target)(status).label.lower()
    raise WrongMoment(f"You cannot {name} this now. Its status is “{label}”.")
