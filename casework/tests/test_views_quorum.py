"""The page on which the chair decides whether a meeting proceeds, and where that is shown."""

import pytest
import time_machine

from casework.models import QuorumDecision
from casework.tests.factories import (
    agency_called,
    make_case,
    make_chair,
    make_closed_meeting,
    make_meeting,
    make_member,
    seat_called,
)
from casework.tests.room_factories import (
    PROCEEDS,
    arrive,
    need,
    on_the_day,
    page_of,
    refusals,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import sessions

pytestmark = pytest.mark.django_db

POLICE = "thames-valley-police"


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel("2026-12-10T10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def meeting():
    return make_closed_meeting()


@pytest.fixture
def chair():
    return make_chair(name="Philippa Dunmore")


def need_in_every_case(meeting, *codes):
    seats = [(seat_called(code), None) for code in codes]
    for item in meeting.items.all():
        need(meeting, *seats, item=item)


@pytest.mark.req("B33")
def test_a_members_decision_is_refused_and_the_try_is_recorded(meeting, chair):
    member = make_member("fire-and-rescue")

    answer = casework_of(member).post(page_of(meeting, "quorum"), PROCEEDS)

    assert answer.status_code == 403
    assert "Your role does not let you decide whether a meeting may proceed." in words_of(answer)
    assert not QuorumDecision.objects.exists()
    assert [(one.actor, one.subject) for one in refusals()] == [
        (member.email, "/casework/meetings/adult/2026-12-10/quorum/")
    ]


@pytest.mark.req("B33")
def test_the_page_shows_case_by_case_whom_it_needs_and_who_is_here(meeting, chair):
    need_in_every_case(meeting, POLICE, "fire-and-rescue")
    arrive(meeting, seat_called("fire-and-rescue"), name="Hannah Leigh")
    arrive(meeting, seat_called("landlords"), agency=agency_called("icknield-hill"))

    page = words_of(casework_of(chair).get(page_of(meeting, "quorum")))

    case = meeting.items.get().case.reference
    assert f"Case {case}" in page
    assert "Thames Valley Police is not here." in page
    assert "Hannah Leigh" in page
    assert "<li>Registered Social Landlords</li>" in page
    assert "Decided before" not in page


def test_a_page_without_a_case_or_anybody_says_so(chair):
    meeting = make_closed_meeting(cases=0)

    page = words_of(casework_of(chair).get(page_of(meeting, "quorum")))

    assert "No case is on the list." in page
    assert "Nobody has been marked as present." in page


@pytest.mark.req("B33")
@pytest.mark.parametrize(
    ("decision", "words"), [("proceeds", "It proceeds"), ("cannot", "It cannot proceed")]
)
def test_the_decision_is_kept_and_shown_with_office_time_and_reason(
    meeting, chair, decision, words
):
    client = casework_of(chair)
    typed = {"decision": decision, "reason": "The landlord\nsent nobody."}

    answer = client.post(page_of(meeting, "quorum"), typed, follow=True)

    assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
    page = words_of(answer)
    assert words in page
    assert "decided by Philippa Dunmore, Chair, on 10 December 2026 at 10:00." in page
    assert "The landlord<br>sent nobody." in page
    assert QuorumDecision.objects.get().proceeds is (decision == "proceeds")


def test_earlier_decisions_are_listed_latest_first(meeting, chair):
    for proceeds, reason in ((False, "Not enough."), (True, "They came.")):
        sessions.decide_quorum(
            meeting=meeting,
            proceeds=proceeds,
            reason=reason,
            actor=chair,
            now=on_the_day(meeting),
        )

    page = words_of(casework_of(chair).get(page_of(meeting, "quorum")))

    assert "It proceeds: Philippa Dunmore, Chair, 10 December 2026, 10:00." in page
    assert page.index("They came.") < page.index("Not enough.")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Select whether this meeting proceeds"),
        ({"decision": "perhaps"}, "Select whether this meeting proceeds"),
        ({"reason": "  "}, "Enter why"),
        ({"reason": "x" * 2001}, "2,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    meeting, chair, typed, message
):
    typed = {"decision": "proceeds", "reason": "Kept words."} | typed if typed else {}

    answer = casework_of(chair).post(page_of(meeting, "quorum"), typed)

    assert answer.status_code == 422
    page = words_of(answer)
    assert message in page
    assert "<title>Error: " in page
    assert (typed.get("reason", "") or "").strip() in page
    assert not QuorumDecision.objects.exists()


def test_too_early_is_said_and_nothing_typed_is_lost(meeting, chair):
    with time_machine.travel("2026-12-03T10:00:00+00:00", tick=False):
        answer = casework_of(chair).post(page_of(meeting, "quorum"), PROCEEDS)

    assert answer.status_code == 409
    assert "The chair decides on the day of the meeting or the day before" in words_of(answer)
    assert PROCEEDS["reason"] in words_of(answer)


def test_the_quorum_page_costs_the_same_with_one_case_and_with_twelve(chair):
    meeting = make_meeting()
    make_case(meeting)
    need_in_every_case(meeting, POLICE)
    client = casework_of(chair)
    one = counted(lambda: client.get(page_of(meeting, "quorum")))
    for number in range(11):
        make_case(meeting)
        arrive(meeting, seat_called("fire-and-rescue"), name=f"Officer {number}")
    need_in_every_case(meeting, POLICE, "fire-and-rescue", "one-recovery-bucks")

    assert counted(lambda: client.get(page_of(meeting, "quorum"))) == one
