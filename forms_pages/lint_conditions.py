"""What is wrong with a form's conditions: names, order, circles, and pages nobody reaches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms_pages.definition import name_of, questions_of

CHOICES = {
    "yes_no_not_known": {"yes", "no", "not_known"},
    "declaration": {"yes"},
}
WITHOUT_VALUES = {"is_answered", "is_not_answered"}
WITH_ONE_VALUE = {"is", "is_not"}
COMPARISONS = WITHOUT_VALUES | WITH_ONE_VALUE | {"is_one_of", "contains"}


@dataclass
class Form:
    """A document, indexed for the checks."""

    document: Mapping
    conditions: dict[str, Mapping] = field(init=False)
    questions: dict[str, Mapping] = field(init=False)
    place: dict[str, int] = field(init=False)
    needs: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self):
        self.conditions = {one["key"]: one for one in self.document["conditions"]}
        self.questions = {one["key"]: one for one in questions_of(self.document)}
        self.place, self.needs, at = {}, {}, 0
        for section in self.document["sections"]:
            for page in section["pages"]:
                at += 1
                self.place[page["key"]] = at
                both = (section.get("condition", ""), page.get("condition", ""))
                self.needs[page["key"]] = tuple(filter(None, both))

    def looked_at(self, key: str, met: tuple[str, ...] = ()) -> set[str]:
        """Return the questions a condition looks at, also through others."""
        if key not in self.conditions or key in met:
            return set()
        found = set()
        for test in self.conditions[key]["tests"]:
            if "condition" in test:
                found |= self.looked_at(test["condition"], (*met, key))
            else:
                found.add(test["question"])
        return found

    def goes_round(self, key: str, met: tuple[str, ...] = ()) -> bool:
        if key in met:
            return True
        tests = self.conditions.get(key, {}).get("tests", ())
        return any(
            self.goes_round(test["condition"], (*met, key)) for test in tests if "condition" in test
        )


def problems(document: Mapping, make) -> Iterator:
    """Yield what is wrong; `make` makes a problem of a message and a place."""
    form = Form(document)
    for condition in document["conditions"]:
        yield from faults_of(condition, form, make)
    if any(form.goes_round(key) for key in form.conditions):
        return
    for name, condition, section, at in uses(document, form):
        yield from misuse(form, make, name=name, condition=condition, section=section, at=at)
    yield from unreachable(form, make)


def faults_of(condition: Mapping, form: Form, make) -> Iterator:
    name = f"The condition “{condition['label']}”"
    if not condition["tests"]:
        yield make(f"{name} compares nothing.")
    if form.goes_round(condition["key"]):
        yield make(f"{name} goes round in a circle.")
    for test in condition["tests"]:
        if "condition" in test:
            if test["condition"] not in form.conditions:
                yield make(f"{name} names a condition that is not there: {test['condition']}.")
            continue
        question = form.questions.get(test["question"])
        if question is None or question["group"] or question["type"] == "statement":
            yield make(f"{name} names a question that is not there: {test['question']}.")
            continue
        yield from values_of(test, question, name, make)


def values_of(test: Mapping, question: Mapping, name: str, make) -> Iterator:
    if test["comparison"] not in COMPARISONS:
        yield make(f"{name} does not say how to compare “{name_of(question)}”.")
    if test["comparison"] in WITHOUT_VALUES:
        return
    if not test["values"]:
        yield make(f"{name} compares “{name_of(question)}” with nothing.")
    if test["comparison"] in WITH_ONE_VALUE and len(test["values"]) > 1:
        yield make(f"{name} compares “{name_of(question)}” with several: choose “is one of”.")
    known = CHOICES.get(question["type"])
    if "options" in question:
        known = {option["key"] for option in question["options"]}
    for value in test["values"]:
        if known is not None and value not in known:
            yield make(f"{name} names an option that “{name_of(question)}” does not have: {value}.")


def uses(document: Mapping, form: Form) -> Iterator[tuple[str, str, str, int]]:
    """Yield every use of a condition: by what, which, in which section, before which page."""
    for section in document["sections"]:
        first = form.place[section["pages"][0]["key"]] if section["pages"] else 0
        if section.get("condition"):
            yield section["title"], section["condition"], section["key"], first
        for page in section["pages"]:
            at = form.place[page["key"]]
            if page.get("condition"):
                yield page["title"], page["condition"], section["key"], at
            for question in page["questions"]:
                for asked in (question, *question.get("questions", ())):
                    if asked.get("condition"):
                        yield name_of(asked), asked["condition"], section["key"], at


def misuse(form: Form, make, *, name: str, condition: str, section: str, at: int) -> Iterator:
    if condition not in form.conditions:
        yield make(f"“{name}” names a condition that is not there: {condition}.", section=section)
    for key in sorted(form.looked_at(condition)):
        question = form.questions.get(key)
        if question and form.place[question["page"]] >= at:
            yield make(
                f"“{name}” depends on “{name_of(question)}”, which is not on an earlier page.",
                section=section,
            )


def unreachable(form: Form, make) -> Iterator:
    """Find pages that need two answers to one question, which nobody can give."""
    for section in form.document["sections"]:
        for page in section["pages"]:
            needed: dict[str, set[str]] = {}
            for key in form.needs[page["key"]]:
                for question, answers in demanded(form, key).items():
                    before = needed.get(question)
                    needed[question] = answers if before is None else before & answers
            if any(not answers for answers in needed.values()):
                yield make(
                    f"Nobody can reach “{page['title']}”: its conditions exclude each other.",
                    section=section["key"],
                )


def demanded(form: Form, key: str) -> dict[str, set[str]]:
    """Return the answers without which a condition cannot hold, for questions with one answer."""
    condition = form.conditions.get(key)
    if condition is None or condition["match"] != "all":
        return {}
    needed: dict[str, set[str]] = {}
    for test in condition["tests"]:
        if "condition" in test:
            inner = demanded(form, test["condition"])
        elif test["comparison"] in ("is", "is_one_of"):
            inner = {test["question"]: set(test["values"])}
        else:
            continue
        for question, answers in inner.items():
            if form.questions.get(question, {}).get("type") != "several_of":
                needed[question] = needed.get(question, answers) & answers
    return needed
