"""Every model of ours: may it change, does it hold personal data, how long is it kept.

A model that is not here fails a test until someone decides. Retention classes are names;
the years behind them are each board's own data.
"""

from enum import StrEnum
from typing import NamedTuple


class Retention(StrEnum):
    CONFIGURATION = "configuration"  # as long as the board runs
    PUBLICATION = "publication"  # pages and forms as published
    DRAFT = "draft"  # deleted when sent, or when it expires
    CASE = "case"  # the panel's case record: adult or child class of the board
    MEMBERSHIP = "membership"  # who sat, who held an office
    ACCOUNT = "account"  # while the person has an account
    AUDIT = "audit"  # longer than the case it tells of
    NOTICE = "notice"  # the outbox, a short time
    EXPORT = "export"  # a day


class Entry(NamedTuple):
    """What was decided for one model."""

    append_only: bool
    personal: bool
    retention: Retention


CHANGES, ADDED_ONLY = False, True
PERSONAL, NOT_PERSONAL = True, False

MODELS = {
    "accounts.User": Entry(CHANGES, PERSONAL, Retention.ACCOUNT),
    "accounts.AuthenticatorDevice": Entry(CHANGES, PERSONAL, Retention.ACCOUNT),
    "accounts.RecoverySheet": Entry(CHANGES, PERSONAL, Retention.ACCOUNT),
    "accounts.RecoveryCode": Entry(CHANGES, PERSONAL, Retention.ACCOUNT),
    "accounts.Invitation": Entry(CHANGES, PERSONAL, Retention.ACCOUNT),
    "home.HomePage": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "home.NumberedPage": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "home.PlainPage": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "forms_pages.FormPage": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "forms_pages.FormSectionPage": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "forms_pages.FormVersion": Entry(ADDED_ONLY, NOT_PERSONAL, Retention.PUBLICATION),
    "forms_pages.IssuedKey": Entry(CHANGES, NOT_PERSONAL, Retention.PUBLICATION),
    "forms_pages.Draft": Entry(CHANGES, PERSONAL, Retention.DRAFT),
    "forms_pages.Submission": Entry(ADDED_ONLY, PERSONAL, Retention.CASE),
    "casework.Board": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.Panel": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.PanelForm": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.Holiday": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.DeclineReason": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.Agency": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.FormerName": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.Seat": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.Office": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.OfficeTitle": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.RoleGrant": Entry(CHANGES, PERSONAL, Retention.MEMBERSHIP),
    "casework.Appointment": Entry(CHANGES, PERSONAL, Retention.MEMBERSHIP),
    "casework.Tenure": Entry(CHANGES, PERSONAL, Retention.MEMBERSHIP),
    "casework.Person": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Referral": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Authorisation": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Case": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.ReturnRequest": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Meeting": Entry(CHANGES, NOT_PERSONAL, Retention.CASE),
    "casework.AgendaItem": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.RelevantSeat": Entry(CHANGES, NOT_PERSONAL, Retention.CASE),
    "casework.CourtTrack": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.AgencyReturn": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Pack": Entry(ADDED_ONLY, PERSONAL, Retention.CASE),
    "casework.QuorumDecision": Entry(ADDED_ONLY, PERSONAL, Retention.CASE),
    "casework.Outcome": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Review": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.RiskMatrix": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
    "casework.RiskAssessment": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.RiskScore": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Recommendation": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Action": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.ActionUpdate": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Minutes": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.MinutesItem": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.MinutesComment": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.MinutesReceipt": Entry(CHANGES, PERSONAL, Retention.CASE),
    "casework.Workbook": Entry(CHANGES, PERSONAL, Retention.EXPORT),
    "casework.Attendance": Entry(CHANGES, PERSONAL, Retention.MEMBERSHIP),
    "casework.AuditEntry": Entry(ADDED_ONLY, PERSONAL, Retention.AUDIT),
    "casework.Notice": Entry(CHANGES, PERSONAL, Retention.NOTICE),
    "casework.Counter": Entry(CHANGES, NOT_PERSONAL, Retention.CONFIGURATION),
}
