"""The pages of filling in a form. They work without scripts; every Continue is saved.

`serve` answers at a form's own public address. `answer` is the same journey for whoever
mounts it elsewhere, behind a door of their own.
"""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from forms_pages import drafts, handlers
from forms_pages.fields import Malformed
from forms_pages.models import FormPage
from forms_pages.views import questions, rows, sending, start, tasks
from forms_pages.views.visits import Mount, Visit

METHODS = ("GET", "HEAD", "POST")

WITHOUT_DRAFT = {
    (): start.start,
    ("begin",): start.begin,
    ("privacy",): start.privacy,
    ("send",): sending.send,
    ("sent",): sending.sent,
}
WITH_DRAFT = {
    ("again",): start.again,
    ("tasks",): tasks.tasks,
    ("check",): sending.check,
}


def serve(request: HttpRequest, form_page: FormPage, components: list[str]) -> HttpResponse:
    """Answer at the form's own address. A form that is not public is not there."""
    try:
        handler = handlers.handler_for(form_page.purpose)
    except KeyError:
        raise Http404 from None
    if not handler.public:
        raise Http404
    tail = "".join(f"{component}/" for component in components)
    return answer(request, Mount(form_page, base=request.path.removesuffix(tail)), components)


def answer(request: HttpRequest, mount: Mount, components: list[str]) -> HttpResponse:
    """Answer one step of a form, wherever it is mounted."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    handler = handlers.handler_for(mount.form_page.purpose)
    try:
        handler.admit(form_page=mount.form_page, user=request.user, token=mount.token or None)
    except handlers.NotAdmitted:
        raise Http404 from None
    visit = Visit(request, mount, handler, timezone.now())
    try:
        return _step(visit, tuple(components))
    except Malformed:
        raise BadRequest("This cannot have been typed into the page.") from None
    except drafts.Gone:
        return _without_draft(visit)


def _step(visit: Visit, steps: tuple[str, ...]) -> HttpResponse:
    if view := WITHOUT_DRAFT.get(steps):
        return view(visit)
    if visit.draft is None:
        return _without_draft(visit)
    if not visit.may_finish and steps != ("again",):
        return start.too_late(visit)
    if view := WITH_DRAFT.get(steps):
        return view(visit)
    match steps:
        case ("page", page):
            return questions.question_page(visit, page)
        case ("page", page, "add"):
            return rows.add(visit, page)
        case ("page", page, row):
            return rows.change(visit, page, row)
        case ("page", page, row, "remove"):
            return rows.remove(visit, page, row)
    raise Http404


def _without_draft(visit: Visit) -> HttpResponse:
    """Lead on to what became of the draft: the sent page, or the start."""
    return visit.redirect("sent") if sending.was_sent(visit) else visit.redirect()


__all__ = ["Mount", "answer", "serve"]
