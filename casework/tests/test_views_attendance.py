"""Who comes, for which seat, whom each case needs, and what the chair is warned of."""

import pytest
import time_machine

from casework.choices import AttendanceState, Event, OfficeKind
from casework.models import AuditEntry, Office, Seat
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    PLANNED,
    agency_called,
    make_administrator,
    make_appointment,
    make_case,
    make_meeting,
    make_member,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import meetings, members

pytestmark = pytest.mark.django_db
LANDLORDS = "landlords"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


@pytest.fixture
def meeting():
    return make_meeting(DECEMBER)


@pytest.fixture
def chair():
    """The chair, who is a member for Adult Social Care."""
    user = make_member("adult-social-care")
    office = Office.objects.get(panel__slug="adult", kind=OfficeKind.CHAIR)
    members.fill_office(office=office, user=user, starts_on=PLANNED.date(), actor=None, now=PLANNED)
    return casework_of(user)


def page_of(meeting, way):
    return f"{meeting.get_absolute_url()}{way}/"


def need(client, meeting, case, *seats):
    return client.post(page_of(meeting, f"relevant/{case.reference}"), {"seats": seats})


def add(client, meeting, seat, name, **typed):
    code = Seat.objects.get(panel=meeting.panel, code=seat).pk
    return client.post(page_of(meeting, "attendance/add"), {"seat": code, "name": name, **typed})


def here(client, meeting):
    return words_of(client.get(page_of(meeting, "here")))


def row(page, seat):
    """Return the words of one seat's row of the representation screen."""
    start = page.index(f'scope="row">{seat}<')
    return page[start : page.index("</tr>", start)]


@pytest.mark.req("B21")
def test_two_people_for_one_seat_are_one_represented_agency(administrator, meeting):
    case = make_case(meeting)
    need(administrator, meeting, case, "oxford-health")

    add(administrator, meeting, "oxford-health", "Ada Quill", team="Clinicians")
    add(
        administrator,
        meeting,
        "oxford-health",
        "Ben Rook",
        team="Mental health social care leads",
    )

    page = here(administrator, meeting)
    assert row(page, "Oxford Health").count("Present") == 1
    assert "Ada Quill, Ben Rook" in row(page, "Oxford Health")
    assert page.count("Oxford Health: Ada Quill, Ben Rook") == 1
    assert "Warning" not in page


@pytest.mark.req("B22")
def test_an_environmental_health_officer_represents_the_council_s_housing(administrator, meeting):
    case = make_case(meeting)
    need(administrator, meeting, case, "council-housing")
    before = row(here(administrator, meeting), "Council Housing and Regulatory Standards")

    add(administrator, meeting, "council-housing", "Fay Moss", team="Environmental Health")

    after = row(here(administrator, meeting), "Council Housing and Regulatory Standards")
    assert "Absent" in before
    assert "Present" in after
    assert "Fay Moss" in after


def test_an_officer_of_a_team_that_does_not_count_is_refused_and_nothing_typed_is_lost(
    administrator, meeting
):
    answer = add(administrator, meeting, "council-housing", "Fay Moss", team="Street cleaning")

    page = words_of(answer)
    assert answer.status_code == 409
    assert "The teams of this seat are: Housing, Regulatory Standards" in page
    assert 'value="Fay Moss"' in page
    assert not meeting.attendances.exists()


@pytest.mark.req("B23")
def test_another_landlord_than_the_case_needs_brings_the_chair_a_warning(
    administrator, chair, meeting
):
    case = make_case(meeting)
    need(administrator, meeting, case, f"{LANDLORDS}:beechwood-vale")
    other = agency_called("icknield-hill")
    add(administrator, meeting, LANDLORDS, "Olu Finch", agency=other.pk)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)

    page = here(chair, meeting)

    assert (
        "Registered Social Landlords: Beechwood Vale Homes is not here. Another body came." in page
    )
    assert "Absent" in row(page, "Registered Social Landlords: Beechwood Vale Homes")
    add(
        administrator,
        meeting,
        LANDLORDS,
        "Pat Grove",
        agency=agency_called("beechwood-vale").pk,
    )
    page = here(chair, meeting)
    assert "is not here" not in page
    assert "Pat Grove" in row(page, "Registered Social Landlords: Beechwood Vale Homes")


@pytest.mark.req("B25")
def test_the_safeguarding_leads_that_matter_are_chosen_for_each_meeting(administrator, meeting):
    case, other = make_case(meeting), make_case(meeting)
    later = make_case(make_meeting(JANUARY), now=NOVEMBER)
    hospitals = "safeguarding-leads:hospitals"

    asked = words_of(administrator.get(page_of(meeting, f"relevant/{case.reference}")))
    need(administrator, meeting, case, hospitals)
    need(administrator, later.items.get().meeting, later, "safeguarding-leads:oxford-health")

    assert "Relevant Safeguarding Leads: Buckinghamshire Healthcare NHS Trust" in asked
    chosen = case.items.get().relevances.get()
    assert (chosen.seat.code, chosen.agency.code) == ("safeguarding-leads", "hospitals")
    assert later.items.get().relevances.get().agency.code == "oxford-health"
    assert not other.items.get().relevances.exists()
    again = words_of(administrator.get(page_of(meeting, f"relevant/{case.reference}")))
    assert f'value="{hospitals}" checked' in again
    assert again.count("checked") == 1


def test_what_was_chosen_can_be_taken_back(administrator, meeting):
    case = make_case(meeting)
    need(administrator, meeting, case, "thames-valley-police")

    assert need(administrator, meeting, case).status_code == 302
    assert not case.items.get().relevances.exists()


@pytest.mark.parametrize("forged", ["nowhere", "landlords", "landlords:thames-valley-police", "1"])
def test_a_seat_or_body_that_was_not_offered_cannot_be_chosen(administrator, meeting, forged):
    case = make_case(meeting)

    answer = need(administrator, meeting, case, forged)

    assert answer.status_code == 422
    assert "Select seats from the list" in words_of(answer)
    assert not case.items.get().relevances.exists()


@pytest.mark.req("B27")
def test_the_police_are_a_seat_and_their_absence_shows_where_they_matter(administrator, meeting):
    assert Seat.objects.filter(panel=meeting.panel, code="thames-valley-police").exists()
    matters, does_not = make_case(meeting), make_case(meeting)
    need(administrator, meeting, matters, "thames-valley-police")
    need(administrator, meeting, does_not, "one-recovery-bucks")

    page = here(administrator, meeting)

    first, second = page.split(f"Case {does_not.reference}")[:2]
    assert "Thames Valley Police is not here." in first
    assert "Absent" in row(first, "Thames Valley Police")
    assert "Thames Valley Police" not in second


@pytest.mark.req("B32")
def test_for_each_case_the_relevant_agencies_and_who_is_present_are_on_one_screen(
    administrator, meeting
):
    first, second = make_case(meeting), make_case(meeting)
    need(administrator, meeting, first, "thames-valley-police", "fire-and-rescue")
    need(administrator, meeting, second, "one-recovery-bucks")
    add(administrator, meeting, "fire-and-rescue", "Hannah Leigh")
    add(administrator, meeting, "one-recovery-bucks", "Ivo Marsh")

    page = here(administrator, meeting)

    of_first = page[page.index(f"Case {first.reference}") : page.index(f"Case {second.reference}")]
    of_second = page[page.index(f"Case {second.reference}") :]
    assert "Absent" in row(of_first, "Thames Valley Police")
    assert "Hannah Leigh" in row(of_first, "Bucks Fire and Rescue")
    assert "Ivo Marsh" in row(of_second, "One Recovery Bucks")


def test_the_screen_says_when_nothing_was_chosen_and_nobody_came(administrator, meeting):
    assert "No case is on the list yet." in here(administrator, meeting)
    make_case(meeting)

    page = here(administrator, meeting)

    assert "Nobody has chosen whose presence this case needs." in page
    assert "Nobody has been marked as present." in page


def test_the_screen_costs_the_same_with_one_case_and_with_thirty(administrator, meeting):
    need(administrator, meeting, make_case(meeting), "fire-and-rescue")
    add(administrator, meeting, "fire-and-rescue", "Hannah Leigh")
    one = counted(lambda: administrator.get(page_of(meeting, "here")))
    for _ in range(29):
        need(administrator, meeting, make_case(meeting), "fire-and-rescue", "one-recovery-bucks")

    assert counted(lambda: administrator.get(page_of(meeting, "here"))) == one


def test_attendance_is_recorded_for_each_person_and_only_what_changed(administrator, meeting):
    make_appointment("thames-valley-police", name="Daniel Oduya")
    make_appointment("fire-and-rescue", name="Hannah Leigh")
    meetings.invite(meeting=meeting, now=NOVEMBER)
    police, fire = meeting.attendances.order_by("name")
    typed = {f"state_{police.pk}": "attended", f"state_{fire.pk}": "invited"}

    answer = administrator.post(page_of(meeting, "attendance"), typed)

    assert answer.url == page_of(meeting, "here")
    police.refresh_from_db()
    assert police.state == AttendanceState.ATTENDED
    assert AuditEntry.objects.filter(event=Event.ATTENDANCE_RECORDED).count() == 1


@pytest.mark.parametrize("typed", [{}, {"state": "attended"}, {"state": "asleep"}])
def test_attendance_that_is_missing_or_made_up_is_refused_and_changes_nothing(
    administrator, meeting, typed
):
    make_appointment("thames-valley-police", name="Daniel Oduya")
    meetings.invite(meeting=meeting, now=NOVEMBER)
    one = meeting.attendances.get()
    given = {f"state_{one.pk}": value for value in typed.values() if value == "asleep"}

    answer = administrator.post(page_of(meeting, "attendance"), given)

    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == AttendanceState.INVITED


def test_attendance_of_another_meeting_cannot_be_touched(administrator, meeting):
    make_appointment("thames-valley-police", name="Daniel Oduya")
    meetings.invite(meeting=meeting, now=NOVEMBER)
    other = make_meeting(JANUARY)
    meetings.invite(meeting=other, now=NOVEMBER)
    mine, theirs = meeting.attendances.get(), other.attendances.get()
    typed = {f"state_{mine.pk}": "attended", f"state_{theirs.pk}": "attended"}

    administrator.post(page_of(meeting, "attendance"), typed)

    theirs.refresh_from_db()
    assert theirs.state == AttendanceState.INVITED


def test_attendance_of_a_meeting_to_which_nobody_was_invited_offers_to_add_somebody(
    administrator, meeting
):
    page = words_of(administrator.get(page_of(meeting, "attendance")))

    assert "Nobody has been invited. You can add whoever came." in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"seat": "", "name": "Ann"}, "Select a seat"),
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 201}, "200 characters or fewer"),
        ({"name": "Ann", "agency": "999999"}, "Select an agency"),
    ],
)
def test_adding_somebody_says_what_is_wrong(administrator, meeting, typed, message):
    seat = Seat.objects.get(panel=meeting.panel, code="fire-and-rescue").pk

    answer = administrator.post(page_of(meeting, "attendance/add"), {"seat": seat} | typed)

    assert answer.status_code == 422
    assert message in words_of(answer)
    assert not meeting.attendances.exists()


@pytest.mark.parametrize("way", ["attendance", "attendance/add", "relevant/BSAB-2026-0001"])
def test_members_do_not_record_attendance_nor_choose_whom_a_case_needs(meeting, way):
    client = casework_of(make_member("fire-and-rescue"))

    assert client.get(page_of(meeting, way)).status_code == 403
    assert client.post(page_of(meeting, way), {"name": "Ann"}).status_code == 403
    assert not meeting.attendances.exists()


def test_a_seat_or_a_case_that_is_not_there_is_a_404(administrator, meeting):
    assert administrator.get(page_of(meeting, "deputy/nobody")).status_code == 404
    assert administrator.get(page_of(meeting, "relevant/BSAB-2026-9999")).status_code == 404
