"""The summary of returns: what is in it, its seal, its versions, and who is told."""

import json
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from casework import notices
from casework.choices import (
    AttendanceState,
    CaseStatus,
    Event,
    Known,
    MeetingStatus,
    Message,
    Role,
    Sharing,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, FormerName, Notice, Pack
from casework.rules import packs as rules
from casework.rules import seals
from casework.tests.factories import (
    DECEMBER,
    agency_called,
    make_administrator,
    make_appointment,
    make_case,
    make_holder,
    make_meeting,
    make_member,
    make_screened_referral,
    put,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    FOR_STAFF,
    HOUSING,
    IN_TIME,
    LATE,
    PACK_DUE,
    POLICE,
    SEATS,
    WROTE,
    answer,
    answer_all,
    asked,
    make_asking_meeting,
)
from casework.workflows import meetings, packs, referrals, returns

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


def issue(meeting, actor, *, now=PACK_DUE):
    return packs.issue(meeting=meeting, actor=actor, now=now)


def only_case(pack):
    (case,) = pack.content["cases"]
    return case


def line_of(pack, seat):
    title = seat_called(seat).title
    return next(one for one in only_case(pack)["returns"] if one["seat"] == title)


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
    assert police["sections"][0]["answers"][1]["rows"][0]["answers"][0]["lines"] == [
        "A fire in the kitchen"
    ]
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
    meetings.choose_relevant(
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


@pytest.mark.req("B63")
def test_a_late_return_is_a_dated_addendum_of_the_next_version(meeting, administrator):
    answer_all(meeting, but=[FIRE])
    first = issue(meeting, administrator)
    kept = json.dumps(first.content)
    answer(asked(meeting, FIRE), now=LATE)

    second = issue(meeting, administrator, now=LATE)

    title = seat_called(FIRE).title
    (addendum,) = second.content["addenda"]
    (line,) = addendum["new"]
    assert (second.version, addendum["since"]) == (2, 1)
    assert addendum["at"].startswith("2026-12-03T09:30")
    assert line["words"].startswith(title) and line["words"].endswith("answered “Known”")
    assert line["at"].startswith("2026-12-03T09:30")
    assert line["late"]
    assert line_of(second, FIRE)["late"]
    first.refresh_from_db()
    assert json.dumps(first.content) == kept
    assert seals.holds(first.content, first.content_hash)


def test_a_changed_answer_is_new_and_earlier_addenda_stay(meeting, administrator):
    answer(asked(meeting, POLICE), Known.NOT_KNOWN)
    issue(meeting, administrator)
    answer(asked(meeting, FIRE))
    issue(meeting, administrator)
    answer(asked(meeting, POLICE))

    third = issue(meeting, administrator)

    words = [one["words"] for addendum in third.content["addenda"] for one in addendum["new"]]
    assert len(words) == 2
    assert words[0].endswith("answered “Known”")
    assert words[1].endswith("changed its answer to “Known”")
    assert third.version == 3


def test_a_case_listed_after_the_summary_is_asked_about_and_is_new_in_the_next(
    meeting, administrator
):
    issue(meeting, administrator)
    late = make_screened_referral()
    case = referrals.list_for(referral=late, meeting=meeting, actor=None, now=PACK_DUE)

    assert case.return_requests.count() == 7
    second = issue(meeting, administrator)

    (line, *_) = second.content["addenda"][0]["new"]
    assert (line["case"], line["words"]) == (case.reference, "New on the list")
    case.refresh_from_db()
    assert case.status == CaseStatus.READY


def test_what_is_no_longer_asked_and_who_else_is_needed_are_new(meeting, administrator):
    item = meeting.items.get()
    landlord = (seat_called("landlords"), agency_called("beechwood-vale"))
    meetings.choose_relevant(item=item, seats=[landlord], actor=None, now=IN_TIME)
    issue(meeting, administrator)

    meetings.choose_relevant(item=item, seats=[], actor=None, now=PACK_DUE)

    new = [one["words"] for one in issue(meeting, administrator).content["addenda"][0]["new"]]
    assert new[0] == "Whose presence the case needs has changed"
    assert new[1].endswith("(Beechwood Vale Homes): no longer asked")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("person", {"name": "Jan Ashworth", "born": None}),
        ("presenter", "Somebody Else"),
        ("court", {"status": "Not needed"}),
        ("consent", None),
    ],
)
def test_a_changed_detail_of_a_case_is_new(meeting, administrator, key, value):
    before = issue(meeting, administrator).content
    (case,) = before["cases"]
    after = before | {"cases": [case | {key: value}]}

    changes = rules.changes(before | {"cases": [case | {"court": 1, "consent": 1}]}, after)

    assert rules.DETAILS[key] in [change.words for change in changes]


def test_a_case_that_has_gone_and_a_meeting_that_moved_are_new(meeting, administrator):
    before = issue(meeting, administrator).content
    after = before | {"cases": [], "meeting": before["meeting"] | {"place": "Elsewhere"}}

    changes = rules.changes(before, after)

    assert [change.words for change in changes] == [
        "When or where the panel meets has changed",
        "No longer on the list",
    ]


def test_nothing_new_is_refused_and_nothing_is_changed(meeting, administrator):
    issue(meeting, administrator)
    sent = Notice.objects.count()

    with pytest.raises(WrongMoment, match="Nothing is new since version 1 was issued on Thursday"):
        issue(meeting, administrator)

    assert Pack.objects.count() == 1
    assert Notice.objects.count() == sent


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


def test_it_says_that_it_was_issued_late_and_keeps_saying_it(meeting, administrator):
    late = issue(meeting, administrator, now=timezone.make_aware(timezone.datetime(2026, 12, 4)))
    answer(asked(meeting, POLICE))
    again = issue(meeting, administrator)

    assert late.content["issued_late"] and again.content["issued_late"]


def test_a_later_version_does_not_make_it_late(meeting, administrator):
    issue(meeting, administrator)
    answer(asked(meeting, POLICE))

    again = issue(meeting, administrator, now=timezone.make_aware(timezone.datetime(2026, 12, 8)))

    assert not again.content["issued_late"]


def test_changing_one_letter_breaks_the_seal(meeting, administrator):
    pack = issue(meeting, administrator)
    changed = json.loads(json.dumps(pack.content).replace("Ashworth", "Ashwortn"))

    kept = Pack.objects.get()
    assert seals.holds(kept.content, kept.content_hash)
    assert not seals.holds(changed, kept.content_hash)


@pytest.mark.req("B63")
def test_everyone_who_comes_is_told_once_a_version_and_who_apologised_is_not(
    meeting, administrator
):
    deputy = make_appointment(POLICE, capacity="deputy").user
    seat = seat_called(POLICE)
    representative = asked(meeting, POLICE).assignee
    meetings.send_deputy(meeting=meeting, seat=seat, actor=None, now=IN_TIME)

    issue(meeting, administrator)
    answer(asked(meeting, FIRE))
    issue(meeting, administrator)

    told = list(
        Notice.objects.filter(message=Message.PACK_ISSUED).values_list("recipient", flat=True)
    )
    assert told.count(deputy.email) == 2
    assert representative.email not in told
    assert len(told) == 2 * len(SEATS)
    absent = meeting.attendances.get(user=representative)
    assert absent.state == AttendanceState.APOLOGIES


CANARIES = {
    "person_first_name": "Zebedee",
    "person_family_name": "Quillfeather",
    "person_dob": "1951-03-07",
    "person_nhs_number": "9990000107",
    "person_address": {"line_1": "4 Canary Court", "town": "Anyford", "postcode": "ZZ9 9ZZ"},
    "request_of_panel": "Canary-request",
    "court_position": "made",
    "lacks_capacity": "yes",
}
FORBIDDEN = ("Zebedee", "Quillfeather", "1951", "9990000107", "Canary", "ZZ9", WROTE, "Court")


@pytest.mark.req("B60")
def test_no_email_after_the_list_closes_names_the_person_or_says_when_born_or_where(administrator):
    meeting = make_asking_meeting(**CANARIES)
    answer(asked(meeting, POLICE))
    issue(meeting, administrator)
    answer(asked(meeting, FIRE), now=LATE)
    issue(meeting, administrator, now=LATE)

    after = Notice.objects.filter(created_at__gte=meeting.closes_at)
    assert set(after.values_list("message", flat=True)) == {
        Message.RETURNS_REQUESTED,
        Message.PACK_ISSUED,
    }
    assert set(after.values_list("recipient", flat=True)) == {
        one.user.email for one in meeting.attendances.all()
    }
    for notice in after:
        email = notices.compose(notice)
        written = email.message().as_string() + email.body + json.dumps(notice.facts)
        assert [word for word in FORBIDDEN if word in written] == []
        assert email.subject.startswith("BSAB panel, 10 December 2026: ")
        assert "/meetings/adult/2026-12-10/" in email.body


def test_the_audit_says_nothing_of_the_person_either(administrator):
    meeting = make_asking_meeting(**CANARIES)
    answer(asked(meeting, POLICE))
    issue(meeting, administrator)

    written = json.dumps(list(AuditEntry.objects.values("facts", "subject")))

    assert [word for word in FORBIDDEN if word in written] == []


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


def test_answering_after_the_summary_is_possible_until_the_meeting(meeting, administrator):
    issue(meeting, administrator)

    given = answer(asked(meeting, POLICE), now=LATE)

    assert returns.why_closed(given.request) == ""


def test_a_member_of_another_seat_reads_nothing_in_an_email(meeting, administrator):
    stranger = make_member("landlords", agency=agency_called("swan-meadow"))

    issue(meeting, administrator)

    assert not Notice.objects.filter(recipient=stranger.email, message=Message.PACK_ISSUED).exists()
