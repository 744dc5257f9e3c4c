import re
from datetime import timedelta

import pytest

from portal.accounts.tests.people import (
    PASSWORD,
    browser,
    cookie_of,
    give_code,
    give_password,
    make_person,
    verified,
    with_password_only,
)

pytestmark = pytest.mark.django_db

HOME = "/casework/"


def without_tokens(page: bytes) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page.decode())


def test_password_then_code_lets_a_person_in():
    ann, client = make_person(), browser()

    first = give_password(client)
    second = give_code(client, ann)

    assert (first.status_code, first.url) == (302, "/accounts/verify/")
    assert (second.status_code, second.url) == (302, "/")
    assert client.get("/accounts/").status_code == 200


def test_an_address_is_the_same_account_in_any_case():
    make_person()

    answer = give_password(browser(), "  Ann@Example.ORG ")

    assert answer.url == "/accounts/verify/"


def test_the_session_has_a_new_key_after_the_password_and_after_the_code():
    ann, client = make_person(), browser()
    client.get("/accounts/sign-in/")

    give_password(client)
    after_password = cookie_of(client)
    give_code(client, ann)
    after_code = cookie_of(client)
    thief = browser()
    thief.cookies["sessionid"] = after_password

    assert after_password != after_code
    assert thief.get("/accounts/").url.startswith("/accounts/sign-in/")


def test_a_session_known_before_the_password_is_not_signed_in_by_it():
    make_person()
    client = browser()
    client.session.save()
    planted = client.session
    planted["planted"] = "yes"
    planted.save()
    client.cookies["sessionid"] = planted.session_key

    give_password(client)

    assert cookie_of(client) != planted.session_key


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ann@example.org", "wrong wrong wrong wrong"),
        ("nobody@example.org", PASSWORD),
        ("closed@example.org", PASSWORD),
        ("waiting@example.org", PASSWORD),
    ],
)
def test_every_failed_sign_in_reads_the_same(email, password):
    make_person()
    make_person("closed@example.org", is_active=False)
    waiting = make_person("waiting@example.org", enrolled=False)
    waiting.set_unusable_password()
    waiting.save()
    expected = give_password(browser(), "other@example.org", "another wrong password")

    answer = give_password(browser(), email, password)

    typed = without_tokens(answer.content).replace(email, "other@example.org")
    assert answer.status_code == expected.status_code == 200
    assert typed == without_tokens(expected.content)
    assert "Enter the email address and password of your account" in typed


def test_five_wrong_passwords_close_sign_in_from_that_address_only():
    make_person()
    for typed in ("ann@example.org", "Ann@example.org", "ANN@EXAMPLE.ORG", "ann@Example.org"):
        assert give_password(browser(), typed, "wrong wrong wrong").status_code == 200

    fifth = give_password(browser(), "aNN@example.org", "wrong wrong wrong")
    with_the_right_one = give_password(browser())
    elsewhere = give_password(browser(), REMOTE_ADDR="192.0.2.7")

    assert fifth.status_code == with_the_right_one.status_code == 429
    assert b"You can try again at" in with_the_right_one.content
    assert b"call your board" in with_the_right_one.content
    assert 0 < int(with_the_right_one["Retry-After"]) <= 900
    assert elsewhere.url == "/accounts/verify/"


def test_sign_in_opens_again_after_fifteen_minutes(time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    make_person()
    for _ in range(5):
        give_password(browser(), password="wrong wrong wrong")

    time_machine.shift(timedelta(minutes=14))
    before = give_password(browser())
    time_machine.shift(timedelta(minutes=2))
    after = give_password(browser())

    assert (before.status_code, after.status_code) == (429, 302)
    assert b"09:15 on 2 November 2026" in before.content


def test_an_unknown_address_is_locked_like_a_known_one():
    for _ in range(5):
        answer = give_password(browser(), "nobody@example.org", "wrong wrong wrong")

    assert answer.status_code == 429


def test_the_attempts_that_are_kept_hold_no_password(settings):
    from portal.accounts.tests.people import everything_stored

    make_person()

    give_password(browser(), password="a password mistyped")

    assert "a password mistyped" not in everything_stored()


def test_a_proxy_is_believed_only_for_what_it_added_itself(settings, rf):
    from portal.accounts.lockout import client_address

    settings.TRUSTED_PROXIES = 1
    request = rf.get("/", headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.44"})
    bare = rf.get("/", REMOTE_ADDR="192.0.2.1")

    assert client_address(request) == "192.0.2.44"
    assert client_address(bare) == "192.0.2.1"


@pytest.mark.parametrize(
    ("wanted", "lands_on"),
    [
        ("/casework/meetings/", "/casework/meetings/"),
        ("http://casework.localhost/casework/meetings/", None),
        ("https://evil.example/", "/"),
        ("//evil.example/casework/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_after_the_code_nobody_is_sent_to_another_host(wanted, lands_on):
    ann = make_person()

    answer = give_code(with_password_only(ann), ann, next=wanted)

    assert answer.url == (lands_on or wanted)


def test_the_way_on_survives_both_steps():
    ann, client = make_person(), browser()
    turned_away = client.get("/accounts/password/")

    asked = client.post(turned_away.url, {"email": ann.email, "password": PASSWORD})
    assert "next=%2Faccounts%2Fpassword%2F" in asked.url
    answer = client.post(asked.url, {"code": "000000"})
    assert b'name="next" value="/accounts/password/"' in answer.content


def test_a_verified_person_who_opens_sign_in_is_sent_on():
    assert verified(make_person()).get("/accounts/sign-in/").url == "/"


def test_a_password_alone_gives_an_account_without_factor_nothing():
    newcomer = make_person("new@example.org", enrolled=False)
    client = browser()

    give_password(client, newcomer.email)
    page = client.get("/accounts/verify/")

    assert b"Your account is not set up" in page.content
    assert client.get("/accounts/").url.startswith("/accounts/verify/")
    assert client.get("/accounts/set-up/").status_code == 404


def test_signing_out_ends_the_session_for_whoever_holds_its_key():
    client = verified(make_person())
    thief = browser()
    thief.cookies["sessionid"] = cookie_of(client)
    assert thief.get("/accounts/").status_code == 200

    answer = client.post("/accounts/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert thief.get("/accounts/").url.startswith("/accounts/sign-in/")


def test_signing_out_takes_a_button_not_a_link():
    client = verified(make_person())

    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.get("/accounts/").status_code == 200


def test_a_closed_account_is_out_at_once():
    ann = make_person()
    client = verified(ann)

    ann.is_active = False
    ann.save()

    assert client.get("/accounts/").url.startswith("/accounts/sign-in/")


def test_there_is_no_password_reset_by_email(mailoutbox):
    make_person()

    answers = [
        browser("cms.localhost").post("/cms/password_reset/", {"email": "ann@example.org"}),
        browser("cms.localhost").get("/cms/password_reset/"),
        browser().get("/accounts/password_reset/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 302, 404]
    assert answers[1].url.startswith("/accounts/sign-in/")
    assert not mailoutbox
