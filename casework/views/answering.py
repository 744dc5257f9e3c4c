"""What every staff page does alike: pages of 25 rows, and refusals in plain words."""

from functools import wraps

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils import timezone

from casework import access, audit
from casework.choices import Right
from casework.errors import NotPermitted, Refused

ROWS_ON_A_PAGE = 25


def page_of(request, rows) -> Page:
    """Return the page of rows asked for; the nearest one where there is no such page."""
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))


def needs_role(user, right: Right) -> None:
    """Refuse somebody whom no board lets do this."""
    if not access.boards_for(user, right).exists():
        raise NotPermitted(f"Your role does not let you {access.words_of(right)}.")


def status_of(refusal: Refused) -> int:
    return 403 if isinstance(refusal, NotPermitted) else 409


def says_why_refused(view):
    """Answer what the rules refuse with a page that says why, and record it.

    A view that can show the refusal beside what was typed catches it first.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            if isinstance(refusal, NotPermitted):
                audit.refused(request.user, request.path, now=timezone.now())
            page = {"refusal": refusal, "not_permitted": isinstance(refusal, NotPermitted)}
            return render(request, "casework/refused.html", page, status=status_of(refusal))

    return answered


def typed(request):
    """Return what was typed, also if it was nothing; nothing at all before it was sent."""
    return request.POST if request.method == "POST" else None


def show(request, template: str, form, **page):
    """Show a page with a form. Its title and its status say whether something is wrong."""
    page |= {"form": form, "has_errors": bool(form.errors)}
    return render(request, f"casework/{template}.html", page, status=form.status)
