"""Who may do what, role by role. What is not written here is not permitted.

Roles are granted for one board, from a date to a date. A panel's members, their deputies and
its chairs hold theirs by appointment. Editing pages and forms is no role here: it is granted
in the CMS and opens no case.
"""

from casework.choices import Action, Role

MEMBER = "member"

RUNS_THE_PANEL = frozenset(
    {
        Action.SCREEN_REFERRAL,
        Action.LIST,
        Action.DECLINE,
        Action.SET_PRESENTER,
        Action.READ_CASE,
        Action.SEE_MEETINGS,
        Action.READ_PAPERS,
        Action.PLAN_MEETING,
        Action.RECORD_ATTENDANCE,
        Action.CHOOSE_RELEVANT,
        Action.SEND_DEPUTY,
        Action.READ_OUTBOX,
        Action.RESEND_NOTICE,
        Action.SEE_ATTENTION,
        Action.REQUEST_AUTHORISATION,
        Action.APPOINT,
    }
)

ROLES: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: RUNS_THE_PANEL,
    Role.BOARD_MANAGER: frozenset(
        {Action.SEE_MEETINGS, Action.APPOINT, Action.GRANT_ROLE, Action.CHANGE_SETTINGS}
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {Action.APPOINT, Action.GRANT_ROLE, Action.CHANGE_SETTINGS}
    ),
    MEMBER: frozenset(
        {Action.SEE_MEETINGS, Action.READ_PAPERS, Action.READ_CASE, Action.SEND_DEPUTY}
    ),
}

DESCRIPTIONS: dict[str, str] = {
    Role.ADMINISTRATOR: (
        "Runs the panel from day to day: screens and lists referrals, plans meetings, asks "
        "agencies what they know, and sees what was sent."
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
        "cases on it. A deputy sees those of the meetings they come to instead."
    ),
}
