import pytest
from django.core.management import CommandError, call_command

from portal.accounts import enrolment, factors
from portal.accounts.models import Invitation, User
from portal.accounts.tests.people import browser, make_person, present

pytestmark = pytest.mark.django_db


def test_invite_in_the_demonstration_prints_a_link_that_works(capsys, mailoutbox):
    call_command("invite", "Bea@Example.org", name="Bea Brook")

    address = capsys.readouterr().out.strip()
    assert address.startswith("http://casework.localhost:8000/accounts/invitation/")
    assert browser().get(address.partition(":8000")[2]).status_code == 200
    assert User.objects.get(email="bea@example.org").get_full_name() == "Bea Brook"
    assert not mailoutbox


def test_invite_in_production_emails_the_link_and_prints_nothing_secret(
    capsys, mailoutbox, settings
):
    settings.DEMO = False

    call_command("invite", "bea@example.org", name="Bea Brook", cms=True)

    printed = capsys.readouterr().out
    message = mailoutbox[0]
    assert "accounts/invitation" not in printed and "bea" not in printed.lower()
    assert message.to == ["bea@example.org"]
    assert "http://cms.localhost:8000/accounts/invitation/" in message.body
    assert "Bea" not in message.body + message.subject


def test_invite_leaves_a_working_account_alone_unless_told_to_reset_it(capsys):
    ann = make_person()
    with pytest.raises(CommandError, match="already have a working account"):
        call_command("invite", ann.email)
    assert factors.authenticator_of(ann)

    call_command("invite", ann.email, reset=True)

    ann.refresh_from_db()
    assert factors.authenticator_of(ann) is None
    assert not ann.has_usable_password()
    assert Invitation.objects.open(now=present()).filter(user=ann).exists()


@pytest.mark.parametrize("email", ["not an address", "a@", ""])
def test_invite_refuses_what_is_not_an_address(email):
    with pytest.raises(CommandError, match="not an email address"):
        call_command("invite", email)
    assert not User.objects.filter(email=email).exists()


def test_invite_refuses_a_closed_account():
    make_person("gone@example.org", is_active=False)

    with pytest.raises(CommandError, match="closed"):
        call_command("invite", "gone@example.org")


def test_code_prints_what_the_authenticator_shows(capsys, time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)
    ann = make_person()

    call_command("code", "Ann@example.org")

    assert capsys.readouterr().out.strip() == enrolment.current_code(ann, now=present())


def test_code_gives_nothing_away_outside_the_demonstration(capsys, settings):
    ann = make_person()
    settings.DEMO = False

    with pytest.raises(CommandError, match="Only the demonstration"):
        call_command("code", ann.email)
    assert not capsys.readouterr().out


def test_code_says_who_has_no_authenticator():
    make_person("bare@example.org", enrolled=False)

    with pytest.raises(CommandError, match="no authenticator"):
        call_command("code", "bare@example.org")
    with pytest.raises(CommandError, match="no account"):
        call_command("code", "nobody@example.org")


def test_enrolling_twice_keeps_the_same_authenticator():
    ann = make_person()

    assert enrolment.enrol(ann, now=present()).pk == factors.authenticator_of(ann).pk
