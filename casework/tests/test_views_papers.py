"""A meeting's papers: who may read them, what they say and how they are marked."""

import re

import pytest
import time_machine

from casework.choices import Event
from casework.models import AuditEntry
from casework.tests.factories import (
    DECEMBER,
    NOVEMBER,
    make_administrator,
    make_case,
    make_meeting,
    make_member,
    make_referral,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db


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


@pytest.mark.req("O79", "B52")
def test_nothing_reaches_screening_unauthorised_and_the_papers_name_who_authorised_it(
    administrator, meeting
):
    waiting = make_referral()
    make_case(meeting)

    papers = words_of(administrator.get(f"{meeting.get_absolute_url()}papers/"))

    waiting.refresh_from_db()
    assert waiting.received_at is None
    inbox = words_of(administrator.get("/casework/referrals/", {"status": "all"}))
    assert waiting.reference not in inbox
    assert administrator.post(f"{waiting.get_absolute_url()}screen/").status_code == 404
    assert waiting.reference not in papers
    assert "Colin Prewett, Head of housing, 16 November 2026" in papers


def test_papers_are_marked_with_who_reads_them_and_when_and_name_the_presenter(meeting):
    case = make_case(meeting)
    user = make_administrator()

    page = words_of(casework_of(user).get(f"{meeting.get_absolute_url()}papers/"))

    assert "OFFICIAL-SENSITIVE" in page
    assert f"Read by {user} on 16 November 2026 at 10:00" in page
    assert "Nina Farrow" in page
    assert case.panel.board.responsibility_text in page
    assert "How do we make the flat safer?" in page
    assert "Ashworth" not in page[: page.index("</title>")]
    entry = AuditEntry.objects.get(event=Event.CASE_READ)
    assert (entry.subject, entry.actor) == (case.reference, user.email)


def test_two_cases_in_the_papers_share_no_id(administrator, meeting):
    make_case(meeting)
    make_case(meeting)

    page = words_of(administrator.get(f"{meeting.get_absolute_url()}papers/"))

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_papers_cost_the_same_for_each_further_case_but_for_the_line_that_records_it(
    administrator, meeting
):
    address = f"{meeting.get_absolute_url()}papers/"
    make_case(meeting)
    one = counted(lambda: administrator.get(address))
    make_case(meeting)
    two = counted(lambda: administrator.get(address))
    for _ in range(8):
        make_case(meeting)

    recording = two - one
    assert counted(lambda: administrator.get(address)) == one + 9 * recording
    assert recording == 1


def test_members_read_the_papers_when_the_list_has_closed(meeting):
    make_case(meeting)
    client = casework_of(make_member("thames-valley-police"))
    address = f"{meeting.get_absolute_url()}papers/"

    before = words_of(client.get(address))
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    after = words_of(client.get(address))

    assert "No case is on the list yet." in before
    assert "How do we make the flat safer?" in after
