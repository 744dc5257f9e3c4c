"""An action is agreed by the chair or staff, in time, with a measure, an owner and a day."""

from datetime import date

import pytest

from casework.choices import ActionStatus, Event, MeetingStatus
from casework.errors import NotPermitted, WrongMoment
from casework.models import Action, Recommendation
from casework.tests.action_factories import lines, make_action, make_item
from casework.tests.factories import (
    JANUARY,
    agency_called,
    make_administrator,
    make_chair,
    make_member,
    make_user,
    put,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make_item()


@pytest.fixture
def chair():
    return make_chair()


def test_an_action_is_agreed_with_a_number_an_update_and_one_audit_line(item):
    administrator = make_administrator()

    first = make_action(item, actor=administrator)
    second = make_action(item, actor=administrator, title="Ask the GP for a review")

    assert (first.number, second.number) == (1, 2)
    assert first.status == ActionStatus.AGREED
    update = first.updates.get()
    assert (update.by, update.user, update.status) == (str(administrator), administrator, "agreed")
    line = lines(Event.ACTION_AGREED)[0]
    assert (line.subject, line.actor) == (item.case.reference, administrator.email)
    assert line.facts == {"number": 1, "owner_agency": "beechwood-vale", "due_on": "2027-01-08"}


@pytest.mark.req("B71")
@pytest.mark.parametrize(
    "missing",
    [
        {"measure": " "},
        {"owner_name": "The panel"},
        {"due_on": date(2026, 12, 10)},
        {"title": "The flat"},
    ],
)
def test_an_action_without_a_measure_a_person_or_a_later_day_is_not_agreed(item, missing):
    with pytest.raises(WrongMoment):
        make_action(item, **missing)

    assert not Action.objects.exists()
    assert not lines(Event.ACTION_AGREED)


@pytest.mark.req("O42")
def test_the_panel_that_asks_for_it_needs_to_know_whom_progress_is_told():
    asking, other = make_item(JANUARY, "child"), make_item()

    with pytest.raises(WrongMoment, match="to whom progress is told"):
        make_action(asking, communicate_to=" ", due_on=date(2027, 2, 1))

    assert make_action(asking, due_on=date(2027, 2, 1)).communicate_to == "The GP"
    assert make_action(other, communicate_to="").communicate_to == ""


@pytest.mark.parametrize("status", sorted({*MeetingStatus.values} - {"in_session", "held"}))
def test_actions_are_agreed_in_the_room_or_until_the_minutes_are_signed(item, status):
    put(item.meeting, status=status)

    with pytest.raises(WrongMoment):
        make_action(item)

    put(item.meeting, status=MeetingStatus.HELD)
    assert make_action(item).number == 1


def test_the_chair_and_staff_agree_actions_and_nobody_else(item, chair):
    others = (make_member("fire-and-rescue"), make_administrator("oscb"), make_user())

    for other in others:
        with pytest.raises(NotPermitted):
            make_action(item, actor=other)

    assert make_action(item, actor=chair).agreed_by == chair
    assert Action.objects.count() == 1


def test_an_agency_or_a_recommendation_of_elsewhere_is_refused(item):
    elsewhere = Recommendation.objects.create(item=make_item(JANUARY), number=1, text="Move")

    with pytest.raises(WrongMoment, match="agency of this board"):
        make_action(item, owner_agency=agency_called("youth-justice", "oscb"))
    with pytest.raises(WrongMoment, match="recommendation of this case"):
        make_action(item, recommendation=elsewhere)


def test_an_owner_is_linked_to_their_account_where_they_have_one(item):
    owner = make_user("Fay Moss", email="fay.moss@example.org")
    closed = make_user("Olu Finch", email="olu.finch@example.org", is_active=False)

    assert make_action(item, owner_email="Fay.Moss@example.org").owner == owner
    assert make_action(item, owner_email=closed.email).owner is None
