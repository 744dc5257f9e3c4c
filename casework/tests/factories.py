"""Rows for tests, made by the real workflows. Moments are London's unless they say otherwise."""

from datetime import date, datetime
from functools import lru_cache
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from casework.choices import AuthorisationStatus, Capacity, OfficeKind, Role
from casework.intake import MEANINGS, MEANINGS_OF_ROWS, ReferralHandler
from casework.links import authorisation_code
from casework.models import (
    Appointment,
    Authorisation,
    Board,
    Case,
    Meeting,
    Office,
    Panel,
    Referral,
    RoleGrant,
    Seat,
)
from casework.workflows import authorisations, meetings, members, referrals
from forms_pages import intake
from forms_pages.models import FormVersion, Submission
from portal.accounts.models import User

LONDON = ZoneInfo("Europe/London")
LONG_AGO = date(2020, 4, 1)
CHAIR_SEATS = {OfficeKind.CHAIR: "adult-social-care", OfficeKind.VICE: "thames-valley-police"}
NUMBERS = count(1)
SMALL_VERSION = 9000

DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 10), date(2027, 1, 14), date(2027, 2, 11)


def at(text: str) -> datetime:
    """Return a moment of London's clock, such as "2026-11-26 23:59:59"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


PLANNED = at("2026-05-04 09:00")
NOVEMBER = at("2026-11-16 10:00")

ANSWERS = {
    "person_first_name": "Jane",
    "person_family_name": "Ashworth",
    "person_dob": "1968-04-02",
    "person_nhs_number": "9990000018",
    "resident": "yes",
    "criterion_needs": "yes",
    "criterion_abuse": ["at_risk"],
    "criterion_unable": "yes",
    "referrer_name": "Nina Farrow",
    "referrer_email": "nina.farrow@example.org",
    "referring_agency": {"code": "beechwood-vale", "name": "Beechwood Vale Homes"},
    "presenter_name": "Nina Farrow",
    "authoriser_name": "Colin Prewett",
    "authoriser_post": "Head of housing",
    "authoriser_email": "colin.prewett@example.org",
    "request_of_panel": "How do we make the flat safer?",
}
CHILD = {
    "person_first_name": "Rowan",
    "person_family_name": "Tideswell",
    "person_dob": "2012-04-02",
    "referring_agency": {"code": "youth-justice", "name": "Youth Justice"},
    "case_responsibility": "yes",
}


def make_user(name: str = "", **fields) -> User:
    number = next(NUMBERS)
    first, _, last = (name or f"Person Number{number}").partition(" ")
    email = fields.pop("email", f"{first}.{last}.{number}@example.org".lower())
    return User.objects.create_user(email, first_name=first, last_name=last, **fields)


def make_holder(role: Role, board: str = "bsab", **dates) -> User:
    user = make_user()
    dates = {"starts_on": LONG_AGO} | dates
    RoleGrant.objects.create(user=user, board=board_called(board), role=role, **dates)
    return user


def make_administrator(board: str = "bsab") -> User:
    return make_holder(Role.ADMINISTRATOR, board)


def make_member(seat: str, panel: str = "adult", **details) -> User:
    """Return someone who has sat on a panel for a long time."""
    return make_appointment(seat, panel, **details).user


def make_appointment(seat: str, panel: str = "adult", name: str = "", **details) -> Appointment:
    found = seat_called(seat, panel)
    details = {"capacity": Capacity.REPRESENTATIVE, "starts_on": LONG_AGO} | details
    return members.appoint(seat=found, user=make_user(name), actor=None, now=PLANNED, **details)


def board_called(slug: str) -> Board:
    return Board.objects.get(slug=slug)


def panel_called(slug: str) -> Panel:
    return Panel.objects.select_related("board").get(slug=slug)


def seat_called(code: str, panel: str = "adult") -> Seat:
    return Seat.objects.get(panel__slug=panel, code=code)


def agency_called(code: str, board: str = "bsab"):
    return board_called(board).agencies.get(code=code)


def make_meeting(held_on: date = DECEMBER, panel: str = "adult", *, now=PLANNED) -> Meeting:
    return meetings.plan(panel=panel_called(panel), held_on=held_on, actor=None, now=now)


@lru_cache(maxsize=1)
def small_document() -> dict:
    """Return a form that asks just what casework takes in, each under its own name."""
    questions, row = (
        [
            {"key": key, "type": types[0], "label": label, "required": False, "feeds": key}
            for key, label, types in meanings
        ]
        for meanings in (MEANINGS, MEANINGS_OF_ROWS)
    )
    risks = {"key": "risks_list", "type": "group", "label": "Risks", "required": False}
    questions.append(risks | {"questions": row})
    page = {"key": "all", "title": "All", "questions": questions}
    section = {"key": "all", "title": "All", "pages": [page]}
    return {"schema_version": 1, "title": "Refer", "purpose": "referral", "sections": [section]}


def make_submission(panel: str = "adult", *, now: datetime = NOVEMBER, **answers) -> Submission:
    """Return what a practitioner sent, not handed over yet. An answer of None is not given."""
    form_page = panel_called(panel).forms.get(purpose="referral").form_page
    version, _ = FormVersion.objects.get_or_create(
        form_page=form_page,
        number=SMALL_VERSION,
        defaults={
            "document": small_document(),
            "content_hash": "small",
            "published_at": PLANNED,
        },
    )
    given = ANSWERS | (CHILD if panel == "child" else {}) | answers
    return Submission.objects.create(
        reference=ReferralHandler().reference(form_page=form_page, token=None, now=now),
        version=version,
        key=uuid4(),
        data={key: value for key, value in given.items() if value is not None},
        submitted_at=now,
    )


def make_referral(panel: str = "adult", *, now: datetime = NOVEMBER, **answers) -> Referral:
    """Return a referral that was sent and waits for its senior manager."""
    submission = make_submission(panel, now=now, **answers)
    assert intake.hand_over(submission, now=now), submission.fault
    return submission.referral


def waiting(referral: Referral) -> Authorisation:
    return referral.authorisations.get(status=AuthorisationStatus.WAITING)


def open_link(authorisation: Authorisation, *, now: datetime) -> Authorisation:
    """Ask for a code and use it, as the senior manager does."""
    sent = authorisations.send_code(authorisation=authorisation, now=now)
    code = authorisation_code(sent)
    return authorisations.open_with_code(authorisation=sent, code=code, now=now)


def make_authorised_referral(
    panel: str = "adult", *, now: datetime = NOVEMBER, sent_at: datetime | None = None, **answers
) -> Referral:
    """Return a referral that its senior manager authorised at `now`."""
    referral = make_referral(panel, now=sent_at or now, **answers)
    return authorisations.authorise(authorisation=waiting(referral), now=now)


def make_screened_referral(panel: str = "adult", *, now: datetime = NOVEMBER, **details):
    referral = make_authorised_referral(panel, now=now, **details)
    actor = make_administrator(referral.panel.board.slug)
    return referrals.screen(referral=referral, actor=actor, now=now)


def make_case(meeting: Meeting, *, now: datetime = NOVEMBER, **details) -> Case:
    """Return a case on a meeting's list."""
    referral = make_screened_referral(meeting.panel.slug, now=now, **details)
    return referrals.list_for(referral=referral, meeting=meeting, actor=None, now=now)


def make_chair(panel: str = "adult", kind: OfficeKind = OfficeKind.CHAIR, name: str = "") -> User:
    """Return who has held an office of a panel for a long time. An elected one has a seat too."""
    office = Office.objects.get(panel__slug=panel, kind=kind)
    user = make_member(CHAIR_SEATS[kind], panel, name=name) if panel == "adult" else make_user(name)
    members.fill_office(office=office, user=user, starts_on=LONG_AGO, actor=None, now=PLANNED)
    return user


def make_closed_meeting(held_on: date = DECEMBER, panel: str = "adult", cases: int = 1) -> Meeting:
    """Return a meeting whose list has closed by itself, with cases whose agencies are asked."""
    meeting = make_meeting(held_on, panel)
    for _ in range(cases):
        make_case(meeting)
    return meetings.close_list(meeting=meeting, now=meeting.closes_at)


def put(row, **fields):
    """Set fields of a row as they are, past every rule: for what a test does not tell of."""
    type(row).objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row
