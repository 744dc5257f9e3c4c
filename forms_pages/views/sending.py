"""Check answers, send them once, and say what happens next."""

from django.core.exceptions import BadRequest
from django.utils.html import format_html

from forms_pages import answers, drafts, intake, journey, rendering
from forms_pages.views import sheets


def check(visit, *, refusal: intake.NotReady | None = None):
    """Show every answer by section, what is missing, and what will not be sent.

    After a refused sending, `refusal` says why.
    """
    document, kept = visit.document, visit.draft.answers
    gaps = journey.missing(document, kept)
    said = refusal.refused if refusal else sheets.refused_by_receiver(visit, kept)
    refused = sheets.questions_refused(document, kept, said)
    beside = sheets.refused_beside(document, kept, said)
    faulty = bool(refusal or said)
    return visit.render(
        "check",
        status=422 if refusal else 200,
        title="Check your answers",
        document=document,
        draft=visit.draft,
        sections=sections_of(visit, refused),
        missing=[gap_link(visit, gap) for gap in gaps],
        dropped=journey.dropped(document, kept),
        summary=refusal_summary(visit, gaps, refused, beside) if faulty else None,
        has_errors=faulty,
        ready=not gaps and not said,
        send_url=visit.url_for("send"),
        back_url=visit.url_for("tasks"),
    )


def sections_of(visit, refused) -> list[dict]:
    """Return the sections with their answers as markup, each with its Change link."""
    sent = journey.on_route(visit.document, visit.draft.answers)
    problems = {question["key"]: said for question, said in refused}
    found = []
    for section in answers.read(visit.document, sent):
        change = {
            answer.key: visit.url_for("page", page.key, **{"return": "check"})
            for page in section.pages
            for answer in page.answers
        }
        blocks = [
            {
                "list": rendering.summary(block.answers, change=change, problems=problems)
                if block.answers
                else "",
                "group": block.group,
                "problem": problems.get(block.group.key) if block.group else "",
                "change": change.get(block.group.key) if block.group else "",
            }
            for block in rendering.blocks(section)
        ]
        found.append({"key": section.key, "title": section.title, "blocks": blocks})
    return found


def gap_link(visit, gap: journey.Missing) -> dict:
    steps = ("page", gap.page.key, gap.row) if gap.row else ("page", gap.page.key)
    return {
        "href": visit.url_for(*steps, **{"return": "check"}),
        "text": gap.question["label"],
        "section": gap.page.section_title,
    }


def refusal_summary(visit, gaps, refused, beside) -> dict:
    pages = {
        question["key"]: page.key
        for page in journey.route(visit.document, visit.draft.answers)
        for asked in page.asked
        for question in (asked, *asked.get("questions", ()))
    }
    links = [(said, "") for said in beside]
    links += [
        (said, visit.url_for("page", pages[question["key"]], **{"return": "check"}))
        for question, said in refused
    ]
    links += [
        (f"Answer “{link['text']}”", link["href"]) for link in (gap_link(visit, g) for g in gaps)
    ]
    return rendering.error_summary(links)


def send(visit):
    """Send what was checked. A second press leads to the same page as the first.

    The key and the version come from the page that was checked: anything but what this
    browser began is refused.
    """
    posted = visit.request.POST
    if visit.request.method != "POST":
        return visit.redirect("check")
    if posted.get("key") not in {visit.memory.draft, *visit.memory.sent} - {""}:
        raise BadRequest("This is not a draft of this browser.")
    if intake.sent_as(posted["key"]):
        visit.memory.was_sent(posted["key"])
        return visit.redirect("sent")
    if visit.draft is None or posted["key"] != str(visit.draft.key):
        raise drafts.Gone
    if posted.get("version") != str(visit.draft.version.number):
        raise BadRequest("This is not the version of the draft.")
    if not visit.may_finish:
        return visit.redirect("tasks")
    try:
        submission = intake.store(visit.draft, now=visit.now)
    except intake.NotReady as refusal:
        visit.draft.refresh_from_db(fields=["answers", "seen"])
        return check(visit, refusal=refusal)
    visit.memory.was_sent(submission.key)
    return visit.redirect("sent")


def was_sent(visit) -> bool:
    """Say whether the draft that this browser remembers was sent, and remember so."""
    key = visit.memory.draft
    if key and intake.sent_as(key):
        visit.memory.was_sent(key)
        return True
    return not key and bool(visit.memory.sent)


def sent(visit):
    """Show the reference and what happens next. The address and title say nothing of it."""
    submission = intake.sent_as(visit.memory.sent[-1]) if visit.memory.sent else None
    if submission is None:
        return visit.redirect()
    taken_over = submission.handed_over_at is not None
    document = drafts.document_of(submission.version)
    notes = visit.handler.sent_notes(submission=submission) if taken_over else ()
    return visit.render(
        "sent",
        title="Sent",
        document=document,
        submission=submission,
        panel=format_html("Your reference<br><strong>{}</strong>", submission.reference),
        taken_over=taken_over,
        notes=notes,
    )
