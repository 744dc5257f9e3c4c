"""The discussion: one case on a screen, and a page for each thing the panel says about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.errors import WrongMoment
from casework.forms.discussions import (
    CompleteForm,
    LeadForm,
    RecommendationForm,
    RiskForm,
    TextsForm,
)
from casework.views import agendas, hearing
from casework.views.answering import says_why_refused, show, typed
from casework.workflows import hearings, outcomes, risks


def agenda_to_discuss(request, panel, held_on):
    """Return a meeting's cases, in order, for whoever may record what is said of them."""
    found = access.meeting_for(request.user, panel, held_on)
    access.check_at(request.user, Right.RECORD_DISCUSSION, found)
    return list(agendas.agenda_for(request.user, found).select_related("outcome__lead_agency"))


def item_to_discuss(request, panel, held_on, reference):
    """Return one case of a meeting, and all of them. Reading is recorded."""
    items = agenda_to_discuss(request, panel, held_on)
    item = next((one for one in items if one.case.reference == reference), None)
    if item is None:
        access.case_for(request.user, reference)
        raise Http404
    if request.method == "GET":
        audit.record(Event.CASE_READ, subject=item.case, actor=request.user, now=timezone.now())
    return item, items


@require_GET
@says_why_refused
def first(request, panel, held_on):
    """Go to the first case that is not complete, or to the first of all."""
    items = agenda_to_discuss(request, panel, held_on)
    if not items:
        raise WrongMoment("No case is on this meeting’s list.")
    waiting = (one for one in items if not is_complete(one))
    return redirect(hearing.address_of(next(waiting, items[0]), "discussion"))


def is_complete(item) -> bool:
    outcome = getattr(item, "outcome", None)
    return outcome is not None and outcome.completed_at is not None


@require_GET
@says_why_refused
def discussion(request, panel, held_on, reference):
    """Show a case as it is discussed, with what is still missing. Moving on is never blocked."""
    item, items = item_to_discuss(request, panel, held_on, reference)
    place, outcome = items.index(item), hearings.outcome_of(item)
    assessments = list(hearing.assessments_of(item.case))
    page = {
        **what_is_shared(item),
        "outcome": outcome,
        "complete": is_complete(item),
        "gaps": missing_of(item, now=timezone.now()),
        "risk": hearing.risk_view(assessments, item),
        "pen_picture": pen_picture_of(item, outcome),
        "recommendations": item.recommendations.all(),
        "place": place + 1,
        "number": len(items),
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
    }
    return render(request, "casework/discussion.html", page)


def missing_of(item, *, now) -> list[dict]:
    """Return what is still missing of a case that is not complete."""
    return [] if is_complete(item) else hearing.gaps_with_pages(item, now=now)


def pen_picture_of(item, outcome) -> str:
    """Return the pen picture as it stands, which the referral filled in (B89)."""
    return outcome.pen_picture if outcome else hearings.pen_picture_of(item)


def what_is_shared(item) -> dict:
    """Return what every page of a discussion shows."""
    return {
        "item": item,
        "meeting": item.meeting,
        "board": item.case.panel.board,
        "may_record": item.meeting.record_is_open,
        "discussion_url": hearing.address_of(item, "discussion"),
    }


def answer(request, item, form, act, *, template: str, done: str, **page):
    """Do what a sub-page's form asks and go back to the case, or show the form again."""
    if form.succeeds(lambda: act(item=item, actor=request.user, now=timezone.now())):
        messages.success(request, done)
        return redirect(hearing.address_of(item, "discussion"))
    return show(request, template, form, **what_is_shared(item), **page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def risk(request, panel, held_on, reference):
    """Agree the risk, kind by kind, beside what the referrer said."""
    item, _ = item_to_discuss(request, panel, held_on, reference)
    form = RiskForm(
        typed(request),
        matrix=risks.matrix_of(item.meeting.panel),
        asks_manager=item.meeting.panel.asks_accountable_manager,
        agreed=hearings.agreed_risk(item),
    )
    view = hearing.risk_view(hearing.assessments_of(item.case), item)
    return answer(
        request,
        item,
        form,
        lambda **who: risks.assess(**form.agreed, **who),
        template="discussion_risk",
        done="The risk is recorded.",
        risk=view,
    )


@require_http_methods(["GET", "POST"])
@says_why_refused
def texts(request, panel, held_on, reference):
    item, _ = item_to_discuss(request, panel, held_on, reference)
    outcome = hearings.outcome_of(item)
    known = {name: getattr(outcome, name, "") for name in outcomes.TEXTS}
    form = TextsForm(typed(request), initial=known | {"pen_picture": pen_picture_of(item, outcome)})
    return answer(
        request,
        item,
        form,
        lambda **who: outcomes.record(**form.cleaned_data, **who),
        template="discussion_texts",
        done="The discussion is recorded.",
    )


@require_http_methods(["GET", "POST"])
@says_why_refused
def recommend(request, panel, held_on, reference):
    item, _ = item_to_discuss(request, panel, held_on, reference)
    form = RecommendationForm(typed(request))
    return answer(
        request,
        item,
        form,
        lambda **who: outcomes.recommend(**form.cleaned_data, **who),
        template="discussion_recommend",
        done="The recommendation is recorded.",
        recommendations=item.recommendations.all(),
    )


@require_http_methods(["GET", "POST"])
@says_why_refused
def lead(request, panel, held_on, reference):
    """Name who leads. Somebody who led before is offered."""
    item, _ = item_to_discuss(request, panel, held_on, reference)
    outcome, case = hearings.outcome_of(item), item.case
    known = outcome if outcome and outcome.lead_name else case
    form = LeadForm(
        typed(request),
        agencies=case.panel.board.agencies.filter(active=True).order_by("name"),
        initial={
            "name": known.lead_name,
            "agency": known.lead_agency_id,
            "email": known.lead_email,
        },
    )
    return answer(
        request,
        item,
        form,
        lambda **who: outcomes.name_lead(**form.cleaned_data, **who),
        template="discussion_lead",
        done=f"The {case.panel.lead_term} is recorded.",
    )


@require_http_methods(["GET", "POST"])
@says_why_refused
def complete(request, panel, held_on, reference):
    """Decide whether a case comes back, and complete it where nothing is missing."""
    item, _ = item_to_discuss(request, panel, held_on, reference)
    now = timezone.now()
    form = CompleteForm(
        typed(request),
        decisions=item.meeting.panel.decisions,
        gaps=lambda concluded: hearings.gaps_of(item, concluded, now=now),
    )
    return answer(
        request,
        item,
        form,
        lambda **who: outcomes.complete(**form.cleaned_data, **who),
        template="discussion_complete",
        done=f"Case {reference} is complete.",
        gaps=[gap for gap in missing_of(item, now=now) if gap["href"] != request.path],
        complete=is_complete(item),
    )
