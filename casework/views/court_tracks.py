"""A Court of Protection process beside a case: record where it stands (B44)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework import access
from casework.choices import Right
from casework.forms.courts import CourtForm
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import court_tracks

RECORDED = ("status", "court_reference", "lead_name", "next_on", "decision")


@require_http_methods(["GET", "POST"])
@says_why_refused
def court_track(request, reference):
    found = access.case_for(request.user, reference)
    access.check(request.user, Right.RECORD_COURT_TRACK, found.panel.board)
    track = access.court_track_of(found)
    if not access.may_note_court(request.user, found, track):
        raise Http404
    initial = {name: getattr(track, name) for name in RECORDED} if track else {}
    form = CourtForm(typed(request), initial=initial)
    if form.succeeds(
        lambda: court_tracks.change(
            case=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, "The Court of Protection process is recorded.")
        return redirect(found)
    return show(request, "court_track", form, case=found, board=found.panel.board)
