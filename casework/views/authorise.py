"""The senior manager's pages: a link, a code, the referral, a decision. No account.

Opening the link shows nothing and spends nothing, because mail scanners open links. The
code opens the referral in this browser only, for an hour.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Site

from casework import links
from casework.errors import LinkRefused, WrongMoment
from casework.forms.referrals import CodeForm, DecisionForm
from casework.views import opened, reading
from casework.views.answering import show, typed
from casework.workflows import authorisations


def by_link(view):
    """Find the authorisation a link is for. One that never worked is a 404, one over a 410."""

    @wraps(view)
    def found(request, token):
        now = timezone.now()
        try:
            authorisation = links.authorisation_from(token, now)
            of_this_board(request, authorisation)
            answer = view(request, authorisation, token, now)
        except LinkRefused as refusal:
            status = 404 if str(refusal) == links.WRONG else 410
            page = {"refusal": refusal, "is_over": status == 410}
            answer = render(request, "casework/authorise_over.html", page, status=status)
        return closed_to_others(answer)

    return found


def of_this_board(request, authorisation) -> None:
    """A link works on the pages of its own board only."""
    if Site.find_for_request(request) != authorisation.referral.panel.board.site:
        raise Http404


def closed_to_others(answer):
    """Keep the address, which holds the link, from caches and from other sites.

    Not "no-referrer": with it browsers send forms without an origin, and we refuse those.
    """
    add_never_cache_headers(answer)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def link(request, authorisation, token, now):
    """Offer to send a code. Nothing about the referral is shown."""
    if request.method != "POST":
        return render(request, "casework/authorise.html", {"token": token})
    try:
        authorisations.send_code(authorisation=authorisation, now=now)
    except WrongMoment as refusal:
        page = {"token": token, "refusal": refusal}
        return render(request, "casework/authorise.html", page, status=429)
    return redirect("authorise_code", token)


@require_http_methods(["GET", "POST"])
@by_link
def code(request, authorisation, token, now):
    form = CodeForm(typed(request))
    if form.succeeds(
        lambda: authorisations.open_with_code(
            authorisation=authorisation, code=form.cleaned_data["code"], now=now
        ),
        refusals=LinkRefused,
        field="code",
    ):
        opened.remember(request, authorisation, now=now)
        return redirect("authorise_referral", token)
    return show(request, "authorise_code", form, token=token)


@require_GET
@by_link
def referral(request, authorisation, token, now):
    """Show every answer as it was asked, and the two choices, where the code opened it."""
    if not opened.is_open(request, authorisation, now=now):
        return redirect("authorise", token)
    return to_decide(request, authorisation, token, DecisionForm())


def to_decide(request, authorisation, token, form):
    found = authorisation.referral
    return show(
        request,
        "authorise_referral",
        form,
        authorisation=authorisation,
        referral=found,
        token=token,
        **reading.what_was_said(found, all_of_it=True),
    )


@require_http_methods(["GET", "POST"])
def decide(request, token):
    """Record the decision. Afterwards this address says, in the same browser, what was decided."""
    if request.method == "POST":
        return record_decision(request, token)
    outcome = opened.decided(request, token)
    if outcome is None:
        return redirect("authorise", token)
    return closed_to_others(render(request, "casework/authorise_done.html", outcome))


@by_link
def record_decision(request, authorisation, token, now):
    if not opened.is_open(request, authorisation, now=now):
        return redirect("authorise", token)
    form = DecisionForm(request.POST)

    def act():
        if form.authorises:
            return authorisations.authorise(authorisation=authorisation, now=now)
        reason = form.cleaned_data["reason"]
        return authorisations.refuse(authorisation=authorisation, reason=reason, now=now)

    if not form.succeeds(act):
        return to_decide(request, authorisation, token, form)
    opened.close(request, token, authorised=form.authorises, authorisation=authorisation)
    return redirect("authorise_decide", token)
