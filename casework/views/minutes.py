"""Minutes: read, drafted, edited, commented on, signed and corrected."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import access
from casework.choices import Right
from casework.forms.minutes import CaseTextsForm, CommentForm, CorrectionForm, FrameForm, SignForm
from casework.models import Minutes
from casework.views import minutes_reading as reading
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import minutes as workflow
from casework.workflows import minutes_cases

DECLARATION = "I have read these minutes and they are a true record. I sign them as {office}."


def minutes_of(request, panel, held_on, right: Right | None = None) -> Minutes:
    """Return the latest version of a meeting's minutes, to who may do this with it."""
    meeting = access.meeting_for(request.user, panel, held_on)
    if right is not None:
        access.check_at(request.user, right, meeting)
    return access.minutes_for(request.user, meeting)


def draft_of(request, panel, held_on, right: Right | None = None) -> Minutes:
    found = minutes_of(request, panel, held_on, right)
    workflow.refuse_unless_draft(found)
    return found


def page_with(found: Minutes, **more) -> dict:
    meeting = found.meeting
    return {"minutes": found, "meeting": meeting, "board": meeting.panel.board, **more}


@require_GET
@says_why_refused
def minutes(request, panel, held_on):
    """Show the latest minutes: a draft with what is missing, or signed with its seal."""
    meeting = access.meeting_for(request.user, panel, held_on)
    versions = list(access.minutes_of(request.user, meeting))
    if not versions:
        may_draft = access.may_at(request.user, Right.DRAFT_MINUTES, meeting)
        page = {"meeting": meeting, "board": meeting.panel.board, "may_draft": may_draft}
        return render(request, "casework/minutes_none.html", page)
    found = versions[-1]
    found.meeting = meeting
    read = reading.read(request.user, found, now=timezone.now())
    page = page_with(
        found,
        read=read,
        versions=versions,
        comments=access.comments_for(request.user, found),
        receipts=access.receipts_of(request.user, found),
        **reading.what_may_be_done(request.user, found),
    )
    return render(request, "casework/minutes.html", page)


@require_GET
@says_why_refused
def version(request, panel, held_on, version):
    """Show one version by itself, to read or print, marked with who read it and when."""
    meeting = access.meeting_for(request.user, panel, held_on)
    found = access.minutes_for(request.user, meeting, version)
    now = timezone.now()
    page = page_with(found, read=reading.read(request.user, found, now=now), read_at=now)
    return render(request, "casework/minutes_version.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def draft(request, panel, held_on):
    """Ask, then draft the minutes. Once they are drafted, this leads to them."""
    meeting = access.meeting_for(request.user, panel, held_on)
    access.check_at(request.user, Right.DRAFT_MINUTES, meeting)
    if request.method == "POST":
        workflow.draft(meeting=meeting, actor=request.user, now=timezone.now())
        messages.success(request, "The minutes are drafted. Look at what is still missing.")
        return redirect("casework:minutes", panel, held_on)
    if access.minutes_of(request.user, meeting).exists():
        return redirect("casework:minutes", panel, held_on)
    page = {"meeting": meeting, "board": meeting.panel.board, "may_draft": True}
    return render(request, "casework/minutes_none.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def edit(request, panel, held_on):
    """Change how the draft opens and closes."""
    found = draft_of(request, panel, held_on, Right.DRAFT_MINUTES)
    stored = {name: getattr(found, name) for name in workflow.FRAME}
    form = FrameForm(typed(request), initial=stored)
    if form.succeeds(
        lambda: workflow.edit(
            minutes=found,
            **form.cleaned_data,
            seen=request.POST.get("seen"),
            actor=request.user,
            now=timezone.now(),
        )
    ):
        messages.success(request, "The draft is changed.")
        return redirect("casework:minutes", panel, held_on)
    seen = workflow.mark(found, workflow.FRAME)
    page = page_with(found, seen=seen, stored=reading.differing(form, stored))
    return show(request, "minutes_edit", form, **page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def case(request, panel, held_on, reference):
    """Change what the draft says about one case in words."""
    found = draft_of(request, panel, held_on, Right.DRAFT_MINUTES)
    text = found.texts.filter(item__case__reference=reference).select_related("item__case").first()
    if text is None:
        raise Http404
    stored = {name: getattr(text, name) for name in minutes_cases.TEXTS}
    asks_consent = reading.needs_reason(text.item)
    form = CaseTextsForm(typed(request), initial=stored, asks_consent=asks_consent)
    if form.succeeds(
        lambda: workflow.edit_case(
            minutes=found,
            item=text.item,
            **form.cleaned_data,
            seen=request.POST.get("seen"),
            actor=request.user,
            now=timezone.now(),
        )
    ):
        messages.success(request, f"The draft of case {reference} is changed.")
        return redirect("casework:minutes", panel, held_on)
    seen = workflow.mark(text, minutes_cases.TEXTS)
    page = page_with(found, seen=seen, item=text.item, stored=reading.differing(form, stored))
    return show(request, "minutes_case", form, **page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def comment(request, panel, held_on):
    """Say something about the draft, as somebody who attended (O102)."""
    found = draft_of(request, panel, held_on)
    workflow.refuse_unless_there(request.user, found.meeting)
    form = CommentForm(typed(request))
    if form.succeeds(
        lambda: workflow.comment(
            minutes=found,
            text=form.cleaned_data["text"],
            actor=request.user,
            now=timezone.now(),
        )
    ):
        messages.success(request, "Your comment is with those who edit the minutes.")
        return redirect("casework:minutes", panel, held_on)
    return show(request, "minutes_comment", form, **page_with(found))


@require_POST
@says_why_refused
def ask(request, panel, held_on):
    """Ask whoever chairs the meeting to sign."""
    found = draft_of(request, panel, held_on, Right.DRAFT_MINUTES)
    workflow.send_for_signature(minutes=found, actor=request.user, now=timezone.now())
    messages.success(request, "The person who chaired is asked to sign.")
    return redirect("casework:minutes", panel, held_on)


@require_http_methods(["GET", "POST"])
@says_why_refused
def sign(request, panel, held_on):
    """Show the chair what they sign, and what keeps them from it; then sign it (O103)."""
    found = draft_of(request, panel, held_on, Right.SIGN_MINUTES)
    read = reading.read(request.user, found, now=timezone.now())
    office = access.chair_of(found.meeting).office.title_on(found.meeting.held_on)
    form = SignForm(typed(request), declaration=DECLARATION.format(office=office))
    if form.succeeds(
        lambda: workflow.sign(
            minutes=found,
            actor=request.user,
            now=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    ):
        messages.success(request, "The minutes are signed.")
        return redirect("casework:minutes", panel, held_on)
    return show(request, "minutes_sign", form, **page_with(found, read=read))


@require_http_methods(["GET", "POST"])
@says_why_refused
def correct(request, panel, held_on):
    """Begin a correction of the signed minutes."""
    found = minutes_of(request, panel, held_on, Right.DRAFT_MINUTES)
    workflow.refuse_unless_to_correct(found)
    form = CorrectionForm(typed(request))
    if form.succeeds(
        lambda: workflow.correct(
            minutes=found,
            reason=form.cleaned_data["reason"],
            actor=request.user,
            now=timezone.now(),
        )
    ):
        messages.success(request, "The correction is begun. The signed version still counts.")
        return redirect("casework:minutes", panel, held_on)
    return show(request, "minutes_correct", form, **page_with(found))
