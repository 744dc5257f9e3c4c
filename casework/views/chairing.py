"""Who chairs a meeting and what they decided, made ready to be read."""

from casework import access
from casework.choices import OfficeKind


def chaired_by(meeting) -> str:
    """Say who chairs and, where it is not the chair, why (O26)."""
    tenure = access.chair_of(meeting)
    if tenure is None:
        return "Nobody: everyone who may chair is away, or no office is filled"
    words = f"{tenure.user}, {tenure.office.title_on(meeting.held_on)}"
    if tenure.office.kind == OfficeKind.CHAIR:
        return words
    return f"{words}, because {why_not_the_chair(meeting)}"


def why_not_the_chair(meeting) -> str:
    chairs = meeting.panel.offices.filter(kind=OfficeKind.CHAIR)
    is_held = any(office.tenures.on(meeting.held_on).exists() for office in chairs)
    return "the chair is away" if is_held else "nobody holds the office of chair"


def decisions_of(meeting):
    """Return what was decided about quorum, latest first. The latest counts."""
    return meeting.quorum_decisions.select_related("decided_by").order_by("-pk")
