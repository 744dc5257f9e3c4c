"""One table: what each question type reads, accepts, says, shows.

Nothing here knows a request, a table of the database or a clock.
"""

from forms_pages.fields import wording
from forms_pages.fields.addresses import Address
from forms_pages.fields.base import (
    NOT_KNOWN,
    NOT_KNOWN_PART,
    SURROGATE,
    Around,
    Component,
    Field,
    Invalid,
    Malformed,
    Problem,
    Typed,
    input_name,
    not_known_box,
)
from forms_pages.fields.choices import Agency, Declaration, OneOf, SeveralOf, YesNoNotKnown
from forms_pages.fields.dates import Date
from forms_pages.fields.statements import Group, Statement
from forms_pages.fields.texts import Email, LongText, NhsNumber, Phone, ShortText

TYPES: dict[str, Field] = {
    "short_text": ShortText(),
    "long_text": LongText(),
    "date": Date(),
    "yes_no_not_known": YesNoNotKnown(),
    "one_of": OneOf(),
    "several_of": SeveralOf(),
    "email": Email(),
    "phone": Phone(),
    "nhs_number": NhsNumber(),
    "address": Address(),
    "agency": Agency(),
    "group": Group(),
    "statement": Statement(),
    "declaration": Declaration(),
}


def is_asked(question: dict) -> bool:
    """Say whether this is a question, and not only something to read."""
    return TYPES[question["type"]].answers


def read(question: dict, posted) -> Typed:
    """Return what was typed for one question, exactly. Raises `Malformed`.

    `posted` has `getlist`, as `request.POST`. Our pages never send one input twice, nor half
    of a character: what does was not typed into them.
    """
    field = TYPES[question["type"]]
    typed = Typed()
    for part in field.parts_of(question):
        values = posted.getlist(input_name(question, part))
        if len(values) > 1 and not field.many:
            raise Malformed(question["key"])
        if any(SURROGATE.search(value) for value in values):
            raise Malformed(question["key"])
        if values:
            typed[part] = values
    return typed


def clean(question: dict, typed: Typed, around: Around) -> tuple[object, Problem | None]:
    """Return the answer as it is kept (None where there is none), and what is wrong with it."""
    try:
        answer = _answer(question, typed, around)
        if answer is None and question.get("required") and is_asked(question):
            raise Invalid("required")
    except Invalid as fault:
        return None, problem_of(question, fault)
    return answer, None


def _answer(question: dict, typed: Typed, around: Around):
    field = TYPES[question["type"]]
    not_known = question.get("allow_not_known") and typed.ticked(NOT_KNOWN_PART)
    answer = field.clean(question, typed, around)
    if not_known and answer is not None:
        raise Invalid("both")
    return dict(NOT_KNOWN) if not_known else answer


def problem_of(question: dict, fault: Invalid) -> Problem:
    message = wording.message(question, fault.code, **fault.facts)
    part = fault.parts[0] if fault.parts else TYPES[question["type"]].first_part
    return Problem(message, input_name(question, part), fault.parts)


def said_of(question: dict, message: str) -> Problem:
    """Return someone else's message as a problem of this question."""
    return Problem(message, input_name(question, TYPES[question["type"]].first_part))


def typed_from(question: dict, answer) -> Typed:
    """Return what stands in the inputs when this answer is opened again."""
    if answer is None:
        return Typed()
    if answer == NOT_KNOWN:
        return Typed({NOT_KNOWN_PART: ["yes"]})
    return TYPES[question["type"]].typed(answer)


def components(
    question: dict,
    typed: Typed,
    *,
    problem: Problem | None = None,
    around: Around,
    heading: bool = False,
) -> list[Component]:
    """Return the GOV.UK components that ask this question."""
    field = TYPES[question["type"]]
    shown = [field.component(question, typed, problem, around, heading)]
    if question.get("allow_not_known") and field.parts:
        shown[-1].params["formGroup"] = {"classes": "govuk-!-margin-bottom-2"}
        shown.append(not_known_box(question, typed))
    return shown


def display(question: dict, answer) -> str | list[str]:
    """Return an answer as it is read."""
    if answer == NOT_KNOWN:
        return wording.not_known(question)
    return TYPES[question["type"]].display(question, answer)


__all__ = [
    "NOT_KNOWN",
    "TYPES",
    "Around",
    "Component",
    "Invalid",
    "Malformed",
    "Problem",
    "Typed",
    "clean",
    "components",
    "display",
    "input_name",
    "is_asked",
    "problem_of",
    "read",
    "said_of",
    "typed_from",
]
