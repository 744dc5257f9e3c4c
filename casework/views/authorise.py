"""The senior manager's pages: a link, a code, the referral, a decision. No account."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.forms.referrals import DecisionForm
from casework.models import Authorisation
from casework.views import opened, reading
from casework.views.answering import show
from casework.views.by_link import Way, by_link, closed_to_others, code_page, link_page
from casework.workflows import authorisations

WAY = Way(Authorisation, "authorise", "Authorise a referral", inside="authorise_referral")

link = link_page(WAY)
code = code_page(WAY)


@require_GET
@by_link(WAY)
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
    outcome = opened.told(request, token)
    if outcome is None:
        return redirect("authorise", token)
    return closed_to_others(render(request, "casework/authorise_done.html", outcome))


@by_link(WAY)
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
    reference = authorisation.referral.reference
    opened.close(request, authorisation, token, authorised=form.authorises, reference=reference)
    return redirect("authorise_decide", token)
