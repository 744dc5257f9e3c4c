"""The lead professional's pages: a link, a code, their part of the minutes. No account (O105)."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casework import audit
from casework.models import MinutesReceipt
from casework.views import opened
from casework.views.by_link import Way, by_link, code_page, link_page
from casework.views.extracts import extract_of
from casework.workflows import receipts

WAY = Way(
    MinutesReceipt,
    "lead_minutes",
    "Minutes for you to acknowledge",
    inside="lead_minutes_extract",
)

link = link_page(WAY)
code = code_page(WAY)


@require_http_methods(["GET", "POST"])
@by_link(WAY)
def extract(request, receipt, token, now):
    """Show what the minutes say about the case, and take down that they were received."""
    if not opened.is_open(request, receipt, now=now):
        return redirect("lead_minutes", token)
    if request.method == "POST":
        receipts.acknowledge(receipt=receipt, actor=audit.LEAD_PROFESSIONAL, now=now)
        return redirect("lead_minutes_extract", token)
    page = {"token": token, **extract_of(receipt)}
    return render(request, "casework/lead_minutes.html", page)
