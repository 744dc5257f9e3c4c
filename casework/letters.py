"""What is worked out only when an email is written: its link or its code, never kept.

A notice names the row it is about by number; which kind of row follows from the message.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from casework import links
from casework.choices import Message
from casework.models import (
    Action,
    Authorisation,
    DeclineReason,
    Meeting,
    Minutes,
    MinutesReceipt,
    Notice,
)
from casework.models.links import ByLink


def made_now(notice: Notice) -> dict:
    """Return what the message's template needs beside the notice's facts."""
    make = MADE.get(notice.message)
    return make(notice) if make else {}


def by_link(notice: Notice, row: ByLink, page: str) -> dict:
    """Return the address, on the board's own host, that opens a row without an account.

    Nothing where the row has gone to somebody else since the notice was queued.
    """
    if notice.recipient != links.address_of(row):
        return {"link": ""}
    return {"link": notice.board.site.root_url + reverse(page, args=[links.token_of(row)])}


def link_to_authorise(notice: Notice) -> dict:
    return by_link(notice, Authorisation.objects.get(pk=notice.about), "authorise")


def code_for(model: type[ByLink]) -> Callable[[Notice], dict]:
    """Return what writes the latest code of such a row: nothing once used, or given away."""

    def code(notice: Notice) -> dict:
        row = model.objects.get(pk=notice.about)
        usable = row.code_nonce and notice.recipient == links.address_of(row)
        return {"code": links.code_of(row) if usable else ""}

    return code


def link_to_minutes(notice: Notice) -> dict:
    """Return the lead professional's way to the minutes: the staff page with an account."""
    receipt = MinutesReceipt.objects.get(pk=notice.about)
    if receipt.user_id:
        return {"link": settings.CASEWORK_URL + receipt.get_absolute_url()}
    return by_link(notice, receipt, "lead_minutes")


def link_to_meeting(notice: Notice) -> dict:
    meeting = Meeting.objects.select_related("panel").get(pk=notice.about)
    return {"link": settings.CASEWORK_URL + meeting.get_absolute_url()}


def link_to_returns(notice: Notice) -> dict:
    meeting = Meeting.objects.select_related("panel").get(pk=notice.about)
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    return {"link": settings.CASEWORK_URL + reverse("casework:meeting_returns", args=address)}


def link_to_pack(notice: Notice) -> dict:
    meeting = Meeting.objects.select_related("panel").get(pk=notice.about)
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    return {"link": settings.CASEWORK_URL + reverse("casework:meeting_pack", args=address)}


def link_to_read_minutes(notice: Notice) -> dict:
    meeting = Minutes.objects.select_related("meeting__panel").get(pk=notice.about).meeting
    address = (meeting.panel.slug, meeting.held_on.isoformat())
    return {"link": settings.CASEWORK_URL + reverse("casework:minutes", args=address)}


def link_to_action(notice: Notice) -> dict:
    """Return the owner's way to an action: the staff page where they have an account."""
    action = Action.objects.select_related("owner", "case").get(pk=notice.about)
    if action.owner and action.owner.is_active:
        return {"link": settings.CASEWORK_URL + action.get_absolute_url()}
    return by_link(notice, action, "owned_action")


def link_to_judge_action(notice: Notice) -> dict:
    action = Action.objects.select_related("case").get(pk=notice.about)
    return {"link": settings.CASEWORK_URL + action.get_absolute_url()}


def signposting(notice: Notice) -> dict:
    return {"signposting": DeclineReason.objects.get(pk=notice.about).signposting}


MADE: dict[str, Callable[[Notice], dict]] = {
    Message.AUTHORISATION_REQUESTED: link_to_authorise,
    Message.AUTHORISATION_CODE: code_for(Authorisation),
    Message.MEETING_INVITATION: link_to_meeting,
    Message.RETURNS_REQUESTED: link_to_returns,
    Message.PACK_ISSUED: link_to_pack,
    Message.REFERRAL_DECLINED: signposting,
    Message.ACTION_AGREED: link_to_action,
    Message.ACTION_OVERDUE: link_to_action,
    Message.ACTION_CODE: code_for(Action),
    Message.ACTION_RETURNED: link_to_judge_action,
    Message.MINUTES_TO_SIGN: link_to_read_minutes,
    Message.MINUTES_SIGNED: link_to_read_minutes,
    Message.MINUTES_FOR_LEAD: link_to_minutes,
    Message.MINUTES_REMINDER: link_to_minutes,
    Message.MINUTES_CODE: code_for(MinutesReceipt),
}
