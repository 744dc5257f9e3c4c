"""Members who answer for their seats, through the real workflow, for tests of the summary."""

from uuid import uuid4

from casework.choices import Known, OfficeKind, Sharing
from casework.models import Meeting, Office, Pack, ReturnRequest
from casework.tests.factories import (
    CHAIR_SEATS,
    DECEMBER,
    LONG_AGO,
    NUMBERS,
    PLANNED,
    at,
    make_appointment,
    make_case,
    make_meeting,
    seat_called,
)
from casework.workflows import meetings, members, packs, returns
from forms_pages.models import FormVersion, Submission

SEATS = (
    "adult-social-care",
    "oxford-health",
    "council-housing",
    "quality-standards",
    "one-recovery-bucks",
    "thames-valley-police",
    "fire-and-rescue",
)
POLICE, FIRE, HOUSING = "thames-valley-police", "fire-and-rescue", "council-housing"
IN_TIME, LATE = at("2026-12-01 15:00"), at("2026-12-03 09:30")
PACK_DUE = at("2026-12-03 12:00")
RETURN_FORM = 9100
WROTE = "Two calls about the flat in October."
FOR_STAFF = "An officer’s own note."


def return_document() -> dict:
    """Return a small form for a return: a summary, rows of events, and a note for staff."""
    questions = [
        {"key": "summary", "type": "long_text", "label": "What happened?"},
        {"key": "note", "type": "long_text", "label": "For staff", "shown_to": "staff"},
    ]
    event = {"key": "event", "type": "short_text", "label": "What"}
    rows = {
        "key": "events",
        "type": "group",
        "label": "Events",
        "row_label": "Event",
        "questions": [event],
    }
    pages = [
        {"key": "one", "title": "One", "questions": questions},
        {"key": "two", "title": "Two", "questions": [rows]},
    ]
    section = {"key": "what", "title": "What your agency knows", "pages": pages}
    return {"schema_version": 1, "title": "Return", "purpose": "return", "sections": [section]}


def make_return_submission(request: ReturnRequest, *, now, wrote: str = WROTE) -> Submission:
    version, _ = FormVersion.objects.get_or_create(
        form_page=request.case.referral.submission.version.form_page,
        number=RETURN_FORM,
        defaults={
            "document": return_document(),
            "content_hash": "return",
            "published_at": PLANNED,
        },
    )
    rows = [{"id": "r1", "event": "A fire in the kitchen"}]
    return Submission.objects.create(
        reference=f"RETURN-{next(NUMBERS)}",
        version=version,
        key=uuid4(),
        data={"summary": wrote, "note": FOR_STAFF, "events": rows},
        submitted_at=now,
    )


def make_asking_meeting(cases: int = 1, **answers) -> Meeting:
    """Return December's meeting after its list closed, with a member in every standing seat."""
    meeting = make_meeting(DECEMBER)
    for seat in SEATS:
        make_appointment(seat)
    for _ in range(cases):
        make_case(meeting, **answers)
    meetings.invite(meeting=meeting, now=PLANNED)
    return meetings.close_list(meeting=meeting, now=meeting.closes_at)


def chair_of(meeting: Meeting, kind: OfficeKind = OfficeKind.CHAIR):
    """Return one of the members, who now holds an office of the panel."""
    user = asked(meeting, CHAIR_SEATS[kind]).assignee
    office = Office.objects.get(panel=meeting.panel, kind=kind)
    members.fill_office(office=office, user=user, starts_on=LONG_AGO, actor=None, now=PLANNED)
    return user


def asked(meeting: Meeting, seat: str, case=None) -> ReturnRequest:
    found = meeting.return_requests.filter(seat__code=seat)
    return (found.filter(case=case) if case else found).first()


def answer(
    request: ReturnRequest,
    known: Known = Known.KNOWN,
    *,
    sharing: Sharing = Sharing.EVERYONE,
    now=IN_TIME,
    wrote: str = WROTE,
):
    submission = None
    if known != Known.NOT_KNOWN:
        submission = make_return_submission(request, now=now, wrote=wrote)
    return returns.answer(
        request=request,
        known=known,
        sharing=sharing,
        checked="Our records",
        submission=submission,
        actor=request.assignee,
        now=now,
    )


def answer_all(meeting: Meeting, known: Known = Known.NOT_KNOWN, *, now=IN_TIME, but=()) -> None:
    for request in meeting.return_requests.exclude(seat__code__in=but):
        answer(request, known, now=now)


def issue(meeting: Meeting, actor, *, now=PACK_DUE) -> Pack:
    return packs.issue(meeting=meeting, actor=actor, now=now)


def only_case(pack: Pack) -> dict:
    (case,) = pack.content["cases"]
    return case


def line_of(pack: Pack, seat: str) -> dict:
    """Return what a summary says of one seat about its only case."""
    title = seat_called(seat).title
    return next(one for one in only_case(pack)["returns"] if one["seat"] == title)
