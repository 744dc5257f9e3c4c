"""Minutes that lead professionals were sent: acknowledged by them, or recorded by staff (O105)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.forms.receipts import EvidenceForm
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.views.extracts import extract_of
from casework.workflows import receipts as workflow


@require_GET
@says_why_refused
def receipts(request):
    """Show minutes that nobody has acknowledged yet, the longest waiting first."""
    needs_role(request.user, Right.RECORD_RECEIPT)
    waiting = access.receipts_for(request.user).outstanding().order_by("sent_at", "pk")
    return render(request, "casework/receipts.html", {"page": page_of(request, waiting)})


@require_http_methods(["GET", "POST"])
@says_why_refused
def record(request, number):
    """Record that minutes were received, and how that is known."""
    found = access.receipt_for(request.user, number)
    form = EvidenceForm(typed(request))
    if form.succeeds(
        lambda: workflow.record(
            receipt=found,
            evidence=form.cleaned_data["evidence"],
            actor=request.user,
            now=timezone.now(),
        )
    ):
        messages.success(request, f"The minutes of case {found.case.reference} are received.")
        return redirect("casework:receipts")
    return show(request, "receipt_record", form, receipt=found, board=found.case.panel.board)


@require_http_methods(["GET", "POST"])
@says_why_refused
def receipt(request, number):
    """Show a lead professional their part of the minutes, and take down that they have it."""
    found = access.own_receipt(request.user, number)
    now = timezone.now()
    if request.method == "POST":
        workflow.acknowledge(receipt=found, actor=request.user, now=now)
        messages.success(request, "You have told the panel that you have these minutes.")
        return redirect(found)
    audit.record(
        Event.MINUTES_READ,
        subject=found.case,
        actor=request.user,
        now=now,
        version=found.minutes.version,
    )
    page = {"board": found.case.panel.board, **extract_of(found)}
    return render(request, "casework/receipt.html", page)
