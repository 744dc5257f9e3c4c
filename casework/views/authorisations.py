"""Referrals that wait for a senior manager."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import access
from casework.choices import Action
from casework.views import reading
from casework.views.answering import needs_role, page_of, says_why_refused


@require_GET
@says_why_refused
def waiting(request):
    """Show each by reference, agency and age. No names: nobody has authorised them (O79)."""
    needs_role(request.user, Action.SCREEN_REFERRAL)
    found = access.referrals_for(request.user).awaiting_authorisation()
    page = page_of(request, found.only(*reading.SHOWN_WHILE_WAITING).order_by("submitted_at", "id"))
    rows = reading.waiting_rows(page, today=timezone.localdate())
    return render(request, "casework/authorisations.html", {"page": page, "rows": list(rows)})
