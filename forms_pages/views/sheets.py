"""What was typed on a page or in a row: as it came, as it is kept, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms_pages import answers, fields, journey, rendering


@dataclass
class Sheet:
    """The inputs of a page, the answers they give, and the problems, all by question."""

    typed: dict[str, fields.Typed] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)
    problems: dict[str, fields.Problem] = field(default_factory=dict)

    def summary(self) -> dict | None:
        """Return the options of the error summary, or nothing."""
        if not self.problems:
            return None
        return rendering.error_summary(
            (problem.message, f"#{problem.field_id}") for problem in self.problems.values()
        )


def opened(visit, asked, kept) -> Sheet:
    """Return answers that were saved, as they stand in the inputs."""
    return Sheet(typed={q["key"]: fields.typed_from(q, kept.get(q["key"])) for q in asked})


def read(visit, asked) -> Sheet:
    """Return what was sent for these questions, cleaned. Raises `fields.Malformed`."""
    sheet = Sheet()
    for question in asked:
        key = question["key"]
        sheet.typed[key] = fields.read(question, visit.request.POST)
        answer, problem = fields.clean(question, sheet.typed[key], visit.around(question))
        sheet.answers[key] = answer
        if problem:
            sheet.problems[key] = problem
    return sheet


def refused_on(visit, asked, kept) -> dict[str, fields.Problem]:
    """Return what the receiver refuses among these questions."""
    own = {question["key"] for question in asked}
    return {
        question["key"]: fields.said_of(question, said)
        for question, said in refused_questions(visit, kept)
        if question["key"] in own
    }


def refused_questions(visit, kept) -> list[tuple[dict, str]]:
    """Return the questions whose answers the receiver refuses, and what it says of each."""
    return questions_refused(visit.document, kept, refused_by_receiver(visit, kept))


def refused_by_receiver(visit, kept) -> Mapping[str, str]:
    """Return what the receiver refuses, as messages by target."""
    return visit.handler.check(
        form_page=visit.form_page,
        token=visit.mount.token or None,
        answers=answers.by_target(visit.document, kept),
        now=visit.now,
    )


def questions_refused(document, kept, refused) -> list[tuple[dict, str]]:
    """Turn messages by target into messages by question, in the order of the form."""
    feeding = _feeding(document, kept)
    return [(asked, refused[target]) for target, asked in feeding.items() if target in refused]


def refused_beside(document, kept, refused) -> list[str]:
    """Return what is refused of no question that is asked, such as of the form as a whole."""
    feeding = _feeding(document, kept)
    return [said for target, said in refused.items() if target not in feeding]


def _feeding(document, kept) -> dict[str, Mapping]:
    asked = [question for page in journey.route(document, kept) for question in page.asked]
    return answers.feeding(asked)


def block_of(visit, question, sheet: Sheet, *, heading: bool = False) -> dict:
    """Return one question as a page shows it."""
    html = rendering.question(
        question,
        sheet.typed.get(question["key"], fields.Typed()),
        around=visit.around(question),
        problem=sheet.problems.get(question["key"]),
        heading=heading,
    )
    return {"html": html}
