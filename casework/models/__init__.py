from casework.models.boards import Board, DeclineReason, Holiday, Panel, PanelForm, RoleGrant
from casework.models.cases import Case, ReturnRequest
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
from casework.models.people import Person
from casework.models.records import AuditEntry, Counter, Notice
from casework.models.referrals import Authorisation, Referral

__all__ = [
    "Agency",
    "AgendaItem",
    "Appointment",
    "Attendance",
    "AuditEntry",
    "Authorisation",
    "Board",
    "Case",
    "Counter",
    "DeclineReason",
    "FormerName",
    "Holiday",
    "Meeting",
    "Notice",
    "Office",
    "OfficeTitle",
    "Panel",
    "PanelForm",
    "Person",
    "Referral",
    "RelevantSeat",
    "ReturnRequest",
    "RoleGrant",
    "Seat",
    "Tenure",
]
