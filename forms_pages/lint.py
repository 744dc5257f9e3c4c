"""What blocks publishing a form, and what only warns. Pure: reads the document."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms_pages import lint_conditions
from forms_pages.definition import name_of, questions_of

BLOCKS, WARNS = "blocks", "warns"
MOST_QUESTIONS_ON_A_PAGE = 8
TEXTS = frozenset({"short_text", "long_text"})
NEEDED_TEXTS = {
    "privacy_notice": "Say how the answers are used: the privacy notice is empty.",
    "contact": "Say whom to ask about this form: the contact is empty.",
    "closing": "Say what happens next: the closing words are empty.",
}


@dataclass(frozen=True)
class Problem:
    """One thing an editor should mend, and where. No section means the form itself."""

    message: str
    level: str = BLOCKS
    section: str = ""
    question: str = ""

    def as_row(self) -> dict:
        return {"message": self.message, "section": self.section, "question": self.question}


def problems(
    document: Mapping, handler, *, before: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return everything that is wrong with a compiled form, worst first.

    `before` are the types that earlier versions had for questions, by key.
    """
    found = [
        *texts(document),
        *sections(document),
        *unworded(document),
        *keys(document),
        *pages(document),
        *options(document),
        *limits(document),
        *replacements(document, before or {}),
        *lint_conditions.problems(document, Problem),
    ]
    found += targets(document, handler) if handler else [no_purpose()]
    found += warnings(document)
    return sorted(found, key=lambda problem: problem.level != BLOCKS)


def blocking(found: list[Problem]) -> list[Problem]:
    return [problem for problem in found if problem.level == BLOCKS]


def no_purpose() -> Problem:
    return Problem("Choose what the form is for: nothing here receives its answers.")


def texts(document: Mapping) -> Iterator[Problem]:
    for name, message in NEEDED_TEXTS.items():
        if not document.get(name):
            yield Problem(message)


def sections(document: Mapping) -> Iterator[Problem]:
    if not document["sections"]:
        yield Problem("Add a section: the form asks nothing.")
    for section in document["sections"]:
        if not section["pages"]:
            yield Problem(f"“{section['title']}” has no pages.", section=section["key"])
        for page in section["pages"]:
            if not page["questions"]:
                yield Problem(f"“{page['title']}” has no questions.", section=section["key"])


def unworded(document: Mapping) -> Iterator[Problem]:
    """Find what was left empty in a draft: Wagtail lets drafts be saved without their words."""
    for section in document["sections"]:
        if not all(page["title"] for page in section["pages"]):
            yield Problem(f"A page of “{section['title']}” has no title.", section=section["key"])
    for question in questions_of(document):
        where = {"section": question["section"], "question": question["key"]}
        if question["type"] == "statement":
            if not question.get("text"):
                yield Problem("A text to read is empty.", **where)
        elif not question.get("label"):
            yield Problem("A question has no words.", **where)
        if question["type"] == "group" and not question.get("questions"):
            yield Problem(f"“{name_of(question)}” has no questions.", **where)
        if not all(option["label"] for option in question.get("options", ())):
            yield Problem(f"An option of “{name_of(question)}” has no words.", **where)


def limits(document: Mapping) -> Iterator[Problem]:
    """Find questions that nobody can answer, because the least is above the most."""
    for question in questions_of(document):
        limit = question.get("limits", {})
        for least, most in (("min_length", "max_length"), ("min_rows", "max_rows")):
            if limit.get(least, 0) > limit.get(most, limit.get(least, 0)):
                yield Problem(
                    f"“{name_of(question)}” asks for more than it allows.",
                    section=question["section"],
                    question=question["key"],
                )


def replacements(document: Mapping, types: Mapping[str, str]) -> Iterator[Problem]:
    """Find questions that cannot go on where another ended: answers must mean the same."""
    for question in questions_of(document):
        where = {"section": question["section"], "question": question["key"]}
        name, before = name_of(question), types.get(question["key"], question["type"])
        if question.get("replaces"):
            yield Problem(
                f"“{name}” cannot take the place of “{question['replaces']}”: no question of that "
                "key was removed, or this one has a key of its own already.",
                **where,
            )
        if before != question["type"] and not {before, question["type"]} <= TEXTS:
            yield Problem(
                f"“{name}” has the key “{question['key']}” of a question of another type.",
                **where,
            )


def keys(document: Mapping) -> Iterator[Problem]:
    pages_of = (page for section in document["sections"] for page in section["pages"])
    scopes = {
        "question": [question["key"] for question in questions_of(document)],
        "page": [page["key"] for page in pages_of],
        "section": [section["key"] for section in document["sections"]],
        "condition": [condition["key"] for condition in document["conditions"]],
    }
    for scope, given in scopes.items():
        for key, times in Counter(given).items():
            if times > 1:
                yield Problem(f"The key “{key}” stands for more than one {scope}.")


def pages(document: Mapping) -> Iterator[Problem]:
    for section in document["sections"]:
        for page in section["pages"]:
            kinds = [question["type"] for question in page["questions"]]
            others = [kind for kind in kinds if kind != "statement"]
            if "group" in kinds and len(others) > 1:
                yield Problem(
                    f"“{page['title']}” asks other questions beside a group that repeats. "
                    "Put the group on a page of its own.",
                    section=section["key"],
                )


def options(document: Mapping) -> Iterator[Problem]:
    for question in questions_of(document):
        if "options" not in question:
            continue
        where = {"section": question["section"], "question": question["key"]}
        labels = Counter(option["label"].casefold() for option in question["options"])
        keys = Counter(option["key"] for option in question["options"])
        if not question["options"]:
            yield Problem(f"“{name_of(question)}” has no options.", **where)
        if any(times > 1 for times in (*labels.values(), *keys.values())):
            yield Problem(f"“{name_of(question)}” has the same option twice.", **where)


def targets(document: Mapping, handler) -> Iterator[Problem]:
    """Check what the answers feed: known, of a type that fits, needed ones fed exactly once."""
    fed: dict[str, list[Mapping]] = {}
    for question in questions_of(document):
        if question.get("feeds"):
            fed.setdefault(question["feeds"], []).append(question)
    for name, questions in fed.items():
        for question in questions:
            yield from fit(question, handler.targets.get(name))
        if len(questions) > 1:
            labels = ", ".join(f"“{name_of(question)}”" for question in questions)
            yield Problem(f"{labels} feed the same thing. Only one may.")
    for name in sorted(handler.required_targets - set(fed)):
        yield Problem(f"A question must feed “{handler.targets[name].label}”. None does.")
    yield from apart(fed, handler)
    conditional = asked_sometimes(document)
    for name in sorted(handler.required_targets & set(fed)):
        question = fed[name][0]
        if question["key"] in conditional or not question.get("required"):
            yield Problem(
                f"“{name_of(question)}” must always be asked and answered, because it feeds "
                f"“{handler.targets[name].label}”.",
                section=question["section"],
                question=question["key"],
            )
    kinds = {question["type"] for question in questions_of(document)}
    if handler.needs_declaration and "declaration" not in kinds:
        yield Problem("Add a declaration: forms of this purpose need one.")


def asked_sometimes(document: Mapping) -> set[str]:
    """Return the keys of questions that some answers leave out."""
    return {
        question["key"]
        for section in document["sections"]
        for page in section["pages"]
        for question in page["questions"]
        if any(part.get("condition") for part in (section, page, question))
    }


def fit(question: Mapping, target) -> Iterator[Problem]:
    where = {"section": question["section"], "question": question["key"]}
    if target is None:
        yield Problem(f"“{name_of(question)}” feeds something that nobody takes.", **where)
    elif question["type"] not in target.types:
        yield Problem(
            f"“{name_of(question)}” cannot feed “{target.label}”: the type does not fit.", **where
        )
    elif question["group"] and not target.repeats:
        yield Problem(
            f"“{name_of(question)}” is in a group that repeats and cannot feed “{target.label}”.",
            **where,
        )
    elif target.repeats and not question["group"]:
        yield Problem(
            f"“{name_of(question)}” cannot feed “{target.label}”: put it in a group that repeats.",
            **where,
        )


def apart(fed: Mapping[str, list], handler) -> Iterator[Problem]:
    """Find rows torn apart: what repeats is read row by row, so one group must feed it all."""
    repeating = [
        question
        for name, questions in fed.items()
        for question in questions
        if name in handler.targets and handler.targets[name].repeats and question["group"]
    ]
    if len({question["group"] for question in repeating}) > 1:
        labels = ", ".join(f"“{name_of(question)}”" for question in repeating)
        yield Problem(f"{labels} belong together. Ask them in one group.")


def warnings(document: Mapping) -> Iterator[Problem]:
    for question in questions_of(document):
        if question.get("sensitivity") == "special" and not (
            question.get("hint") or question.get("why")
        ):
            yield Problem(
                f"“{name_of(question)}” is sensitive and does not say why we ask.",
                level=WARNS,
                section=question["section"],
                question=question["key"],
            )
    for section in document["sections"]:
        for page in section["pages"]:
            if len(page["questions"]) > MOST_QUESTIONS_ON_A_PAGE:
                yield Problem(
                    f"“{page['title']}” asks more than {MOST_QUESTIONS_ON_A_PAGE} questions.",
                    level=WARNS,
                    section=section["key"],
                )


__all__ = ["BLOCKS", "WARNS", "Problem", "blocking", "problems"]
