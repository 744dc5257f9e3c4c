"""Everything that blocks publishing, and what only warns: each said of a form that has it."""

import pytest

from forms_pages import handlers, lint, publishing
from forms_pages.models import FormPage
from forms_pages.tests import authoring
from forms_pages.tests.sample import Receiver, only_if, page, question, section


@pytest.fixture
def receiver():
    """A receiver that needs a first name and a declaration, and is registered nowhere."""
    receiver = Receiver()
    receiver.targets = dict(authoring.TARGETS)
    receiver.required_targets = frozenset({"first_name"})
    receiver.needs_declaration = True
    return receiver


def questions(document: dict, at: int = 0, sheet: int = 0) -> list[dict]:
    return document["sections"][at]["pages"][sheet]["questions"]


def lead_a_to_b(document):
    """Let two conditions name each other."""
    first, second = document["conditions"]
    first["tests"] = [{"condition": second["key"]}]
    second["tests"] = [{"condition": first["key"]}]


def compare(document, **changes):
    document["conditions"][0]["tests"][0].update(changes)


def ask_both(document):
    """Ask a page only of those who chose route a, inside a section for route b."""
    document["sections"][3]["pages"][0]["condition"] = "route_a"


def ask_both_through_another(document):
    document["conditions"].append({**only_if("both", "x"), "tests": [{"condition": "route_a"}]})
    document["sections"][3]["pages"][0]["condition"] = "both"


def set_in(target, **changes):
    return lambda document: target(document).update(changes)


def first(document):
    return questions(document)[0]


def nickname(document):
    return questions(document)[1]


def route(document):
    return questions(document, 1)[0]


def group(document):
    return questions(document, 2)[0]


def helper(document):
    return group(document)["questions"][0]


def first_page(document):
    return document["sections"][0]["pages"][0]


BLOCKS = {
    "no privacy notice": (lambda d: d.update(privacy_notice=""), "the privacy notice is empty"),
    "no contact": (lambda d: d.update(contact=""), "the contact is empty"),
    "no closing words": (lambda d: d.update(closing=""), "the closing words are empty"),
    "no sections": (lambda d: d.update(sections=[], conditions=[]), "the form asks nothing"),
    "section without pages": (lambda d: d["sections"][4].update(pages=[]), "“Ending” has no pages"),
    "page without questions": (set_in(first_page, questions=[]), "“Name” has no questions"),
    "page without a title": (set_in(first_page, title=""), "A page of “Person” has no title."),
    "question without words": (lambda d: first(d).pop("label"), "A question has no words."),
    "text without text": (
        lambda d: questions(d).append({"key": "note", "type": "statement"}),
        "A text to read is empty.",
    ),
    "group without questions": (set_in(group, questions=[]), "“People who help” has no questions"),
    "two questions of one key": (
        set_in(nickname, key="first_name"),
        "“first_name” stands for more than one question",
    ),
    "two pages of one key": (
        lambda d: d["sections"][0]["pages"][1].update(key="name"),
        "“name” stands for more than one page",
    ),
    "two sections of one key": (
        lambda d: d["sections"][3].update(key="person"),
        "“person” stands for more than one section",
    ),
    "two conditions of one key": (
        lambda d: d["conditions"][1].update(key="route_a"),
        "“route_a” stands for more than one condition",
    ),
    "a question beside a group": (
        lambda d: questions(d, 2).append(question("more", "email", "More")),
        "Put the group on a page of its own",
    ),
    "no options": (set_in(route, options=[]), "“Which route?” has no options"),
    "an option twice": (
        lambda d: route(d)["options"].append({"key": "c", "label": "EARLY"}),
        "“Which route?” has the same option twice",
    ),
    "an option's key twice": (
        lambda d: route(d)["options"].append({"key": "a", "label": "Other"}),
        "“Which route?” has the same option twice",
    ),
    "an option without words": (
        lambda d: route(d)["options"].append({"key": "c", "label": ""}),
        "An option of “Which route?” has no words",
    ),
    "fewest above most": (
        set_in(nickname, limits={"min_length": 9, "max_length": 3}),
        "“Nickname” asks for more than it allows",
    ),
    "fewest rows above most": (
        set_in(group, limits={"min_rows": 9, "max_rows": 3}),
        "“People who help” asks for more than it allows",
    ),
    "needed target missing": (lambda d: first(d).pop("feeds"), "must feed “First name of the"),
    "needed target optional": (
        set_in(first, required=False),
        "“First name” must always be asked and answered, because it feeds “First name of the",
    ),
    "needed target asked sometimes": (
        lambda d: d["sections"][0].update(condition="route_a"),
        "“First name” must always be asked and answered",
    ),
    "target fed twice": (
        set_in(nickname, feeds="first_name"),
        "“First name”, “Nickname” feed the same thing",
    ),
    "target of another type": (
        set_in(nickname, feeds="born_on"),
        "“Nickname” cannot feed “Date of birth of the person”: the type does not fit",
    ),
    "target fed from a group": (
        lambda d: (first(d).pop("feeds"), helper(d).update(feeds="first_name")),
        "“Name” is in a group that repeats and cannot feed",
    ),
    "target unknown": (set_in(nickname, feeds="shoes"), "“Nickname” feeds something that nobody"),
    "no declaration": (lambda d: d["sections"].pop(), "Add a declaration"),
    "condition of a question unknown": (
        set_in(nickname, condition="nowhere"),
        "“Nickname” names a condition that is not there: nowhere",
    ),
    "condition of a section unknown": (
        lambda d: d["sections"][3].update(condition="nowhere"),
        "“Risks” names a condition that is not there",
    ),
    "condition of a question in a group unknown": (
        set_in(helper, condition="nowhere"),
        "“Name” names a condition that is not there",
    ),
    "condition looks forward": (
        set_in(first_page, condition="route_a"),
        "“Name” depends on “Which route?”, which is not on an earlier page",
    ),
    "condition looks at its own page": (
        lambda d: questions(d, 1).append(question("more", "email", "More", condition="route_a")),
        "“More” depends on “Which route?”, which is not on an earlier page",
    ),
    "conditions go round": (lead_a_to_b, "goes round in a circle"),
    "condition names no question": (lambda d: compare(d, question="gone"), "not there: gone"),
    "condition names a question in a group": (
        lambda d: compare(d, question="helper_name"),
        "names a question that is not there: helper_name",
    ),
    "condition names a text to read": (
        lambda d: (
            questions(d).append({"key": "note", "type": "statement", "text": "<p>Read</p>"}),
            compare(d, question="note"),
        ),
        "names a question that is not there: note",
    ),
    "condition names no condition": (
        lambda d: d["conditions"][0].update(tests=[{"condition": "gone"}]),
        "names a condition that is not there: gone",
    ),
    "condition names no option": (
        lambda d: compare(d, values=["z"]),
        "names an option that “Which route?” does not have: z",
    ),
    "condition compares nothing": (
        lambda d: d["conditions"][0].update(tests=[]),
        "compares nothing",
    ),
    "condition compares with nothing": (
        lambda d: compare(d, values=[]),
        "compares “Which route?” with nothing",
    ),
    "condition with an unknown comparison": (
        lambda d: compare(d, comparison="rhymes"),
        "does not say how to compare “Which route?”",
    ),
    "condition that is two things": (
        lambda d: compare(d, values=["a", "b"]),
        "compares “Which route?” with several",
    ),
    "page that excludes itself": (ask_both, "Nobody can reach “Risk”"),
    "page that excludes itself through another": (
        ask_both_through_another,
        "Nobody can reach “Risk”",
    ),
}


def messages(document, handler) -> list[str]:
    return [problem.message for problem in lint.blocking(lint.problems(document, handler))]


def test_the_sample_form_has_nothing_wrong_with_it(receiver):
    assert messages(authoring.publishable(), receiver) == []


@pytest.mark.parametrize(("spoil", "message"), BLOCKS.values(), ids=BLOCKS)
def test_what_blocks_publishing(receiver, spoil, message):
    document = authoring.publishable()
    spoil(document)

    assert [said for said in messages(document, receiver) if message in said]


def test_a_purpose_that_nobody_receives_blocks_publishing():
    assert messages(authoring.publishable(), None) == [
        "Choose what the form is for: nothing here receives its answers."
    ]


def test_a_condition_met_by_either_answer_does_not_hide_a_page(receiver):
    document = authoring.publishable()
    tests = [{**only_if("x", "route", key)["tests"][0]} for key in ("a", "b")]
    document["conditions"].append({**only_if("any", "x"), "match": "any", "tests": tests})
    document["sections"][3]["pages"][0]["condition"] = "any"

    assert messages(document, receiver) == []


def test_several_answers_at_once_do_not_exclude_each_other(receiver):
    document = authoring.publishable()
    for key in ("visits", "letters"):
        document["conditions"].append(only_if(key, "tried", key, comparison="contains"))
    document["sections"].insert(
        4, section("more", page("more", question("x", "email", "X"), condition="letters"))
    )
    document["sections"][4]["condition"] = "visits"

    assert messages(document, receiver) == []


def test_a_sensitive_question_that_does_not_say_why_only_warns(receiver):
    document = authoring.publishable()
    nickname(document)["sensitivity"] = "special"

    (problem,) = lint.problems(document, receiver)

    assert problem.level == lint.WARNS
    assert problem.message == "“Nickname” is sensitive and does not say why we ask."
    assert (problem.section, problem.question) == ("person", "nickname")
    nickname(document)["why"] = "So that we greet people as they wish."
    assert not lint.problems(document, receiver)


def test_a_long_page_only_warns(receiver):
    document = authoring.publishable()
    questions(document).extend(question(f"q{at}", "email", f"Q{at}") for at in range(7))

    (problem,) = lint.problems(document, receiver)

    assert problem.level == lint.WARNS
    assert problem.message == "“Name” asks more than 8 questions."


def test_what_blocks_comes_before_what_warns(receiver):
    document = authoring.publishable()
    nickname(document)["sensitivity"] = "special"
    compare(document, question="gone")

    levels = [problem.level for problem in lint.problems(document, receiver)]

    assert levels == [lint.BLOCKS, lint.WARNS]


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["bucks.localhost", "oxon.localhost"])
def test_the_boards_own_forms_have_nothing_that_blocks(host):
    form = FormPage.objects.child_of(authoring.home(host)).get(slug="refer")

    report = publishing.examine(form)

    assert handlers.handler_for(form.purpose).required_targets
    assert report.blocking == []
    assert not report.changes


@pytest.fixture
def listing(receiver):
    """A receiver that also takes lists: what is answered in each row of a group."""
    for key, label in (("names", "Names of helpers"), ("notes", "Notes on helpers")):
        types = frozenset({"short_text", "long_text"})
        receiver.targets[key] = handlers.Target(key, label, types, repeats=True)
    return receiver


def test_a_question_in_a_group_may_feed_a_list(listing):
    document = authoring.publishable()
    helper(document)["feeds"] = "names"
    group(document)["questions"][2]["feeds"] = "notes"

    assert messages(document, listing) == []


def test_a_question_outside_a_group_feeds_no_list(listing):
    document = authoring.publishable()
    nickname(document)["feeds"] = "names"

    assert messages(document, listing) == [
        "“Nickname” cannot feed “Names of helpers”: put it in a group that repeats."
    ]


def test_lists_that_are_read_row_by_row_come_from_one_group(listing):
    document = authoring.publishable()
    helper(document)["feeds"] = "names"
    note = question("other_note", "long_text", "Other note", feeds="notes", required=False)
    others = question("others", "group", "Others", questions=[note], required=False)
    document["sections"][0]["pages"].append(page("others_page", others))

    assert messages(document, listing) == [
        "“Other note”, “Name” belong together. Ask them in one group."
    ]
