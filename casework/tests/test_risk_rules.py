"""How risk is scored, what a matrix must be, and how two views differ."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings

from casework.errors import WrongMoment
from casework.rules import risk
from casework.rules.risk import Rated

BOARDS = json.loads((Path(settings.BASE_DIR) / "fixtures" / "boards.json").read_text())["boards"]
PANELS = {panel["slug"]: panel for board in BOARDS for panel in board["panels"]}
FORMS = {"adult": "adult_referral", "child": "child_referral"}


def matrix(**changes) -> dict:
    """Return a small matrix: two levels by three, in two bands."""
    return {
        "likelihoods": [{"key": "no", "label": "No"}, {"key": "yes", "label": "Yes"}],
        "impacts": [{"key": key, "label": key.upper()} for key in "abc"],
        "bands": [
            {"label": "Low", "lowest": 1, "highest": 3},
            {"label": "High", "lowest": 4, "highest": 6},
        ],
        "domains": [{"key": "fire", "label": "Fire"}],
    } | changes


def said(**changes) -> list[str]:
    return [problem.message for problem in risk.problems(matrix(**changes))]


def band(label, lowest, highest):
    return {"label": label, "lowest": lowest, "highest": highest}


@pytest.mark.parametrize("slug", PANELS)
def test_both_boards_matrices_are_sound(slug):
    assert risk.problems(PANELS[slug]["risk_matrix"]) == []


@pytest.mark.parametrize("slug", PANELS)
def test_a_board_s_matrix_has_the_keys_of_its_referral_form(slug):
    path = Path(settings.BASE_DIR) / "fixtures" / "forms" / f"{FORMS[slug]}.json"
    fed = {}
    for section in json.loads(path.read_text())["sections"]:
        for page in section["pages"]:
            for group in page["questions"]:
                for one in group.get("questions", ()):
                    fed[one.get("feeds")] = [option["key"] for option in one.get("options", ())]

    own = PANELS[slug]["risk_matrix"]

    for target, part in (("risk_likelihood", "likelihoods"), ("risk_impact", "impacts")):
        assert [level["key"] for level in own[part]] + [risk.UNKNOWN] == fed[target]
    assert [domain["key"] for domain in own["domains"]] == fed["risk_domain"]


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [(1, 3, "Low"), (2, 2, "Moderate"), (2, 4, "High"), (3, 4, "High"), (3, 5, "Very high")],
)
def test_a_score_is_likelihood_times_impact_and_has_a_band(likelihood, impact, band):
    number = risk.score(likelihood, impact)

    assert number == likelihood * impact
    assert risk.band_of(number, PANELS["adult"]["risk_matrix"]["bands"]) == band


@pytest.mark.parametrize("pair", [(None, 5), (5, None), (None, None)])
def test_what_is_not_known_has_no_score_and_no_band(pair):
    assert risk.score(*pair) is None
    assert risk.band_of(None, matrix()["bands"]) == ""


def test_the_overall_rating_is_the_highest_line_and_never_an_average():
    rated = [Rated(2, "Low"), Rated(20, "Very high"), Rated(None), Rated(3, "Low")]

    assert risk.overall(rated) == Rated(20, "Very high")
    assert risk.overall([Rated(None)]).in_words == "not known"
    assert risk.overall([]) == Rated(None)


def test_what_is_not_known_is_listed_first_and_the_rest_from_the_highest_down():
    lines = [Rated(2, "Low"), Rated(None), Rated(20, "Very high")]

    assert [line.score for line in risk.worst_first(lines)] == [None, 20, 2]


def test_levels_count_from_one_and_not_known_has_none():
    levels = matrix()["likelihoods"]

    assert [risk.level_of(key, levels) for key in ("no", "yes", "unknown")] == [1, 2, None]


@pytest.mark.parametrize("key", ["maybe", "", "Yes"])
def test_a_level_or_a_kind_that_the_matrix_does_not_have_is_refused(key):
    with pytest.raises(WrongMoment, match="is not a level of this panel’s risk matrix"):
        risk.level_of(key, matrix()["likelihoods"])
    with pytest.raises(WrongMoment, match="is not a kind of risk"):
        risk.label_of(key, matrix()["domains"])


def test_a_score_in_no_band_is_named():
    assert said(bands=[band("Low", 1, 2), band("High", 4, 6)]) == ["A score of 3 is in no band."]


def test_a_score_in_two_bands_is_named_with_both():
    found = said(bands=[band("Low", 1, 4), band("High", 4, 6)])

    assert found == ["A score of 4 is in more than one band: “Low” and “High”."]


def test_scores_that_nobody_can_reach_need_no_band():
    assert 5 not in risk.reachable(2, 3)
    assert said(bands=[band("Low", 1, 4), band("High", 6, 6)]) == []


def test_a_gap_between_bands_where_no_score_falls_is_none():
    five_by_five = deepcopy(PANELS["adult"]["risk_matrix"])

    assert risk.reachable(5, 5) == [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25]
    assert risk.problems(five_by_five) == []


@pytest.mark.parametrize("count", [0, 1, 11])
def test_a_matrix_has_two_to_ten_levels(count):
    levels = [{"key": f"l{n}", "label": f"L{n}"} for n in range(count)]

    assert said(likelihoods=levels) == ["Enter 2 to 10 levels of likelihood, one on each line."]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"domains": []}, "Enter at least one kind of risk."),
        ({"domains": [{"key": "x", "label": "X"}] * 2}, "“X” is there twice."),
        (
            {"likelihoods": [{"key": "no", "label": "No"}, {"key": "unknown", "label": "?"}]},
            "Leave out “?”: “not known” can always be chosen.",
        ),
        ({"domains": [{"key": "1_a", "label": "1 a"}]}, "Begin “1 a” with a letter."),
        ({"bands": [band("Low", 3, 1), band("All", 1, 6)]}, "“Low” ends before it begins."),
        ({"bands": [band("A", 1, 3), band("A", 4, 6)]}, "Two bands are called “A”."),
    ],
)
def test_what_is_wrong_with_a_matrix_is_said_in_words(changes, message):
    assert said(**changes) == [message]


def test_where_the_two_views_differ_is_said_in_words():
    referrer = {"Fire": [Rated(2, "Low"), Rated(16, "Very high")], "Health": [Rated(4, "Moderate")]}
    panel = {"Fire": [Rated(9, "High")], "Health": [Rated(4, "Moderate")], "Missing": [Rated(None)]}

    found = {one.domain: one.words for one in risk.differences(referrer, panel)}

    assert found == {
        "Fire": "The panel scores this lower: High (9). The referrer scored Very high (16).",
        "Missing": "Only the panel names this: not known.",
    }


def test_a_score_against_not_known_is_a_difference_and_two_not_known_are_none():
    one, other = {"A": [Rated(None)], "B": [Rated(None)]}, {"A": [Rated(6, "High")]}

    assert [d.words for d in risk.differences(one, other | {"B": [Rated(None)]})] == [
        "The referrer says not known, the panel High (6)."
    ]
