"""The product, as its users walk through it, from the public page to the spreadsheet.

The same story on both boards, in a real browser. Each part reads as what somebody does; the
page they see is checked for accessibility each time they look.
"""

import pytest

from portal.story import people
from portal.tests.cast import gather
from portal.tests.walk.cast import BOARDS, sign_in
from portal.tests.walk.editing import an_editor_changes_the_form
from portal.tests.walk.following import (
    a_correction_is_a_new_version,
    an_overdue_action_shows,
    an_owner_completes_an_action,
    the_administrator_drafts_minutes,
    the_chair_signs,
    the_lead_professional_acknowledges,
    the_member_comments_and_cannot_edit,
    the_quarter_is_counted,
)
from portal.tests.walk.meeting import (
    OWNER_EMAIL,
    the_chair_ends_the_meeting,
    the_chair_opens_the_meeting,
    the_other_case_is_not_reached,
    the_panel_discusses_the_case,
)
from portal.tests.walk.passing import emails_to
from portal.tests.walk.referring import (
    a_practitioner_refers,
    staff_see_it_wait,
    the_administrator_lists_it,
    the_public_reads,
    the_senior_manager_authorises,
)
from portal.tests.walk.researching import (
    a_member_answers,
    meeting_of,
    the_administrator_issues_the_summary,
    the_list_closes_by_itself,
    the_member_reads_the_summary,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=BOARDS, ids=lambda board: board.slug)
def board(request, addresses, cast):
    return request.param


@pytest.fixture
def cast(transactional_db):
    gather()


def administrator_of(board, visitor, addresses):
    administrator = visitor(f"{board.slug}-administrator")
    administrator.home = addresses.of("casework.localhost", "/casework/")
    sign_in(administrator, administrator.home, people.ADMINISTRATORS[board.slug].email)
    administrator.look(f"{administrator.name}-home")
    return administrator


@pytest.mark.req("B105")
def test_a_referral_from_the_public_page_to_the_spreadsheet(board, visitor, addresses):
    the_public_reads(board, visitor, addresses)
    reference = a_practitioner_refers(board, visitor, addresses)
    administrator = administrator_of(board, visitor, addresses)
    staff_see_it_wait(administrator, reference)
    the_senior_manager_authorises(board, reference, visitor)
    the_administrator_lists_it(board, reference, administrator)

    an_editor_changes_the_form(board, reference, visitor, addresses)
    administrator.open(administrator.home + f"referrals/{reference}/")
    assert "(today)" not in administrator.reads()
    assert "version 1 of the form" in administrator.reads()

    other = the_list_closes_by_itself(reference)
    member = a_member_answers(board, reference, other, visitor, addresses)
    the_administrator_issues_the_summary(reference, other, administrator)
    the_member_reads_the_summary(board, member, reference)

    chair = the_chair_opens_the_meeting(board, reference, administrator, visitor, addresses)
    the_panel_discusses_the_case(board, reference, administrator)
    the_other_case_is_not_reached(other, administrator)
    the_chair_ends_the_meeting(chair, reference)
    to_the_owner = emails_to(OWNER_EMAIL)

    the_administrator_drafts_minutes(reference, administrator)
    the_member_comments_and_cannot_edit(member, reference)
    the_chair_signs(board, chair, reference)
    a_correction_is_a_new_version(administrator, chair, reference)
    the_lead_professional_acknowledges(board, reference, visitor)
    an_owner_completes_an_action(board, to_the_owner, visitor)
    an_overdue_action_shows(administrator, reference)
    the_quarter_is_counted(administrator, meeting_of(reference), reference)
