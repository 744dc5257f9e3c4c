"""A member answers for their agency: all cases of a meeting on one screen (B61, B62)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event
from casework.errors import NotPermitted, WrongMoment
from casework.forms.returns import NotKnownForm
from casework.intake import ReturnHandler, Token
from casework.views import returning
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import returns
from forms_pages import views as forms_pages
from forms_pages.views import Mount

NO_FORM = "This panel has no form for returns yet. Tell the panel’s administrator."


@require_http_methods(["GET", "POST"])
@says_why_refused
def meeting_returns(request, panel, held_on):
    """Show everyone this person is asked about; take several as not known, after a review."""
    found = access.meeting_for(request.user, panel, held_on)
    now, own = timezone.now(), returning.own_at(request.user, found)
    cases = {one.case_id: one.case for one in own}.values()
    audit.record_each(Event.CASE_READ, subjects=cases, actor=request.user, now=now)
    form = NotKnownForm(typed(request), requests=returning.outstanding_of(own))
    page = {
        "meeting": found,
        "board": found.panel.board,
        "closed": found.status in returns.MEETING_IS_OVER,
    }
    if "confirm" in request.POST and form.succeeds(lambda: give(form, request.user, now)):
        number = len(form.chosen)
        people = "1 person is" if number == 1 else f"{number} people are"
        messages.success(request, f"Sent: {people} not known to your agency.")
        return redirect("casework:meeting_returns", panel, held_on)
    if "review" in request.POST and form.is_valid():
        rows = returning.rows_of(form.chosen, now=now)
        return render(request, "casework/returns_review.html", page | {"rows": rows, "form": form})
    if "change" in request.POST:
        form = NotKnownForm(initial=kept_from(request.POST), requests=form.requests.values())
    return show(
        request, "returns", form, **page, rows=returning.rows_of(own, now=now, form=form), now=now
    )


def kept_from(posted) -> dict:
    """Return what was typed before the review, to be changed."""
    several = {name: posted.getlist(name) for name in ("not_known", "declared")}
    return several | {"checked": posted.get("checked", "")}


def give(form, user, now):
    returns.answer_not_known(
        requests=form.chosen, checked=form.cleaned_data["checked"], actor=user, now=now
    )


@require_GET
@says_why_refused
def return_(request, number):
    """Show what one agency answered, every version of it."""
    found = access.return_request_for(request.user, number)
    now = timezone.now()
    versions = returning.versions_of(found)
    if versions:
        audit.record(
            Event.RETURN_READ,
            subject=found.case,
            actor=request.user,
            now=now,
            held_on=found.meeting.held_on,
            seat=found.seat.code,
        )
    answers = access.answers_as(request.user, found, on=timezone.localdate(now))
    page = {
        "request_": found,
        "meeting": found.meeting,
        "board": found.meeting.panel.board,
        "versions": versions,
        "overdue": not versions and now >= found.due_at,
        "may_answer": bool(answers) and not returns.why_closed(found),
        "is_own": bool(answers),
    }
    return render(request, "casework/return.html", page)


def answerable(request, number):
    """Return a request that this person answers. Others may read it, and are refused here."""
    found = access.return_request_for(request.user, number)
    if access.answers_as(request.user, found, on=timezone.localdate()) is None:
        raise NotPermitted("You can answer for the seat you hold, or were sent for, only.")
    return found


def next_version(found) -> int:
    latest = found.returns.order_by("version").last()
    return latest.version + 1 if latest else 1


@require_GET
@says_why_refused
def return_form(request, number):
    """Lead to the form for what this answer would become."""
    found = answerable(request, number)
    if reason := returns.why_closed(found):
        raise WrongMoment(reason)
    return redirect("casework:return_form_of", number, next_version(found))


@says_why_refused
def return_form_of(request, number, version, steps=""):
    """Answer one step of the panel's form for returns, mounted for one request and version.

    Its start leads back to the return once somebody has answered.
    """
    found = answerable(request, number)
    upcoming = next_version(found)
    if version > upcoming or version < 1:
        raise Http404
    if version < upcoming and not steps:
        return redirect("casework:return", number)
    components = [step for step in steps.split("/") if step]
    return forms_pages.answer(request, mount_for(request.user, found, version), components)


def mount_for(user, found, version: int) -> Mount:
    """Return where the form is filled in. A change begins with what was answered before."""
    own = found.meeting.panel.forms.filter(purpose=ReturnHandler.purpose)
    form = own.select_related("form_page").first()
    if form is None:
        raise WrongMoment(NO_FORM)
    return Mount(
        form.form_page,
        base=reverse("casework:return_form_of", args=[found.pk, version]),
        token=str(Token(found.pk, version, user.pk)),
        layout="casework/base.html",
        back=screen_of(found.meeting),
        caption=f"Case {found.case.reference}, {found.case.person.initials}",
        initial=before(found, form.form_page, version),
        personal=True,
    )


def screen_of(meeting) -> str:
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    return reverse("casework:meeting_returns", args=address)


def before(found, form_page, version: int) -> dict:
    """Return the answers of the version before, if they were given on the form as it is now."""
    given = found.returns.filter(version=version - 1).select_related("submission").first()
    submission = given and given.submission
    if submission and submission.version_id == form_page.live_version_id:
        return submission.data
    return {}
