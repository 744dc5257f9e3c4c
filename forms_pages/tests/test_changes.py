"""What a publication would change, told by the identity of the questions."""

from copy import deepcopy

import pytest

from forms_pages import changes
from forms_pages.tests import authoring
from forms_pages.tests.sample import only_if, page, question


def told(change) -> changes.ChangeReport:
    old = authoring.publishable()
    new = deepcopy(old)
    change(new)
    return changes.between(old, new)


def asked(document, at=0, sheet=0) -> list[dict]:
    return document["sections"][at]["pages"][sheet]["questions"]


def test_nothing_changed():
    report = told(lambda document: None)

    assert not report
    assert report == changes.ChangeReport()


def test_a_question_added():
    report = told(lambda d: asked(d).append(question("shoes", "short_text", "Shoe size")))

    assert report == changes.ChangeReport(added=["Shoe size"])
    assert report


def test_a_question_removed():
    assert told(lambda d: asked(d).pop()) == changes.ChangeReport(removed=["Nickname"])


def test_a_question_reworded():
    report = told(lambda d: asked(d)[0].update(label="Given name"))

    assert report == changes.ChangeReport(reworded=[("First name", "Given name")])


def test_a_question_with_the_same_words_and_another_key_is_another_question():
    report = told(lambda d: asked(d)[1].update(key="another"))

    assert report == changes.ChangeReport(added=["Nickname"], removed=["Nickname"])


@pytest.mark.parametrize(
    "change",
    [
        {"required": True},
        {"hint": "As friends say it"},
        {"limits": {"max_length": 5}},
        {"condition": "route_a"},
        {"sensitivity": "special"},
        {"type": "long_text"},
    ],
)
def test_a_question_asked_otherwise(change):
    assert told(lambda d: asked(d)[1].update(change)) == changes.ChangeReport(altered=["Nickname"])


def test_an_option_added():
    report = told(lambda d: asked(d, 1)[0]["options"].append({"key": "c", "label": "Third"}))

    assert report == changes.ChangeReport(altered=["Which route?"])


def test_a_question_within_a_group_reworded():
    report = told(lambda d: asked(d, 2)[0]["questions"][0].update(label="Full name"))

    assert report == changes.ChangeReport(reworded=[("Name", "Full name")])


def test_two_questions_that_change_places():
    assert told(lambda d: asked(d).reverse()) == changes.ChangeReport(moved=["First name"])


def test_a_question_moved_to_another_page_is_told_once():
    report = told(lambda d: asked(d, 0, 1).insert(0, asked(d).pop()))

    assert report == changes.ChangeReport(moved=["Nickname"])


def test_a_question_moved_back_to_an_earlier_page_is_told_once():
    report = told(lambda d: asked(d).insert(0, asked(d, 3).pop()))

    assert report.moved == ["Is there a risk?"]


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (
            lambda d: d["conditions"].append(only_if("new", "route", "a", label="New one")),
            "New one",
        ),
        (lambda d: d["conditions"].pop(), "route is ('b',)"),
        (lambda d: d["conditions"][0].update(match="any"), "route is ('a',)"),
    ],
)
def test_a_condition_changed(change, label):
    assert told(change) == changes.ChangeReport(conditions=[label])


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(title="Another title"),
        lambda d: d.update(privacy_notice="<p>Otherwise.</p>"),
        lambda d: d["sections"][0].update(title="Somebody"),
        lambda d: d["sections"][0]["pages"][0].update(guidance="<p>Take your time.</p>"),
        lambda d: d["sections"][3].update(condition="route_a"),
        lambda d: d["sections"][4]["pages"].append(page("empty")),
    ],
)
def test_texts_and_titles_changed(change):
    assert told(change) == changes.ChangeReport(texts=True)
