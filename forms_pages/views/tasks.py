"""The task list: the form's sections, and how far each is."""

from forms_pages import drafts, journey, rendering
from forms_pages.views import sheets


def tasks(visit):
    document, kept = visit.document, visit.draft.answers
    refused = sheets.refused_questions(visit, kept)
    sections = journey.sections(
        document, kept, seen=visit.draft.seen, at_fault=[q["key"] for q, _ in refused]
    )
    done = sum(section.status == journey.COMPLETED for section in sections)
    return visit.render(
        "tasks",
        title=document["title"],
        document=document,
        draft=visit.draft,
        kept_until=visit.draft.saved_at + drafts.KEPT_FOR,
        sections=rendering.task_list(sections, addresses_of(visit, sections)),
        done=done,
        total=len(sections),
        check_url=visit.url_for("check"),
        again_url=visit.url_for("again"),
        back_url=visit.url_for(),
    )


def addresses_of(visit, sections) -> dict[str, str]:
    """Return where each section opens: its first page that is not complete, or its first."""
    found = {}
    for section in sections:
        if not section.pages:
            continue
        waiting = (
            page
            for page in section.pages
            if not journey.is_complete(page, visit.document, visit.draft.answers, visit.draft.seen)
        )
        page = next(waiting, section.pages[0])
        found[section.key] = visit.url_for("page", page.key)
    return found
