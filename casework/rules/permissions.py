"""Who may do what, role by role. What is not written here is not permitted.

Roles are granted for one board, from a date to a date. A panel's members, their deputies and
its chairs hold theirs by appointment. Editing pages and forms is no role here: it is granted
in the CMS and opens no case.
"""

from casework.choices import Right, Role

MEMBER = "member"
CHAIR = "chair"

RUNS_THE_PANEL = frozenset(
    {
        Right.SCREEN_REFERRAL,
        Right.LIST,
        Right.DECLINE,
        Right.SET_PRESENTER,
        Right.READ_CASE,
        Right.SEE_MEETINGS,
        Right.READ_PAPERS,
        Right.PLAN_MEETING,
        Right.RECORD_ATTENDANCE,
        Right.CHOOSE_RELEVANT,
        Right.SEND_DEPUTY,
        Right.READ_OUTBOX,
        Right.RESEND_NOTICE,
        Right.SEE_ATTENTION,
        Right.REQUEST_AUTHORISATION,
        Right.APPOINT,
        Right.READ_RETURNS,
        Right.ISSUE_PACK,
        Right.RECORD_DISCUSSION,
        Right.RECORD_COURT_TRACK,
        Right.SEE_ACTIONS,
        Right.UPDATE_ACTION,
        Right.DRAFT_MINUTES,
        Right.COMMENT_ON_MINUTES,
        Right.RECORD_RECEIPT,
        Right.MAKE_WORKBOOK,
    }
)

SITS_ON_THE_PANEL = frozenset(
    {
        Right.SEE_MEETINGS,
        Right.READ_PAPERS,
        Right.READ_CASE,
        Right.SEND_DEPUTY,
        Right.ANSWER_RETURN,
        Right.SEE_ACTIONS,
        Right.UPDATE_ACTION,
        Right.COMMENT_ON_MINUTES,
    }
)

CHAIRS_THE_MEETING = frozenset(
    {
        Right.READ_RETURNS,
        Right.DECIDE_QUORUM,
        Right.OPEN_MEETING,
        Right.RECORD_DISCUSSION,
        Right.JUDGE_ACTION,
        Right.DRAFT_MINUTES,
        Right.SIGN_MINUTES,
    }
)

ROLES: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: RUNS_THE_PANEL,
    Role.BOARD_MANAGER: frozenset(
        {
            Right.SEE_MEETINGS,
            Right.APPOINT,
            Right.GRANT_ROLE,
            Right.CHANGE_SETTINGS,
            Right.MAKE_WORKBOOK,
        }
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Right.APPOINT, Right.GRANT_ROLE, Right.CHANGE_SETTINGS}),
    MEMBER: SITS_ON_THE_PANEL,
    CHAIR: CHAIRS_THE_MEETING,
}

DESCRIPTIONS: dict[str, str] = {
    Role.ADMINISTRATOR: (
        "Runs the panel from day to day: screens and lists referrals, plans meetings, asks "
        "agencies what they know, drafts the minutes, and sees what was sent."
    ),
    Role.BOARD_MANAGER: (
        "Answers for the panel to the board: sees its meetings and settings, and who holds "
        "which role. Opens no case."
    ),
    Role.SYSTEM_ADMINISTRATOR: (
        "Looks after accounts, roles and settings. Opens no referral and no case."
    ),
    MEMBER: (
        "Sits on a panel for an agency: sees its meetings and, once a list has closed, the "
        "cases on it, and answers for that agency. A deputy does the same for the meetings they "
        "come to instead."
    ),
    CHAIR: (
        "Chairs a meeting: decides whether it may proceed, opens and ends it, signs its minutes "
        "and judges its actions. A vice chair or alternate does so only where the chair is away."
    ),
}
