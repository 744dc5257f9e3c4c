"""The product, as its users walk through it, from the public page to the spreadsheet.

The same story on both boards, in a real browser. Each part reads as what somebody does; the
page they see is checked for accessibility each time they look.
"""

import pytest

from portal.story import people
from portal.tests.cast import gather
from portal.tests.walk.cast import BOARDS, sign_in
from portal.tests.walk.editing import an_editor_changes_the_form
from portal.tests.walk.referring import (
    a_practitioner_refers,
    staff_see_it_wait,
    the_administrator_lists_it,
    the_public_reads,
    the_senior_manager_authorises,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=BOARDS, ids=lambda board: board.slug)
def board(request, addresses, cast):
    return request.param


@pytest.fixture
def cast(transactional_db):
    gather()


@pytest.mark.req("B105")
def test_a_referral_from_the_public_page_to_a_listed_case(board, visitor, addresses):
    the_public_reads(board, visitor, addresses)
    reference = a_practitioner_refers(board, visitor, addresses)
    administrator = visitor(f"{board.slug}-administrator")
    administrator.home = addresses.of("casework.localhost", "/casework/")
    sign_in(administrator, administrator.home, people.ADMINISTRATORS[board.slug].email)
    administrator.look(f"{administrator.name}-home")
    staff_see_it_wait(administrator, reference)
    the_senior_manager_authorises(board, reference, visitor)
    the_administrator_lists_it(board, reference, administrator)
    an_editor_changes_the_form(board, reference, visitor, addresses)
    administrator.open(administrator.home + f"referrals/{reference}/")
    assert "(today)" not in administrator.reads()
    assert "version 1 of the form" in administrator.reads()
