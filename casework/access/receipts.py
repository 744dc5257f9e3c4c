"""Which receipts of signed minutes somebody may know: their own, or those of their boards."""

from django.db.models import QuerySet
from django.http import Http404

from casework.access.records import note_refusal
from casework.access.roles import boards_by_role, is_known, may
from casework.choices import Right
from casework.models import Minutes, MinutesReceipt

SHOWN_WITH = ("case__panel__board", "minutes__meeting__panel", "minutes__correction", "recorded_by")


def receipts_for(user) -> QuerySet[MinutesReceipt]:
    """Return the receipts of the boards whose staff this person is, with all that a row shows."""
    boards = boards_by_role(user, Right.RECORD_RECEIPT)
    found = MinutesReceipt.objects.filter(case__panel__board__in=boards)
    return found.select_related(*SHOWN_WITH).defer("minutes__content")


def receipt_for(user, number: int) -> MinutesReceipt:
    """Return a receipt that staff may record, or 404."""
    return one_receipt(user, receipts_for(user), number)


def own_receipts(user) -> QuerySet[MinutesReceipt]:
    """Return what was sent to somebody's account as a lead professional. It needs no seat."""
    if not is_known(user):
        return MinutesReceipt.objects.none()
    return MinutesReceipt.objects.filter(user=user).select_related(*SHOWN_WITH)


def own_receipt(user, number: int) -> MinutesReceipt:
    return one_receipt(user, own_receipts(user), number)


def one_receipt(user, visible: QuerySet, number: int) -> MinutesReceipt:
    found = visible.filter(pk=number).first()
    if found:
        return found
    hidden = MinutesReceipt.objects.select_related("case__panel__board").filter(pk=number).first()
    if hidden:
        note_refusal(user, f"minutes of {hidden.case.reference}", hidden.case.panel.board)
    raise Http404


def receipts_of(user, minutes: Minutes) -> QuerySet[MinutesReceipt]:
    """Return who was sent these minutes, to the staff who see to it that they have them."""
    if not may(user, Right.RECORD_RECEIPT, minutes.meeting.panel.board):
        return MinutesReceipt.objects.none()
    sent = minutes.receipts.select_related(*SHOWN_WITH).defer("minutes__content")
    return sent.order_by("case__reference", "pk")
