"""The outbox, and what was sent to us and not yet taken over."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from casework import access, audit, notices
from casework.choices import Event, NoticeState, Right
from casework.views.answering import needs_role, page_of, says_why_refused
from forms_pages import intake


@require_GET
@says_why_refused
def outbox(request):
    """Show what was or will be sent, by state: to whom, about which reference, no text."""
    needs_role(request.user, Right.READ_OUTBOX)
    chosen = request.GET.get("state", "")
    visible = access.notices_for(request.user).select_related("board")
    if chosen in NoticeState.values:
        visible = visible.filter(state=chosen)
    page = {
        "page": page_of(request, visible.order_by("-created_at", "-id")),
        "states": NoticeState.choices,
        "chosen": chosen,
        "is_open": settings.OUTBOX_IS_OPEN,
    }
    return render(request, "casework/outbox.html", page)


@require_GET
@says_why_refused
def notice(request, number):
    """Show a whole message. In the demonstration only: messages carry links and codes."""
    if not settings.OUTBOX_IS_OPEN:
        raise Http404
    found = get_object_or_404(access.notices_for(request.user), pk=number)
    page = {"notice": found, "email": notices.compose(found)}
    return render(request, "casework/notice.html", page)


@require_POST
@says_why_refused
def resend(request, number):
    found = get_object_or_404(access.notices_for(request.user), pk=number)
    access.check(request.user, Right.RESEND_NOTICE, found.board)
    notices.resend(notice=found, actor=request.user, now=timezone.now())
    messages.success(request, f"The message about {found.reference} will be sent again.")
    return redirect("casework:outbox")


@require_GET
@says_why_refused
def attention(request):
    """Show what was sent to us and has not become a referral."""
    needs_role(request.user, Right.SEE_ATTENTION)
    waiting = access.attention_for(request.user).order_by("submitted_at", "id")
    return render(request, "casework/attention.html", {"page": page_of(request, waiting)})


@require_POST
@says_why_refused
def retry(request, reference):
    """Try the hand-over again."""
    found = get_object_or_404(access.attention_for(request.user), reference=reference)
    now = timezone.now()
    taken_over = intake.hand_over(found, now=now)
    audit.record(
        Event.HAND_OVER_RETRIED,
        subject=found,
        actor=request.user,
        now=now,
        board=found.version.form_page.panel_form.panel.board,
        worked=taken_over,
    )
    if taken_over:
        messages.success(request, f"{reference} is now with the panel.")
    else:
        messages.error(request, f"{reference} could still not be taken over. We keep trying.")
    return redirect("casework:attention")
