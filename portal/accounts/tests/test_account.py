import re
from datetime import timedelta

import pytest

from portal.accounts import factors
from portal.accounts.models import AuthenticatorDevice
from portal.accounts.tests.people import (
    PASSWORD,
    browser,
    cookie_of,
    give_code,
    give_password,
    make_person,
    present,
    verified,
)

pytestmark = pytest.mark.django_db

CHANGES = ["/accounts/recovery-codes/", "/accounts/password/", "/accounts/replace/"]


def test_the_account_page_says_how_many_codes_are_left():
    ann = make_person(first_name="Ann", last_name="Archer")
    factors.new_recovery_codes(ann)

    page = verified(ann).get("/accounts/").content.decode()

    assert "Ann Archer" in page
    assert "10 left" in page


@pytest.mark.parametrize("address", CHANGES)
def test_a_change_to_the_account_asks_for_a_code_of_the_last_five_minutes(address, time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    ann = make_person()
    client = verified(ann)
    time_machine.shift(timedelta(minutes=5))
    just_in_time = client.get(address)
    time_machine.shift(timedelta(seconds=1))

    too_late = client.get(address)
    given = give_code(client, ann, next=address)

    assert "/accounts/verify/" not in getattr(just_in_time, "url", "")
    assert too_late.url.startswith("/accounts/verify/?next=")
    assert given.url == address
    assert "/accounts/verify/" not in getattr(client.get(address), "url", "")


def test_set_up_is_closed_once_the_code_is_old(time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    client = verified(make_person())
    time_machine.shift(timedelta(minutes=6))

    assert client.get("/accounts/set-up/").status_code == 404


def test_new_recovery_codes_are_shown_in_one_answer_only():
    ann = make_person()
    client = verified(ann)

    before = client.get("/accounts/recovery-codes/").content.decode()
    shown = client.post("/accounts/recovery-codes/").content.decode()
    after = client.get("/accounts/recovery-codes/").content.decode()

    codes = re.findall(r"<code>([0-9A-Z-]{14})</code>", shown)
    assert len(codes) == 10
    assert not [code for code in codes if code in before or code in after]
    assert "You have 10 recovery codes left" in after


def test_a_recovery_code_in_use_says_how_many_are_left():
    ann = make_person()
    code = factors.new_recovery_codes(ann)[0]
    client = browser()
    give_password(client)

    client.post("/accounts/recover/", {"code": code})
    page = client.get("/accounts/").content.decode()

    assert "You have 9 recovery codes left" in page


def test_a_changed_password_ends_the_sessions_elsewhere_and_keeps_this_one():
    ann = make_person()
    here, elsewhere = verified(ann), verified(ann)
    before = cookie_of(here)

    answer = here.post(
        "/accounts/password/", {"present": PASSWORD, "password": "quiet harbour nineteen"}
    )

    assert answer.url == "/accounts/"
    assert here.get("/accounts/").status_code == 200
    assert cookie_of(here) != before
    assert elsewhere.get("/accounts/").url.startswith("/accounts/sign-in/")
    assert give_password(browser(), password="quiet harbour nineteen").status_code == 302


def test_a_password_is_not_changed_without_the_present_one():
    ann = make_person()

    answer = verified(ann).post(
        "/accounts/password/", {"present": "not this one at all", "password": "quiet harbour 19"}
    )

    ann.refresh_from_db()
    assert b"The present password is not right" in answer.content
    assert ann.check_password(PASSWORD)


def test_a_person_is_told_of_every_change_in_words_that_name_nobody(mailoutbox, time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    ann = make_person(first_name="Ann", last_name="Archer")
    code = factors.new_recovery_codes(ann)[0]
    client = browser()
    give_password(client)

    client.post("/accounts/recover/", {"code": code})
    client.post("/accounts/recovery-codes/")
    client.get("/accounts/set-up/")
    begun = AuthenticatorDevice.objects.get(user=ann, confirmed=False)
    client.post("/accounts/set-up/", {"code": begun.code_at(present().timestamp())})
    client.post("/accounts/password/", {"present": PASSWORD, "password": "quiet harbour nineteen"})

    assert [message.body.splitlines()[0] for message in mailoutbox] == [
        "A recovery code was used to sign in at 09:00 on 2 November 2026.",
        "New recovery codes were made at 09:00 on 2 November 2026.",
        "Your authenticator was replaced at 09:00 on 2 November 2026.",
        "Your password was changed at 09:00 on 2 November 2026.",
    ]
    assert all(message.to == [ann.email] for message in mailoutbox)
    assert not [m for m in mailoutbox if "Ann" in m.body + m.subject or code in m.body]


def test_a_change_stands_when_the_mail_cannot_go(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ann = make_person()

    verified(ann).post(
        "/accounts/password/", {"present": PASSWORD, "password": "quiet harbour nineteen"}
    )

    ann.refresh_from_db()
    assert ann.check_password("quiet harbour nineteen")
