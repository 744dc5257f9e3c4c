import re
from datetime import timedelta
from html import unescape

import pytest

from portal.accounts import factors, invitations
from portal.accounts.models import AuthenticatorDevice, Invitation
from portal.accounts.tests.people import (
    PASSWORD,
    browser,
    code_of,
    cookie_of,
    everything_stored,
    give_password,
    make_person,
    present,
    verified,
    with_password_only,
)

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/set-up/"


def invited(email="new@example.org"):
    user = make_person(email, enrolled=False)
    user.set_unusable_password()
    user.save()
    token = invitations.invite(user=user, now=present())
    return user, f"/accounts/invitation/{token}/"


def code_being_set_up(user) -> str:
    device = AuthenticatorDevice.objects.get(user=user, confirmed=False)
    return device.code_at(present().timestamp())


def join(client, user, address):
    client.post(address, {"password": PASSWORD})
    client.get(SET_UP)
    return client.post(SET_UP, {"code": code_being_set_up(user)})


def test_an_invitation_leads_through_password_and_authenticator_to_recovery_codes():
    user, address = invited()
    client = browser()

    asked = client.get(address)
    chosen = client.post(address, {"password": PASSWORD})
    page = client.get(SET_UP).content.decode()
    shown = client.post(SET_UP, {"code": code_being_set_up(user)})

    assert b"Choose a password" in asked.content
    assert chosen.url == SET_UP
    assert "<svg" in page and "data:" not in page and "style=" not in page
    key = AuthenticatorDevice.objects.get(user=user).text_key
    assert key in unescape(page)
    codes = re.findall(r"<code>([0-9A-Z-]{14})</code>", shown.content.decode())
    assert len(codes) == 10
    assert client.get("/accounts/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_recovery_codes_shown_once_are_stored_nowhere():
    user, address = invited()

    shown = join(browser(), user, address)

    codes = re.findall(r"<code>([0-9A-Z-]{14})</code>", shown.content.decode())
    stored = everything_stored()
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]


def test_an_invitation_works_once():
    user, address = invited()
    join(browser(), user, address)

    again = browser().post(address, {"password": "another long password"})

    user.refresh_from_db()
    assert again.status_code == 404
    assert b"This invitation cannot be used" in again.content
    assert user.check_password(PASSWORD)


def test_two_browsers_with_one_invitation_make_one_account():
    user, address = invited()
    first, second = browser(), browser()
    for client in (first, second):
        client.post(address, {"password": PASSWORD})
    first.get(SET_UP)
    first.post(SET_UP, {"code": code_being_set_up(user)})

    late = second.get(SET_UP)

    assert late.status_code == 404
    assert AuthenticatorDevice.objects.filter(user=user).count() == 1


def test_looking_at_an_invitation_spends_nothing():
    user, address = invited()
    for _ in range(3):
        browser().get(address)
        browser().head(address)

    assert Invitation.objects.get(user=user).used_at is None
    assert join(browser(), user, address).status_code == 200


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24, 404)])
def test_an_invitation_works_for_a_day(hours, status, time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    _, address = invited()

    time_machine.shift(timedelta(hours=hours))

    assert browser().get(address).status_code == status


def test_an_invitation_that_expires_on_the_way_opens_nothing(time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    user, address = invited()
    client = browser()
    time_machine.shift(timedelta(hours=23, minutes=59))
    client.post(address, {"password": PASSWORD})
    client.get(SET_UP)
    time_machine.shift(timedelta(minutes=2))

    answer = client.post(SET_UP, {"code": code_being_set_up(user)})

    assert answer.status_code == 404
    assert factors.authenticator_of(user) is None


def test_a_newer_invitation_replaces_the_older():
    user, older = invited()
    newer = f"/accounts/invitation/{invitations.invite(user=user, now=present())}/"

    assert browser().get(older).status_code == 404
    assert browser().get(newer).status_code == 200


def test_an_invitation_of_a_closed_account_opens_nothing():
    user, address = invited()
    user.is_active = False
    user.save()

    assert browser().get(address).status_code == 404


def test_a_link_that_was_never_made_reads_like_one_that_is_over():
    user, address = invited()
    join(browser(), user, address)

    used, invented = browser().get(address), browser().get("/accounts/invitation/abc/")

    assert used.status_code == invented.status_code == 404
    assert used.content == invented.content


def test_the_token_is_not_in_the_database():
    _, address = invited()

    assert address.split("/")[3] not in everything_stored()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "at least 15 characters"),
        ("fourteen chars", "at least 15 characters"),
        ("1q2w3e4r5t6y7u8i", "too common"),
        ("new@example.org", "too similar to the email address"),
        ("x" * 129, "128 characters or fewer"),
        ("", "Enter a password"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(password, reason):
    user, address = invited()

    answer = browser().post(address, {"password": password})

    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert page.count(reason) >= 2
    assert 'href="#id_password"' in page
    user.refresh_from_db()
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    "password",
    ["a plain sentence will do", "пароль из слов тут", "x y" * 42, "  spaces are kept  "],
)
def test_there_are_no_rules_of_composition(password):
    user, address = invited()

    assert browser().post(address, {"password": password}).url == SET_UP
    user.refresh_from_db()
    assert user.check_password(password)


def test_a_password_alone_never_reaches_set_up():
    enrolled, bare = make_person(), make_person("bare@example.org", enrolled=False)

    for user in (enrolled, bare):
        client = with_password_only(user)
        assert client.get(SET_UP).status_code == 404
        assert client.post(SET_UP, {"code": "123456"}).status_code == 404
        assert not AuthenticatorDevice.objects.filter(user=user, confirmed=False).exists()


def test_a_picture_seen_in_one_browser_is_no_use_in_another():
    user, address = invited()
    thief, owner = browser(), browser()
    thief.post(address, {"password": PASSWORD})
    thief.get(SET_UP)
    seen = AuthenticatorDevice.objects.get(user=user).seed

    join(owner, user, address)

    assert factors.authenticator_of(user).seed != seen


def test_joining_ends_the_session_that_was_there_before():
    other = make_person("other@example.org")
    client = verified(other)
    before = cookie_of(client)
    user, address = invited()

    join(client, user, address)

    thief = browser()
    thief.cookies["sessionid"] = before
    assert cookie_of(client) != before
    assert thief.get("/accounts/").status_code == 302


def test_a_reset_ends_sessions_and_takes_password_authenticator_and_codes():
    ann = make_person()
    factors.new_recovery_codes(ann)
    client = verified(ann)

    invitations.reset(user=ann)

    assert client.get("/accounts/").url.startswith("/accounts/sign-in/")
    assert give_password(browser()).status_code == 200
    assert factors.authenticator_of(ann) is None
    assert factors.codes_left(ann) == 0


def test_after_a_reset_an_invitation_gives_a_new_authenticator():
    ann = make_person()
    old = factors.authenticator_of(ann).seed
    invitations.reset(user=ann)
    token = invitations.invite(user=ann, now=present())

    answer = join(browser(), ann, f"/accounts/invitation/{token}/")

    assert answer.status_code == 200
    assert factors.authenticator_of(ann).seed != old


def test_a_person_replaces_their_authenticator_after_a_fresh_code():
    ann = make_person()
    old = factors.authenticator_of(ann)
    client = verified(ann)

    client.get("/accounts/replace/", follow=True)
    answer = client.post(SET_UP, {"code": code_being_set_up(ann)})

    assert answer.url == "/accounts/"
    assert factors.authenticator_of(ann).seed != old.seed
    assert client.get("/accounts/").status_code == 200
    assert AuthenticatorDevice.objects.filter(user=ann).count() == 1


def test_a_wrong_code_leaves_the_present_authenticator_alone():
    ann = make_person()
    client = verified(ann)
    client.get("/accounts/replace/", follow=True)

    answer = client.post(SET_UP, {"code": "000000"})

    assert b"That code is wrong" in answer.content
    assert code_of(ann) == factors.authenticator_of(ann).code_at(present().timestamp())
    assert AuthenticatorDevice.objects.filter(user=ann, confirmed=False).exists()
