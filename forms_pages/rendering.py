"""From questions and answers to GOV.UK markup. Options go in, safe HTML comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from forms_pages import fields, journey
from forms_pages.answers import AnswerView, SectionView
from forms_pages.templatetags.govuk import govuk_html

TAGS = {
    journey.INCOMPLETE: {"text": journey.INCOMPLETE, "classes": "govuk-tag--blue"},
    journey.PROBLEM: {"text": journey.PROBLEM, "classes": "govuk-tag--red"},
}


@dataclass(frozen=True)
class Block:
    """Answers shown together: a list of them, or one group with its rows."""

    answers: tuple[AnswerView, ...] = ()
    group: AnswerView | None = None


def markup(component: fields.Component) -> SafeString:
    """Return the HTML of a component and of the components inside it."""
    name, params = component
    if name == "statement":
        return prose(params["html"])
    inner = format_html_join("\n", "{}", ((markup(part),) for part in params.get("parts", ())))
    if name == "group":
        return format_html('<div class="govuk-form-group">{}</div>', inner)
    if name == "fieldset":
        return _fieldset(params, inner)
    if before := params.get("before"):
        params = {**params, "formGroup": {"beforeInputs": {"html": prose(before)}}}
    return govuk_html(name, params)


def prose(html: str) -> SafeString:
    """Return rich text in its frame. It was cleaned when its version was published."""
    # Only documents of versions come here, never answers.
    framed = '<div class="portal-prose govuk-!-margin-bottom-6">{}</div>'
    return format_html(framed, mark_safe(html))  # noqa: S308


def question(
    asked: Mapping,
    typed: fields.Typed,
    *,
    around: fields.Around,
    problem: fields.Problem | None = None,
    heading: bool = False,
) -> SafeString:
    """Return everything that asks one question, with why we ask it."""
    parts = [
        markup(part)
        for part in fields.components(asked, typed, problem=problem, around=around, heading=heading)
    ]
    if asked.get("why"):
        parts.append(
            govuk_html("details", {"summaryText": "Why we ask this", "text": asked["why"]})
        )
    return format_html_join("\n", "{}", ((part,) for part in parts))


def is_heading_of(asked: Mapping, page: journey.Page) -> bool:
    """Say whether a question is the page's heading, being the only thing on it."""
    alone = len(page.questions) == 1 and not page.guidance
    return alone and asked["label"].strip() == page.title.strip() and fields.is_asked(asked)


def error_summary(problems: Iterable[tuple[str, str]]) -> dict:
    """Return the options of an error summary, from messages and where each leads, if anywhere."""
    found = [{"text": said} | ({"href": href} if href else {}) for said, href in problems]
    return {"titleText": "There is a problem", "errorList": found}


def lines(shown: Sequence[str], *, answered: bool = True) -> SafeString:
    """Return an answer's lines, escaped, with the breaks its writer put in."""
    html = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in shown))
    return html if answered else format_html('<span class="govuk-hint">{}</span>', html)


def blocks(section: SectionView) -> list[Block]:
    """Return a section's answers in order, each run of single answers as one list."""
    found: list[Block] = []
    run: list[AnswerView] = []
    for answer in (answer for page in section.pages for answer in page.answers):
        if answer.type == journey.GROUP:
            found += [Block(tuple(run))] if run else []
            found.append(Block(group=answer))
            run = []
        else:
            run.append(answer)
    return [*found, Block(tuple(run))] if run else found


def summary(
    answers: Iterable[AnswerView],
    *,
    change: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    card: Mapping | None = None,
) -> SafeString:
    """Return answers as a summary list.

    `change` gives the address that changes an answer, `problems` what is wrong with one, both
    by question.
    """
    rows = [_row(answer, change or {}, problems or {}) for answer in answers]
    return govuk_html("summary-list", {"rows": rows, **({"card": card} if card else {})})


def task_list(sections: Sequence[journey.Progress], addresses: Mapping[str, str]) -> SafeString:
    items = []
    for section in sections:
        tag = TAGS.get(section.status)
        status = {"tag": tag} if tag else {"text": section.status}
        if section.status == journey.CANNOT_START:
            status["classes"] = "govuk-task-list__status--cannot-start-yet"
        items.append(
            {
                "title": {"text": section.title},
                "href": addresses.get(section.key),
                "status": status,
            }
        )
    return govuk_html("task-list", {"idPrefix": "section", "items": items})


def _row(answer: AnswerView, change: Mapping[str, str], problems: Mapping[str, str]) -> dict:
    value = lines(answer.lines, answered=answer.answered)
    if message := problems.get(answer.key):
        error = format_html(
            '<p class="govuk-error-message" id="{}-error">'
            '<span class="govuk-visually-hidden">Error:</span> {}</p>',
            answer.key,
            message,
        )
        value = format_html("{}{}", error, value)
    if answer.statement:
        value = format_html("{}{}", prose(answer.statement), value)
    row = {"key": {"text": answer.label}, "value": {"html": value}}
    if address := change.get(answer.key):
        row["actions"] = {
            "items": [
                {"href": address, "text": "Change", "visuallyHiddenText": answer.label.lower()}
            ]
        }
    return row


def _fieldset(params: dict, inner: SafeString) -> SafeString:
    """Return several inputs under one legend, with the hint that describes them all."""
    options = {"legend": params["legend"]}
    if params.get("hint"):
        hint = govuk_html("hint", {"id": params["hint_id"], "text": params["hint"]})
        options["describedBy"] = params["hint_id"]
        inner = format_html("{}{}", hint, inner)
    html = govuk_html("fieldset", {**options, "html": inner})
    classes = params.get("formGroup", {}).get("classes", "")
    return format_html('<div class="govuk-form-group {}">{}</div>', classes, html)
