"""The member's one screen for a meeting: everyone they are asked about."""

import re

import pytest
import time_machine
from django.core import mail

from casework import notices
from casework.choices import Event, MeetingStatus, Message
from casework.models import AgencyReturn, AuditEntry, Notice
from casework.tests.factories import (
    JANUARY,
    at,
    make_administrator,
    make_case,
    make_closed_meeting,
    make_meeting,
    make_member,
    put,
)
from casework.tests.returns_factories import (
    SEARCHED,
    SEAT,
    asked,
    make_asked,
    screen_of,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.views import returning
from casework.workflows import meetings, returns

pytestmark = pytest.mark.django_db

MORNING = at("2026-11-30 10:00")
LATE = at("2026-12-03 09:00")
TICKED = {"checked": SEARCHED, "declared": "yes"}


@pytest.fixture(autouse=True)
def a_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def pks(requests) -> list[str]:
    return [str(one.pk) for one in requests]


def title_of(page) -> str:
    return re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)[1]


@pytest.mark.req("B61")
def test_one_screen_shows_every_case_with_what_a_search_needs():
    meeting, member = make_asked(cases=2)

    page = casework_of(member).get(screen_of(meeting))

    words = words_of(page)
    for request in asked(meeting):
        assert f"Case {request.case.reference}" in words
    for said in ("Jane Ashworth", "2 April 1968", "9990000018", "Wednesday 2 December 2026"):
        assert said in words
    assert "Ashworth" not in title_of(page)
    assert AuditEntry.objects.filter(event=Event.CASE_READ, actor=member.email).count() == 2


@pytest.mark.req("B61")
def test_several_are_ticked_reviewed_and_confirmed_once():
    meeting, member = make_asked(cases=3)
    chosen, client = pks(asked(meeting)[:2]), casework_of(member)
    typed = TICKED | {"not_known": chosen}

    review = client.post(screen_of(meeting), typed | {"review": "yes"})
    assert not AgencyReturn.objects.exists()
    after = client.post(screen_of(meeting), typed | {"confirm": "yes"}, follow=True)

    assert "does not know these 2 people" in words_of(review)
    assert "2 people are not known to your agency" in words_of(after)
    assert [one.status for one in asked(meeting)] == ["answered", "answered", "requested"]


def test_what_was_typed_comes_back_to_be_changed_after_the_review():
    meeting, member = make_asked(cases=2)
    chosen = pks(asked(meeting)[:1])

    page = casework_of(member).post(
        screen_of(meeting), TICKED | {"not_known": chosen, "change": "yes"}
    )

    html = page.content.decode()
    assert page.status_code == 200
    assert SEARCHED in html and html.count(" checked") == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select each person who is not known"),
        ({"checked": ""}, "Enter which systems you searched"),
        ({"checked": "x" * 2001}, "2,000 characters or fewer"),
        ({"declared": ""}, "Confirm that what you say is up to date"),
        ({"declared": "maybe"}, "Confirm that what you say is up to date"),
        ({"not_known": ["999999"]}, "Select people from the list"),
        ({"not_known": ["'; drop"]}, "Select people from the list"),
    ],
)
@pytest.mark.parametrize("step", ["review", "confirm"])
def test_bad_input_is_said_beside_the_field_and_nothing_typed_is_lost(typed, said, step):
    meeting, member = make_asked()
    whole = TICKED | ({"not_known": pks(asked(meeting))} if typed else {}) | typed

    page = casework_of(member).post(screen_of(meeting), whole | {step: "yes"})

    assert page.status_code == 422
    assert said in words_of(page)
    assert title_of(page).startswith("Error:")
    assert whole["checked"] in page.content.decode()
    assert not AgencyReturn.objects.exists()


def test_somebody_elses_answer_meanwhile_is_told_and_nothing_is_sent():
    meeting, member = make_asked(cases=2)
    first, second = asked(meeting)
    typed = TICKED | {"not_known": pks([first, second])}
    client = casework_of(member)
    client.post(screen_of(meeting), typed | {"review": "yes"})
    returns.answer_not_known(requests=[second], checked="x", actor=member, now=MORNING)

    page = client.post(screen_of(meeting), typed | {"confirm": "yes"})

    assert page.status_code == 422
    assert "Somebody may have answered meanwhile" in words_of(page)
    assert AgencyReturn.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_meeting_the_form_and_the_screen_take_nothing(method):
    meeting, member = make_asked()
    (request,), client = asked(meeting), casework_of(member)
    put(meeting, status=MeetingStatus.HELD, started_at=LATE)
    typed = TICKED | {"not_known": pks([request]), "confirm": "yes"}

    form = client.get(f"/casework/returns/{request.pk}/form/")
    screen = getattr(client, method)(screen_of(meeting), typed)

    assert form.status_code == 409 and "meeting is over" in words_of(form)
    assert screen.status_code == (200 if method == "get" else 409)
    assert not AgencyReturn.objects.exists()


def test_a_late_answer_is_taken_and_marked(a_morning):
    meeting, member = make_asked()
    client = casework_of(member)
    a_morning.move_to(LATE)
    client = casework_of(member)
    assert "Overdue" in words_of(client.get(screen_of(meeting)))

    typed = TICKED | {"not_known": pks(asked(meeting)), "confirm": "yes"}
    page = client.post(screen_of(meeting), typed, follow=True)

    assert "Late" in words_of(page) and "Overdue" not in words_of(page)


def test_the_email_leads_to_the_screen_and_names_nobody():
    meeting, member = make_asked()
    notice = Notice.objects.get(message=Message.RETURNS_REQUESTED, recipient=member.email)

    notices.send(notice, MORNING)

    (email,) = mail.outbox
    assert screen_of(meeting) in email.body
    assert "Ashworth" not in email.body + email.subject


def test_the_home_page_lists_what_is_to_give_and_what_is_overdue_first(a_morning):
    meeting, member = make_asked(cases=2)
    later = make_meeting(JANUARY)
    make_case(later, now=at("2026-12-20 10:00"))
    meetings.close_list(meeting=later, now=later.closes_at)
    a_morning.move_to(at("2027-01-04 09:00"))

    page = words_of(casework_of(member).get("/casework/"))

    assert "Returns to give" in page
    assert page.count("Overdue") == 2
    assert page.index("Wednesday 2 December 2026") < page.index("Wednesday 6 January 2027")


def test_the_screen_says_so_where_nothing_is_asked_and_before_the_list_closes():
    member = make_member(SEAT)
    open_ = make_meeting()

    early = words_of(casework_of(member).get(screen_of(open_)))
    staff = words_of(casework_of(make_administrator()).get(screen_of(open_)))

    assert "Agencies are asked when the list closes" in early
    assert "Agencies are asked when the list closes" in staff


def test_the_meeting_page_leads_to_the_screen_once_the_list_has_closed():
    meeting, member = make_asked()
    client = casework_of(member)

    assert "Give your returns" in words_of(client.get(meeting.get_absolute_url()))

    put(meeting, status=MeetingStatus.HELD, started_at=LATE)
    assert "Give your returns" not in words_of(client.get(meeting.get_absolute_url()))


@pytest.mark.parametrize("answered", [False, True])
def test_the_screen_costs_the_same_with_one_case_and_with_twelve(answered):
    first, member = make_asked()
    second = make_closed_meeting(JANUARY, cases=12)
    client, costs = casework_of(member), []
    for meeting in (first, first, second):
        if answered:
            waiting = returning.outstanding_of(returning.own_at(member, meeting))
            if waiting:
                returns.answer_not_known(requests=waiting, checked="x", actor=member, now=MORNING)
        address = screen_of(meeting)
        costs.append(counted(lambda at=address: client.get(at)))

    assert costs[1] == costs[2]


def test_home_costs_the_same_with_one_return_to_give_and_with_twelve():
    meeting, member = make_asked()
    client = casework_of(member)
    client.get("/casework/")
    one = counted(lambda: client.get("/casework/"))
    for _ in range(11):
        make_case(meeting)

    assert meeting.return_requests.filter(seat__code=SEAT).count() == 12
    assert counted(lambda: client.get("/casework/")) == one
