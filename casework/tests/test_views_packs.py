"""Issuing the summary of returns, and reading it: who, which cases, with which marks."""

import re

import pytest
import time_machine

from casework.choices import Event, Known, Role, Sharing
from casework.models import AuditEntry, Pack
from casework.tests.factories import (
    DECEMBER,
    make_administrator,
    make_appointment,
    make_case,
    make_holder,
    make_meeting,
    make_user,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    IN_TIME,
    LATE,
    PACK_DUE,
    POLICE,
    WROTE,
    answer,
    answer_all,
    asked,
    chair_of,
    issue,
    make_asking_meeting,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(PACK_DUE, tick=False):
        yield


@pytest.fixture
def meeting():
    return make_asking_meeting()


@pytest.fixture
def staff():
    return make_administrator()


def page_of(meeting, way="pack/"):
    return f"{meeting.get_absolute_url()}{way}"


def read(user, meeting, **query):
    return words_of(casework_of(user).get(page_of(meeting), query))


def member_of(meeting, seat=POLICE):
    return asked(meeting, seat).assignee


@pytest.mark.req("B63")
def test_the_administrator_is_warned_of_what_is_missing_and_issues_all_the_same(meeting, staff):
    answer_all(meeting, but=[FIRE])
    client = casework_of(staff)

    before = words_of(client.get(page_of(meeting, "pack/issue/")))
    answered = client.post(page_of(meeting, "pack/issue/"), follow=True)

    assert "6 of 7 answered" in before
    assert (
        f'No answer from:</p><ul class="govuk-list govuk-list--bullet"><li>{seat_called(FIRE)}'
        in before
    )
    assert "It is due by Thursday 3 December 2026." in before
    assert "An email with a link goes to 7 people who are invited." in before
    page = words_of(answered)
    assert "Version 1 of the summary is issued." in page
    assert "No answer from:" in page
    assert Pack.objects.get().issued_by == staff


def test_a_press_that_comes_twice_issues_once(meeting, staff):
    client = casework_of(staff)
    client.post(page_of(meeting, "pack/issue/"))

    again = client.post(page_of(meeting, "pack/issue/"))

    assert again.status_code == 409
    assert "Nothing is new since version 1" in words_of(again)
    assert Pack.objects.count() == 1
    offered = words_of(client.get(page_of(meeting, "pack/issue/")))
    assert "Nothing is new since version 1" in offered
    assert "Issue a new version" not in offered


def test_what_is_new_is_shown_before_it_is_issued_again(meeting, staff):
    issue(meeting, staff)
    answer(asked(meeting, FIRE), now=LATE)

    page = words_of(casework_of(staff).get(page_of(meeting, "pack/issue/")))

    assert "New since version 1" in page
    assert re.search(r"answered “Known” ?, 3 December 2026, 09:30 \(late\)", page)
    assert "Issue a new version" in page


def test_after_its_day_the_summary_is_issued_late_and_says_so(meeting, staff):
    with time_machine.travel("2026-12-04T10:00:00+00:00", tick=False):
        client = casework_of(staff)
        before = words_of(client.get(page_of(meeting, "pack/issue/")))
        client.post(page_of(meeting, "pack/issue/"))
        page = words_of(client.get(page_of(meeting)))

    assert "it will say that it was issued late" in before
    assert "Issued late" in page


def test_an_open_list_has_nothing_to_issue(staff):
    meeting = make_meeting(DECEMBER)
    client = casework_of(staff)

    assert client.get(page_of(meeting, "pack/issue/")).status_code == 409
    assert client.post(page_of(meeting, "pack/issue/")).status_code == 409
    assert "still open" in words_of(client.get(page_of(meeting, "pack/issue/")))
    assert not Pack.objects.exists()


def test_members_and_other_roles_may_not_issue_it(meeting):
    for user in (member_of(meeting), make_holder(Role.BOARD_MANAGER)):
        client = casework_of(user)
        assert client.get(page_of(meeting, "pack/issue/")).status_code == 403
        assert client.post(page_of(meeting, "pack/issue/")).status_code == 403

    stranger = casework_of(make_administrator("oscb"))
    assert stranger.post(page_of(meeting, "pack/issue/")).status_code == 404
    assert not Pack.objects.exists()


@pytest.mark.req("B63")
def test_a_member_reads_what_everyone_answered_and_what_nobody_did(meeting, staff):
    answer(asked(meeting, FIRE))
    answer(asked(meeting, POLICE), Known.NOT_KNOWN)
    pack = issue(meeting, staff)
    user = member_of(meeting)

    page = read(user, meeting)

    case = meeting.items.get().case
    assert f"Case {case.reference}" in page and "Jane Ashworth" in page
    assert "2 April 1968" in page
    assert WROTE in page and "A fire in the kitchen" in page
    assert "Not known" in page and "No answer from:" in page
    assert 'Version</dt><dd class="govuk-summary-list__value">1, issued on Thursday 3' in page
    assert "OFFICIAL-SENSITIVE" in page
    assert f"Read by {user} on 3 December 2026 at 12:00" in page
    assert "The seal holds" in page and pack.content_hash in page
    assert "over the whole summary" in page
    assert meeting.panel.board.responsibility_text in page
    assert "Ashworth" not in page[: page.index("</title>")]


def test_reading_is_recorded_with_the_version_and_the_cases(meeting, staff):
    issue(meeting, staff)
    user = member_of(meeting)

    read(user, meeting)

    entry = AuditEntry.objects.get(event=Event.PACK_READ)
    assert (entry.subject, entry.actor) == ("adult/2026-12-10", user.email)
    assert entry.facts == {"version": 1, "cases": [meeting.items.get().case.reference]}
    history = words_of(casework_of(staff).get(meeting.get_absolute_url()))
    assert "Summary of returns issued" in history
    assert "Summary of returns read" not in history


@pytest.mark.req("B44")
def test_the_court_of_protection_has_a_banner_in_it(staff):
    meeting = make_asking_meeting(lacks_capacity="yes", court_position="made")
    issue(meeting, staff)

    page = read(member_of(meeting), meeting)

    assert "Court of Protection: an application is made." in page
    assert "it does not end the case" in page
    assert "The panel’s part: nothing is decided yet" in page


def test_a_case_whose_form_names_no_court_has_no_banner(meeting, staff):
    issue(meeting, staff)

    assert "Court of Protection" not in read(staff, meeting)


def test_only_the_cases_a_person_reads_are_shown_and_the_rest_are_counted(staff):
    meeting = make_asking_meeting(cases=2)
    pack = issue(meeting, staff)
    shown, hidden = meeting.items.all()
    hidden.delete()

    page = read(member_of(meeting), meeting)

    assert shown.case.reference in page
    assert hidden.case.reference not in page
    assert "1 case of this summary is not shown: you do not read it." in page
    assert "The seal holds" in page and pack.content_hash in page


def test_a_broken_seal_is_said_in_words(meeting, staff):
    pack = issue(meeting, staff)
    content = pack.content
    content["cases"][0]["person"]["name"] = "Jane Ashwortn"
    overwrite(pack, content)

    page = read(staff, meeting)

    assert "The seal is broken" in page
    assert "The seal holds" not in page


def overwrite(pack, content):
    """Change a pack as only somebody with the database in hand could."""
    rows = Pack.objects.filter(pk=pack.pk)
    super(type(rows), rows).update(content=content)


def test_earlier_versions_stay_to_be_read_and_unknown_ones_are_not_there(meeting, staff):
    issue(meeting, staff)
    answer(asked(meeting, FIRE), now=LATE)
    issue(meeting, staff, now=LATE)
    client = casework_of(staff)

    latest, first = read(staff, meeting), read(staff, meeting, version="1")

    assert "Addendum of 3 December 2026, 09:30: new since version 1" in latest
    assert "(late)" in latest and 'href="?version=1"' in latest
    assert "Addendum" not in first and 'href="?version=2"' in first
    for version in ("3", "0", "x", "-1", "9" * 5000, "²"):
        assert client.get(page_of(meeting), {"version": version}).status_code == 404


def test_what_an_agency_has_since_kept_for_the_chair_is_hidden_from_members(meeting, staff):
    chair = chair_of(meeting)
    issue(meeting, staff)
    answer(asked(meeting, FIRE))
    issue(meeting, staff)
    answer(asked(meeting, FIRE), sharing=Sharing.CHAIR)

    member, whole = read(member_of(meeting), meeting), read(chair, meeting)

    assert WROTE not in member and WROTE in whole
    assert "for the chair and staff only" in member
    assert "Nothing about the cases you read." in member
    assert "The seal holds" in member


def test_before_it_is_issued_the_page_says_when_it_is_due(meeting, staff):
    member, administrator = read(member_of(meeting), meeting), read(staff, meeting)

    assert "It is not issued yet. It is due by Thursday 3 December 2026." in member
    assert "Issue the summary of returns" not in member
    assert "Issue the summary of returns" in administrator
    assert not AuditEntry.objects.filter(event=Event.PACK_READ).exists()


def test_a_deputy_who_was_sent_reads_it_and_one_who_was_not_does_not(meeting, staff):
    issue(meeting, staff)
    deputy = make_appointment(POLICE, capacity="deputy").user

    assert casework_of(deputy).get(page_of(meeting)).status_code == 404
    seat = seat_called(POLICE)
    meetings.send_deputy(meeting=meeting, seat=seat, actor=None, now=IN_TIME)
    assert casework_of(deputy).get(page_of(meeting)).status_code == 200


def test_those_who_read_no_case_do_not_read_it(meeting, staff):
    issue(meeting, staff)

    assert casework_of(make_holder(Role.BOARD_MANAGER)).get(page_of(meeting)).status_code == 403
    assert casework_of(make_user()).get(page_of(meeting)).status_code == 404
    assert casework_of(make_administrator("oscb")).get(page_of(meeting)).status_code == 404


def test_reading_costs_the_same_for_one_case_and_for_many(staff):
    meeting = make_asking_meeting()
    issue(meeting, staff)
    client = casework_of(staff)
    one = counted(lambda: client.get(page_of(meeting)))
    for _ in range(4):
        make_case(meeting)
    issue(meeting, staff)
    answer(asked(meeting, FIRE))
    issue(meeting, staff)

    assert counted(lambda: client.get(page_of(meeting))) == one


def test_asking_to_issue_costs_the_same_for_one_case_and_for_many(staff):
    meeting = make_asking_meeting()
    client = casework_of(staff)
    address = page_of(meeting, "pack/issue/")
    answer(asked(meeting, FIRE))
    one = counted(lambda: client.get(address))
    for _ in range(4):
        case = make_case(meeting)
        answer(asked(meeting, FIRE, case))

    assert counted(lambda: client.get(address)) == one


def test_two_cases_share_no_id_on_the_page(staff):
    meeting = make_asking_meeting(cases=2)
    answer_all(meeting, Known.KNOWN)
    issue(meeting, staff)

    page = read(staff, meeting)

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_meeting_offers_each_its_own_steps(meeting, staff):
    chair = chair_of(meeting)
    member = casework_of(member_of(meeting))
    address = meeting.get_absolute_url()

    before = words_of(casework_of(staff).get(address))
    issue(meeting, staff)
    after = {user: words_of(casework_of(user).get(address)) for user in (staff, chair)}
    seen = words_of(member.get(address))

    assert "See who has answered" in before and "Issue the summary of returns" in before
    assert "Read the summary of returns" not in before
    assert "Read the summary of returns" in after[staff] and "Issue the summary" in after[staff]
    assert "See who has answered" in after[chair] and "Issue the summary" not in after[chair]
    assert "Read the summary of returns" in seen and "See who has answered" not in seen
