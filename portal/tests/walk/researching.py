"""Second chapter: the list closes by itself, agencies answer, staff issue the summary."""

import re
from datetime import timedelta

from django.utils import timezone

from casework.choices import Known, MeetingStatus
from casework.models import AgencyReturn, Case, Meeting, Panel
from casework.tests.factories import make_case
from forms_pages import drafts
from portal.story import agency_return
from portal.tests import filling
from portal.tests.walk import passing
from portal.tests.walk.cast import Board, sign_in

EVENTS = "Three calls from neighbours since the summer, two of them at night."
NEEDS = "Opens the door to strangers, and does not remember who has been."
OFFERS = "The neighbourhood team can look in during the late shift."


def meeting_of(reference: str) -> Meeting:
    item = Case.objects.get(reference=reference).items.order_by("pk")[0]
    return Meeting.objects.select_related("panel__board").get(pk=item.meeting_id)


def address_of(someone, meeting: Meeting, page: str = "") -> str:
    return f"{someone.home}meetings/{meeting.panel.slug}/{meeting.held_on.isoformat()}/{page}"


def the_list_closes_by_itself(reference: str) -> str:
    """Nobody presses anything. Returns the reference of the other case on the list."""
    meeting = meeting_of(reference)
    other = make_case(meeting)
    passing.until_the_list_has_closed(meeting)
    assert meeting.status == MeetingStatus.LIST_CLOSED
    assert meeting.return_requests.filter(case__reference=reference).exists()
    return other.reference


def a_member_answers(board: Board, reference: str, other: str, visitor, addresses):
    """One screen for all cases: one is not known, and of the other they say what matters."""
    member = visitor(f"{board.slug}-member")
    member.home = addresses.of("casework.localhost", "/casework/")
    sign_in(member, member.home, board.member)
    member.look(f"{member.name}-home")
    member.open(address_of(member, meeting_of(reference)))
    member.press("Give your returns")
    member.look(f"{member.name}-returns")
    not_known(member, other)
    known(board, member, reference)
    given = AgencyReturn.objects.filter(answered_by__email=board.member)
    assert dict(given.values_list("request__case__reference", "known")) == {
        other: Known.NOT_KNOWN,
        reference: Known.KNOWN,
    }
    assert member.blocked == []
    return member


def not_known(member, other: str) -> None:
    member.page.get_by_label(re.compile(f"{other}: not known")).check()
    member.press("Review")
    member.look(f"{member.name}-returns-wrong")
    assert "Enter which systems you searched" in member.reads()
    member.fill("Which systems did you search, and for what?", "Records, by every name.")
    member.page.get_by_label(re.compile("What I say is up to date")).check()
    member.press("Review")
    member.look(f"{member.name}-returns-review")
    member.press("Confirm and send")
    assert "1 person is not known to your agency" in member.reads()


def known(board: Board, member, reference: str) -> None:
    member.follow(f"Known: say what you know about case {reference}")
    start = member.page.url
    member.look(f"{member.name}-return-start")
    assert reference in member.reads()
    member.press("Start now")
    today = timezone.localdate()
    answers = agency_return.answers(
        lambda days: (today - timedelta(days=days)).isoformat(),
        events=EVENTS,
        needs=NEEDS,
        offers=OFFERS,
    )
    form = Panel.objects.get(slug=board.panel).forms.get(purpose="return").form_page
    filling.in_browser(member, start, drafts.document_of(form.live_version), answers)
    member.open(f"{start}check/")
    member.look(f"{member.name}-return-check")
    member.press("Send")
    member.look(f"{member.name}-return-sent")


def the_administrator_issues_the_summary(reference: str, other: str, administrator) -> None:
    """The grid shows who has answered; what is missing is named, and holds nothing back."""
    meeting = meeting_of(reference)
    administrator.open(address_of(administrator, meeting))
    administrator.press("See who has answered")
    assert "Not known" in administrator.reads()
    administrator.look(f"{administrator.name}-grid")
    administrator.open(address_of(administrator, meeting))
    administrator.press("Issue the summary of returns")
    administrator.look(f"{administrator.name}-summary-issue")
    administrator.press("Issue the summary")
    administrator.open(address_of(administrator, meeting, "pack/"))
    administrator.look(f"{administrator.name}-summary")
    read = administrator.reads()
    assert EVENTS in read and "No answer from" in read
    assert meeting.packs.get().content_hash in read
    assert administrator.blocked == []


def the_member_reads_the_summary(board: Board, member, reference: str) -> None:
    [*_, email] = passing.emails_to(board.member)
    assert "/pack/" in email.body and reference not in email.body
    member.open(address_of(member, meeting_of(reference), "pack/"))
    assert EVENTS in member.reads()
