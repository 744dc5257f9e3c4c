"""Which spreadsheets somebody may know exist: those of panels whose they may make."""

from django.db.models import QuerySet
from django.http import Http404

from casework.access.records import note_refusal
from casework.access.roles import boards_by_role
from casework.choices import Right
from casework.models import Workbook


def workbooks_for(user) -> QuerySet[Workbook]:
    """Return them without their content, latest first."""
    found = Workbook.objects.filter(panel__board__in=boards_by_role(user, Right.MAKE_WORKBOOK))
    return found.select_related("panel__board", "asked_by").defer("content").order_by("-pk")


def workbook_for(user, number: int) -> Workbook:
    found = workbooks_for(user).filter(pk=number).first()
    if found:
        return found
    hidden = Workbook.objects.select_related("panel__board").defer("content").filter(pk=number)
    if one := hidden.first():
        note_refusal(user, f"workbook {number}", one.panel.board)
    raise Http404
