"""What needs whom."""

from datetime import timedelta

import pytest
import time_machine

from casework.choices import NoticeState, Role
from casework.models import Notice
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_holder,
    make_meeting,
    make_member,
    make_referral,
    make_submission,
    make_user,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from casework.workflows import meetings

pytestmark = pytest.mark.django_db
HOME = "/casework/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


def count_of(page, text):
    """Return the number that stands before a link's words."""
    before = page[: page.index(f">{text}</a>")]
    return int(before[before.rindex("portal-counts__number") :].split(">")[1].split("<")[0])


def test_an_administrator_sees_how_much_waits_and_where():
    make_meeting(DECEMBER)
    received = make_authorised_referral(now=NOVEMBER - timedelta(days=7))
    make_referral()
    make_referral()
    make_submission()
    Notice.objects.filter(pk=Notice.objects.first().pk).update(state=NoticeState.FAILED)

    page = words_of(casework_of(make_administrator()).get(HOME))

    assert count_of(page, "to screen") == 1
    assert count_of(page, "waiting for authorisation") == 2
    assert count_of(page, "need attention") == 1
    assert count_of(page, "messages could not be sent") == 1
    assert received.reference in page
    assert "5 working days" in page
    assert "Thu 10 Dec 2026" in page
    assert "closes at the end of Thu 26 Nov" in page


def test_each_board_s_administrator_sees_only_their_own():
    make_meeting(DECEMBER)
    received = make_authorised_referral()

    page = words_of(casework_of(make_administrator("oscb")).get(HOME))

    assert count_of(page, "to screen") == 0
    assert received.reference not in page
    assert "No new referrals." in page
    assert "No meetings." in page


def test_a_member_sees_their_invitations_and_no_referral():
    make_meeting(JANUARY)
    meeting, user = make_meeting(DECEMBER), make_member("fire-and-rescue")
    make_authorised_referral()
    meetings.invite(meeting=meeting, now=NOVEMBER)

    page = words_of(casework_of(user).get(HOME))

    assert "Your invitations" in page
    assert "10 December 2026</a>: for Bucks Fire and Rescue, as representative" in page
    assert "14 January 2027</a>" not in page
    assert "to screen" not in page
    assert 'href="/casework/meetings/"' in page
    for closed in ("referrals", "authorisations", "members", "outbox", "attention"):
        assert f'href="/casework/{closed}/"' not in page


def test_home_costs_the_same_with_one_referral_and_with_thirty():
    make_meeting(DECEMBER)
    make_authorised_referral()
    client = casework_of(make_administrator())
    one = counted(lambda: client.get(HOME))
    for _ in range(29):
        make_authorised_referral()

    assert counted(lambda: client.get(HOME)) == one


def test_a_board_manager_sees_the_meetings_to_come():
    make_meeting(DECEMBER)

    page = words_of(casework_of(make_holder(Role.BOARD_MANAGER)).get(HOME))

    assert "Thu 10 Dec 2026" in page
    assert "to screen" not in page


def test_whoever_holds_no_part_is_told_whom_to_ask():
    page = words_of(casework_of(make_user()).get(HOME))

    assert "Your account holds no part in a panel yet." in page


def test_home_is_closed_to_whoever_has_not_signed_in():
    assert visitor("casework.localhost").get(HOME).status_code == 302
    assert visitor().get(HOME).status_code == 404


def test_one_can_sign_out_from_every_page():
    client = casework_of(make_user())
    assert "Sign out" in words_of(client.get(HOME))

    client.post("/accounts/sign-out/")

    assert client.get(HOME).status_code == 302
