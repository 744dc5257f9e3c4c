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


class Action(TextChoices):
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
    WITHDRAWN = "withdrawn", "Withdrawn"


class MeetingStatus(TextChoices):
    LIST_OPEN = "list_open", "List open"
    LIST_CLOSED = "list_closed", "List closed"
    CANCELLED = "cancelled", "Cancelled"


class ReturnStatus(TextChoices):
    REQUESTED = "requested", "Requested"
    CANCELLED = "cancelled", "Cancelled"


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
