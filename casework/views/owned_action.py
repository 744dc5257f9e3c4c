"""An action's owner by link and code: the one action, and what they say to it. No account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casework import audit
from casework.choices import Right
from casework.models import Action
from casework.rules import moves
from casework.views import opened
from casework.views.answering import show, typed
from casework.views.by_link import Way, by_link, closed_to_others, code_page, link_page
from casework.views.tracking import VERBS, Verb

WAY = Way(Action, "owned_action", "An action for you", inside="owned_action_read")

link = link_page(WAY)
code = code_page(WAY)


@require_http_methods(["GET", "HEAD"])
def read(request, token):
    """Show the action. When it is done, say so once more in the browser that completed it."""
    done = opened.told(request, token)
    if done:
        return closed_to_others(render(request, "casework/owned_action_done.html", done))
    return show_action(request, token)


@by_link(WAY)
def show_action(request, action, token, now):
    if not opened.is_open(request, action, now=now):
        return redirect("owned_action", token)
    return render(request, "casework/owned_action.html", page_of(action, token))


@require_http_methods(["GET", "POST"])
@by_link(WAY)
def answer(request, action, token, now, verb):
    """Ask what one of the answers needs, and give it: accept, update, complete or refuse."""
    if not opened.is_open(request, action, now=now):
        return redirect("owned_action", token)
    chosen = VERBS.get(verb)
    if chosen is None or chosen.right != Right.UPDATE_ACTION:
        raise Http404
    form = chosen.form(typed(request))
    if form.succeeds(
        lambda: chosen.act(action=action, **form.cleaned_data, actor=audit.ACTION_OWNER, now=now)
    ):
        return after(request, action, token, chosen)
    page = {"verb": chosen, **page_of(action, token)}
    return show(request, "owned_action_answer", form, **page)


def after(request, action: Action, token: str, verb: Verb):
    """Lead back to the action. A completed one is closed: its link has nothing more to do."""
    if verb.name == "complete":
        words = f"Action {action.number} of case {action.case.reference}"
        opened.close(request, action, token, words=words)
    else:
        messages.success(request, verb.said)
    return redirect("owned_action_read", token)


def page_of(action: Action, token: str) -> dict:
    return {
        "token": token,
        "action": action,
        "panel": action.case.panel,
        "by_link": True,
        "updates": action.updates.order_by("pk"),
        "verbs": verbs_of_owner(action),
    }


def verbs_of_owner(action: Action) -> dict[str, Verb]:
    """Return what the owner can answer to an action as it is now."""
    possible = {move.name for move in moves.ACTION if action.status in move.sources}
    return {
        slug: verb
        for slug, verb in VERBS.items()
        if verb.right == Right.UPDATE_ACTION and verb.name in possible
    }
