"""Referrals to screen, and what can be done with one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import access, audit
from casework.choices import Event, ReferralStatus, Right
from casework.errors import WrongMoment
from casework.forms.referrals import DeclineForm, ListForm
from casework.views import reading
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.workflows import referrals

SCREEN = Right.SCREEN_REFERRAL
UNDECIDED = {ReferralStatus.RECEIVED, ReferralStatus.SCREENING, ReferralStatus.DEFERRED}
TO_SCREEN, ALL = "to_screen", "all"
NOT_IN_THE_INBOX = {ReferralStatus.SUBMITTED, ReferralStatus.REFUSED}
FILTERS = {
    TO_SCREEN: "To screen",
    **{s.value: s.label for s in ReferralStatus if s not in NOT_IN_THE_INBOX},
    ALL: "All",
}


@require_GET
@says_why_refused
def inbox(request):
    """Show the referrals to screen, longest waiting first, or those of a chosen status."""
    needs_role(request.user, SCREEN)
    chosen = request.GET.get("status", TO_SCREEN)
    visible = access.referrals_for(request.user)
    page = page_of(request, reading.for_inbox(of_status(visible, chosen)))
    rows = reading.inbox_rows(page, today=timezone.localdate())
    found = {"page": page, "rows": list(rows), "filters": FILTERS, "chosen": chosen}
    declined = reading.declined_by_reason(visible)
    return render(request, "casework/referrals.html", found | {"declined": declined})


def of_status(visible, status):
    if status == ALL:
        return visible
    if status in FILTERS and status != TO_SCREEN:
        return visible.filter(status=status)
    return visible.awaiting_screening()


@require_GET
@says_why_refused
def referral(request, reference):
    found = access.referral_for(request.user, reference)
    return page_about(request, found)


def page_about(request, found, *, refusal=None):
    """Show one referral, with a refusal at its top if there is one. Reading is recorded."""
    audit.record(Event.REFERRAL_READ, subject=found, actor=request.user, now=timezone.now())
    page = {
        "referral": found,
        "board": found.panel.board,
        "initials": reading.initials_of(found),
        "flags": reading.flags_of(found),
        "authorisation": reading.authorisation_of(found),
        "history": access.history_of(found).order_by("id"),
        "refusal": refusal,
        "has_errors": refusal is not None,
        **reading.what_was_said(found, all_of_it=True),
        **what_may_be_done(found, request.user),
    }
    return render(request, "casework/referral.html", page, status=409 if refusal else 200)


def what_may_be_done(found, user) -> dict:
    """Return which buttons to offer. The workflows decide again when one is pressed."""
    board, screened = found.panel.board, found.screened_at is not None
    undecided = found.status in UNDECIDED
    return {
        "may_screen": undecided and not screened and access.may(user, SCREEN, board),
        "may_list": undecided and screened and access.may(user, Right.LIST, board),
        "may_decline": undecided and screened and access.may(user, Right.DECLINE, board),
    }


@require_POST
@says_why_refused
def screen(request, reference):
    found = access.referral_for(request.user, reference)
    try:
        referrals.screen(referral=found, actor=request.user, now=timezone.now())
    except WrongMoment as refusal:
        return page_about(request, found, refusal=refusal)
    messages.success(request, f"You have taken {reference} for screening.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@says_why_refused
def list_(request, reference):
    """Choose the meeting that hears a referral."""
    found = access.referral_for(request.user, reference)
    access.check(request.user, Right.LIST, found.panel.board)
    now = timezone.now()
    meetings = access.meetings_for(request.user).filter(panel=found.panel)
    meetings = meetings.standing().filter(held_on__gte=timezone.localdate(now))
    form = ListForm(typed(request), meetings=meetings, received_at=found.received_at)
    if form.succeeds(
        lambda: referrals.list_for(referral=found, meeting=form.chosen, actor=request.user, now=now)
    ):
        messages.success(request, f"Case {reference} is on the list.")
        return redirect("casework:case", reference)
    return show(request, "referral_list", form, referral=found, board=found.panel.board)


@require_http_methods(["GET", "POST"])
@says_why_refused
def decline(request, reference):
    """Say why the panel will not hear a referral, and where else to turn."""
    found = access.referral_for(request.user, reference)
    access.check(request.user, Right.DECLINE, found.panel.board)
    form = DeclineForm(typed(request), reasons=found.panel.decline_reasons.filter(active=True))
    if form.succeeds(
        lambda: referrals.decline(
            referral=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, f"{reference} is declined. We have told the referrer.")
        return redirect(found)
    return show(request, "referral_decline", form, referral=found, board=found.panel.board)
