"""Referrals that wait for a senior manager."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access
from casework.choices import Right
from casework.forms.referrals import RequestForm
from casework.views import reading
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.workflows import authorisations


@require_GET
@says_why_refused
def waiting(request):
    """Show each by reference, agency and age. No names: nobody has authorised them (O79)."""
    needs_role(request.user, Right.SCREEN_REFERRAL)
    found = access.referrals_for(request.user).awaiting_authorisation()
    page = page_of(request, found.only(*reading.SHOWN_WHILE_WAITING).order_by("submitted_at", "id"))
    rows = reading.waiting_rows(page, today=timezone.localdate())
    return render(request, "casework/authorisations.html", {"page": page, "rows": list(rows)})


@require_http_methods(["GET", "POST"])
@says_why_refused
def ask(request, reference):
    """Ask a senior manager again, or another one. The link sent before stops working."""
    waiting_ones = access.referrals_for(request.user).awaiting_authorisation()
    found = get_object_or_404(waiting_ones.select_related("panel__board"), reference=reference)
    asked = reading.authorisation_of(found)
    before = {"name": asked.name, "post": asked.post, "email": asked.email} if asked else {}
    form = RequestForm(typed(request), initial=before)
    if form.succeeds(
        lambda: authorisations.request(
            referral=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, f"We have asked the senior manager to authorise {reference}.")
        return redirect("casework:authorisations")
    page = {"referral": found, "board": found.panel.board, "asked": asked}
    return show(request, "authorisation_request", form, **page)
