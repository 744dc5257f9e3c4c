"""What makes an action measurable."""

from datetime import date

import pytest

from casework.rules import actions

MEETS_ON = date(2026, 12, 10)
GOOD = {
    "title": "Visit the flat with the landlord",
    "measure": "The gas has been made safe and a certificate is seen.",
    "owner_name": "Fay Moss",
    "owner_agency": "Buckinghamshire Council",
    "due_on": date(2026, 12, 11),
    "meets_on": MEETS_ON,
}


def test_an_action_with_a_deed_a_measure_a_person_and_a_later_day_has_no_fault():
    assert actions.faults(**GOOD) == {}


@pytest.mark.req("B71")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("measure", ""),
        ("measure", "  \n"),
        ("owner_name", ""),
        ("owner_name", "The panel"),
        ("owner_name", "panel members"),
        ("owner_name", "All agencies"),
        ("owner_name", "The  Team"),
        ("owner_name", "tbc"),
        ("owner_name", "buckinghamshire council"),
        ("due_on", MEETS_ON),
        ("due_on", date(2026, 12, 9)),
        ("title", ""),
        ("title", "Visit"),
        ("title", "The flat"),
        ("title", "They should visit"),
        ("title", "12 34"),
    ],
)
def test_each_part_that_is_missing_is_the_one_fault(name, value):
    assert list(actions.faults(**GOOD | {name: value})) == [name]


@pytest.mark.parametrize("name", ["Dr Okoro", "Fay Moss", "Anne Boardman", "Theo All"])
def test_a_person_may_be_named_as_people_name_them(name):
    assert actions.fault_of_owner(name, agency="Council") == ""


@pytest.mark.req("O42")
@pytest.mark.parametrize(
    ("asks", "told", "found"),
    [(True, "", ["communicate_to"]), (True, "The GP", []), (False, "", [])],
)
def test_whom_progress_is_told_is_asked_where_the_panel_asks(asks, told, found):
    faults = actions.faults(**GOOD, communicate_to=told, asks_communication=asks)

    assert list(faults) == found


@pytest.mark.req("O42")
def test_the_latest_day_is_the_day_before_the_next_meeting_and_later_is_warned_of():
    latest = actions.latest_before(date(2027, 1, 14))

    assert latest == date(2027, 1, 13)
    assert actions.warning(latest, latest_on=latest) == ""
    assert "13 January 2027" in actions.warning(date(2027, 1, 14), latest_on=latest)


def test_without_a_next_meeting_nothing_is_too_late():
    assert actions.latest_before(None) is None
    assert actions.warning(date(2030, 1, 1), latest_on=None) == ""
