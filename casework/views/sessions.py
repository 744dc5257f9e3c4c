"""The room: may the meeting proceed, opening it and ending it. For whoever chairs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.choices import MeetingStatus, Right
from casework.forms.sessions import QuorumForm
from casework.views import chairing
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import presence, sessions


def meeting_to_chair(request, panel, held_on, right: Right):
    found = access.meeting_for(request.user, panel, held_on)
    access.check_at(request.user, right, found)
    return found


@require_http_methods(["GET", "POST"])
@says_why_refused
def quorum(request, panel, held_on):
    """Show who is here for each case, and take down the chair's decision (B33)."""
    found = meeting_to_chair(request, panel, held_on, Right.DECIDE_QUORUM)
    form = QuorumForm(typed(request))

    def decide():
        sessions.decide_quorum(
            meeting=found, **form.decided, actor=request.user, now=timezone.now()
        )

    if form.succeeds(decide):
        messages.success(request, "Your decision is recorded.")
        return redirect(found)
    page = {
        "meeting": found,
        "board": found.panel.board,
        "cases": presence.cases_of(found),
        "present": presence.seats_represented(found),
        "decisions": chairing.decisions_of(found),
    }
    return show(request, "quorum", form, **page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def opening(request, panel, held_on):
    """Ask, then open the meeting."""
    found = meeting_to_chair(request, panel, held_on, Right.OPEN_MEETING)
    if request.method == "POST":
        sessions.open_meeting(meeting=found, actor=request.user, now=timezone.now())
        messages.success(request, "The meeting is open.")
        return redirect(found)
    page = {
        "meeting": found,
        "board": found.panel.board,
        "decision": found.quorum_decisions.last(),
        "chaired_by": chairing.chaired_by(found),
        "pack_missing": found.status == MeetingStatus.LIST_CLOSED,
    }
    return render(request, "casework/meeting_open.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def ending(request, panel, held_on):
    """Ask, then end the meeting. Cases without an outcome are named first."""
    found = meeting_to_chair(request, panel, held_on, Right.OPEN_MEETING)
    if request.method == "POST":
        sessions.end_meeting(meeting=found, actor=request.user, now=timezone.now())
        messages.success(request, "The meeting has ended.")
        return redirect(found)
    page = {
        "meeting": found,
        "board": found.panel.board,
        "waiting": sessions.without_outcome(found),
        "unsettled": presence.unsettled_at(found),
    }
    return render(request, "casework/meeting_end.html", page)
