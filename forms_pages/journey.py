"""The way through a form. Pure: no clock, no database, no request.

The route is worked out from the first question each time, and conditions see only answers
that are on the way. Answers off the route are kept in a draft and are not sent.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from forms_pages import conditions
from forms_pages.fields import NOT_KNOWN, is_asked

GROUP = "group"
MOST_ROWS = 50

COMPLETED = "Completed"
INCOMPLETE = "Incomplete"
CANNOT_START = "Cannot start yet"
PROBLEM = "There is a problem"


@dataclass(frozen=True)
class Page:
    """One page of the form, with the questions that are asked on it."""

    key: str
    title: str
    guidance: str
    section_key: str
    section_title: str
    questions: tuple[Mapping, ...]

    @property
    def asked(self) -> list[Mapping]:
        return [question for question in self.questions if is_asked(question)]

    @property
    def group(self) -> Mapping | None:
        return next((q for q in self.questions if q["type"] == GROUP), None)


@dataclass(frozen=True)
class Missing:
    """A question that must be answered before sending, and the row it is in, if any."""

    page: Page
    question: Mapping
    row: str = ""


@dataclass(frozen=True)
class Dropped:
    """An answer that will not be sent, and the name of the condition that leaves it out."""

    page: Page
    question: Mapping
    because: str


@dataclass(frozen=True)
class Progress:
    """How far one section is. `pages` are those on the route."""

    key: str
    title: str
    pages: tuple[Page, ...]
    status: str


@dataclass(frozen=True)
class _Step:
    section: Mapping
    page: Page
    on_route: bool
    left_out: tuple[tuple[Mapping, str], ...]
    conditions: frozenset[str]
    sent: Mapping


def route(document: Mapping, answers: Mapping) -> list[Page]:
    """Return the pages this person is asked, in order."""
    return [step.page for step in _walk(document, answers) if step.on_route]


def page_of(document: Mapping, answers: Mapping, key: str) -> tuple[Page, bool] | None:
    """Return a page and whether it is on the route; None where the form has no such page.

    Off the route it has every question it could ask.
    """
    for step in _walk(document, answers):
        if step.page.key == key:
            return (step.page, True) if step.on_route else (_whole(step), False)
    return None


def next_page(document: Mapping, answers: Mapping, after: str) -> Page | None:
    """Return the page that follows on the route, in the same section or a later one."""
    return _beside(document, answers, after, 1)


def previous_page(document: Mapping, answers: Mapping, before: str) -> Page | None:
    return _beside(document, answers, before, -1)


def on_route(document: Mapping, answers: Mapping) -> dict:
    """Return the answers that will be sent: those to questions that are asked."""
    sent: dict = {}
    for step in _walk(document, answers):
        sent |= step.sent
    return sent


def missing(document: Mapping, answers: Mapping) -> list[Missing]:
    """Return what must still be answered, in order."""
    return [gap for page in route(document, answers) for gap in missing_on(page, document, answers)]


def missing_on(page: Page, document: Mapping, answers: Mapping) -> list[Missing]:
    gaps = []
    for question in page.asked:
        if question["type"] == GROUP:
            gaps += _missing_in_group(page, question, answers.get(question["key"]))
        elif question.get("required") and question["key"] not in answers:
            gaps.append(Missing(page, question))
    return gaps


def dropped(document: Mapping, answers: Mapping) -> list[Dropped]:
    """Return the answers that are kept in the draft but will not be sent, and why."""
    return [
        Dropped(step.page, question, conditions.label_of(condition, document))
        for step in _walk(document, answers)
        for question, condition in step.left_out
        if question["key"] in answers
    ]


def sections(
    document: Mapping,
    answers: Mapping,
    *,
    seen: Collection[str],
    at_fault: Collection[str] = (),
) -> list[Progress]:
    """Return the sections and how far each is.

    `seen` are pages continued from; `at_fault` are questions whose answers the receiver
    refuses. A section that does not apply is left out; one that waits for an earlier answer
    cannot start yet.
    """
    steps = list(_walk(document, answers))
    asked = {q["key"] for step in steps if step.on_route for q in step.page.asked}
    unanswered = asked - set(answers)
    found = []
    for section in document["sections"]:
        own = [step for step in steps if step.section is section]
        pages = tuple(step.page for step in own if step.on_route)
        waits = any(
            conditions.asks(condition, document) & unanswered
            for step in own
            for condition in step.conditions
        )
        if pages:
            status = _status(pages, document, answers, seen, at_fault)
        elif waits:
            status = CANNOT_START
        else:
            continue
        found.append(Progress(section["key"], section["title"], pages, status))
    return found


def is_complete(page: Page, document: Mapping, answers: Mapping, seen: Collection[str]) -> bool:
    return page.key in seen and not missing_on(page, document, answers)


def rows_of(answers: Mapping, group: Mapping) -> list[Mapping]:
    """Return the rows of a group; none where it was answered with "none"."""
    rows = answers.get(group["key"])
    return rows if isinstance(rows, list) else []


def limits_of(group: Mapping) -> tuple[int, int]:
    """Return the fewest and the most rows a group may have."""
    limits = group.get("limits") or {}
    fewest = limits.get("min_rows") or (1 if group.get("required") else 0)
    return fewest, limits.get("max_rows") or MOST_ROWS


def _status(pages, document, answers, seen, at_fault) -> str:
    if any(question["key"] in at_fault for page in pages for question in _all_of(page)):
        return PROBLEM
    complete = all(is_complete(page, document, answers, seen) for page in pages)
    return COMPLETED if complete else INCOMPLETE


def _all_of(page: Page) -> Iterator[Mapping]:
    for question in page.asked:
        yield question
        yield from question.get("questions", ())


def _beside(document: Mapping, answers: Mapping, key: str, by: int) -> Page | None:
    pages = route(document, answers)
    keys = [page.key for page in pages]
    if key not in keys:
        return None
    at = keys.index(key) + by
    return pages[at] if 0 <= at < len(pages) else None


def _missing_in_group(page: Page, group: Mapping, answer) -> list[Missing]:
    if answer == NOT_KNOWN:
        return []
    rows = answer or []
    gaps = [
        Missing(page, question, row["id"])
        for row in rows
        for question in group["questions"]
        if question.get("required") and is_asked(question) and question["key"] not in row
    ]
    return gaps or ([Missing(page, group)] if len(rows) < limits_of(group)[0] else [])


def _walk(document: Mapping, answers: Mapping) -> Iterator[_Step]:
    """Go through the form from its first page, carrying what was answered on the way."""
    known: dict = {}
    for section in document["sections"]:
        closed = _closed(section, document, known)
        for page in section["pages"]:
            step = _step(document, section, page, answers, known, closed)
            known |= step.sent
            yield step


def _step(document, section, page, answers, known, closed) -> _Step:
    closed = closed or _closed(page, document, known)
    asked, left_out, sent = [], [], {}
    for question in page["questions"]:
        condition = closed or _closed(question, document, known)
        if condition:
            left_out.append((question, condition))
            continue
        if question["type"] == GROUP:
            question, inner = _narrowed(question, document, known)
            left_out += inner
        asked.append(question)
        if question["key"] in answers and is_asked(question):
            sent[question["key"]] = _as_sent(question, answers[question["key"]])
    named = (section.get("condition"), page.get("condition"))
    return _Step(
        section=section,
        page=Page(
            key=page["key"],
            title=page["title"],
            guidance=page.get("guidance", ""),
            section_key=section["key"],
            section_title=section["title"],
            questions=tuple(asked),
        ),
        on_route=not closed and (bool(asked) or not page["questions"]),
        left_out=tuple(left_out),
        conditions=frozenset(
            filter(None, (*named, *(q.get("condition") for q in page["questions"])))
        ),
        sent=sent,
    )


def _closed(part: Mapping, document: Mapping, known: Mapping) -> str:
    """Return the condition that keeps this part off the route, or nothing."""
    condition = part.get("condition") or ""
    return "" if conditions.holds(condition, document, known) else condition


def _narrowed(group: Mapping, document: Mapping, known: Mapping):
    """Return the group with the questions that its rows are asked, and those left out."""
    asked, left_out = [], []
    for question in group["questions"]:
        condition = _closed(question, document, known)
        if condition:
            left_out.append((question, condition))
        else:
            asked.append(question)
    return {**group, "questions": asked}, left_out


def _as_sent(question: Mapping, answer):
    if question["type"] != GROUP or not isinstance(answer, list):
        return answer
    keys = {"id", *(q["key"] for q in question["questions"])}
    return [{key: value for key, value in row.items() if key in keys} for row in answer]


def _whole(step: _Step) -> Page:
    source = next(page for page in step.section["pages"] if page["key"] == step.page.key)
    return Page(
        key=step.page.key,
        title=step.page.title,
        guidance=step.page.guidance,
        section_key=step.page.section_key,
        section_title=step.page.section_title,
        questions=tuple(source["questions"]),
    )
