"""Spreadsheets of a quarter: asked for here, made by a job, downloaded when ready."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access
from casework.choices import Right, WorkbookStatus
from casework.forms.workbooks import WorkbookForm
from casework.rules import quarters
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.workflows import workbooks as workbooks_workflow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEING_MADE = (WorkbookStatus.QUEUED, WorkbookStatus.MAKING)
SECONDS = 10


@require_http_methods(["GET", "POST"])
@says_why_refused
def workbooks(request):
    """Ask for a spreadsheet, and see those that were asked for."""
    needs_role(request.user, Right.MAKE_WORKBOOK)
    now = timezone.now()
    panels = access.panels_for(request.user, Right.MAKE_WORKBOOK)
    choices = quarters.latest(timezone.localdate(now))
    form = WorkbookForm(
        typed(request), panels=panels, quarters=choices, initial={"panel": panels.first()}
    )
    asked = []
    if form.succeeds(
        lambda: asked.append(workbooks_workflow.ask(**form.chosen, actor=request.user, now=now))
    ):
        return redirect("casework:workbook", asked[0].pk)
    page = page_of(request, access.workbooks_for(request.user))
    return show(request, "workbooks", form, page=page, being_made=BEING_MADE, now=now)


@require_GET
@says_why_refused
def workbook(request, number):
    """Show how far a spreadsheet is. The page looks again by itself unless told not to."""
    found = access.workbook_for(request.user, number)
    being_made = found.status in BEING_MADE
    refreshes = being_made and "still" not in request.GET
    page = {
        "workbook": found,
        "board": found.panel.board,
        "being_made": being_made,
        "refreshes": refreshes,
        "seconds": SECONDS,
    }
    answer = render(request, "casework/workbook.html", page)
    if refreshes:
        answer["Refresh"] = str(SECONDS)
    return answer


@require_GET
@says_why_refused
def workbook_file(request, number):
    """Send the spreadsheet, and write down who took it."""
    found = access.workbook_for(request.user, number)
    content = workbooks_workflow.read(workbook=found, actor=request.user, now=timezone.now())
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def file_name(workbook) -> str:
    """Return a name that says the panel and the quarter, and nothing else."""
    first, last = workbook.starts_on, workbook.ends_on
    return f"{workbook.panel.slug}-{first.isoformat()}-to-{last.isoformat()}.xlsx"
