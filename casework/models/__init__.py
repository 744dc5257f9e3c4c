from casework.models.actions import Action, ActionUpdate, Recommendation
from casework.models.boards import Board, DeclineReason, Holiday, Panel, PanelForm, RoleGrant
from casework.models.cases import Case, CourtTrack
from casework.models.hearings import Outcome, QuorumDecision, Review
from casework.models.meetings import AgendaItem, Attendance, Meeting, RelevantSeat
from casework.models.members import (
    Agency,
    Appointment,
    FormerName,
    Office,
    OfficeTitle,
    Seat,
    Tenure,
)
from casework.models.minutes import Minutes, MinutesComment, MinutesItem, MinutesReceipt
from casework.models.packs import Pack
from casework.models.people import Person
from casework.models.records import AuditEntry, Counter, Notice
from casework.models.referrals import Authorisation, Referral
from casework.models.returns import AgencyReturn, ReturnRequest
from casework.models.risks import RiskAssessment, RiskMatrix, RiskScore
from casework.models.workbooks import Workbook

__all__ = [
    "Action",
    "ActionUpdate",
    "Agency",
    "AgencyReturn",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "AuditEntry",
    "Authorisation",
    "Board",
    "Case",
    "Counter",
    "CourtTrack",
    "DeclineReason",
    "FormerName",
    "Holiday",
    "Meeting",
    "Minutes",
    "MinutesComment",
    "MinutesItem",
    "MinutesReceipt",
    "Notice",
    "Office",
    "OfficeTitle",
    "Outcome",
    "Pack",
    "Panel",
    "PanelForm",
    "Person",
    "QuorumDecision",
    "Recommendation",
    "Referral",
    "RelevantSeat",
    "ReturnRequest",
    "Review",
    "RiskAssessment",
    "RiskMatrix",
    "RiskScore",
    "RoleGrant",
    "Seat",
    "Tenure",
    "Workbook",
]
