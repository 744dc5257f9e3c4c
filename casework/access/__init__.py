"""The door to records: who may do what, and which records they may know exist.

`roles` answers the first, the modules beside it the second, each for its own records.
"""

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

__all__ = [
    "attention_for",
    "boards_for",
    "case_for",
    "cases_for",
    "chair_of",
    "chairs",
    "check",
    "check_at",
    "history_of",
    "history_of_meeting",
    "is_known",
    "may",
    "may_at",
    "meeting_for",
    "meetings_for",
    "notices_for",
    "panels_for",
    "referral_for",
    "referrals_for",
    "words_of",
]
