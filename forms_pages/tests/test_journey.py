"""The route through a form, what is missing on it and what falls off it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_pages import conditions, journey
from forms_pages.tests.sample import (
    ALL_PAGES,
    HELPERS,
    WHOLE,
    document,
    only_if,
    page,
    question,
    section,
)

FORM = document()


def keys(pages):
    return [one.key for one in pages]


def statuses(answers, seen=(), at_fault=()):
    found = journey.sections(FORM, answers, seen=seen, at_fault=at_fault)
    return {one.key: one.status for one in found}


def test_the_route_is_what_does_not_depend_on_an_answer_until_it_is_given():
    assert keys(journey.route(FORM, {})) == ["name", "born", "route", "helpers", "confirm"]


def test_an_answer_opens_pages_and_sections():
    assert keys(journey.route(FORM, {"route": "a"})) == [
        *("name", "born", "route", "early", "helpers", "confirm")
    ]
    assert keys(journey.route(FORM, {"route": "b"})) == [
        *("name", "born", "route", "last", "helpers", "risk", "confirm")
    ]


def test_an_answer_off_the_route_opens_nothing():
    form = document()
    form["conditions"].append(only_if("risky", "at_risk", "yes"))
    form["sections"][-1]["condition"] = "risky"

    on = journey.route(form, {"route": "b", "at_risk": "yes"})
    off = journey.route(form, {"route": "a", "at_risk": "yes"})

    assert "confirm" in keys(on)
    assert "confirm" not in keys(off)


def test_next_and_previous_follow_the_route():
    assert journey.next_page(FORM, {"route": "b"}, "route").key == "last"
    assert journey.previous_page(FORM, {"route": "b"}, "last").key == "route"
    assert journey.next_page(FORM, {}, "confirm") is None
    assert journey.previous_page(FORM, {}, "name") is None
    assert journey.next_page(FORM, {}, "last") is None


def test_a_page_off_the_route_is_known_and_said_to_be_off_it():
    assert journey.page_of(FORM, {}, "nowhere") is None
    off, is_on = journey.page_of(FORM, {}, "last")
    assert not is_on
    assert [q["key"] for q in off.asked] == ["tried"]
    assert journey.page_of(FORM, {"route": "b"}, "last")[1]


def test_what_is_missing_is_listed_in_order():
    gaps = journey.missing(FORM, {"route": "b", "first_name": "Ama"})

    assert [gap.question["key"] for gap in gaps] == [
        *("born_on", "tried", "helpers", "at_risk", "agreed")
    ]


def test_nothing_is_missing_from_a_whole_form():
    assert journey.missing(FORM, WHOLE) == []


def test_none_to_add_answers_a_group_and_an_unfinished_row_does_not():
    none = {**WHOLE, "helpers": {"not_known": True}}
    unfinished = {**WHOLE, "helpers": [{"id": "r1", "helper_name": "Bo"}, {"id": "r2"}]}

    assert journey.missing(FORM, none) == []
    (gap,) = journey.missing(FORM, unfinished)
    assert (gap.question["key"], gap.row) == ("helper_name", "r2")


def test_fewest_rows():
    form = document()
    form["sections"][2]["pages"][0]["questions"] = [{**HELPERS, "limits": {"min_rows": 2}}]

    (gap,) = journey.missing(form, WHOLE)

    assert gap.question["key"] == "helpers"


def test_answers_off_the_route_are_kept_apart_with_the_reason():
    answers = {**WHOLE, "tried": ["visits"], "at_risk": "yes"}

    assert journey.on_route(FORM, answers) == WHOLE
    assert [(one.question["key"], one.because) for one in journey.dropped(FORM, answers)] == [
        ("tried", "route is ('b',)"),
        ("at_risk", "route is ('b',)"),
    ]


def test_a_question_left_out_of_rows_is_not_sent():
    inner = question("helper_since", "date", "Since", condition="route_b")
    form = document()
    form["sections"][2]["pages"][0]["questions"] = [
        {**HELPERS, "questions": [*HELPERS["questions"], inner]}
    ]
    row = {"id": "r1", "helper_name": "Bo", "helper_since": "2020-01-01"}

    early = journey.on_route(form, {**WHOLE, "helpers": [row]})
    last = journey.on_route(form, {**WHOLE, "route": "b", "helpers": [row]})

    assert early["helpers"] == [{"id": "r1", "helper_name": "Bo"}]
    assert last["helpers"] == [row]


def test_a_page_whose_questions_are_all_left_out_is_left_out():
    form = {
        **FORM,
        "sections": [
            section("one", page("ask", FORM["sections"][1]["pages"][0]["questions"][0])),
            section("two", page("maybe", question("m", "short_text", "M", condition="route_b"))),
        ],
    }

    assert keys(journey.route(form, {"route": "a"})) == ["ask"]
    assert keys(journey.route(form, {"route": "b"})) == ["ask", "maybe"]


def test_a_section_waits_for_the_answer_it_depends_on_and_goes_when_it_does_not_apply():
    assert statuses({})["risks"] == journey.CANNOT_START
    assert statuses({"route": "b"})["risks"] == journey.INCOMPLETE
    assert "risks" not in statuses({"route": "a"})


def test_a_section_is_completed_when_every_page_was_seen_and_answered():
    assert statuses(WHOLE, ALL_PAGES)["person"] == journey.COMPLETED
    assert statuses(WHOLE, ["name"])["person"] == journey.INCOMPLETE
    assert statuses({}, ALL_PAGES)["person"] == journey.INCOMPLETE


def test_a_refused_answer_is_a_problem_of_its_section():
    found = statuses(WHOLE, ALL_PAGES, at_fault=["born_on"])

    assert found["person"] == journey.PROBLEM
    assert found["reasons"] == journey.COMPLETED


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "route": st.sampled_from(["a", "b"]),
        "why_early": st.just("Now"),
        "tried": st.lists(st.sampled_from(["visits", "letters"]), min_size=1, unique=True),
        "at_risk": st.sampled_from(["yes", "no", "not_known"]),
        "first_name": st.just("Ama"),
        "left_over": st.just("nobody asked this"),
    },
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANSWERS)
def test_what_is_sent_is_exactly_what_is_asked(answers):
    route = answers.get("route")
    asked = {"first_name", "route"}
    asked |= {"why_early"} if route == "a" else set()
    asked |= {"tried", "at_risk"} if route == "b" else set()

    sent = journey.on_route(FORM, answers)

    assert sent == {key: value for key, value in answers.items() if key in asked}
    assert journey.on_route(FORM, sent) == sent
    assert keys(journey.route(FORM, sent)) == keys(journey.route(FORM, answers))
    left = {one.question["key"] for one in journey.dropped(FORM, answers)}
    assert left == set(answers) - set(sent) - {"left_over"}


def test_conditions_of_a_page_are_those_of_its_section_too():
    assert conditions.label_of("route_a", FORM) == "route is ('a',)"
