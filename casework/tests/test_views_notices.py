"""The outbox, and what needs attention."""

from datetime import timedelta

import pytest
import time_machine

from casework.choices import Event, Message, NoticeState, Role
from casework.models import AuditEntry, Notice, Referral
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_holder,
    make_member,
    make_referral,
    make_submission,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from forms_pages import intake

pytestmark = pytest.mark.django_db
OUTBOX, ATTENTION = "/casework/outbox/", "/casework/attention/"
PERSONAL = ("Jane", "Ashworth", "9990000018", "1968")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def failed(notice):
    notice.state, notice.attempts = NoticeState.FAILED, 5
    notice.save()
    return notice


def test_the_outbox_shows_what_goes_to_whom_and_nothing_about_the_person(administrator):
    referral = make_authorised_referral()

    page = words_of(administrator.get(OUTBOX))

    assert referral.reference in page
    assert "Please authorise a referral" in page
    assert "colin.prewett@example.org" in page
    assert "Waiting to be sent" in page
    assert not any(fact in page for fact in PERSONAL)


def test_the_outbox_can_be_filtered_by_state(administrator):
    make_referral()
    one = failed(Notice.objects.first())

    page = words_of(administrator.get(OUTBOX, {"state": "failed"}))

    assert page.count("Send again") == 1
    assert one.recipient in page
    assert "1 message, newest first" in page
    assert "Clear the filter" in words_of(administrator.get(OUTBOX, {"state": "sent"}))


def test_the_outbox_says_when_it_is_empty(administrator):
    assert "No message has been written yet." in words_of(administrator.get(OUTBOX))


def test_the_outbox_has_pages_of_25_and_costs_the_same_with_many(administrator):
    make_referral()
    few = counted(lambda: administrator.get(OUTBOX))
    for _ in range(14):
        make_referral()

    assert counted(lambda: administrator.get(OUTBOX)) == few
    assert words_of(administrator.get(OUTBOX, {"page": 2})).count('scope="row"') == 5


def test_a_whole_message_can_be_read_where_the_outbox_is_open(administrator, settings):
    settings.OUTBOX_IS_OPEN = True
    make_referral()
    notice = Notice.objects.get(message=Message.AUTHORISATION_REQUESTED)

    page = words_of(administrator.get(f"{OUTBOX}{notice.pk}/"))

    assert "http://bucks.localhost" in page
    assert "/authorise/" in page
    assert f'href="{OUTBOX}{notice.pk}/"' in words_of(administrator.get(OUTBOX))


def test_no_message_can_be_read_where_the_outbox_is_closed(administrator, settings):
    settings.OUTBOX_IS_OPEN = False
    make_referral()
    notice = Notice.objects.first()

    assert administrator.get(f"{OUTBOX}{notice.pk}/").status_code == 404
    assert f'href="{OUTBOX}{notice.pk}/"' not in words_of(administrator.get(OUTBOX))


def test_a_failed_message_is_sent_again_and_recorded(administrator):
    make_referral()
    notice = failed(Notice.objects.first())

    answer = administrator.post(f"{OUTBOX}{notice.pk}/resend/", follow=True)

    notice.refresh_from_db()
    assert notice.state == NoticeState.QUEUED
    assert "will be sent again" in words_of(answer)
    assert AuditEntry.objects.filter(event=Event.NOTICE_RESENT).count() == 1
    assert administrator.get(f"{OUTBOX}{notice.pk}/resend/").status_code == 405


def test_a_message_that_waits_is_not_sent_twice(administrator):
    make_referral()
    notice = Notice.objects.first()

    answer = administrator.post(f"{OUTBOX}{notice.pk}/resend/")

    assert answer.status_code == 409
    assert "already waiting to be sent" in words_of(answer)


def test_another_board_s_messages_are_not_there(settings):
    settings.OUTBOX_IS_OPEN = True
    referral = make_referral()
    notice = failed(Notice.objects.first())
    client = casework_of(make_administrator("oscb"))

    assert referral.reference not in words_of(client.get(OUTBOX))
    assert client.get(f"{OUTBOX}{notice.pk}/").status_code == 404
    assert client.post(f"{OUTBOX}{notice.pk}/resend/").status_code == 404


@pytest.mark.parametrize("address", [OUTBOX, ATTENTION])
def test_members_and_managers_see_neither_the_outbox_nor_what_needs_attention(address):
    for user in (make_member("fire-and-rescue"), make_holder(Role.SYSTEM_ADMINISTRATOR)):
        assert casework_of(user).get(address).status_code == 403
    assert visitor("casework.localhost").get(address).status_code == 302


@pytest.fixture
def stuck():
    """Something sent whose hand-over failed: its form's agency had been forgotten."""
    submission = make_submission(referring_agency=None)
    assert not intake.hand_over(submission, now=NOVEMBER)
    return submission


def test_what_was_not_taken_over_is_shown_with_its_kind_of_failure(administrator, stuck):
    page = words_of(administrator.get(ATTENTION))

    assert stuck.reference in page
    assert "KeyError" in page
    assert not any(fact in page for fact in PERSONAL)


def test_attention_says_when_there_is_nothing(administrator):
    assert "Nothing needs attention." in words_of(administrator.get(ATTENTION))


def test_attention_costs_the_same_with_one_and_with_thirty(administrator, stuck):
    one = counted(lambda: administrator.get(ATTENTION))
    for minute in range(29):
        make_submission(now=NOVEMBER - timedelta(minutes=minute))

    assert counted(lambda: administrator.get(ATTENTION)) == one


def test_trying_again_takes_over_what_can_be_taken_over_now(administrator):
    submission = make_submission()

    answer = administrator.post(f"{ATTENTION}{submission.reference}/retry/", follow=True)

    assert "is now with the panel" in words_of(answer)
    assert Referral.objects.get().reference == submission.reference
    entry = AuditEntry.objects.get(event=Event.HAND_OVER_RETRIED)
    assert (entry.subject, entry.board) == (submission.reference, "bsab")
    assert entry.facts == {"worked": True}


def test_trying_again_in_vain_says_so_and_keeps_it(administrator, stuck):
    answer = administrator.post(f"{ATTENTION}{stuck.reference}/retry/", follow=True)

    page = words_of(answer)
    assert "could still not be taken over" in page
    assert f"{stuck.reference} could still not" in page
    assert "Nothing needs attention." not in page
    assert AuditEntry.objects.get(event=Event.HAND_OVER_RETRIED).facts == {"worked": False}


def test_another_board_s_administrator_neither_sees_nor_retries_it(stuck):
    client = casework_of(make_administrator("oscb"))

    assert stuck.reference not in words_of(client.get(ATTENTION))
    assert client.post(f"{ATTENTION}{stuck.reference}/retry/").status_code == 404
