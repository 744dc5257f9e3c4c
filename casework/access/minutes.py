"""Who reads minutes, which cases of them, and whose signature they wait for."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from casework.access.records import cases_for, meetings_for
from casework.access.roles import AWAY, check, is_known, may_at
from casework.choices import AttendanceState, MinutesStatus, Right
from casework.models import Attendance, Meeting, Minutes, MinutesComment, Tenure
from casework.rules import chairing


def minutes_of(user, meeting: Meeting) -> QuerySet[Minutes]:
    """Return the versions of a meeting's minutes, earliest first, to who reads its papers."""
    if not may_at(user, Right.DRAFT_MINUTES, meeting):
        check(user, Right.READ_PAPERS, meeting.panel.board)
    found = meeting.minutes.select_related("corrects", "correction", "drafted_by", "signed_by")
    return found.order_by("version")


def minutes_for(user, meeting: Meeting, version: int | None = None) -> Minutes:
    """Return one version of the minutes, or the latest, or 404 where there is none."""
    visible = minutes_of(user, meeting)
    found = visible.filter(version=version).first() if version else visible.last()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def cases_in_minutes_for(user, meeting: Meeting) -> set[str]:
    """Return the references of the cases of a meeting that this person may read."""
    read = cases_for(user).filter(items__meeting=meeting).order_by()
    return set(read.values_list("reference", flat=True))


def comments_for(user, minutes: Minutes) -> QuerySet[MinutesComment]:
    """Return what was said about a draft: all of it to who edits it, else one's own."""
    comments = minutes.comments.select_related("by")
    if may_at(user, Right.DRAFT_MINUTES, minutes.meeting):
        return comments
    return comments.filter(by=user)


def may_comment_on_minutes(user, meeting: Meeting) -> bool:
    """Say whether somebody who sees a meeting was there, or edits its minutes."""
    if not is_known(user) or not meetings_for(user).filter(pk=meeting.pk).exists():
        return False
    was_there = Attendance.objects.filter(
        meeting=meeting, user=user, state=AttendanceState.ATTENDED
    )
    return was_there.exists() or may_at(user, Right.DRAFT_MINUTES, meeting)


def minutes_to_sign(user) -> list[Minutes]:
    """Return the drafts that somebody was asked to sign because they chair the meeting."""
    if not is_known(user):
        return []
    held = Tenure.objects.on(OuterRef("meeting__held_on")).filter(
        office__panel=OuterRef("meeting__panel"), user=user
    )
    drafts = Minutes.objects.filter(Exists(held), status=MinutesStatus.DRAFT)
    drafts = drafts.exclude(asked_at=None).select_related("meeting__panel")
    drafts = list(drafts.order_by("meeting__held_on"))
    chairing_them = chairs_of([draft.meeting for draft in drafts])
    return [draft for draft in drafts if chairing_them[draft.meeting_id] == user.pk]


def chairs_of(meetings: list[Meeting]) -> dict[int, int | None]:
    """Return who chairs each meeting, by the same rule as `chair_of`, in two queries."""
    panels = {meeting.panel_id for meeting in meetings}
    tenures = list(Tenure.objects.filter(office__panel__in=panels).select_related("office"))
    named = Attendance.objects.filter(meeting__in=meetings, user__isnull=False)
    rows = list(named.values_list("meeting", "user", "state"))
    found = {}
    for meeting in meetings:
        here = [(user, state) for at, user, state in rows if at == meeting.pk]
        away = {user for user, _ in here} - {user for user, state in here if state not in AWAY}
        holders = [
            chairing.Holder(one.office.kind, one.user_id)
            for one in tenures
            if one.office.panel_id == meeting.panel_id and holds(one, meeting)
        ]
        chair = chairing.chairs(holders, away=away)
        found[meeting.pk] = chair.who if chair else None
    return found


def holds(tenure: Tenure, meeting: Meeting) -> bool:
    day = meeting.held_on
    return tenure.starts_on <= day <= (tenure.ends_on or day)
