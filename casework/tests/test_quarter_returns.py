"""What agencies were asked and answered, as a quarter's spreadsheet has it."""

from datetime import date

import pytest

from casework.choices import Known
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    at,
    make_closed_meeting,
    put,
    seat_called,
)
from casework.tests.pack_factories import FIRE, HOUSING, POLICE, answer, asked, make_asking_meeting
from casework.tests.workbook_factories import WINTER, rows_of
from casework.workflows import members

pytestmark = pytest.mark.django_db
ANSWERED = ("Answered", "Late", "Known or not known")


def test_returns_are_those_asked_for_meetings_held_in_the_quarter():
    december = make_closed_meeting(DECEMBER)
    make_closed_meeting(JANUARY)

    autumn, winter = rows_of("Returns"), rows_of("Returns", WINTER)

    asked = december.return_requests.count()
    assert asked == len(autumn) == len(winter) == 7
    assert {row["Meeting"] for row in autumn} == {DECEMBER}
    assert {row["Meeting"] for row in winter} == {JANUARY}


def test_an_unanswered_return_says_so_and_when_it_is_due():
    meeting = make_closed_meeting(DECEMBER)
    request = meeting.return_requests.select_related("seat", "case").order_by("seat__order")[0]

    row = rows_of("Returns")[0]

    assert row == {
        "Case": request.case.reference,
        "Meeting": DECEMBER,
        "Seat": request.seat.title,
        "Agency, as it was named": row["Agency, as it was named"],
        "Asked": date(2026, 11, 27),
        "Due": meeting.returns_due,
        "Answered": None,
        "Late": "Not answered",
        "Known or not known": "Not answered",
    }


def test_a_seat_of_one_agency_names_it_as_it_was_on_the_day_of_the_meeting():
    make_closed_meeting(DECEMBER)
    seat = seat_called("fire-and-rescue")
    agency = seat.agencies.get()
    was = agency.name
    members.rename_agency(
        agency=agency, name="New Fire", on=date(2026, 12, 11), actor=None, now=at("2026-12-11")
    )

    named = {row["Seat"]: row["Agency, as it was named"] for row in rows_of("Returns")}

    assert named[seat.title] == was
    assert rows_of("Attendance") == []


def test_a_return_that_is_no_longer_asked_is_left_out():
    meeting = make_closed_meeting(DECEMBER)
    put(meeting.return_requests.first(), status="cancelled")

    assert len(rows_of("Returns")) == 6


def test_an_answer_says_when_it_came_whether_late_and_what_the_latest_version_says():
    meeting = make_asking_meeting()
    answer(asked(meeting, POLICE), Known.NOT_KNOWN, now=at("2026-12-02 23:59:59"))
    answer(asked(meeting, FIRE), Known.NOT_KNOWN, now=at("2026-12-03 00:00:00"))
    answer(asked(meeting, HOUSING), Known.NOT_KNOWN, now=at("2026-12-01 09:00"))
    answer(asked(meeting, HOUSING), Known.NOTHING_RELEVANT, now=at("2026-12-04 09:00"))

    by_seat = {row["Seat"]: row for row in rows_of("Returns")}

    told = {
        code: [by_seat[seat_called(code).title][name] for name in ANSWERED]
        for code in (POLICE, FIRE, HOUSING)
    }
    assert told == {
        POLICE: [date(2026, 12, 2), "No", "Not known"],
        FIRE: [date(2026, 12, 3), "Yes", "Not known"],
        HOUSING: [date(2026, 12, 1), "No", "Known, nothing relevant"],
    }
    unanswered = [row for row in by_seat.values() if row["Late"] == "Not answered"]
    assert len(unanswered) == meeting.return_requests.filter(answered_at=None).count() == 4
