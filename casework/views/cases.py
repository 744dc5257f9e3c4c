"""A case: what was said, who presents it, and whose presence it needs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.errors import WrongMoment
from casework.forms.referrals import PresenterForm
from casework.views import agendas, hearing, reading
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import agendas as agenda_workflow


@require_GET
@says_why_refused
def case(request, reference):
    found = access.case_for(request.user, reference)
    audit.record(Event.CASE_READ, subject=found, actor=request.user, now=timezone.now())
    board = found.panel.board
    is_staff = access.may(request.user, Right.SCREEN_REFERRAL, board)
    track = access.court_track_of(found)
    page = {
        "case": found,
        "board": board,
        "authorisation": reading.authorisation_of(found.referral),
        "items": agendas.items_of(found),
        "return_requests": agendas.return_requests_of(found),
        "may_read_returns": access.may(request.user, Right.READ_RETURNS, board),
        "heard": hearing.heard_of(found),
        "reviews": hearing.reviews_of(found),
        **reading.what_was_said(found.referral, all_of_it=is_staff),
        "court_track": track,
        "may_note_court": access.may_note_court(request.user, found, track),
        "may_see_referral": is_staff,
        "may_change_presenter": access.may(request.user, Right.SET_PRESENTER, board),
        "may_choose_relevant": access.may(request.user, Right.CHOOSE_RELEVANT, board),
    }
    return render(request, "casework/case.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def presenter(request, reference):
    """Change who presents a case at the meeting that hears it next."""
    found = access.case_for(request.user, reference)
    access.check(request.user, Right.SET_PRESENTER, found.panel.board)
    item = agendas.items_of(found).last()
    if item is None:
        raise WrongMoment("This case is not on an agenda, so nobody presents it yet.")
    form = PresenterForm(typed(request), initial={"name": item.presenter_name})
    if form.succeeds(
        lambda: agenda_workflow.set_presenter(
            item=item, name=form.cleaned_data["name"], actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, "The presenter is changed.")
        return redirect(found)
    return show(request, "presenter", form, case=found, board=found.panel.board, item=item)
