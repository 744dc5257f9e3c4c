"""A panel's risk matrix in the CMS: typed a line each, and refused beside what is wrong."""

import pytest

from casework.choices import Event, Role
from casework.models import AuditEntry, RiskMatrix
from casework.tests.factories import make_holder, panel_called
from casework.tests.signin import words_of
from casework.tests.test_admin import address, into_the_cms

pytestmark = pytest.mark.django_db
PARTS = ("likelihoods", "impacts", "bands", "domains")


@pytest.fixture
def manager():
    return into_the_cms(make_holder(Role.BOARD_MANAGER, "bsab"))


@pytest.fixture
def matrix():
    return RiskMatrix.objects.get(panel__slug="adult")


def typed(client, matrix, **changes):
    """Return what the edit page has in its boxes, with changes."""
    form = client.get(address(RiskMatrix, "edit", matrix)).context["form"]
    return {name: form.fields[name].prepare_value(form.initial[name]) for name in PARTS} | changes


def save(client, matrix, **changes):
    return client.post(address(RiskMatrix, "edit", matrix), typed(client, matrix, **changes))


def test_a_matrix_is_shown_a_line_for_each_level_band_and_kind(manager, matrix):
    boxes = typed(manager, matrix)

    assert boxes["likelihoods"] == "Rare\nUnlikely\nPossible\nLikely\nAlmost certain"
    assert boxes["bands"] == "1-3 Low\n4-6 Moderate\n8-12 High\n15-25 Very high"
    assert boxes["domains"].startswith("Self-neglect or hoarding\nHealth")


def test_saving_what_is_there_changes_nothing(manager, matrix):
    before = matrix.plain

    answer = save(manager, matrix)

    assert answer.status_code == 302
    matrix.refresh_from_db()
    assert matrix.plain == before
    assert AuditEntry.objects.get(event=Event.SETTINGS_CHANGED).facts["changes"] == {}


def test_other_words_keep_the_key_and_a_new_kind_gets_one_of_its_own(manager, matrix):
    boxes = typed(manager, matrix)

    save(
        manager,
        matrix,
        likelihoods=boxes["likelihoods"].replace("Rare", "Hardly ever"),
        domains=boxes["domains"] + "\nCuckooing",
    )

    matrix.refresh_from_db()
    assert matrix.likelihoods[0] == {"key": "rare", "label": "Hardly ever"}
    assert matrix.domains[-1] == {"key": "cuckooing", "label": "Cuckooing"}
    assert matrix.domains[0]["key"] == "self_neglect"


def test_levels_that_change_places_take_their_keys_along(manager, matrix):
    save(manager, matrix, impacts="Minor\nNegligible\nModerate\nMajor\nWorst")

    matrix.refresh_from_db()
    assert [level["key"] for level in matrix.impacts] == [
        *("minor", "negligible", "moderate", "major", "catastrophic")
    ]


@pytest.mark.parametrize(
    ("part", "lines", "message"),
    [
        ("bands", "1-3 Low\n8-25 High", "A score of 4 is in no band."),
        ("bands", "1-4 Low\n4-25 High", "A score of 4 is in more than one band: “Low” and “High”."),
        ("bands", "Low up to 3", "Write each band as in “1-3 Low”. “Low up to 3” is not."),
        ("bands", "", "This field is required."),
        ("likelihoods", "Rare", "Enter 2 to 10 levels of likelihood, one on each line."),
        ("impacts", "A\nB\nA", "“A” is there twice."),
        ("impacts", "", "This field is required."),
        ("domains", "Fire\nUnknown", "Leave out “Unknown”: “not known” can always be chosen."),
    ],
)
def test_what_is_wrong_is_said_beside_its_part_and_nothing_is_saved(
    manager, matrix, part, lines, message
):
    before = matrix.plain

    answer = save(manager, matrix, **{part: lines})

    assert answer.status_code == 200
    assert message in answer.context["form"].errors[part]
    assert lines.splitlines()[-1:] == [] or lines.splitlines()[-1] in words_of(answer)
    matrix.refresh_from_db()
    assert matrix.plain == before


def test_a_band_may_be_one_score_and_a_dash_may_be_long(manager, matrix):
    save(manager, matrix, bands="1 Least\n2–6 Some\n8 to 25 Much")

    matrix.refresh_from_db()
    assert [(band["lowest"], band["highest"], band["label"]) for band in matrix.bands] == [
        (1, 1, "Least"),
        (2, 6, "Some"),
        (8, 25, "Much"),
    ]


def test_a_matrix_stays_with_its_panel(manager, matrix):
    other = panel_called("child")

    save(manager, matrix, panel=str(other.pk))

    matrix.refresh_from_db()
    assert matrix.panel == panel_called("adult")


def test_a_panel_without_a_matrix_is_given_one(manager, matrix):
    panel, boxes = matrix.panel, typed(manager, matrix)
    matrix.delete()

    answer = manager.post(address(RiskMatrix, "create"), boxes | {"panel": panel.pk})

    assert answer.status_code == 302
    assert (
        RiskMatrix.objects.get(panel=panel).domains[3]["key"] == "alcohol_drugs_or_other_substances"
    )


def test_an_empty_form_says_what_is_needed(manager, matrix):
    matrix.delete()

    answer = manager.post(address(RiskMatrix, "create"), {})

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"panel", *PARTS}
