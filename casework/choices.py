"""The panel's fixed vocabularies: states, roles, kinds, and the events of the audit."""

from django.db.models import TextChoices


class Population(TextChoices):
    ADULT = "adult", "Adults"
    CHILD = "child", "Children and young people"
    BOTH = "both", "Adults and children"


class ClosingUnit(TextChoices):
    WORKING_DAYS = "working_days", "Working days before the panel"
    CALENDAR_DAYS = "calendar_days", "Calendar days before the panel"


class Counting(TextChoices):
    ORDINAL = "ordinal", "The last day counted is the closing day"
    CLEAR = "clear", "That many whole days stay between"


class Roll(TextChoices):
    NONE = "none", "Stay on that day"
    PREVIOUS = "previous", "Move back to a working day"
    NEXT = "next", "Move on to a working day"


class ReceiptBasis(TextChoices):
    COMPLETE = "complete", "When it is both sent and authorised"
    SUBMITTED = "submitted", "When it is sent"


class SeatKind(TextChoices):
    STANDING = "standing", "Standing: one or more named agencies"
    RELEVANT_CLASS = "relevant", "A class of bodies: the relevant one is chosen for each case"
    OFFICE_LINKED = "office", "Comes with an office"


class Capacity(TextChoices):
    """In which capacity someone is invited or attends."""

    REPRESENTATIVE = "representative", "Representative"
    DEPUTY = "deputy", "Deputy"
    GUEST = "guest", "Guest"
    PERSON = "person", "The person, or someone for them"


class AttendanceState(TextChoices):
    INVITED = "invited", "Invited"
    ATTENDED = "attended", "Attended"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class Party(TextChoices):
    """Who brings a change about without a role: the portal, or somebody with a link."""

    PORTAL = "portal", "the portal"
    REFERRER = "referrer", "the referrer"
    SENIOR_MANAGER = "senior_manager", "the senior manager"
    LEAD = "lead", "the lead professional"


class OfficeKind(TextChoices):
    CHAIR = "chair", "Chair"
    VICE = "vice", "Vice chair"
    ALTERNATE = "alternate", "Alternate chair"


class OfficeMode(TextChoices):
    ELECTED = "elected", "Appointed from the panel's members"
    POST = "post", "Comes with a post"


class Role(TextChoices):
    """What a person may be granted. Members, deputies and chairs come from appointments."""

    ADMINISTRATOR = "administrator", "Panel administrator"
    BOARD_MANAGER = "board_manager", "Board manager"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class Right(TextChoices):
    """What somebody may be allowed to do. The label ends "Your role does not let you …"."""

    SCREEN_REFERRAL = "screen_referral", "Screen referrals"
    LIST = "list", "List referrals for a meeting"
    DECLINE = "decline", "Decline referrals"
    REQUEST_AUTHORISATION = "request_authorisation", "Ask a senior manager again"
    READ_CASE = "read_case", "Read cases"
    SET_PRESENTER = "set_presenter", "Change who presents a case"
    SEE_MEETINGS = "see_meetings", "See meetings"
    READ_PAPERS = "read_papers", "Read a meeting’s papers"
    PLAN_MEETING = "plan_meeting", "Plan meetings and change their dates"
    RECORD_ATTENDANCE = "record_attendance", "Record attendance"
    CHOOSE_RELEVANT = "choose_relevant", "Choose the agencies a case needs"
    SEND_DEPUTY = "send_deputy", "Send a deputy"
    ANSWER_RETURN = "answer_return", "Answer for your agency"
    READ_RETURNS = "read_returns", "Read every agency’s returns"
    ISSUE_PACK = "issue_pack", "Issue the summary of returns"
    DECIDE_QUORUM = "decide_quorum", "Decide whether a meeting may proceed"
    OPEN_MEETING = "open_meeting", "Open and end meetings"
    RECORD_DISCUSSION = "record_discussion", "Record what the panel concludes"
    RECORD_COURT_TRACK = "record_court_track", "Record a Court of Protection process"
    SEE_ACTIONS = "see_actions", "See actions"
    UPDATE_ACTION = "update_action", "Update actions"
    JUDGE_ACTION = "judge_action", "Verify, close or hand on actions"
    DRAFT_MINUTES = "draft_minutes", "Draft minutes"
    COMMENT_ON_MINUTES = "comment_on_minutes", "Comment on minutes"
    SIGN_MINUTES = "sign_minutes", "Sign minutes"
    RECORD_RECEIPT = "record_receipt", "Record that minutes were received"
    MAKE_WORKBOOK = "make_workbook", "Download spreadsheets"
    READ_OUTBOX = "read_outbox", "See messages sent"
    RESEND_NOTICE = "resend_notice", "Send a message again"
    SEE_ATTENTION = "see_attention", "See what needs attention"
    APPOINT = "appoint", "Appoint members and fill offices"
    GRANT_ROLE = "grant_role", "Grant roles"
    CHANGE_SETTINGS = "change_settings", "Change the panel’s settings"


class ReferralStatus(TextChoices):
    SUBMITTED = "submitted", "Waiting for authorisation"
    REFUSED = "refused", "Refused by the senior manager"
    RECEIVED = "received", "Received"
    SCREENING = "screening", "Being screened"
    DEFERRED = "deferred", "Deferred to a later meeting"
    LISTED = "listed", "Listed"
    HEARD = "heard", "Heard"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AuthorisationStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    AUTHORISED = "authorised", "Authorised"
    REFUSED = "refused", "Refused"
    REPLACED = "replaced", "Replaced by a newer request"


class CaseStatus(TextChoices):
    OPEN = "open", "Open"
    RESEARCHING = "researching", "Agencies are researching"
    READY = "ready", "Ready to be heard"
    UNDER_REVIEW = "under_review", "Comes back for review"
    AWAITING_REPORT = "awaiting_report", "Waits for a progress report"
    CLOSED = "closed", "Closed to the panel"
    WITHDRAWN = "withdrawn", "Withdrawn"


class CourtStatus(TextChoices):
    """How far a Court of Protection process has come, beside the case (B44)."""

    CONSIDERED = "considered", "To be considered"
    PREPARING = "preparing", "An application is being prepared"
    APPLIED = "applied", "An application is made"
    ORDERED = "ordered", "The court has made an order"
    NOT_NEEDED = "not_needed", "Not needed"


class MeetingStatus(TextChoices):
    LIST_OPEN = "list_open", "List open"
    LIST_CLOSED = "list_closed", "List closed"
    PACK_ISSUED = "pack_issued", "Summary of returns issued"
    IN_SESSION = "in_session", "In session"
    HELD = "held", "Held"
    COMPLETE = "complete", "Minutes signed"
    CANCELLED = "cancelled", "Cancelled"


class ItemKind(TextChoices):
    """Why a case is on an agenda."""

    NEW = "new", "New"
    REVISIT = "revisit", "Revisit"


class ReturnStatus(TextChoices):
    REQUESTED = "requested", "Requested"
    ANSWERED = "answered", "Answered"
    CANCELLED = "cancelled", "No longer asked"


class Known(TextChoices):
    """What an agency answers when it is asked about a person (B61)."""

    KNOWN = "known", "Known"
    NOTHING_RELEVANT = "nothing_relevant", "Known, nothing relevant"
    NOT_KNOWN = "not_known", "Not known"


class Sharing(TextChoices):
    """With whom a return may be shared."""

    EVERYONE = "everyone", "Everyone who attends"
    CHAIR = "chair", "The chair and staff only"
    NOT_PERSON = "not_person", "Everyone who attends, but not the person"


class RiskStage(TextChoices):
    """Whose view of the risk it is. The two are kept apart (B93)."""

    REFERRER = "referrer", "The referrer’s view"
    PANEL = "panel", "Agreed by the panel"


class Decision(TextChoices):
    """What the panel decides about a case at the end of its item."""

    REVIEW = "review", "Bring back for review"
    WRITTEN_REPORT = "written_report", "Written progress report"
    REPORT_IN_PERSON = "report_in_person", "Progress report in person"
    NO_REVIEW = "no_review", "No review"
    NOT_REACHED = "not_reached", "Not reached: goes to the next meeting"


class Purpose(TextChoices):
    """What an action is for."""

    REDUCE_RISK = "reduce_risk", "Reduce a risk"
    IMPROVE_OUTCOME = "improve_outcome", "Improve an outcome"
    UNBLOCK = "unblock", "Remove something that blocks"
    INFORMATION = "information", "Find something out"
    RESOURCE = "resource", "Find a resource"
    LEARNING = "learning", "Learn from the case"


class ActionStatus(TextChoices):
    AGREED = "agreed", "Agreed"
    ACCEPTED = "accepted", "Accepted"
    IN_PROGRESS = "in_progress", "In progress"
    RETURNED = "returned", "Returned to the chair"
    COMPLETED = "completed", "Completed"
    VERIFIED = "verified", "Verified"
    NOT_ACHIEVED = "not_achieved", "Not achieved"


class MinutesStatus(TextChoices):
    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed"


class ReceiptStatus(TextChoices):
    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"


class WorkbookStatus(TextChoices):
    QUEUED = "queued", "Waiting"
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


class NoticeState(TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class Event(TextChoices):
    """What the audit can say happened."""

    REFERRAL_SUBMITTED = "referral_submitted", "Referral sent"
    AUTHORISATION_REQUESTED = "authorisation_requested", "Senior manager asked to authorise"
    AUTHORISATION_OPENED = "authorisation_opened", "Referral opened by the senior manager"
    REFERRAL_RECEIVED = "referral_received", "Referral authorised and received"
    REFERRAL_REFUSED = "referral_refused", "Referral refused by the senior manager"
    REFERRAL_DEFERRED = "referral_deferred", "Referral deferred by the closing rule"
    REFERRAL_MOVED = "referral_moved", "Referral moved to another meeting"
    REFERRAL_SCREENED = "referral_screened", "Referral screened"
    REFERRAL_LISTED = "referral_listed", "Referral listed"
    REFERRAL_DECLINED = "referral_declined", "Referral declined"
    REFERRAL_WITHDRAWN = "referral_withdrawn", "Referral withdrawn"
    REFERRAL_READ = "referral_read", "Referral read"
    CASE_OPENED = "case_opened", "Case opened"
    CASE_READ = "case_read", "Case read"
    PRESENTER_CHANGED = "presenter_changed", "Presenter changed"
    MEETING_PLANNED = "meeting_planned", "Meeting planned"
    DATES_CHANGED = "dates_changed", "Meeting's dates changed"
    MEMBERS_INVITED = "members_invited", "Members invited"
    LIST_CLOSED = "list_closed", "List closed"
    RETURNS_REQUESTED = "returns_requested", "Returns requested"
    RELEVANCE_SET = "relevance_set", "Relevant agencies chosen"
    ATTENDANCE_RECORDED = "attendance_recorded", "Attendance recorded"
    DEPUTY_SENT = "deputy_sent", "Deputy sent"
    RETURN_ANSWERED = "return_answered", "Return received"
    RETURN_AMENDED = "return_amended", "Return changed"
    RETURN_READ = "return_read", "Return read"
    PACK_ISSUED = "pack_issued", "Summary of returns issued"
    PACK_READ = "pack_read", "Summary of returns read"
    COURT_TRACK_OPENED = "court_track_opened", "Court of Protection process noted"
    COURT_TRACK_CHANGED = "court_track_changed", "Court of Protection process updated"
    QUORUM_DECIDED = "quorum_decided", "Quorum decided"
    MEETING_OPENED = "meeting_opened", "Meeting opened"
    MEETING_ENDED = "meeting_ended", "Meeting ended"
    RISK_ASSESSED = "risk_assessed", "Risk assessed"
    DISCUSSION_RECORDED = "discussion_recorded", "Discussion recorded"
    RECOMMENDED = "recommended", "Recommendation made"
    LEAD_NAMED = "lead_named", "Lead professional named"
    ITEM_COMPLETED = "item_completed", "Case heard"
    REVIEW_PLACED = "review_placed", "Review put on an agenda"
    ACTION_AGREED = "action_agreed", "Action agreed"
    ACTION_CHANGED = "action_changed", "Action’s status changed"
    ACTION_READ = "action_read", "Action opened by link"
    MINUTES_DRAFTED = "minutes_drafted", "Minutes drafted"
    MINUTES_CHANGED = "minutes_changed", "Draft of the minutes changed"
    MINUTES_COMMENTED = "minutes_commented", "Comment on the minutes"
    MINUTES_TO_SIGN = "minutes_to_sign", "Chair asked to sign the minutes"
    MINUTES_SIGNED = "minutes_signed", "Minutes signed"
    MINUTES_CORRECTED = "minutes_corrected", "Correction of the minutes begun"
    MINUTES_READ = "minutes_read", "Minutes read"
    MINUTES_SENT = "minutes_sent", "Minutes sent to the lead professional"
    MINUTES_RECEIVED = "minutes_received", "Minutes received"
    WORKBOOK_ASKED = "workbook_asked", "Spreadsheet asked for"
    WORKBOOK_READ = "workbook_read", "Spreadsheet downloaded"
    OFFICE_FILLED = "office_filled", "Office filled"
    APPOINTED = "appointed", "Appointed to a seat"
    APPOINTMENT_ENDED = "appointment_ended", "Appointment ended"
    RENAMED = "renamed", "Name changed"
    ROLE_GRANTED = "role_granted", "Role granted"
    SETTINGS_CHANGED = "settings_changed", "Panel settings changed"
    ACCESS_REFUSED = "access_refused", "Access refused"
    NOTICE_RESENT = "notice_resent", "Notice sent again"
    HAND_OVER_RETRIED = "hand_over_retried", "Hand-over tried again"


class Message(TextChoices):
    """The emails the portal sends. Each has a template of the same name in `email/`."""

    AUTHORISATION_REQUESTED = "authorisation_requested", "Please authorise a referral"
    AUTHORISATION_CODE = "authorisation_code", "Your code"
    REFERRAL_SUBMITTED = "referral_submitted", "We have your referral"
    REFERRAL_RECEIVED = "referral_received", "Your referral is received"
    REFERRAL_DEFERRED = "referral_deferred", "Your referral goes to a later meeting"
    REFERRAL_REFUSED = "referral_refused", "Your referral was not authorised"
    REFERRAL_DECLINED = "referral_declined", "The panel will not hear this referral"
    MEETING_INVITATION = "meeting_invitation", "Panel meeting"
    RETURNS_REQUESTED = "returns_requested", "Please say what your agency knows"
    PACK_ISSUED = "pack_issued", "Summary of returns"
    ACTION_AGREED = "action_agreed", "An action for you"
    ACTION_CODE = "action_code", "Your code"
    ACTION_OVERDUE = "action_overdue", "An action is overdue"
    ACTION_RETURNED = "action_returned", "An action came back"
    MINUTES_TO_SIGN = "minutes_to_sign", "Minutes to sign"
    MINUTES_SIGNED = "minutes_signed", "Minutes are signed"
    MINUTES_FOR_LEAD = "minutes_for_lead", "Minutes for you to acknowledge"
    MINUTES_REMINDER = "minutes_reminder", "Please acknowledge the minutes"
    MINUTES_CODE = "minutes_code", "Your code"
