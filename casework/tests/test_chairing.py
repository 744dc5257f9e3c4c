"""Who chairs: one person at a time, and the others only while they are away."""

import pytest

from casework import access
from casework.choices import AttendanceState, Capacity, OfficeKind, Right
from casework.errors import NotPermitted
from casework.rules.chairing import Holder, chairs
from casework.rules.permissions import CHAIR, ROLES
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    make_administrator,
    make_appointment,
    make_chair,
    make_closed_meeting,
    make_meeting,
    make_member,
    seat_called,
)
from casework.tests.room_factories import make_both_chairs, mark
from casework.workflows import meetings

ANN, BEN, CAT = 1, 2, 3
CHAIR_, VICE, ALTERNATE = (
    Holder(OfficeKind.CHAIR, ANN),
    Holder(OfficeKind.VICE, BEN),
    Holder(OfficeKind.ALTERNATE, CAT),
)
AWAY = [AttendanceState.APOLOGIES, AttendanceState.ABSENT]


@pytest.mark.parametrize(
    ("holders", "away", "expected"),
    [
        ([CHAIR_, VICE, ALTERNATE], (), CHAIR_),
        ([ALTERNATE, VICE, CHAIR_], (), CHAIR_),
        ([CHAIR_, VICE, ALTERNATE], (BEN, CAT), CHAIR_),
        ([CHAIR_, VICE, ALTERNATE], (ANN,), VICE),
        ([CHAIR_, VICE, ALTERNATE], (ANN, BEN), ALTERNATE),
        ([CHAIR_, ALTERNATE], (ANN,), ALTERNATE),
        ([CHAIR_, VICE, ALTERNATE], (ANN, BEN, CAT), None),
        ([CHAIR_], (ANN,), None),
        ([VICE], (), VICE),
        ([VICE], (BEN,), None),
        ([], (), None),
    ],
)
def test_the_first_in_order_who_is_not_away_chairs(holders, away, expected):
    assert chairs(holders, away=away) == expected


def may_decide(user, meeting) -> bool:
    return access.may_at(user, Right.DECIDE_QUORUM, meeting)


@pytest.mark.django_db
@pytest.mark.req("O26")
@pytest.mark.parametrize("state", AWAY)
def test_the_alternate_has_the_chairs_rights_only_while_the_chair_is_marked_away(state):
    chair, alternate = make_both_chairs("child")
    meeting = make_meeting(DECEMBER.replace(year=2027, month=1, day=26), "child")
    assert (may_decide(chair, meeting), may_decide(alternate, meeting)) == (True, False)

    mark(meeting, chair, state)

    assert (may_decide(chair, meeting), may_decide(alternate, meeting)) == (False, True)
    assert all(access.may_at(alternate, right, meeting) for right in ROLES[CHAIR])
    mark(meeting, chair, AttendanceState.ATTENDED)
    assert (may_decide(chair, meeting), may_decide(alternate, meeting)) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("state", AWAY)
def test_the_vice_chair_has_the_chairs_rights_only_while_the_chair_is_marked_away(state):
    chair, vice = make_both_chairs()
    meeting = make_meeting()
    assert access.chair_of(meeting).user == chair

    mark(meeting, chair, state)

    assert access.chair_of(meeting).user == vice


@pytest.mark.django_db
def test_being_invited_is_not_being_away():
    chair, vice = make_both_chairs()
    meeting = make_meeting()

    mark(meeting, chair, AttendanceState.INVITED)

    assert (may_decide(chair, meeting), may_decide(vice, meeting)) == (True, False)


@pytest.mark.django_db
def test_away_from_one_meeting_is_not_away_from_the_next():
    chair, vice = make_both_chairs()
    december, january = make_meeting(DECEMBER), make_meeting(JANUARY)

    mark(december, chair, AttendanceState.APOLOGIES)

    assert access.chair_of(december).user == vice
    assert access.chair_of(january).user == chair


@pytest.mark.django_db
def test_where_everybody_is_away_nobody_chairs():
    chair, vice = make_both_chairs()
    meeting = make_meeting()
    for user in (chair, vice):
        mark(meeting, user, AttendanceState.ABSENT)

    assert access.chair_of(meeting) is None
    assert not any(may_decide(user, meeting) for user in (chair, vice, make_administrator()))


@pytest.mark.django_db
def test_where_no_office_is_filled_nobody_chairs():
    meeting = make_meeting()

    assert access.chair_of(meeting) is None
    with pytest.raises(NotPermitted, match="decide whether a meeting may proceed"):
        access.check_at(make_administrator(), Right.DECIDE_QUORUM, meeting)


@pytest.mark.django_db
def test_where_the_office_of_chair_is_vacant_the_vice_chair_acts():
    vice = make_chair(kind=OfficeKind.VICE)

    assert access.chair_of(make_meeting()).user == vice


@pytest.mark.django_db
def test_a_chair_with_two_invitations_is_away_only_when_both_say_so():
    chair, vice = make_both_chairs()
    make_appointment("council-housing", name="Other Holder")
    meeting = make_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)
    by_office = meeting.attendances.create(user=chair, name=str(chair))
    by_seat = meeting.attendances.get(user=chair, seat__isnull=False)

    for line, expected in ((by_seat, chair), (by_office, vice)):
        meetings.record_attendance(
            attendance=line, state=AttendanceState.APOLOGIES, actor=None, now=NOVEMBER
        )
        assert access.chair_of(meeting).user == expected


@pytest.mark.django_db
def test_a_chair_whose_deputy_comes_for_their_seat_is_away():
    chair, vice = make_both_chairs()
    make_member("adult-social-care", capacity=Capacity.DEPUTY)
    meeting = make_meeting()
    meetings.invite(meeting=meeting, now=NOVEMBER)

    meetings.send_deputy(
        meeting=meeting, seat=seat_called("adult-social-care"), actor=chair, now=NOVEMBER
    )

    assert access.chair_of(meeting).user == vice


@pytest.mark.django_db
def test_the_chair_of_one_panel_is_nobody_at_another():
    make_chair("adult")
    child = make_chair("child")
    meeting = make_closed_meeting()

    assert not may_decide(child, meeting)


@pytest.mark.django_db
def test_the_chair_is_whoever_holds_the_office_on_the_day_of_the_meeting():
    former, meeting = make_chair(), make_meeting(JANUARY)
    tenure = former.tenures.get()
    tenure.ends_on = DECEMBER
    tenure.save()

    assert access.chair_of(meeting) is None
    assert access.chair_of(make_meeting(DECEMBER)).user == former


@pytest.mark.django_db
def test_an_account_that_is_closed_chairs_nothing():
    chair, meeting = make_chair(), make_meeting()
    chair.is_active = False
    chair.save()

    assert not may_decide(chair, meeting)
