"""The summary of returns: issue it, and read it (B63)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.rules import moves
from casework.rules import packs as rules
from casework.views import summarised
from casework.views.answering import says_why_refused
from casework.workflows import packs, summaries


@require_GET
@says_why_refused
def pack(request, panel, held_on):
    """Show a version, to read or print, marked with who reads it and when."""
    found = access.meeting_for(request.user, panel, held_on)
    issued = access.pack_for(request.user, found, request.GET.get("version"))
    now = timezone.now()
    page = {"meeting": found, "board": found.panel.board, "read_at": now}
    if issued is None:
        page["may_issue"] = may_issue(request.user, found)
        return render(request, "casework/pack_none.html", page)
    summary = summarised.summary_for(request.user, issued)
    audit.record(
        Event.PACK_READ,
        subject=found,
        actor=request.user,
        now=now,
        version=issued.version,
        cases=summary.references,
    )
    page |= {
        "summary": summary,
        "pack": issued,
        "versions": access.packs_for(request.user, found).defer("content"),
        "may_issue": may_issue(request.user, found),
    }
    return render(request, "casework/pack.html", page)


def may_issue(user, meeting) -> bool:
    may = access.may(user, Right.ISSUE_PACK, meeting.panel.board)
    return may and meeting.status in moves.BEFORE_THE_ROOM


@require_http_methods(["GET", "POST"])
@says_why_refused
def issue(request, panel, held_on):
    """Say what is missing and who will be told, then issue. What is missing refuses nothing."""
    found = access.meeting_for(request.user, panel, held_on)
    access.check(request.user, Right.ISSUE_PACK, found.panel.board)
    now = timezone.now()
    if request.method == "POST":
        issued = packs.issue(meeting=found, actor=request.user, now=now)
        messages.success(request, f"Version {issued.version} of the summary is issued.")
        return redirect("casework:meeting_pack", panel, held_on)
    packs.status_once_issued(found)
    draft, last = summaries.draw_up(found, now=now), packs.latest(found)
    page = {
        "meeting": found,
        "board": found.panel.board,
        "draft": draft,
        "last": last,
        "new": rules.changes(last.content, draft) if last else [],
        "is_late": last is None and packs.is_late(found, now=now),
        "told": len(packs.those_coming(found)),
    }
    return render(request, "casework/pack_issue.html", page)
