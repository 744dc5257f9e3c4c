"""The content of minutes, drawn up from the record: what is read in a draft and then sealed.

Ledger B33, O42, O103. Everything is written out in words and ISO dates, with the names that
agencies and offices had on the day of the meeting, so that later changes do not reach it.
"""

from datetime import date, datetime

from django.utils import timezone

from casework import access
from casework.choices import AttendanceState, OfficeKind
from casework.models import Agency, Attendance, Board, FormerName, Meeting, Minutes, Tenure
from casework.workflows import minutes_cases, presence

ON_THE_CIRCULATION_LIST = (AttendanceState.ATTENDED, AttendanceState.APOLOGIES)


def draw_up(minutes: Minutes) -> dict:
    """Return all that the minutes of a meeting say, as it stands now and not yet signed."""
    meeting = Meeting.objects.select_related("panel__board").get(pk=minutes.meeting_id)
    panel = meeting.panel
    names = names_on(panel.board, meeting.held_on)
    attendances = list(presence.attendances_of(meeting))
    cases = minutes_cases.draw_up(minutes, meeting, names, attendances)
    return {
        "board": panel.board.name,
        "panel": panel.name,
        "classification": panel.board.classification,
        "lead_term": panel.lead_term,
        "version": minutes.version,
        "corrects": minutes.corrects.version if minutes.corrects else None,
        "correction_reason": minutes.correction_reason,
        "minute_taker": str(minutes.drafted_by),
        "meeting": when_and_where(meeting),
        "chair": chair_of(meeting),
        "opening": minutes.opening,
        "attendance": [line_of(one, names) for one in attendances],
        "quorum": quorum_of(meeting),
        "cases": cases,
        "closing": minutes.closing,
        "next_meeting": next_after(meeting),
        "circulation": circulation(attendances, cases, lead_term=panel.lead_term),
        "signature": None,
    }


def signed(content: dict, *, by: Tenure, meeting: Meeting, now: datetime) -> dict:
    """Return the content with the signature: who, by which office, and when (O103)."""
    signature = {
        "name": str(by.user),
        "office": by.office.title_on(meeting.held_on),
        "at": as_local(now),
    }
    return content | {"signature": signature}


def names_on(board: Board, day: date) -> dict[int, str]:
    """Return the names of a board's agencies as they were on a day (O28)."""
    names = dict(Agency.objects.filter(board=board).values_list("pk", "name"))
    former = FormerName.objects.filter(agency__board=board, until__gt=day)
    return names | dict(former.order_by("-until").values_list("agency", "name"))


def as_local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else None


def when_and_where(meeting: Meeting) -> dict:
    return {
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "planned_start": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        "started_at": as_local(meeting.started_at),
        "ended_at": as_local(meeting.ended_at),
    }


def chair_of(meeting: Meeting) -> dict | None:
    """Return who chaired, by which office as it was titled then, and whether they acted."""
    tenure = access.chair_of(meeting)
    if tenure is None:
        return None
    return {
        "name": str(tenure.user),
        "office": tenure.office.title_on(meeting.held_on),
        "acting": tenure.office.kind != OfficeKind.CHAIR,
    }


def line_of(one: Attendance, names: dict[int, str]) -> dict:
    return {
        "name": one.name,
        "seat": one.seat.title if one.seat else "",
        "agency": names.get(one.agency_id, ""),
        "team": one.team,
        "capacity": one.get_capacity_display(),
        "state": one.get_state_display(),
        "settled": one.state != AttendanceState.INVITED,
    }


def quorum_of(meeting: Meeting) -> dict | None:
    """Return the latest decision on whether the meeting may proceed, with its reason (B33)."""
    latest = meeting.quorum_decisions.select_related("decided_by").last()
    if latest is None:
        return None
    return {
        "proceeds": latest.proceeds,
        "reason": latest.reason,
        "decided_at": as_local(latest.decided_at),
        "decided_by": str(latest.decided_by),
        "office": latest.office_title,
        "present": [seat["title"] for seat in latest.present],
        "missing": [{"case": need["case"], "title": need["title"]} for need in latest.missing],
    }


def next_after(meeting: Meeting) -> str | None:
    """Return the day of the panel's next meeting, where one is planned."""
    later = meeting.panel.meetings.standing().filter(held_on__gt=meeting.held_on)
    days = later.order_by("held_on").values_list("held_on", flat=True)
    return next((day.isoformat() for day in days[:1]), None)


def circulation(attendances: list, cases: list[dict], *, lead_term: str) -> list[dict]:
    """Return to whom the minutes go: those who came or apologised, and who leads each case."""
    people = [
        {"name": one.name, "as": one.seat.title if one.seat else one.get_capacity_display()}
        for one in attendances
        if one.state in ON_THE_CIRCULATION_LIST
    ]
    leads = [
        {"name": case["lead"]["name"], "as": f"{lead_term}, case {case['reference']}"}
        for case in cases
        if case["lead"]
    ]
    return people + leads
