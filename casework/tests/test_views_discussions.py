"""The screen of a case that is discussed: what is there, what is missing, who may see it."""

import pytest

from casework.choices import ActionStatus, Decision, Event, MeetingStatus, Purpose
from casework.models import (
    Action,
    Agency,
    AuditEntry,
    Seat,
)
from casework.tests.factories import (
    DECEMBER,
    make_administrator,
    make_case,
    make_chair,
    make_meeting,
    make_member,
    put,
)
from casework.tests.hearing_factories import (
    APRIL,
    RISKS,
    agree_risk,
    complete,
    discuss,
    first_item,
    in_session,
    make_item,
    make_meeting_in_session,
    name_lead,
    on_the_day,
    path_of,
)
from casework.tests.signin import casework_of, counted, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db
PAGES = ("", "risk/", "texts/", "recommend/", "lead/", "complete/")


@pytest.fixture
def chair():
    return make_chair()


@pytest.fixture
def room(chair):
    """The browser of whoever chairs."""
    return casework_of(chair)


def said_item():
    """Return a case in session whose referrer scored the risk and described the person."""
    meeting = make_meeting()
    make_case(meeting, risks_list=RISKS, pen_picture="A retired joiner who loves brass bands.")
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    return first_item(in_session(meeting))


@pytest.mark.req("B89")
def test_the_pen_picture_of_the_referral_is_there_and_fills_the_form(room):
    item = said_item()

    assert "A retired joiner who loves brass bands." in words_of(room.get(path_of(item)))
    assert "A retired joiner who loves brass bands." in words_of(room.get(path_of(item, "texts/")))


@pytest.mark.req("B93")
def test_both_views_of_the_risk_are_shown_and_their_difference_is_said(room, chair):
    item = said_item()
    agree_risk(item, actor=chair)

    for page in ("", "risk/"):
        words = words_of(room.get(path_of(item, page)))
        assert "Likely × Major: Very high (16)" in words
        assert "Possible × Moderate: High (9)" in words
        assert "The panel scores this lower: High (9). The referrer scored Very high (16)." in words
        assert "Only the referrer names this: not known." in words


def test_what_is_not_known_stands_first_and_the_highest_stands_for_the_whole(room):
    words = words_of(room.get(path_of(said_item())))

    assert words.index("Possible × Impact not known") < words.index("Likely × Major")
    assert 'Overall: the highest</th><td class="govuk-table__cell">Very high (16)' in words


def test_the_page_says_what_is_missing_with_a_way_to_each_page(room):
    item = make_item()

    answer = room.get(path_of(item))

    found = {gap["text"]: gap["href"] for gap in answer.context["gaps"]}
    assert found["Name the lead professional."] == path_of(item, "lead/")
    assert found["Say whether everybody agrees on the risk."] == path_of(item, "risk/")
    assert found["Decide whether the case comes back."] == path_of(item, "complete/")


def test_moving_on_is_never_blocked_and_goes_round_the_list(room):
    meeting = make_meeting_in_session(cases=3)
    one, two, three = meeting.items.select_related("case", "meeting__panel").order_by("order")

    first, last = words_of(room.get(path_of(one))), words_of(room.get(path_of(three)))

    assert path_of(two) in first and "Previous case" not in first
    assert path_of(two) in last and "Next case" not in last
    assert "case 3 of 3" in last


def test_the_meeting_leads_to_the_first_case_that_is_not_complete(room, chair):
    meeting = make_meeting_in_session(cases=2)
    one, two = meeting.items.select_related("case__referral", "meeting__panel__board")
    address = f"{meeting.get_absolute_url()}cases/"
    assert "Record the discussion" in words_of(room.get(meeting.get_absolute_url()))
    assert room.get(address).headers["Location"] == path_of(one)

    complete(one, actor=chair, decision=Decision.NOT_REACHED)

    assert room.get(address).headers["Location"] == path_of(two)


def test_a_meeting_without_cases_says_so(room):
    meeting = make_meeting_in_session(cases=0)

    answer = room.get(f"{meeting.get_absolute_url()}cases/")

    assert answer.status_code == 409
    assert "No case is on this meeting’s list." in words_of(answer)


@pytest.mark.parametrize("status", [MeetingStatus.LIST_CLOSED, MeetingStatus.COMPLETE])
def test_outside_the_room_the_page_can_be_read_and_nothing_recorded(room, status):
    item = make_item()
    put(item.meeting, status=status)

    answer = room.get(path_of(item))

    assert "Agree the risk</a>" not in words_of(answer)
    assert "Record the discussion" not in words_of(room.get(item.meeting.get_absolute_url()))
    assert room.post(path_of(item, "recommend/"), {"text": "More."}).status_code == 409
    assert not item.recommendations.exists()


@pytest.mark.parametrize("page", PAGES)
def test_members_may_not_record_and_strangers_find_nothing(page):
    item = make_item()
    make_chair()

    assert casework_of(make_member("oxford-health")).get(path_of(item, page)).status_code == 403
    assert casework_of(make_chair("child")).get(path_of(item, page)).status_code == 404
    assert casework_of(make_administrator()).get(path_of(item, page)).status_code == 200


def test_a_case_of_another_meeting_is_not_here(room):
    item = make_item()
    other = make_meeting_in_session(DECEMBER.replace(day=17))

    answer = room.get(path_of(item).replace("2026-12-10", other.held_on.isoformat()))

    assert answer.status_code == 404
    assert room.get(path_of(item).replace(item.case.reference, "BSAB-2026-9999")).status_code == 404


def test_reading_is_recorded_and_titles_name_nobody(room, chair):
    item = make_item()

    answer = room.get(path_of(item))

    assert f"<title>Discussion of case {item.case.reference}" in words_of(answer)
    entry = AuditEntry.objects.get(event=Event.CASE_READ)
    assert (entry.actor, entry.subject) == (chair.email, item.case.reference)


def test_the_case_shows_what_came_of_it_and_when_it_comes_back(room, chair):
    item = said_item()
    agree_risk(item, actor=chair)
    name_lead(item, actor=chair)
    before = words_of(room.get(item.case.get_absolute_url()))

    complete(item, actor=chair, **{**COMES_BACK, "reason": "Advice only."})

    words = words_of(room.get(item.case.get_absolute_url()))
    assert "What the panel concluded" not in before
    assert "Bring back for review, Monthly. Advice only." in words
    assert "Lena Croft" in words
    assert "The panel scores this lower" in words
    assert "due 8 April 2027: waits for a meeting to be planned" in words
    make_meeting(APRIL)
    assert "meeting on 8 April 2027</a>" in words_of(room.get(item.case.get_absolute_url()))


COMES_BACK = {"decision": Decision.REVIEW, "review_on": APRIL, "frequency": "Monthly"}


def add_actions(item, *, actor, count: int):
    agency = Agency.objects.filter(board=item.meeting.panel.board).first()
    Action.objects.bulk_create(
        Action(
            case=item.case,
            item=item,
            number=item.case.actions.count() + number,
            title="Visit the flat",
            purpose=Purpose.REDUCE_RISK,
            measure="Visited",
            owner_agency=agency,
            owner_name="Owen Park",
            owner_email="owen.park@example.org",
            due_on=APRIL,
            status=ActionStatus.AGREED,
            agreed_at=on_the_day(item.meeting),
            agreed_by=actor,
            expires_at=on_the_day(item.meeting),
        )
        for number in range(1, count + 1)
    )


def fill(meeting, *, chair, agencies: int):
    """Let a meeting have a complete case of each, five actions a case, and more seats."""
    for item in meeting.items.select_related("case__referral", "meeting__panel__board"):
        for seat in meeting.panel.seats.all()[:agencies]:
            item.relevances.create(seat=seat, agency=seat.agencies.first())
        discuss(item, actor=chair)
        add_actions(item, actor=chair, count=5)
        complete(item, actor=chair)


def seats(panel, count: int):
    """Let a panel have that many seats, each with an agency of its own."""
    for number in range(panel.seats.count(), count):
        agency = Agency.objects.create(
            board=panel.board, code=f"a{number}", name=f"Agency {number}"
        )
        seat = Seat.objects.create(
            panel=panel,
            code=f"s{number}",
            title=f"Seat {number}",
            kind="standing",
            starts_on="2020-04-01",
        )
        seat.agencies.add(agency)


def test_a_meeting_costs_the_same_with_one_case_and_with_twelve_and_sixty_actions(room, chair):
    small = make_meeting_in_session()
    seats(small.panel, 15)
    large = make_meeting_in_session(DECEMBER.replace(day=17), cases=12)
    fill(small, chair=chair, agencies=15)
    fill(large, chair=chair, agencies=15)
    assert (large.items.count(), Action.objects.filter(item__meeting=large).count()) == (12, 60)

    one = counted(lambda: room.get(small.get_absolute_url()))

    assert counted(lambda: room.get(large.get_absolute_url())) == one


def test_a_case_costs_the_same_however_much_is_said_of_it(room, chair):
    meeting, other = (
        make_meeting_in_session(),
        make_meeting_in_session(DECEMBER.replace(day=17), cases=12),
    )
    quiet, busy = first_item(meeting), other.items.select_related("case", "meeting__panel")[5]
    for item in (quiet, busy):
        discuss(item, actor=chair)
    add_actions(quiet, actor=chair, count=1)
    add_actions(busy, actor=chair, count=30)
    for number in range(2, 12):
        busy.recommendations.create(number=number, text="More.")
    alone = counted(lambda: room.get(path_of(quiet)))

    crowded = counted(lambda: room.get(path_of(busy)))

    assert crowded == alone
    assert counted(lambda: room.get(path_of(busy, "risk/"))) == counted(
        lambda: room.get(path_of(quiet, "risk/"))
    )
