"""The senior manager's way: a link, a code, the referral, a decision."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from casework import links
from casework.choices import AuthorisationStatus, Event, ReferralStatus
from casework.models import AuditEntry, Authorisation, Notice
from casework.tests.factories import (
    DECEMBER,
    NOVEMBER,
    make_administrator,
    make_meeting,
    make_referral,
    panel_called,
    waiting,
)
from casework.tests.signin import BUCKS, OXON, casework_of, visitor, words_of
from casework.workflows import authorisations

pytestmark = pytest.mark.django_db
PERSONAL = ("Jane", "Ashworth", "Farrow", "Beechwood", "9990000018")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        yield clock


@pytest.fixture
def manager():
    return visitor(BUCKS)


@pytest.fixture
def referral():
    make_meeting(DECEMBER)
    return make_referral()


def link_of(referral, **way):
    token = links.authorisation_token(waiting(referral))
    return f"/authorise/{token}/"


def code_of(referral):
    return links.authorisation_code(waiting(referral))


def open_it(client, referral):
    """Ask for a code and give it. Return the link."""
    link = link_of(referral)
    assert client.post(link).status_code == 302
    assert client.post(f"{link}code/", {"code": code_of(referral)}).status_code == 302
    return link


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_shows_nothing_and_spends_nothing(manager, referral, method):
    link, before = link_of(referral), waiting(referral)
    notices = Notice.objects.count()

    for _ in range(3):
        answer = getattr(manager, method)(link)

    after = waiting(referral)
    assert answer.status_code == 200
    page = words_of(answer)
    assert not any(name in page for name in (*PERSONAL, referral.reference))
    assert (after.code_nonce, after.code_sent_at) == (before.code_nonce, before.code_sent_at)
    assert Notice.objects.count() == notices
    assert not AuditEntry.objects.filter(event=Event.AUTHORISATION_OPENED).exists()
    if method == "get":
        assert "Send me a code" in page
        assert "Buckinghamshire Safeguarding Adults Board" in page


def test_no_page_of_the_way_may_be_kept_or_tell_other_sites_its_address(manager, referral):
    link = open_it(manager, referral)

    for address in (link, f"{link}code/", f"{link}referral/", "/authorise/forged/"):
        answer = manager.get(address)
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        page = words_of(answer)
        title = page[page.index("<title>") : page.index("</title>")]
        assert not any(name in title for name in (*PERSONAL, referral.reference))


def test_sending_a_code_needs_the_page_s_own_button(referral):
    client = Client(HTTP_HOST=BUCKS, enforce_csrf_checks=True)

    assert client.post(link_of(referral)).status_code == 403
    assert waiting(referral).code_sent_at is None


@pytest.mark.req("B52")
def test_the_right_code_opens_the_referral_and_authorising_receives_it(manager, referral):
    link = open_it(manager, referral)
    page = words_of(manager.get(f"{link}referral/"))
    assert "How do we make the flat safer?" in page
    assert panel_called("adult").authorisation_words in page
    referral.refresh_from_db()
    assert referral.received_at is None

    answer = manager.post(f"{link}decide/", {"decision": "authorise"}, follow=True)

    referral.refresh_from_db()
    assert (referral.status, referral.received_at) == (ReferralStatus.RECEIVED, NOVEMBER)
    assert "Referral authorised" in words_of(answer)
    assert "What happens next" in words_of(answer)
    assert words_of(manager.get(f"{link}decide/")) != ""
    assert manager.get(f"{link}decide/").status_code == 200


def test_the_code_opens_the_referral_in_this_browser_only(manager, referral):
    link = open_it(manager, referral)

    other = visitor(BUCKS)

    assert other.get(f"{link}referral/").url == link
    assert other.post(f"{link}decide/", {"decision": "authorise"}).url == link
    assert other.get(f"{link}decide/").url == link
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SUBMITTED


def test_the_session_gets_a_new_key_with_the_code(manager, referral):
    session = manager.session
    session["before"] = True
    session.save()
    manager.cookies["sessionid"] = before = session.session_key

    open_it(manager, referral)

    assert manager.cookies["sessionid"].value != before


def test_the_referral_stays_open_for_an_hour(manager, referral, clock):
    link = open_it(manager, referral)

    clock.shift(timedelta(minutes=59, seconds=59))
    assert manager.get(f"{link}referral/").status_code == 200
    clock.shift(timedelta(seconds=1))

    assert manager.get(f"{link}referral/").url == link
    assert manager.post(f"{link}decide/", {"decision": "authorise"}).url == link


def test_a_code_for_one_referral_opens_no_other(manager, referral):
    open_it(manager, referral)
    other = make_referral(authoriser_email="dana.hill@example.org")

    assert manager.get(f"{link_of(other)}referral/").url == link_of(other)


def test_a_code_works_once(manager, referral):
    link = link_of(referral)
    manager.post(link)
    code = code_of(referral)
    manager.post(f"{link}code/", {"code": code})

    again = visitor(BUCKS).post(f"{link}code/", {"code": code})

    assert again.status_code == 422
    assert "already used" in words_of(again)


@pytest.mark.parametrize("code", ["", "   ", "abc", "000 00", "1" * 41, "١٢٣٤٥٦"])
def test_a_wrong_code_says_so_beside_the_box(manager, referral, code):
    link = link_of(referral)
    manager.post(link)

    answer = manager.post(f"{link}code/", {"code": code})

    page = words_of(answer)
    assert answer.status_code == 422
    assert 'id="id_code-error"' in page
    assert "<title>Error: " in page
    assert manager.get(f"{link}referral/").status_code == 302


def test_a_code_may_be_typed_with_spaces(manager, referral):
    link = link_of(referral)
    manager.post(link)
    code = code_of(referral)

    answer = manager.post(f"{link}code/", {"code": f" {code[:3]} {code[3:]} "})

    assert answer.url == f"{link}referral/"


def test_after_five_wrong_codes_even_the_right_one_is_refused(manager, referral):
    link = link_of(referral)
    manager.post(link)
    right = code_of(referral)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        manager.post(f"{link}code/", {"code": wrong})

    answer = manager.post(f"{link}code/", {"code": right})

    assert answer.status_code == 422
    assert "Ask for a new code" in words_of(answer)


def test_codes_are_sent_at_most_once_a_minute(manager, referral, clock):
    link = link_of(referral)
    manager.post(link)

    soon = manager.post(link)

    assert soon.status_code == 429
    assert "less than a minute ago" in words_of(soon)
    assert f"{link}code/" in words_of(soon)
    assert Notice.objects.filter(message="authorisation_code").count() == 1
    clock.shift(timedelta(minutes=1))
    assert manager.post(link).status_code == 302


def test_refusing_needs_a_reason_beside_the_box_and_keeps_the_choice(manager, referral):
    link = open_it(manager, referral)

    answer = manager.post(f"{link}decide/", {"decision": "refuse", "reason": "  "})

    page = words_of(answer)
    assert answer.status_code == 422
    assert 'id="id_reason-error"' in page
    assert "Enter why you do not authorise this referral" in page
    assert 'value="refuse" checked' in page
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SUBMITTED


def test_deciding_nothing_keeps_the_reason_that_was_typed(manager, referral):
    link = open_it(manager, referral)

    answer = manager.post(f"{link}decide/", {"reason": "Not yet: ask the GP."})

    assert answer.status_code == 422
    assert "Select whether you authorise this referral" in words_of(answer)
    assert "Not yet: ask the GP." in words_of(answer)


def test_refusing_with_a_reason_ends_it_and_nothing_reaches_the_panel(manager, referral):
    link = open_it(manager, referral)

    answer = manager.post(
        f"{link}decide/", {"decision": "refuse", "reason": "Ask the GP first."}, follow=True
    )

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.REFUSED
    assert Authorisation.objects.get().reason == "Ask the GP first."
    assert "You have not authorised this referral" in words_of(answer)
    staff = casework_of(make_administrator())
    assert staff.get(referral.get_absolute_url()).status_code == 404


def test_a_link_that_was_used_says_so_wherever_it_is_opened(manager, referral):
    link = open_it(manager, referral)
    manager.post(f"{link}decide/", {"decision": "authorise"})

    for client in (manager, visitor(BUCKS)):
        for answer in (client.get(link), client.post(link), client.get(f"{link}referral/")):
            assert answer.status_code == 410
            assert "already used" in words_of(answer)
    again = manager.post(f"{link}decide/", {"decision": "refuse", "reason": "Changed my mind"})
    assert again.status_code == 410
    assert Authorisation.objects.get().status == AuthorisationStatus.AUTHORISED


def test_a_link_that_expired_says_so_and_what_to_do(manager, referral, clock):
    link = open_it(manager, referral)
    clock.move_to(waiting(referral).expires_at)

    for answer in (manager.get(link), manager.post(link), manager.get(f"{link}referral/")):
        assert answer.status_code == 410
        assert "expired" in words_of(answer)
        assert panel_called("adult").board.contact_email in words_of(answer)


def test_a_link_that_was_replaced_says_so(manager, referral):
    link = link_of(referral)
    authorisations.request(
        referral=referral,
        name="Dana Hill",
        post="Director",
        email="dana.hill@example.org",
        now=NOVEMBER,
    )

    answer = manager.get(link)

    assert answer.status_code == 410
    assert "replaced by a newer one" in words_of(answer)


def test_a_link_that_was_tampered_with_is_a_404_on_every_page(manager, referral):
    token = links.authorisation_token(waiting(referral))
    forged = [token[:-1] + ("A" if token[-1] != "A" else "B"), f"9{token}", "x", "..", "%00"]

    for bad in forged:
        for way in ("", "code/", "referral/"):
            assert manager.get(f"/authorise/{bad}/{way}").status_code == 404
        assert manager.post(f"/authorise/{bad}/decide/").status_code == 404
        assert manager.post(f"/authorise/{bad}/").status_code == 404


def test_a_link_works_on_its_own_board_s_pages_only(referral):
    assert visitor(OXON).get(link_of(referral)).status_code == 404
    assert visitor("casework.localhost").get(link_of(referral)).status_code == 404


def test_the_other_board_s_senior_manager_goes_the_same_way():
    make_meeting(DECEMBER, "child")
    referral = make_referral("child")
    client = visitor(OXON)
    link = open_it(client, referral)

    answer = client.post(f"{link}decide/", {"decision": "authorise"}, follow=True)

    referral.refresh_from_db()
    assert referral.received_at == NOVEMBER
    assert "Referral authorised" in words_of(answer)
