"""Who comes to a meeting, for which seat, and whom each case needs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access
from casework.choices import Right
from casework.forms.meetings import AttendanceForm, AttendeeForm, RelevanceForm, key_of
from casework.views import agendas, seating
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import agendas as agenda_workflow
from casework.workflows import attendance as attendance_workflow
from casework.workflows import meetings


@require_GET
@says_why_refused
def representation(request, panel, held_on):
    """Show, case by case, whose presence matters and who is here (B23, B27, B32)."""
    found = access.meeting_for(request.user, panel, held_on)
    board = found.panel.board
    rows = seating.rows_of(found)
    items = agendas.agenda_for(request.user, found)
    page = {
        "meeting": found,
        "board": board,
        "cases": seating.representation_of(items, rows),
        "present": [row for row in rows if row.present],
        "may_choose_relevant": access.may(request.user, Right.CHOOSE_RELEVANT, board),
    }
    return render(request, "casework/representation.html", page)


def meeting_to_record(request, panel, held_on):
    found = access.meeting_for(request.user, panel, held_on)
    access.check(request.user, Right.RECORD_ATTENDANCE, found.panel.board)
    return found


@require_http_methods(["GET", "POST"])
@says_why_refused
def attendance(request, panel, held_on):
    found = meeting_to_record(request, panel, held_on)
    form = AttendanceForm(typed(request), attendances=seating.attendances_of(found))
    if form.succeeds(
        lambda: attendance_workflow.record(
            states=form.changed, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, "Attendance is recorded.")
        return redirect("casework:meeting_representation", panel, held_on)
    return show(request, "attendance", form, meeting=found, board=found.panel.board)


@require_http_methods(["GET", "POST"])
@says_why_refused
def attendee(request, panel, held_on):
    """Add somebody who came for a seat, beside those who were invited (B21, B22)."""
    found = meeting_to_record(request, panel, held_on)
    form = AttendeeForm(
        typed(request),
        seats=seating.seats_on(found),
        agencies=found.panel.board.agencies.filter(active=True),
    )
    if form.succeeds(
        lambda: meetings.add_attendee(
            meeting=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("casework:meeting_attendance", panel, held_on)
    return show(request, "attendee", form, meeting=found, board=found.panel.board)


@require_http_methods(["GET", "POST"])
@says_why_refused
def deputy(request, panel, held_on, seat):
    """Ask, then send the deputy in place of a seat's representative (B34)."""
    found = access.meeting_for(request.user, panel, held_on)
    seat = seating.seat_of(found, seat)
    if request.method == "POST":
        meetings.send_deputy(meeting=found, seat=seat, actor=request.user, now=timezone.now())
        messages.success(request, f"The deputy comes for {seat}.")
        return redirect(found)
    page = {"meeting": found, "board": found.panel.board, "seat": seat}
    return render(request, "casework/deputy.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def relevance(request, panel, held_on, reference):
    """Choose the seats that matter to one case and, of a class, which bodies."""
    found = access.meeting_for(request.user, panel, held_on)
    access.check(request.user, Right.CHOOSE_RELEVANT, found.panel.board)
    item = next((i for i in agendas.agenda_of(found) if i.case.reference == reference), None)
    if item is None:
        raise Http404
    chosen = [key_of(relevance) for relevance in item.relevances.all()]
    form = RelevanceForm(
        typed(request),
        seats=seating.seats_on(found),
        initial={"seats": chosen},
    )
    if form.succeeds(
        lambda: agenda_workflow.choose_relevant(
            item=item, seats=form.chosen, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, f"The agencies that matter to {reference} are chosen.")
        return redirect(found)
    return show(request, "relevance", form, meeting=found, board=found.panel.board, item=item)
