"""The chair opens and ends a meeting, whose pages tell who chairs it and take down who came."""

import pytest
import time_machine

from casework.choices import AttendanceState, MeetingStatus
from casework.models import QuorumDecision
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_chair,
    make_closed_meeting,
    make_member,
    put,
)
from casework.tests.room_factories import (
    PROCEEDS,
    conclude,
    make_both_chairs,
    make_open_meeting,
    mark,
    on_the_day,
    page_of,
    refusals,
)
from casework.tests.signin import casework_of, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db

POLICE = "thames-valley-police"
WAYS = ("quorum", "open", "end")


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


def status_of(meeting):
    meeting.refresh_from_db()
    return meeting.status


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", [make_administrator, lambda: make_member("fire-and-rescue")])
def test_only_who_chairs_opens_these_pages(meeting, chair, way, make):
    client = casework_of(make())

    assert client.get(page_of(meeting, way)).status_code == 403
    assert client.post(page_of(meeting, way), PROCEEDS).status_code == 403
    assert refusals().count() == 2
    assert status_of(meeting) == MeetingStatus.LIST_CLOSED


@pytest.mark.parametrize("way", WAYS)
def test_the_chair_of_another_board_finds_no_such_meeting(meeting, way):
    client = casework_of(make_chair("child"))

    assert client.get(page_of(meeting, way)).status_code == 404
    assert client.post(page_of(meeting, way), PROCEEDS).status_code == 404
    assert not QuorumDecision.objects.exists()


def test_the_page_to_open_asks_for_a_decision_first(meeting, chair):
    client = casework_of(chair)

    page = words_of(client.get(page_of(meeting, "open")))

    assert "It has not been decided whether the meeting proceeds." in page
    assert page_of(meeting, "quorum") in page
    assert client.post(page_of(meeting, "open")).status_code == 409
    assert status_of(meeting) == MeetingStatus.LIST_CLOSED


def test_a_meeting_that_cannot_proceed_is_not_opened(meeting, chair):
    client = casework_of(chair)
    client.post(page_of(meeting, "quorum"), PROCEEDS | {"decision": "cannot"})

    assert "decided that the meeting cannot proceed" in words_of(
        client.get(page_of(meeting, "open"))
    )
    answer = client.post(page_of(meeting, "open"))

    assert answer.status_code == 409
    assert "It was decided that this meeting cannot proceed." in words_of(answer)
    assert status_of(meeting) == MeetingStatus.LIST_CLOSED


@pytest.mark.parametrize(
    ("status", "warned"), [(MeetingStatus.LIST_CLOSED, True), (MeetingStatus.PACK_ISSUED, False)]
)
def test_the_page_to_open_says_who_chairs_and_whether_the_summary_is_missing(
    meeting, chair, status, warned
):
    client = casework_of(chair)
    put(meeting, status=status)
    client.post(page_of(meeting, "quorum"), PROCEEDS)

    page = words_of(client.get(page_of(meeting, "open")))

    assert "It is chaired by Philippa Dunmore, Chair." in page
    assert ("The summary of returns has not been issued." in page) is warned
    assert client.post(page_of(meeting, "open")).status_code == 302
    assert status_of(meeting) == MeetingStatus.IN_SESSION


def test_the_page_to_end_names_the_cases_without_an_outcome(chair):
    meeting = make_open_meeting(make_closed_meeting(cases=2), chair)
    done, waiting = meeting.items.order_by("order")
    conclude(done, actor=chair, now=on_the_day(meeting))
    client = casework_of(chair)

    page = words_of(client.get(page_of(meeting, "end")))
    answer = client.post(page_of(meeting, "end"))

    assert waiting.case.reference in page
    assert done.case.reference not in page
    assert "Every case has its outcome" not in page
    assert answer.status_code == 409
    assert f"no outcome yet: {waiting.case.reference}." in words_of(answer)


def test_the_chair_ends_the_meeting_and_is_told_who_is_still_unsettled(chair):
    meeting = make_closed_meeting(cases=0)
    mark(meeting, chair, AttendanceState.INVITED)
    make_open_meeting(meeting, chair)
    client = casework_of(chair)

    page = words_of(client.get(page_of(meeting, "end")))

    assert "Say afterwards whether they came:" in page
    assert "Philippa Dunmore (Adult Social Care)" in page
    client.post(page_of(meeting, "end"))
    assert status_of(meeting) == MeetingStatus.HELD
    assert "from 10:00 to 10:00" in words_of(client.get(meeting.get_absolute_url()))


@pytest.mark.req("O26")
def test_the_meeting_page_says_who_chairs_and_why(meeting):
    chair, vice = make_both_chairs()
    look = casework_of(make_administrator())
    assert f"{chair}, Chair" in words_of(look.get(meeting.get_absolute_url()))

    mark(meeting, chair, AttendanceState.ABSENT)

    page = words_of(look.get(meeting.get_absolute_url()))
    assert f"{vice}, Vice Chair, because the chair is away" in page
    mark(meeting, vice, AttendanceState.APOLOGIES)
    assert "Nobody: everyone who may chair is away" in words_of(
        look.get(meeting.get_absolute_url())
    )


def test_a_vacant_office_is_said(meeting):
    vice = make_both_chairs()[1]
    vice.tenures.get().office.panel.offices.get(kind="chair").tenures.all().delete()

    page = words_of(casework_of(vice).get(meeting.get_absolute_url()))

    assert f"{vice}, Vice Chair, because nobody holds the office of chair" in page


def buttons_of(client, meeting):
    page = words_of(client.get(meeting.get_absolute_url()))
    return [way for way in WAYS if f'href="{page_of(meeting, way)}"' in page]


def test_the_buttons_follow_the_meetings_life_and_are_the_chairs_only(meeting, chair):
    client, others = casework_of(chair), casework_of(make_administrator())
    assert buttons_of(client, meeting) == ["quorum", "open"]

    put(meeting, status=MeetingStatus.IN_SESSION, started_at=on_the_day(meeting))

    assert buttons_of(client, meeting) == ["end"]
    assert buttons_of(others, meeting) == []
    put(meeting, status=MeetingStatus.HELD)
    assert buttons_of(client, meeting) == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-12-08", []), ("2026-12-09", ["quorum"]), ("2026-12-10", ["quorum", "open"])],
)
def test_the_buttons_come_when_they_can_be_used(meeting, chair, today, expected):
    with time_machine.travel(f"{today}T10:00:00+00:00", tick=False):
        assert buttons_of(casework_of(chair), meeting) == expected


def test_where_one_persons_attendance_is_refused_nobodys_is_written(meeting, chair):
    make_member("fire-and-rescue")
    police = make_member(POLICE)
    meetings.invite(meeting=meeting, now=NOVEMBER)
    mark(meeting, police, AttendanceState.ATTENDED)
    lines = {one.user_id: one for one in meeting.attendances.all()}
    typed = {f"state_{one.pk}": AttendanceState.ATTENDED for one in lines.values()}
    typed[f"state_{lines[police.pk].pk}"] = AttendanceState.INVITED

    with time_machine.travel("2026-12-11T10:00:00+00:00", tick=False):
        answer = casework_of(make_administrator()).post(page_of(meeting, "attendance"), typed)

    assert answer.status_code == 409
    kept = {one.user_id: one.state for one in meeting.attendances.all()}
    assert kept.pop(police.pk) == AttendanceState.ATTENDED
    assert set(kept.values()) == {AttendanceState.INVITED}
