"""Read answers back as they were asked. Pure: the version's document says everything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from forms_pages import fields, journey

NOT_PROVIDED = "Not provided"
EVERYONE = "everyone"


@dataclass(frozen=True)
class AnswerView:
    """One question as it was asked and its answer in words.

    `statement` is the rich text that a declaration confirms; `rows` are those of a group.
    """

    key: str
    label: str
    type: str
    lines: tuple[str, ...]
    answered: bool
    sensitivity: str
    shown_to: str
    statement: str = ""
    rows: tuple["RowView", ...] = ()


@dataclass(frozen=True)
class RowView:
    key: str
    title: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class PageView:
    key: str
    title: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class SectionView:
    key: str
    title: str
    pages: tuple[PageView, ...]


def display(question: Mapping, value) -> str | list[str]:
    """Return an answer in words: a text, or a list of lines."""
    return fields.display(question, value)


def read(document: Mapping, data: Mapping) -> list[SectionView]:
    """Return the sections, pages and questions that were asked, with what was answered.

    Questions that were asked and left empty are there, as "Not provided".
    """
    found: dict[str, tuple[str, list[PageView]]] = {}
    for page in journey.route(document, data):
        if not page.asked:
            continue
        views = tuple(view_of(question, data.get(question["key"])) for question in page.asked)
        title, pages = found.setdefault(page.section_key, (page.section_title, []))
        pages.append(PageView(page.key, page.title, views))
    return [SectionView(key, title, tuple(pages)) for key, (title, pages) in found.items()]


def view_of(question: Mapping, value) -> AnswerView:
    """Return one question and its answer, ready to be shown."""
    rows = ()
    if question["type"] == journey.GROUP and isinstance(value, list):
        rows = tuple(row_view(question, row, at) for at, row in enumerate(value, 1))
    return AnswerView(
        key=question["key"],
        label=question["label"],
        type=question["type"],
        lines=_lines(question, value),
        answered=value is not None,
        sensitivity=question.get("sensitivity") or "ordinary",
        shown_to=question.get("shown_to") or EVERYONE,
        statement=question.get("text") or "",
        rows=rows,
    )


def row_view(group: Mapping, row: Mapping, at: int) -> RowView:
    """Return one row of a group, named by its place: a name might tell who it is about."""
    asked = [q for q in group["questions"] if fields.is_asked(q)]
    return RowView(
        key=row["id"],
        title=f"{group.get('row_label') or group['label']} {at}",
        answers=tuple(view_of(question, row.get(question["key"])) for question in asked),
    )


def by_target(document: Mapping, data: Mapping) -> dict[str, object]:
    """Return the answers on the route by what they feed.

    A question inside a group feeds a list: one entry for each row, and None where a row has no
    answer, so that the lists of one group stand side by side.
    """
    sent = journey.on_route(document, data)
    found: dict[str, object] = {}
    for page in journey.route(document, data):
        for question in page.asked:
            answer = sent.get(question["key"])
            if answer is None:
                continue
            if question.get("feeds"):
                found[question["feeds"]] = answer
            for inner in question.get("questions", ()):
                if inner.get("feeds") and isinstance(answer, list):
                    found[inner["feeds"]] = [row.get(inner["key"]) for row in answer]
    return found


def in_words(document: Mapping, data: Mapping, target: str) -> str:
    """Return in words the answer that feeds a target; nothing where it was not asked or given.

    Not for questions inside a group, which feed a list.
    """
    sent = journey.on_route(document, data)
    for page in journey.route(document, data):
        for question in page.asked:
            value = sent.get(question["key"])
            if question.get("feeds") == target and value is not None:
                shown = display(question, value)
                return shown if isinstance(shown, str) else ", ".join(shown)
    return ""


def for_everyone(sections: Iterable[SectionView]) -> list[SectionView]:
    """Return only the answers that are shown to everyone, without empty headings."""
    shown = [replace(section, pages=tuple(_open_pages(section))) for section in sections]
    return [section for section in shown if section.pages]


def feeding(questions) -> dict[str, Mapping]:
    """Return the questions that feed a target, by target, those inside groups too."""
    found = {}
    for question in questions:
        for one in (question, *question.get("questions", ())):
            if one.get("feeds"):
                found[one["feeds"]] = one
    return found


def _open_pages(section: SectionView) -> Iterator[PageView]:
    for page in section.pages:
        if views := _open_answers(page.answers):
            yield replace(page, answers=views)


def _open_answers(views: Iterable[AnswerView]) -> tuple[AnswerView, ...]:
    return tuple(
        replace(view, rows=tuple(_open_row(row) for row in view.rows))
        for view in views
        if view.shown_to == EVERYONE
    )


def _open_row(row: RowView) -> RowView:
    return replace(row, answers=_open_answers(row.answers))


def _lines(question: Mapping, value) -> tuple[str, ...]:
    if value is None:
        return (NOT_PROVIDED,)
    shown = display(question, value)
    lines = shown if isinstance(shown, list) else shown.split("\n")
    return tuple(lines)
