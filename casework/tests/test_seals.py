"""A seal shows whether anything changed, and only that."""

import json

import pytest

from casework.rules import seals

CONTENT = {"title": "Minutes", "cases": [{"lead": "Zoë Ash", "actions": [1, 2]}], "note": None}


def test_a_seal_is_the_same_whatever_the_order_of_the_keys():
    turned = dict(reversed(CONTENT.items()))

    assert seals.seal(CONTENT) == seals.seal(turned)
    assert len(seals.seal(CONTENT)) == 64


def test_a_seal_outlives_being_kept_as_json():
    kept = json.loads(json.dumps(CONTENT))

    assert seals.holds(kept, seals.seal(CONTENT))


@pytest.mark.parametrize(
    "changed",
    [
        CONTENT | {"title": "Minutes "},
        CONTENT | {"cases": []},
        CONTENT | {"note": ""},
        CONTENT | {"more": 1},
    ],
)
def test_any_change_breaks_the_seal(changed):
    assert not seals.holds(changed, seals.seal(CONTENT))


def test_the_order_of_a_list_is_part_of_the_content():
    assert seals.seal([1, 2]) != seals.seal([2, 1])


def test_what_json_cannot_keep_is_not_sealed():
    with pytest.raises(ValueError):
        seals.seal({"score": float("nan")})
