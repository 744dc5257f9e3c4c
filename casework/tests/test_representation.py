import pytest

from casework.rules.representation import (
    Need,
    Presence,
    Seat,
    missing,
    represented,
    warnings,
)

HEALTH = Seat("oxford-health", "Oxford Health", teams=("Clinicians", "Social care leads"))
HOUSING = Seat("council-housing", "Council Housing", teams=("Housing", "Environmental Health"))
LANDLORDS = Seat("landlords", "Registered Social Landlords", is_class=True)
POLICE = Seat("thames-valley-police", "Thames Valley Police")
SEATS = (HEALTH, HOUSING, LANDLORDS, POLICE)
RSL_A = Need("landlords", "rsl-a", "Landlord A")


def test_two_people_for_one_seat_are_one_representation():
    here = [
        Presence("oxford-health", team="Clinicians"),
        Presence("oxford-health", team="Social care leads"),
    ]

    assert represented(SEATS, here) == {"oxford-health"}
    assert len(represented(SEATS, here)) == 1


def test_an_officer_of_any_of_the_seats_teams_represents_it():
    assert represented(SEATS, [Presence("council-housing", team="environmental health")]) == {
        "council-housing"
    }


def test_an_officer_of_another_team_does_not():
    assert represented(SEATS, [Presence("council-housing", team="Parking")]) == set()


def test_a_class_is_represented_by_the_body_the_case_needs():
    other, right = Presence("landlords", "rsl-b"), Presence("landlords", "rsl-a")

    assert missing([RSL_A], SEATS, [other]) == [RSL_A]
    assert missing([RSL_A], SEATS, [other, right]) == []


def test_the_chair_is_warned_when_only_another_landlord_came():
    found = warnings([RSL_A], SEATS, [Presence("landlords", "rsl-b")])

    assert found == ["Registered Social Landlords: Landlord A is not here. Another body came."]


def test_the_chair_is_warned_when_no_landlord_came():
    assert warnings([RSL_A], SEATS, []) == ["Registered Social Landlords (Landlord A) is not here."]


@pytest.mark.parametrize("relevant", [True, False])
def test_police_are_missed_only_where_they_are_relevant(relevant):
    needs = [Need("thames-valley-police")] if relevant else []

    assert warnings(needs, SEATS, []) == (["Thames Valley Police is not here."] * relevant)


def test_a_need_for_a_seat_that_is_not_there_is_missing():
    gone = Need("gone")

    assert missing([gone], SEATS, [Presence("gone")]) == [gone]
