"""Members who give their returns through the real pages, for tests."""

import re

from casework.choices import Capacity
from casework.models import ReturnRequest
from casework.tests.factories import DECEMBER, PLANNED, make_appointment, make_case, make_meeting
from casework.workflows import meetings
from forms_pages.models import Draft

SEAT = "fire-and-rescue"
SEARCHED = "The incident system, by name and by previous names."
KNOWN = {
    "systems_checked": SEARCHED,
    "searched_by": ["name", "previous_names"],
    "known": "known",
    "contact_status": "current",
    "first_contact": "2024-05-01",
    "last_contact": "2026-11-02",
    "significant_events": "Two fires in the kitchen this year.",
    "events_basis": "fact",
    "presenting_needs": "Stored paper blocks the way out.",
    "needs_basis": "opinion",
    "others_at_risk": "no",
    "sharing": "everyone",
    "withheld": "no",
    "declared": True,
}
NOT_KNOWN = {
    "systems_checked": SEARCHED,
    "searched_by": ["name"],
    "known": "not_known",
    "declared": True,
}


def make_asked(cases: int = 1, *, seat: str = SEAT, deputy: bool = False, panel: str = "adult"):
    """Return a closed meeting and a member who is asked about its cases; also their deputy."""
    meeting = make_meeting(DECEMBER, panel)
    member = make_appointment(seat, panel).user
    other = make_appointment(seat, panel, capacity=Capacity.DEPUTY).user if deputy else None
    for _ in range(cases):
        make_case(meeting)
    meetings.invite(meeting=meeting, now=PLANNED)
    meeting = meetings.close_list(meeting=meeting, now=meeting.closes_at)
    return (meeting, member, other) if deputy else (meeting, member)


def asked(meeting, seat: str = SEAT) -> list[ReturnRequest]:
    return list(meeting.return_requests.filter(seat__code=seat).order_by("pk"))


def screen_of(meeting) -> str:
    return f"/casework/meetings/{meeting.panel.slug}/{meeting.held_on.isoformat()}/returns/"


def begin(client, request) -> str:
    """Begin the form for a request, and return its address."""
    base = client.get(f"/casework/returns/{request.pk}/form/").url
    client.post(f"{base}begin/")
    return base


def fill(client, request, **answers) -> str:
    """Begin the form and fill in its draft. Return the form's address."""
    base = begin(client, request)
    draft = Draft.objects.order_by("-pk").first()
    draft.answers = {key: value for key, value in answers.items() if value is not None}
    draft.save()
    return base


def send(client, base: str):
    """Check the answers, then press Send."""
    page = client.get(f"{base}check/").content.decode()
    given = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("key", "version")
    }
    return client.post(f"{base}send/", given)
