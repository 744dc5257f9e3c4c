"""The summary of returns: what is in it, its seal, and when it is refused."""

import json
from datetime import date

import pytest
import time_machine

from casework.choices import (
    CaseStatus,
    Event,
    Known,
    MeetingStatus,
    Role,
    Sharing,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, FormerName, Pack
from casework.rules import packs as rules
from casework.rules import seals
from casework.tests.factories import (
    DECEMBER,
    agency_called,
    make_administrator,
    make_case,
    make_holder,
    make_meeting,
    put,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    FOR_STAFF,
    HOUSING,
    IN_TIME,
    PACK_DUE,
    POLICE,
    WROTE,
    answer,
    answer_all,
    asked,
    issue,
    line_of,
    make_asking_meeting,
    only_case,
)
from casework.workflows import agendas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(PACK_DUE, tick=False):
        yield


@pytest.fixture
def meeting():
    return make_asking_meeting()


@pytest.fixture
def administrator():
    return make_administrator()


@pytest.mark.req("B63")
def test_the_summary_is_due_five_working_days_before_the_panel(meeting):
    assert meeting.held_on == date(2026, 12, 10)
    assert meeting.returns_due == date(2026, 12, 2)
    assert meeting.pack_due == date(2026, 12, 3)
    assert make_meeting(date(2027, 1, 14)).pack_due == date(2027, 1, 7)


@pytest.mark.req("B63")
def test_it_lists_what_is_known_what_is_not_and_what_is_missing(meeting, administrator):
    answer(asked(meeting, POLICE))
    answer(asked(meeting, FIRE), Known.NOT_KNOWN)

    pack = issue(meeting, administrator)

    case = only_case(pack)
    police, fire = line_of(pack, POLICE), line_of(pack, FIRE)
    assert (police["answer"], fire["answer"]) == ("Known", "Not known")
    assert police["sections"][0]["answers"][0]["lines"] == [WROTE]
    (event,) = police["sections"][0]["answers"][1]["rows"]
    assert event["answers"][0]["lines"] == ["A fire in the kitchen"]
    assert fire["sections"] == []
    assert case["answered"] == "2 of 7 answered"
    assert len(case["no_answer_from"]) == 5
    assert seat_called(HOUSING).title in " ".join(case["no_answer_from"])
    assert case["person"] == {"name": "Jane Ashworth", "born": "1968-04-02"}
    assert not pack.content["issued_late"]


def test_what_a_form_keeps_for_staff_is_not_in_it(meeting, administrator):
    answer(asked(meeting, POLICE))

    pack = issue(meeting, administrator)

    assert FOR_STAFF not in json.dumps(pack.content, ensure_ascii=False)


def test_of_a_return_for_the_chair_only_it_says_that_there_is_one(meeting, administrator):
    answer(asked(meeting, POLICE), sharing=Sharing.CHAIR)

    pack = issue(meeting, administrator)

    line = line_of(pack, POLICE)
    assert line["restricted"] and line["sections"] == []
    assert line["answer"] == "Answered: for the chair and staff only"
    assert line["known"] == "restricted"
    assert WROTE not in json.dumps(pack.content)
    assert only_case(pack)["answered"] == "1 of 7 answered"


def test_a_return_not_for_the_person_is_shared_and_marked(meeting, administrator):
    answer(asked(meeting, POLICE), sharing=Sharing.NOT_PERSON)

    line = line_of(issue(meeting, administrator), POLICE)

    assert line["not_for_the_person"]
    assert line["sections"]


@pytest.mark.req("B63")
def test_a_person_whom_nobody_knows_is_said_to_be_known_to_nobody(meeting, administrator):
    answer_all(meeting)

    case = only_case(issue(meeting, administrator))

    assert case["known_to_nobody"] == "Not known to any of 7 agencies"
    assert case["answered"] == "7 of 7 answered"
    assert case["no_answer_from"] == []


def test_an_agency_has_the_name_of_the_day_it_was_issued(meeting, administrator):
    agency = agency_called(POLICE)
    FormerName.objects.create(agency=agency, name="Old Valley Police", until=date(2026, 12, 4))

    pack = issue(meeting, administrator)

    assert line_of(pack, POLICE)["agency"] == "Old Valley Police"


@pytest.mark.req("B44")
def test_a_court_of_protection_process_is_in_it(administrator):
    meeting = make_asking_meeting(lacks_capacity="yes", court_position="made")

    court = only_case(issue(meeting, administrator))["court"]

    assert court["status"] == "An application is made"
    assert court["decision"] == ""


def test_cases_are_in_the_order_of_the_agenda_with_whose_presence_they_need(administrator):
    meeting = make_asking_meeting(cases=2)
    first, second = meeting.items.order_by("order")
    agendas.choose_relevant(
        item=second, seats=[(seat_called(POLICE), None)], actor=None, now=IN_TIME
    )
    put(first, order=9)

    cases = issue(meeting, administrator).content["cases"]

    assert [case["reference"] for case in cases] == [second.case.reference, first.case.reference]
    assert [case["needed"] for case in cases] == [[seat_called(POLICE).title], []]


def test_issuing_moves_the_meeting_and_its_cases_and_leaves_one_audit_line(meeting, administrator):
    pack = issue(meeting, administrator)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PACK_ISSUED
    assert meeting.items.get().case.status == CaseStatus.READY
    entry = AuditEntry.objects.get(event=Event.PACK_ISSUED)
    assert (entry.subject, entry.actor) == ("adult/2026-12-10", administrator.email)
    assert entry.facts == {
        "version": 1,
        "cases": 1,
        "unanswered": 7,
        "late": False,
        "seal": pack.content_hash,
    }


def test_an_open_list_is_refused(administrator):
    meeting = make_meeting(DECEMBER)
    make_case(meeting)

    with pytest.raises(WrongMoment, match="still open"):
        issue(meeting, administrator)

    assert not Pack.objects.exists()


@pytest.mark.parametrize("status", ["in_session", "held", "complete", "cancelled"])
def test_once_the_meeting_has_begun_it_is_refused(meeting, administrator, status):
    put(meeting, status=status, started_at=PACK_DUE)

    with pytest.raises(WrongMoment, match="You cannot issue this now"):
        issue(meeting, administrator)

    assert not Pack.objects.exists()
    assert meeting.items.get().case.status == CaseStatus.RESEARCHING


@pytest.mark.parametrize("role", [Role.BOARD_MANAGER, Role.SYSTEM_ADMINISTRATOR, None])
def test_only_the_administrator_issues_it(meeting, role):
    actor = make_holder(role) if role else asked(meeting, POLICE).assignee

    with pytest.raises(NotPermitted):
        issue(meeting, actor)

    assert not Pack.objects.exists()


def test_changing_one_letter_breaks_the_seal(meeting, administrator):
    pack = issue(meeting, administrator)
    changed = json.loads(json.dumps(pack.content).replace("Ashworth", "Ashwortn"))

    kept = Pack.objects.get()
    assert seals.holds(kept.content, kept.content_hash)
    assert not seals.holds(changed, kept.content_hash)


def test_a_cancelled_request_is_not_counted(meeting, administrator):
    put(asked(meeting, POLICE), status="cancelled")

    assert only_case(issue(meeting, administrator))["answered"] == "0 of 6 answered"


@pytest.mark.parametrize(
    ("answers", "words", "nobody"),
    [
        ([], "0 of 0 answered", ""),
        ([None, "not_known"], "1 of 2 answered", ""),
        (["not_known"], "1 of 1 answered", "Not known to any of 1 agency"),
        (["not_known"] * 9, "9 of 9 answered", "Not known to any of 9 agencies"),
        (["not_known", "restricted"], "2 of 2 answered", ""),
        (["not_known", "nothing_relevant"], "2 of 2 answered", ""),
    ],
)
def test_answers_are_counted(answers, words, nobody):
    count = rules.tally(answers)

    assert (count.in_words, count.known_to_nobody) == (words, nobody)
