"""A Court of Protection process runs beside a case and never ends it (B44)."""

from datetime import date

import pytest
import time_machine

from casework.choices import CaseStatus, CourtStatus, Event, ReferralStatus, Role
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, CourtTrack
from casework.rules import courts
from casework.tests.factories import (
    DECEMBER,
    NOVEMBER,
    make_administrator,
    make_case,
    make_closed_meeting,
    make_holder,
    make_meeting,
    make_member,
    put,
)
from casework.tests.signin import casework_of, words_of
from casework.workflows import court_tracks

pytestmark = pytest.mark.django_db

LACKS = {"lacks_capacity": "yes", "court_position": "preparing"}
TYPED = {
    "status": "applied",
    "court_reference": "COP-0000-EXAMPLE",
    "lead_name": "Ines Calder",
    "next_on_day": "14",
    "next_on_month": "1",
    "next_on_year": "2027",
    "decision": "The panel goes on. Where to live is for the court.",
}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def case():
    return make_case(make_meeting(DECEMBER), **LACKS)


def address_of(case):
    return f"{case.get_absolute_url()}court/"


def decide(case, *, actor, **details):
    given = {
        "status": CourtStatus.ORDERED,
        "court_reference": "",
        "lead_name": "",
        "next_on": None,
        "decision": "Goes on.",
    }
    return court_tracks.change(case=case, **(given | details), actor=actor, now=NOVEMBER)


@pytest.mark.parametrize(
    ("position", "status"),
    [
        ("none", "considered"),
        ("preparing", "preparing"),
        ("made", "applied"),
        ("order", "ordered"),
        ("dols", "considered"),
        ("best_interests", "considered"),
        (None, "considered"),
    ],
)
def test_the_status_follows_from_the_position_the_referrer_gave(position, status):
    assert courts.status_of({"lacks_capacity": "yes", "court_position": position}) == status


@pytest.mark.parametrize("answer", ["no", "not_known", None])
def test_nothing_is_opened_unless_the_person_is_said_to_lack_capacity(answer):
    case = make_case(make_meeting(DECEMBER), lacks_capacity=answer)

    assert not CourtTrack.objects.filter(case=case).exists()


@pytest.mark.req("B44")
def test_a_lack_of_capacity_opens_a_track_beside_the_case_and_refuses_nothing(case):
    page = words_of(casework_of(make_administrator()).get(case.get_absolute_url()))

    assert case.referral.status == ReferralStatus.LISTED
    assert case.status == CaseStatus.OPEN
    assert case.court_track.status == CourtStatus.PREPARING
    assert "Two processes run side by side" in page
    assert 'The panel</dt><dd class="govuk-summary-list__value">Open' in page
    assert "An application is being prepared" in page
    assert "Nothing is decided yet" in page
    entry = AuditEntry.objects.get(event=Event.COURT_TRACK_OPENED)
    assert (entry.subject, entry.facts) == (case.reference, {"status": "preparing"})


def test_opening_twice_opens_one(case):
    court_tracks.open_if_needed(case=case, now=NOVEMBER)

    assert CourtTrack.objects.count() == 1
    assert AuditEntry.objects.filter(event=Event.COURT_TRACK_OPENED).count() == 1


@pytest.mark.req("B44")
def test_staff_record_what_they_decide_and_everyone_who_reads_the_case_sees_it():
    meeting = make_closed_meeting(DECEMBER, cases=0)
    case = make_case(meeting, **LACKS)
    user = make_administrator()
    member = casework_of(make_member("thames-valley-police"))

    answer = casework_of(user).post(address_of(case), TYPED)

    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
    track = CourtTrack.objects.get()
    assert (track.status, track.next_on) == (CourtStatus.APPLIED, date(2027, 1, 14))
    assert (track.decided_by, track.decided_at) == (user, NOVEMBER)
    case.refresh_from_db()
    assert case.status == CaseStatus.RESEARCHING
    page = words_of(member.get(case.get_absolute_url()))
    assert "COP-0000-EXAMPLE" in page
    assert "Where to live is for the court." in page
    assert "Record where the process stands" not in page
    entry = AuditEntry.objects.get(event=Event.COURT_TRACK_CHANGED)
    assert entry.facts == {"was": "preparing", "became": "applied", "next_on": "2027-01-14"}


def test_staff_who_learn_of_it_later_note_the_process_themselves():
    case = make_case(make_meeting(DECEMBER), lacks_capacity="not_known")
    client = casework_of(make_administrator())

    page = words_of(client.get(case.get_absolute_url()))
    client.post(address_of(case), TYPED)

    assert "Note a Court of Protection process" in page
    assert CourtTrack.objects.get(case=case).status == CourtStatus.APPLIED


def test_where_the_form_does_not_ask_about_capacity_nothing_is_offered_or_taken():
    case = make_case(make_meeting(DECEMBER))
    version = case.referral.submission.version
    page = version.document["sections"][0]["pages"][0]
    page["questions"] = [q for q in page["questions"] if q.get("feeds") != "lacks_capacity"]
    put(version, document=version.document)
    user = make_administrator()
    client = casework_of(user)

    page = words_of(client.get(case.get_absolute_url()))

    assert "Court of Protection</h2>" not in page
    assert client.get(address_of(case)).status_code == 404
    with pytest.raises(WrongMoment, match="does not ask about capacity"):
        decide(case, actor=user)
    assert not CourtTrack.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("status", "", "Select how far it has come"),
        ("status", "won", "Select how far it has come"),
        ("court_reference", "x" * 61, "The reference must be 60 characters or fewer"),
        ("lead_name", "x" * 201, "The name must be 200 characters or fewer"),
        ("next_on_month", "31", "Enter a real date"),
        ("decision", " ", "Enter what is decided about the panel’s part"),
        ("decision", "x" * 4001, "What is decided must be 4,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    case, field, value, message
):
    client = casework_of(make_administrator())

    answer = client.post(address_of(case), TYPED | {field: value})

    page = words_of(answer)
    assert answer.status_code == 422
    assert page.count(message) == 2
    assert "COP-0000-EXAMPLE" in page or field == "court_reference"
    assert CourtTrack.objects.get().decision == ""


@pytest.mark.parametrize("role", [Role.BOARD_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_no_other_role_records_it(case, role):
    with pytest.raises(NotPermitted):
        decide(case, actor=make_holder(role))

    assert CourtTrack.objects.get().decided_at is None


def test_a_member_may_read_it_but_not_record_it():
    case = make_case(make_closed_meeting(DECEMBER, cases=0), **LACKS)
    client = casework_of(make_member("thames-valley-police"))

    assert client.get(address_of(case)).status_code == 403
    assert client.post(address_of(case), TYPED).status_code == 403
    assert CourtTrack.objects.get().decided_at is None


def test_another_boards_staff_are_told_nothing(case):
    client = casework_of(make_administrator("oscb"))

    assert client.post(address_of(case), TYPED).status_code == 404
