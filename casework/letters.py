"""What is worked out only when an email is written: its link or its code, never kept.

A notice names the row it is about by number; which kind of row follows from the message.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from casework import links
from casework.choices import Message
from casework.models import Action, Authorisation, DeclineReason, Meeting, Notice


def made_now(notice: Notice) -> dict:
    """Return what the message's template needs beside the notice's facts."""
    make = MADE.get(notice.message)
    return make(notice) if make else {}


def link_to_authorise(notice: Notice) -> dict:
    token = links.authorisation_token(Authorisation.objects.get(pk=notice.about))
    return {"link": notice.board.site.root_url + reverse("authorise", args=[token])}


def code_to_authorise(notice: Notice) -> dict:
    authorisation = Authorisation.objects.get(pk=notice.about)
    usable = authorisation.code_nonce
    return {"code": links.authorisation_code(authorisation) if usable else ""}


def link_to_meeting(notice: Notice) -> dict:
    meeting = Meeting.objects.select_related("panel").get(pk=notice.about)
    return {"link": settings.CASEWORK_URL + meeting.get_absolute_url()}


def link_to_action(notice: Notice) -> dict:
    """Return the owner's way to an action: the staff page where they have an account."""
    action = Action.objects.select_related("owner", "case").get(pk=notice.about)
    if action.owner and action.owner.is_active:
        return {"link": settings.CASEWORK_URL + action.get_absolute_url()}
    return {"link": ""}


def link_to_judge_action(notice: Notice) -> dict:
    action = Action.objects.select_related("case").get(pk=notice.about)
    return {"link": settings.CASEWORK_URL + action.get_absolute_url()}


def signposting(notice: Notice) -> dict:
    return {"signposting": DeclineReason.objects.get(pk=notice.about).signposting}


MADE: dict[str, Callable[[Notice], dict]] = {
    Message.AUTHORISATION_REQUESTED: link_to_authorise,
    Message.AUTHORISATION_CODE: code_to_authorise,
    Message.MEETING_INVITATION: link_to_meeting,
    Message.RETURNS_REQUESTED: link_to_meeting,
    Message.REFERRAL_DECLINED: signposting,
    Message.ACTION_AGREED: link_to_action,
    Message.ACTION_OVERDUE: link_to_action,
    Message.ACTION_RETURNED: link_to_judge_action,
}
