"""Staff ask a senior manager again where a referral waits."""

from datetime import timedelta

import pytest
import time_machine

from casework import links
from casework.choices import AuthorisationStatus, Event
from casework.models import AuditEntry, Notice
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_member,
    make_referral,
    waiting,
)
from casework.tests.signin import casework_of, counted, visitor, words_of

pytestmark = pytest.mark.django_db
WAITING = "/casework/authorisations/"
DANA = {"name": "Dana Hill", "post": "Director", "email": "dana.hill@example.org"}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def test_the_list_has_pages_of_25_longest_first_and_costs_the_same_with_many(administrator):
    first = make_referral(now=NOVEMBER - timedelta(days=3))
    few = counted(lambda: administrator.get(WAITING))
    for _ in range(29):
        make_referral()

    assert counted(lambda: administrator.get(WAITING)) == few
    page = words_of(administrator.get(WAITING))
    assert "30 waiting, longest first" in page
    assert page.index(first.reference) < page.index("0 days")
    assert words_of(administrator.get(WAITING, {"page": 2})).count('scope="row"') == 5


def test_another_senior_manager_is_asked_and_the_earlier_link_stops_working(administrator):
    referral = make_referral()
    before = waiting(referral)
    old = links.authorisation_token(before)

    page = words_of(administrator.get(f"{WAITING}{referral.reference}/"))
    answer = administrator.post(f"{WAITING}{referral.reference}/", DANA, follow=True)

    assert "its link works until 30 November 2026" in page
    assert "We have asked the senior manager" in words_of(answer)
    before.refresh_from_db()
    assert before.status == AuthorisationStatus.REPLACED
    assert waiting(referral).email == "dana.hill@example.org"
    assert visitor().get(f"/authorise/{old}/").status_code == 410
    requests = Notice.objects.filter(message="authorisation_requested")
    assert requests.filter(recipient="dana.hill@example.org").count() == 1
    entry = AuditEntry.objects.filter(event=Event.AUTHORISATION_REQUESTED).last()
    assert entry.actor != "the portal"


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"name": ""}, 422, "Enter the senior manager’s name"),
        ({"post": ""}, 422, "Enter the senior manager’s post"),
        ({"email": "dana"}, 422, "Enter an email address"),
        ({"email": "nina.farrow@example.org"}, 409, "cannot authorise their own referral"),
    ],
)
def test_asking_says_what_is_wrong_and_keeps_what_was_typed(administrator, typed, status, message):
    referral = make_referral()

    answer = administrator.post(f"{WAITING}{referral.reference}/", DANA | typed)

    assert answer.status_code == status
    assert message in words_of(answer)
    kept = next(value for key, value in DANA.items() if key not in typed)
    assert f'value="{kept}"' in words_of(answer)
    assert waiting(referral).name == "Colin Prewett"


def test_nobody_is_asked_about_what_does_not_wait_or_is_another_board_s(administrator):
    authorised, waits = make_authorised_referral(), make_referral()

    assert administrator.get(f"{WAITING}{authorised.reference}/").status_code == 404
    for user in (make_administrator("oscb"), make_member("fire-and-rescue")):
        client = casework_of(user)
        assert client.get(f"{WAITING}{waits.reference}/").status_code == 404
        assert client.post(f"{WAITING}{waits.reference}/", DANA).status_code == 404
    assert waiting(waits).name == "Colin Prewett"
