"""Meetings: what they promise, what they hear, and their papers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.forms.meetings import DatesForm, PlanForm
from casework.views import agendas, chairing, seating, steps
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.workflows import meetings as meetings_workflow


@require_GET
@says_why_refused
def meetings(request):
    """Show the meetings still to come; the earlier ones on request."""
    earlier = request.GET.get("when") == "earlier"
    visible = access.meetings_for(request.user)
    if not visible.exists():
        needs_role(request.user, Right.SEE_MEETINGS)
    found = agendas.meetings_of(visible, earlier=earlier, today=timezone.localdate())
    page = {
        "page": page_of(request, found),
        "earlier": earlier,
        "may_plan": access.boards_for(request.user, Right.PLAN_MEETING).exists(),
    }
    return render(request, "casework/meetings.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def plan(request):
    """Plan a meeting. Its dates are worked out from the panel's rules."""
    needs_role(request.user, Right.PLAN_MEETING)
    panels = access.panels_for(request.user, Right.PLAN_MEETING)
    form = PlanForm(typed(request), panels=panels)
    now = timezone.now()
    if form.succeeds(
        lambda: meetings_workflow.plan(**form.cleaned_data, actor=request.user, now=now)
    ):
        held_on = form.cleaned_data["held_on"]
        messages.success(request, f"The meeting on {held_on:%-d %B %Y} is planned.")
        return redirect("casework:meeting", form.cleaned_data["panel"].slug, held_on.isoformat())
    return show(request, "meeting_plan", form)


@require_GET
@says_why_refused
def meeting(request, panel, held_on):
    found = access.meeting_for(request.user, panel, held_on)
    board = found.panel.board
    items = list(agendas.agenda_for(request.user, found))
    seats = seating.rows_of(found)
    page = {
        "meeting": found,
        "board": board,
        "items": items,
        "hidden": found.items.count() - len(items),
        "seats": seats,
        "may_send_for": may_send_for(request.user, board, seats),
        "guests": seating.guests_of(found),
        "chaired_by": chairing.chaired_by(found),
        "decision": chairing.decisions_of(found).first(),
        "history": access.history_of_meeting(found),
        "steps": steps.steps_of(found, request.user),
        **what_may_be_done(request.user, board),
    }
    return render(request, "casework/meeting.html", page)


def what_may_be_done(user, board) -> dict:
    """Return which links to offer. The workflows decide again."""
    asked = {
        "may_plan": Right.PLAN_MEETING,
        "may_choose_relevant": Right.CHOOSE_RELEVANT,
    }
    return {name: access.may(user, action, board) for name, action in asked.items()}


def may_send_for(user, board, rows) -> set[int]:
    """Return the seats whose deputy this person may send: all, or their own."""
    if not access.may(user, Right.SEND_DEPUTY, board):
        return set()
    runs_the_panel = access.may(user, Right.RECORD_ATTENDANCE, board)
    return {
        row.seat.pk
        for row in rows
        if runs_the_panel or any(held.user_id == user.pk for held in row.held)
    }


@require_http_methods(["GET", "POST"])
@says_why_refused
def dates(request, panel, held_on):
    """Change the day on which a meeting's list closes, before it has closed."""
    found = access.meeting_for(request.user, panel, held_on)
    access.check(request.user, Right.PLAN_MEETING, found.panel.board)
    form = DatesForm(typed(request), initial={"closes_on": found.closes_on})
    if form.succeeds(
        lambda: meetings_workflow.change_dates(
            meeting=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, "The dates are changed.")
        return redirect(found)
    return show(request, "meeting_dates", form, meeting=found, board=found.panel.board)


@require_GET
@says_why_refused
def papers(request, panel, held_on):
    """Show the papers, to read or print, marked with who read them and when."""
    found = access.meeting_for(request.user, panel, held_on)
    board = found.panel.board
    papers = agendas.papers_of(agendas.agenda_for(request.user, found))
    if not papers:
        access.check(request.user, Right.READ_PAPERS, board)
    now = timezone.now()
    for paper in papers:
        audit.record(Event.CASE_READ, subject=paper.item.case, actor=request.user, now=now)
    page = {"meeting": found, "board": board, "papers": papers, "read_at": now}
    return render(request, "casework/papers.html", page)
