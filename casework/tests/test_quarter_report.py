"""The numbers of a quarter's spreadsheet are the numbers of the record."""

import tracemalloc
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.choices import AttendanceState, Capacity
from casework.models import Action, Attendance, Referral
from casework.reports import making, quarter
from casework.tests.action_factories import make_action, make_session
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    agency_called,
    at,
    make_appointment,
    make_authorised_referral,
    make_case,
    make_chair,
    make_meeting,
    make_referral,
    make_screened_referral,
    panel_called,
    seat_called,
)
from casework.tests.workbook_factories import (
    WINTER,
    ask_for,
    made,
    make_period,
    opened,
    rows_of,
)
from casework.workflows import actions, meetings, members

pytestmark = pytest.mark.django_db


def test_a_referral_is_in_the_quarter_in_which_it_was_received():
    make_meeting(DECEMBER)
    make_meeting(JANUARY)
    inside = [
        make_authorised_referral(now=at("2026-10-01 00:00:00")),
        make_authorised_referral(now=at("2026-12-31 23:59:59")),
    ]
    make_authorised_referral(now=at("2026-09-30 23:59:59"))
    make_authorised_referral(now=at("2027-01-01 00:00:00"))
    make_referral(now=NOVEMBER)

    assert [row["Reference"] for row in rows_of("Referrals")] == [r.reference for r in inside]


def test_a_referral_s_row_has_its_days_its_agency_as_it_was_and_its_status():
    make_meeting(DECEMBER)
    referral = make_screened_referral(now=at("2026-11-18 10:00"), sent_at=at("2026-11-15 23:30"))
    agency = agency_called("beechwood-vale")
    members.rename_agency(
        agency=agency, name="Vale Homes", on=date(2026, 11, 20), actor=None, now=at("2026-11-20")
    )

    (row,) = rows_of("Referrals")

    assert row == {
        "Reference": referral.reference,
        "Agency, as it was named": "Beechwood Vale Homes",
        "Sent": date(2026, 11, 15),
        "Received": date(2026, 11, 18),
        "Screened": date(2026, 11, 18),
        "Status": "Being screened",
        "Meeting": DECEMBER,
        "Days from sent to received": 3,
        "Days from received to meeting": 22,
    }


def test_a_referral_without_a_meeting_has_empty_cells():
    make_authorised_referral()

    (row,) = rows_of("Referrals")

    assert (row["Meeting"], row["Days from received to meeting"]) == (None, None)
    assert row["Screened"] is None


def test_the_referrals_of_one_panel_are_not_in_the_other_s():
    make_meeting(DECEMBER)
    make_authorised_referral()
    child = make_authorised_referral("child")

    assert [row["Reference"] for row in rows_of("Referrals", panel="child")] == [child.reference]


def test_two_people_for_one_seat_are_one_seat_represented():
    meeting = make_meeting(DECEMBER)
    police, fire = seat_called("thames-valley-police"), seat_called("fire-and-rescue")
    for seat in (police, fire):
        make_appointment(seat.code)
        make_appointment(seat.code, capacity=Capacity.DEPUTY)
    make_chair("adult")
    meetings.invite(meeting=meeting, now=NOVEMBER)
    meetings.send_deputy(meeting=meeting, seat=police, actor=None, now=NOVEMBER)
    for seat in (police, police, None):
        meetings.add_attendee(meeting=meeting, seat=seat, name="Ann", actor=None, now=NOVEMBER)

    rows = rows_of("Attendance")

    assert len(rows) == meeting.attendances.count()
    assert sum(row["Seats represented"] for row in rows) == 1
    of_police = [row for row in rows if row["Seat"] == police.title]
    assert [(row["Capacity"], row["State"], row["Seats represented"]) for row in of_police] == [
        ("Representative", "Apologies", 0),
        ("Deputy", "Invited", 0),
        ("Representative", "Attended", 1),
        ("Representative", "Attended", 0),
    ]
    guest = rows[-1]
    assert (guest["Seat"], guest["Capacity"], guest["Seats represented"]) == ("", "Guest", 0)


def test_each_meeting_s_seats_are_counted_for_themselves():
    make_appointment("fire-and-rescue")
    for day in (DECEMBER, date(2026, 11, 26)):
        meeting = make_meeting(day)
        meetings.invite(meeting=meeting, now=NOVEMBER)
        for one in meeting.attendances.all():
            meetings.record_attendance(
                attendance=one, state=AttendanceState.ATTENDED, actor=None, now=NOVEMBER
            )

    rows = rows_of("Attendance")

    assert [(row["Meeting"], row["Seats represented"]) for row in rows] == [
        (date(2026, 11, 26), 1),
        (DECEMBER, 1),
    ]


@pytest.fixture
def chaired():
    """Return an item of the December meeting with its chair."""
    chair = make_chair("adult")
    return make_session(DECEMBER).items.get(), chair


def test_an_action_s_row_says_whose_it_is_and_how_late(chaired):
    item, _ = chaired
    action = make_action(item, title="Visit the flat", due_on=date(2026, 12, 20))

    (row,) = rows_of("Actions", read_at=at("2026-12-23 09:00"))

    assert row == {
        "Case": action.case.reference,
        "Number": 1,
        "Action": "Visit the flat",
        "Agency of its owner, as it was named": "Beechwood Vale Homes",
        "Agreed": DECEMBER,
        "Due": date(2026, 12, 20),
        "Status": "Agreed",
        "Completed": None,
        "Days overdue": 3,
    }


def test_actions_are_those_agreed_in_the_quarter_and_those_still_open_at_its_end(chaired):
    item, chair = chaired
    titles = ("Stays open", "Completed before", "Completed after", "Closed before", "Closed after")
    open_, done, late, closed, shut = (make_action(item, title=title) for title in titles)
    owner = actions.audit.ACTION_OWNER
    for action, day in ((done, "2027-03-31 23:59"), (late, "2027-04-01 00:00")):
        actions.complete(action=action, result="Seen.", actor=owner, now=at(day))
    for action, day in ((closed, "2027-03-31 23:59"), (shut, "2027-04-01 00:00")):
        actions.close(action=action, reason="Moved.", actor=chair, now=at(day))
    before = (date(2026, 7, 1), date(2026, 9, 30))

    assert [row["Action"] for row in rows_of("Actions")] == list(titles)
    in_winter = [row["Action"] for row in rows_of("Actions", WINTER)]
    assert in_winter == ["Stays open", "Completed after", "Closed after"]
    assert rows_of("Actions", before) == []


def test_days_overdue_stop_when_an_action_is_completed_and_are_empty_when_it_is_given_up(chaired):
    item, chair = chaired
    done, closed, early = (make_action(item, due_on=date(2026, 12, 20)) for _ in range(3))
    owner = actions.audit.ACTION_OWNER
    actions.complete(action=done, result="Seen.", actor=owner, now=at("2026-12-22 10:00"))
    actions.close(action=closed, reason="Moved.", actor=chair, now=at("2026-12-22 10:00"))
    actions.complete(action=early, result="Seen.", actor=owner, now=at("2026-12-12 10:00"))

    rows = rows_of("Actions", read_at=at("2027-03-01 09:00"))

    assert [row["Days overdue"] for row in rows] == [2, None, 0]
    assert [row["Completed"] for row in rows] == [date(2026, 12, 22), None, date(2026, 12, 12)]


def test_nobody_s_name_is_in_the_spreadsheet(chaired):
    item, chair = chaired
    make_action(item)
    meetings.invite(meeting=item.meeting, now=NOVEMBER)

    book = opened(made(ask_for()).content)

    cells = {str(c.value) for page in book for row in page.iter_rows() for c in row if c.value}
    said = " ".join(cells)
    for name in ("Ashworth", "Jane", "Farrow", "Prewett", "Fay Moss", "example.org", str(chair)):
        assert name not in said
    assert item.case.reference in said


def test_the_spreadsheet_has_as_many_rows_as_the_record_and_says_what_it_is(chaired):
    item, _ = chaired
    make_action(item)

    book = opened(made(ask_for()).content)

    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Panel"] == panel_called("adult").name
    assert about["Quarter"].startswith("October to December 2026 (1 October 2026 to")
    assert about["Made"] == "16 November 2026, 10:00"
    assert about["Classification"] == panel_called("adult").board.classification
    assert {"Referrals", "Returns", "Attendance", "Actions"} <= set(about)
    assert book["Referrals"].max_row - 1 == Referral.objects.count() == 1
    assert book["Returns"].max_row - 1 == item.meeting.return_requests.count()
    assert book["Attendance"].max_row == 1
    assert book["Actions"].max_row - 1 == Action.objects.count() == 1
    assert book["Referrals"]["D2"].number_format == "dd/mm/yyyy"


def reading_of(period) -> tuple[int, int]:
    """Return how many rows the sheets have, and how many queries reading them takes."""
    with CaptureQueriesContext(connection) as queries:
        rows = sum(len(list(sheet.rows())) for sheet in quarter.sheets_of(period))
    return rows, len(queries)


def fill(item, number: int) -> None:
    """Add attendances and actions past the workflows: so many, only the rows matter."""
    meeting = item.meeting
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, name="x", seat=seat_called("fire-and-rescue"), state="attended")
        for _ in range(number)
    )
    copied = copy_of(Action.objects.get(item=item, number=1))
    Action.objects.bulk_create(Action(**copied, number=count) for count in range(2, number + 2))


def copy_of(action: Action) -> dict:
    fields = [f.attname for f in Action._meta.concrete_fields if f.attname not in ("id", "number")]
    return {name: getattr(action, name) for name in fields}


def test_two_thousand_rows_cost_as_many_queries_as_a_few(chaired):
    item, _ = chaired
    make_action(item)
    few = reading_of(make_period())
    make_case(make_meeting(date(2026, 11, 26)), now=at("2026-11-09 10:00"))
    fill(item, 1000)

    many = reading_of(make_period())

    assert few[0] < 20
    assert many[0] > 2000
    assert many[1] == few[1] == 8


def test_two_thousand_rows_take_little_memory(chaired):
    item, _ = chaired
    make_action(item)
    fill(item, 1000)
    book = ask_for()
    begun = making.workbooks.begin(workbook=book, now=NOVEMBER)

    tracemalloc.start()
    content = making.content_of(begun)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert opened(content)["Actions"].max_row == 1002
    assert peak < 20 * 1024 * 1024
