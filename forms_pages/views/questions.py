"""A page of questions: show it, check it, save it, go on."""

from django.http import Http404

from forms_pages import drafts, journey, rendering
from forms_pages.views import rows, sheets
from forms_pages.views.sheets import Sheet


def question_page(visit, key):
    """Ask one page. A page that is off the route leads back to the task list.

    What is sent to such a page is still kept: a stale tab loses nothing.
    """
    found = journey.page_of(visit.document, visit.draft.answers, key)
    if found is None:
        raise Http404
    page, is_on_route = found
    if visit.request.method == "POST":
        return save(visit, page)
    if not is_on_route:
        return visit.redirect("tasks")
    return show(visit, page, saved(visit, page))


def saved(visit, page) -> Sheet:
    """Return the page as it was saved. Coming from "check", say what is wrong with it."""
    sheet = sheets.opened(visit, page.asked, visit.draft.answers)
    if visit.returns_to:
        sheet.problems = sheets.refused_on(visit, page.asked, visit.draft.answers)
    return sheet


def save(visit, page):
    sheet = sheets.read(visit, [question for question in page.asked if question != page.group])
    if page.group:
        rows.read_group(visit, page, sheet)
    if not sheet.problems:
        kept = {**visit.draft.answers, **sheet.answers}
        kept = {key: answer for key, answer in kept.items() if answer is not None}
        sheet.problems = sheets.refused_on(visit, page.asked, kept)
    if sheet.problems:
        return show(visit, page, sheet, status=422)
    before = {one.key for one in journey.route(visit.document, visit.draft.answers)}
    drafts.merge(visit.draft, page.key, sheet.answers, now=visit.now)
    visit.memory.goes_on()
    return go_on(visit, page, before)


def go_on(visit, page, before: set[str]):
    """Lead to the next page: of this section, or of what a change has newly opened."""
    document, kept = visit.document, visit.draft.answers
    if visit.returns_to:
        new = [
            one
            for one in journey.route(document, kept)
            if one.key not in before
            and not journey.is_complete(one, document, kept, visit.draft.seen)
        ]
        if new:
            return visit.redirect("page", new[0].key, **{"return": visit.returns_to})
        return visit.redirect(visit.returns_to)
    following = journey.next_page(document, kept, page.key)
    if following and following.section_key == page.section_key:
        return visit.redirect("page", following.key)
    return visit.redirect("tasks")


def back_from(visit, page) -> str:
    if visit.returns_to:
        return visit.url_for(visit.returns_to)
    before = journey.previous_page(visit.document, visit.draft.answers, page.key)
    if before and before.section_key == page.section_key:
        return visit.url_for("page", before.key)
    return visit.url_for("tasks")


def show(visit, page, sheet: Sheet, *, status: int = 200):
    blocks, titled = [], False
    for question in page.questions:
        if question["type"] == journey.GROUP:
            blocks.append(rows.group_block(visit, page, question, sheet))
            continue
        heading = rendering.is_heading_of(question, page)
        titled = titled or heading
        blocks.append(sheets.block_of(visit, question, sheet, heading=heading))
    return visit.render(
        "page",
        status=status,
        title=page.title,
        caption=page.section_title,
        guidance=rendering.prose(page.guidance) if page.guidance else "",
        blocks=blocks,
        titled=titled,
        summary=sheet.summary(),
        has_errors=bool(sheet.problems),
        back_url=back_from(visit, page),
    )
