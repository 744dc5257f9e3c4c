"""The pages that every way without an account begins with: a link, then a code.

Opening the link shows nothing and spends nothing, because mail scanners open links. The
code opens what it is for in this browser only, for an hour.
"""

from functools import wraps
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from casework import links
from casework.errors import LinkRefused, WrongMoment
from casework.forms.links import CodeForm
from casework.models.links import ByLink
from casework.views import opened
from casework.views.answering import show, typed
from casework.workflows import codes


class Way(NamedTuple):
    """One kind of link: what it opens, the first name of its pages, and the name of the last.

    The words of its first page are in `casework/by_link/`.
    """

    model: type[ByLink]
    name: str
    title: str
    inside: str

    @property
    def code(self) -> str:
        return f"{self.name}_code"

    @property
    def words(self) -> str:
        return f"casework/by_link/{self.name}.html"

    @property
    def words_when_over(self) -> str:
        return f"casework/by_link/{self.name}_over.html"


def by_link(way: Way):
    """Find the row a link is for. One that never worked is a 404, one over a 410."""

    def decorate(view):
        @wraps(view)
        def found(request, token, **parts):
            now = timezone.now()
            try:
                row = links.row_from(token, way.model, now)
                of_this_board(request, row)
                answer = view(request, row, token, now, **parts)
            except LinkRefused as refusal:
                answer = over(request, way, refusal)
            return closed_to_others(answer)

        return found

    return decorate


def over(request, way: Way, refusal: LinkRefused):
    is_over = str(refusal) != links.WRONG
    page = {"refusal": refusal, "is_over": is_over, "way": way}
    return render(request, "casework/link_over.html", page, status=410 if is_over else 404)


def of_this_board(request, row: ByLink) -> None:
    """A link works on the pages of its own board only."""
    if Site.find_for_request(request) != links.record_of(row).panel.board.site:
        raise Http404


def closed_to_others(answer):
    """Keep the address, which holds the link, from caches and from other sites.

    Not "no-referrer": with it browsers send forms without an origin, and we refuse those.
    """
    add_never_cache_headers(answer)
    answer["Referrer-Policy"] = "same-origin"
    return answer


def link_page(way: Way):
    """Return the view of a link: it offers to send a code. Nothing of the row is shown."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @by_link(way)
    def link(request, row, token, now):
        page = {"token": token, "way": way}
        if request.method != "POST":
            return render(request, "casework/link.html", page)
        try:
            codes.send(row=row, now=now)
        except WrongMoment as refusal:
            page["refusal"] = refusal
            return render(request, "casework/link.html", page, status=429)
        return redirect(way.code, token)

    return link


def code_page(way: Way):
    """Return the view that takes a code and opens the row with it."""

    @require_http_methods(["GET", "POST"])
    @by_link(way)
    def code(request, row, token, now):
        form = CodeForm(typed(request))
        if form.succeeds(
            lambda: codes.open_with(row=row, code=form.cleaned_data["code"], now=now),
            refusals=LinkRefused,
            field="code",
        ):
            opened.remember(request, row, now=now)
            return redirect(way.inside, token)
        return show(request, "link_code", form, token=token, way=way)

    return code
