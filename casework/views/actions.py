"""Actions: agreed at a meeting, followed in the tracker, changed one by one, printed as a plan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework import access, audit
from casework.choices import Event, Right
from casework.errors import NotPermitted
from casework.forms.actions import AgreeForm
from casework.rules import moves
from casework.views import hearing, tracking
from casework.views.answering import needs_role, page_of, says_why_refused, show, typed
from casework.workflows import actions as workflow


@require_GET
@says_why_refused
def actions(request):
    """Show the actions somebody sees in full: overdue first, then by the day they are due."""
    user = request.user
    if not access.has_actions(user):
        needs_role(user, Right.SEE_ACTIONS)
    agencies = list(access.owner_agencies_for(user))
    agency = next((one for one in agencies if str(one.pk) == request.GET.get("agency")), None)
    state = request.GET.get("state", tracking.OPEN_ONES)
    found = tracking.of_state(access.actions_for(user), state)
    if agency:
        found = found.filter(owner_agency=agency)
    page = {
        "page": page_of(request, tracking.first_things_first(found, today=timezone.localdate())),
        "agencies": agencies,
        "agency": agency,
        "states": tracking.STATES,
        "state": state if state in tracking.STATES else tracking.OPEN_ONES,
    }
    return render(request, "casework/actions.html", page)


@require_GET
@says_why_refused
def action(request, reference, number):
    """Show one action in full, and what may be done with it. Reading is recorded."""
    user = request.user
    found = access.action_for(user, reference, number)
    audit.record(
        Event.CASE_READ, subject=found.case, actor=user, now=timezone.now(), action=found.number
    )
    reads = access.reads_case(user, found.case)
    page = {
        "action": found,
        "board": found.case.panel.board,
        "updates": found.updates.order_by("pk"),
        "verbs": tracking.verbs_for(user, found),
        "warning": tracking.warning_of(found),
        "others": tracking.in_words(access.titles_beside(found)),
        "reads_case": reads,
        "reads_plan": reads or found.case.lead_id == user.pk,
    }
    return render(request, "casework/action.html", page)


@require_http_methods(["GET", "POST"])
@says_why_refused
def change(request, reference, number, verb):
    """Do one of the things that can be done with an action, with the words it needs."""
    found = access.action_for(request.user, reference, number)
    chosen = tracking.VERBS.get(verb)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        refuse_what_is_not_offered(request.user, found, verb)
    form = tracking.form_of(chosen, found, typed(request))
    if form.succeeds(
        lambda: chosen.act(
            action=found, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    ):
        messages.success(request, chosen.said)
        return redirect(found)
    board = found.case.panel.board
    return show(request, "action_change", form, action=found, board=board, verb=chosen)


def refuse_what_is_not_offered(user, action, verb: str) -> None:
    if verb in tracking.verbs_for(user, action):
        return
    chosen = tracking.VERBS[verb]
    moves.target_of(moves.ACTION, chosen.name, action.status)
    raise NotPermitted(f"Your role does not let you {access.words_of(chosen.right)}.")


@require_http_methods(["GET", "POST"])
@says_why_refused
def agree(request, panel, held_on, reference):
    """Agree an action about a case at its meeting. One due late is agreed with a warning."""
    meeting = access.meeting_for(request.user, panel, held_on)
    item = tracking.item_of(meeting, reference)
    access.check_at(request.user, Right.RECORD_DISCUSSION, meeting)
    if request.method == "GET":
        workflow.refuse_unless_in_the_room(meeting)
    discussion = hearing.address_of(item, "discussion")
    form = AgreeForm(
        typed(request),
        item=item,
        recommendations=item.recommendations.order_by("number"),
        latest_on=tracking.latest_for(item),
        agencies=tracking.agencies_of(meeting.panel.board),
    )
    agreed = []
    if form.succeeds(
        lambda: agreed.append(
            workflow.agree(item=item, **form.cleaned_data, actor=request.user, now=timezone.now())
        )
    ):
        say_agreed(request, agreed[0])
        return redirect(discussion)
    page = {"item": item, "board": meeting.panel.board, "discussion_url": discussion}
    return show(request, "action_agree", form, **page)


def say_agreed(request, action) -> None:
    messages.success(request, f"Action {action.number} is agreed.")
    if warning := tracking.warning_of(action):
        messages.warning(request, warning)


@require_GET
@says_why_refused
def plan(request, reference):
    """Show a case's plan, to read or print: what each meeting added to it (B69)."""
    case = access.plan_for(request.user, reference)
    now = timezone.now()
    audit.record(Event.CASE_READ, subject=case, actor=request.user, now=now, part="plan")
    page = {
        "case": case,
        "board": case.panel.board,
        "versions": tracking.plan_of(case),
        "lead": tracking.lead_of(case),
        "reads_case": access.reads_case(request.user, case),
        "read_at": now,
    }
    return render(request, "casework/plan.html", page)
