"""The door to records: who may do what, and which records they may know exist.

`roles` answers the first, the modules beside it the second, each for its own records.
"""

from casework.access.actions import (
    action_for,
    actions_for,
    has_actions,
    may_update,
    own_actions,
    owner_agencies_for,
    plan_for,
    titles_beside,
)
from casework.access.courts import court_track_of, may_note_court
from casework.access.minutes import (
    cases_in_minutes_for,
    comments_for,
    may_comment_on_minutes,
    minutes_for,
    minutes_of,
    minutes_to_sign,
)
from casework.access.records import (
    attention_for,
    case_for,
    cases_for,
    history_of,
    history_of_meeting,
    meeting_for,
    meetings_for,
    notices_for,
    referral_for,
    referrals_for,
)
from casework.access.returns import (
    answers_as,
    may_read_returns,
    own_return_requests,
    return_request_for,
    return_requests_for,
)
from casework.access.roles import (
    boards_for,
    chair_of,
    chairs,
    check,
    check_at,
    is_known,
    may,
    may_at,
    panels_for,
    words_of,
)
from casework.access.workbooks import workbook_for, workbooks_for

__all__ = [
    "action_for",
    "actions_for",
    "answers_as",
    "attention_for",
    "boards_for",
    "case_for",
    "cases_for",
    "cases_in_minutes_for",
    "chair_of",
    "chairs",
    "check",
    "check_at",
    "comments_for",
    "court_track_of",
    "has_actions",
    "history_of",
    "history_of_meeting",
    "is_known",
    "may",
    "may_at",
    "may_comment_on_minutes",
    "may_note_court",
    "may_read_returns",
    "may_update",
    "meeting_for",
    "meetings_for",
    "minutes_for",
    "minutes_of",
    "minutes_to_sign",
    "notices_for",
    "own_actions",
    "own_return_requests",
    "owner_agencies_for",
    "panels_for",
    "plan_for",
    "referral_for",
    "referrals_for",
    "return_request_for",
    "return_requests_for",
    "titles_beside",
    "words_of",
    "workbook_for",
    "workbooks_for",
]
