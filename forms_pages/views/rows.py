"""Groups that repeat: cards with Add another, Change and Remove, and a page for each row."""

import re
import secrets
from contextlib import suppress

from django.core.exceptions import BadRequest
from django.http import Http404

from forms_pages import answers, drafts, fields, journey, rendering
from forms_pages.fields import wording
from forms_pages.fields.base import NOT_KNOWN_PART, Invalid, not_known_box
from forms_pages.views import sheets
from forms_pages.views.sheets import Sheet

ROW_ID = re.compile(r"r[0-9a-f]{1,12}")


def new_id() -> str:
    return f"r{secrets.token_hex(4)}"


def group_block(visit, page, group, sheet: Sheet) -> dict:
    """Return a group as its page shows it: what was added, and how to add more."""
    rows = journey.rows_of(visit.draft.answers, group)
    problem = sheet.problems.get(group["key"])
    none = group.get("allow_not_known") and not rows
    return {
        "group": group,
        "add_text": f"Add another {name_of(group)}" if rows else added(group),
        "problem": problem.message if problem else "",
        "cards": [card(visit, page, group, row, at) for at, row in enumerate(rows, 1)],
        "none": rendering.markup(not_known_box(group, sheet.typed.get(group["key"], {})))
        if none
        else "",
        "add_url": address(visit, page, "add") if has_room(visit, group) else "",
    }


def card(visit, page, group, row, at: int):
    view = answers.row_view(group, row, at)
    actions = [
        {"href": address(visit, page, row["id"]), "text": "Change"},
        {"href": address(visit, page, row["id"], "remove"), "text": "Remove"},
    ]
    heading = {"text": view.title, "headingLevel": 2}
    return rendering.summary(view.answers, card={"title": heading, "actions": {"items": actions}})


def read_group(visit, page, sheet: Sheet) -> None:
    """Check a group's rows, or take "none" where there are no rows."""
    group, kept = page.group, visit.draft.answers
    rows = journey.rows_of(kept, group)
    typed = sheet.typed[group["key"]] = fields.read(group, visit.request.POST)
    none = typed.ticked(NOT_KNOWN_PART)
    if not rows:
        sheet.answers[group["key"]] = dict(fields.NOT_KNOWN) if none else None
    if fault := fault_of(group, rows, none, journey.missing_on(page, visit.document, kept)):
        message = wording.message(group, fault.code, **fault.facts)
        sheet.problems[group["key"]] = fields.Problem(message, group["key"])


def fault_of(group, rows, none: bool, gaps) -> Invalid | None:
    fewest, _most = journey.limits_of(group)
    if not rows:
        return Invalid("required") if fewest and not none else None
    if any(gap.row for gap in gaps):
        return Invalid("unfinished_row")
    return Invalid("too_few_rows", limit=fewest) if len(rows) < fewest else None


def add(visit, page_key):
    """Ask for a new row. Its id is given out here, so that a double click adds it once."""
    page, group = page_with_group(visit, page_key)
    if visit.request.method == "POST":
        row_id = visit.request.POST.get("row", "")
        if not ROW_ID.fullmatch(row_id):
            raise BadRequest("This is not a row of ours.")
        return save(visit, page, group, {"id": row_id}, title=added(group))
    if not has_room(visit, group):
        return visit.redirect("page", page.key, **{"return": visit.returns_to})
    return show(visit, page, group, Sheet(), new_id(), title=added(group))


def change(visit, page_key, row_id):
    page, group = page_with_group(visit, page_key)
    row, at = row_of(visit, group, row_id)
    title = f"Change {name_of(group)} {at}"
    if visit.request.method == "POST":
        return save(visit, page, group, row, title=title)
    sheet = sheets.opened(visit, asked_in(group), row)
    return show(visit, page, group, sheet, row_id, title=title)


def remove(visit, page_key, row_id):
    """Ask before a row is taken away."""
    page, group = page_with_group(visit, page_key)
    back = {"return": visit.returns_to}
    if visit.request.method == "POST":
        drafts.remove_row(visit.draft, group, row_id, now=visit.now)
        return visit.redirect("page", page.key, **back)
    row, at = row_of(visit, group, row_id)
    return visit.render(
        "remove_row",
        title=f"Remove {name_of(group)} {at}?",
        caption=page.title,
        answers=rendering.summary(answers.row_view(group, row, at).answers),
        back_url=visit.url_for("page", page.key, **back),
    )


def save(visit, page, group, row, *, title: str):
    asked = asked_in(group)
    sheet = sheets.read(visit, asked)
    filled = {**row, **sheet.answers}
    filled = {key: answer for key, answer in filled.items() if answer is not None}
    if not sheet.problems:
        kept = visit.draft.answers
        others = [one for one in journey.rows_of(kept, group) if one["id"] != row["id"]]
        sheet.problems = sheets.refused_on(visit, asked, {**kept, group["key"]: [*others, filled]})
    if not sheet.problems:
        # A full group says so on its own page, which offers no more "Add another".
        with suppress(drafts.TooManyRows):
            drafts.save_row(visit.draft, group, filled, now=visit.now)
            visit.memory.goes_on()
        return visit.redirect("page", page.key, **{"return": visit.returns_to})
    return show(visit, page, group, sheet, row["id"], title=title, status=422)


def show(visit, page, group, sheet: Sheet, row_id: str, *, title: str, status: int = 200):
    return visit.render(
        "row",
        status=status,
        title=title,
        caption=page.title,
        row_id=row_id,
        blocks=[sheets.block_of(visit, question, sheet) for question in group["questions"]],
        summary=sheet.summary(),
        has_errors=bool(sheet.problems),
        back_url=address(visit, page),
    )


def page_with_group(visit, page_key):
    """Return a page on the route that holds a group, or 404."""
    found = journey.page_of(visit.document, visit.draft.answers, page_key)
    if found is None or found[0].group is None:
        raise Http404
    return found[0], found[0].group


def row_of(visit, group, row_id):
    for at, row in enumerate(journey.rows_of(visit.draft.answers, group), 1):
        if row["id"] == row_id:
            return row, at
    raise Http404


def asked_in(group):
    return [question for question in group["questions"] if fields.is_asked(question)]


def name_of(group) -> str:
    return wording.in_sentence(wording.row_name(group))


def added(group) -> str:
    return f"Add {wording.with_article(wording.row_name(group))}"


def has_room(visit, group) -> bool:
    return len(journey.rows_of(visit.draft.answers, group)) < journey.limits_of(group)[1]


def address(visit, page, *steps: str) -> str:
    return visit.url_for("page", page.key, *steps, **{"return": visit.returns_to})
