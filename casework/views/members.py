"""Who sits on the panels, for whom nobody sits, and who holds the offices."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access
from casework.choices import Right
from casework.forms.members import AppointForm, EndForm
from casework.views import seating
from casework.views.answering import needs_role, says_why_refused, show, typed
from casework.workflows import members as members_workflow


@require_GET
@says_why_refused
def members(request):
    """Show the membership of each panel, with its gaps (B19)."""
    needs_role(request.user, Right.APPOINT)
    today = timezone.localdate()
    panels = access.panels_for(request.user, Right.APPOINT)
    shown = [(panel, seating.membership_of(panel, today), offices_of(panel)) for panel in panels]
    return render(request, "casework/members.html", {"panels": shown, "today": today})


def offices_of(panel):
    """Return the panel's offices with who holds them now."""
    offices = panel.offices.prefetch_related("tenures__user").order_by("kind")
    return [
        (office, next((held for held in office.tenures.all() if held.ends_on is None), None))
        for office in offices
    ]


def seat_to_fill(request, panel, seat):
    panel = get_object_or_404(access.panels_for(request.user, Right.APPOINT), slug=panel)
    return get_object_or_404(panel.seats.select_related("panel__board"), code=seat)


@require_http_methods(["GET", "POST"])
@says_why_refused
def appoint(request, panel, seat):
    seat = seat_to_fill(request, panel, seat)
    form = AppointForm(typed(request), seat=seat, initial={"starts_on": timezone.localdate()})
    if form.succeeds(
        lambda: members_workflow.appoint(
            seat=seat, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, f"{form.cleaned_data['user']} is appointed to {seat}.")
        return redirect("casework:members")
    return show(request, "member_appoint", form, seat=seat, board=seat.panel.board)


@require_http_methods(["GET", "POST"])
@says_why_refused
def end(request, panel, seat, number):
    seat = seat_to_fill(request, panel, seat)
    appointment = get_object_or_404(seat.appointments.filter(ends_on=None), pk=number)
    form = EndForm(typed(request))
    if form.succeeds(
        lambda: members_workflow.end_appointment(
            appointment=appointment, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, "The end is recorded.")
        return redirect("casework:members")
    page = {"seat": seat, "board": seat.panel.board, "appointment": appointment}
    return show(request, "member_end", form, **page)
