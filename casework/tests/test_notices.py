"""The outbox: never lost, the same Message-ID on a repeat, and nothing about the person."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from casework import notices, tasks
from casework.choices import Event, Message, NoticeState, Role
from casework.errors import NotPermitted, WrongMoment
from casework.links import authorisation_code
from casework.models import AuditEntry, Notice
from casework.tests.factories import (
    NOVEMBER,
    board_called,
    make_administrator,
    make_holder,
    make_meeting,
    make_member,
    make_referral,
    make_submission,
    waiting,
)
from casework.workflows import authorisations, meetings
from forms_pages import intake

pytestmark = pytest.mark.django_db

REFERENCE = "BSAB-2026-0042"
MINUTE = timedelta(minutes=1)


def promise(once="once", **changes):
    details = {
        "board": board_called("bsab"),
        "to": "nina.farrow@example.org",
        "reference": REFERENCE,
        "once": once,
        "now": NOVEMBER,
    }
    return notices.queue(Message.REFERRAL_SUBMITTED, **details | changes)


class Away(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nina.farrow@example.org")


@pytest.fixture
def mail_is_away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"


def test_a_notice_is_a_row_and_a_job_that_carries_its_key_only():
    notice = promise()

    job = OrmQ.objects.get()
    assert (job.task["func"], job.task["args"]) == ("casework.tasks.send_notice", (notice.pk,))
    assert (notice.state, notice.attempts) == (NoticeState.QUEUED, 0)


def test_the_same_promise_is_made_once():
    first, second = promise(), promise()

    assert first == second
    assert OrmQ.objects.count() == 1


def test_a_notice_vanishes_with_the_act_that_failed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        promise()
        1 / 0  # noqa: B018

    assert not Notice.objects.exists()
    assert not OrmQ.objects.exists()


def test_sending_leaves_one_email_and_says_when():
    notice = promise()

    assert notices.send(notice, NOVEMBER) is True
    assert notices.send(notice, NOVEMBER) is False

    (email,) = mail.outbox
    notice.refresh_from_db()
    assert email.subject == f"{REFERENCE}: we have your referral"
    assert email.to == ["nina.farrow@example.org"]
    assert email.reply_to == [notice.board.contact_email]
    assert email.extra_headers["Message-ID"] == notice.message_id
    assert (notice.state, notice.sent_at, notice.attempts) == (NoticeState.SENT, NOVEMBER, 1)


def test_a_worker_that_dies_after_the_sending_repeats_the_same_message(monkeypatch):
    notice = promise()
    sent = EmailBackend.send_messages

    def sends_and_dies(backend, messages):
        sent(backend, messages)
        raise SystemExit

    monkeypatch.setattr(EmailBackend, "send_messages", sends_and_dies)
    with pytest.raises(SystemExit):
        notices.send(notice, NOVEMBER)
    monkeypatch.setattr(EmailBackend, "send_messages", sent)

    assert notices.send(notice, NOVEMBER + MINUTE) is True

    first, second = (email.extra_headers["Message-ID"] for email in mail.outbox)
    assert first == second == notice.message_id


def test_a_failed_sending_is_tried_five_times_ever_later_and_then_shown(mail_is_away, caplog):
    notice, moment = promise(), NOVEMBER

    for wait in (1, 5, 15, 60):
        assert notices.send(notice, moment) is False
        notice.refresh_from_db()
        assert notice.state == NoticeState.QUEUED
        assert notice.next_try_at == moment + wait * MINUTE
        assert notices.claim(notice, now=notice.next_try_at - timedelta(seconds=1)) is None
        moment = notice.next_try_at
    notices.send(notice, moment)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (NoticeState.FAILED, 5)
    assert "ConnectionRefusedError" in caplog.text
    assert "nina.farrow" not in caplog.text


def test_two_workers_with_one_notice_send_one_email():
    notice = promise()

    assert notices.claim(notice, now=NOVEMBER)
    assert notices.send(notice, NOVEMBER) is False

    assert mail.outbox == []


def test_a_failed_notice_is_sent_again_when_staff_ask(mail_is_away, settings):
    administrator, notice = make_administrator(), promise()
    message_id = notice.message_id
    Notice.objects.update(state=NoticeState.FAILED, attempts=5)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    notices.resend(notice=notice, actor=administrator, now=NOVEMBER)
    notices.send(notice, NOVEMBER)

    assert [email.extra_headers["Message-ID"] for email in mail.outbox] == [message_id]
    entry = AuditEntry.objects.get(event=Event.NOTICE_RESENT)
    assert (entry.actor, entry.subject) == (administrator.email, REFERENCE)


def test_one_that_was_sent_goes_out_again_as_a_new_message():
    notice = promise()
    notices.send(notice, NOVEMBER)

    notices.resend(notice=notice, actor=make_administrator(), now=NOVEMBER)
    notices.send(notice, NOVEMBER)

    assert len({email.extra_headers["Message-ID"] for email in mail.outbox}) == 2


def test_a_notice_that_still_waits_is_not_queued_twice():
    notice = promise()

    with pytest.raises(WrongMoment, match="already waiting"):
        notices.resend(notice=notice, actor=make_administrator(), now=NOVEMBER)


def test_only_those_who_run_the_panel_send_again():
    notice = promise()
    notices.send(notice, NOVEMBER)

    with pytest.raises(NotPermitted, match="send a message again"):
        notices.resend(notice=notice, actor=make_holder(Role.BOARD_MANAGER), now=NOVEMBER)


def test_the_link_leads_to_the_boards_own_host_and_is_made_when_it_is_written():
    referral = make_referral()
    notice = Notice.objects.get(message=Message.AUTHORISATION_REQUESTED)

    body = notices.compose(notice).body

    assert f"{referral.panel.board.site.root_url}/authorise/" in body
    assert "/authorise/" not in json.dumps(notice.facts)


def test_meeting_links_lead_to_casework(settings):
    make_member("fire-and-rescue")
    meetings.invite(meeting=make_meeting(), now=NOVEMBER)

    body = notices.compose(Notice.objects.get()).body

    assert f"{settings.CASEWORK_URL}/casework/meetings/adult/2026-12-10/" in body


def test_the_code_is_in_the_email_until_it_is_used():
    request = authorisations.send_code(authorisation=waiting(make_referral()), now=NOVEMBER)
    notice, code = (
        Notice.objects.get(message=Message.AUTHORISATION_CODE),
        authorisation_code(request),
    )
    assert f"Your code is {code}" in notices.compose(notice).body

    authorisations.open_with_code(authorisation=request, code=code, now=NOVEMBER)

    body = notices.compose(notice).body
    assert code not in body
    assert "has been used" in body


def test_text_is_not_turned_into_html():
    board = board_called("bsab")
    board.emergency_text = "Call 999 & say “it's urgent”."
    board.save()

    body = notices.compose(promise()).body

    assert "Call 999 & say “it's urgent”." in body
    assert "&amp;" not in body


def test_a_subject_takes_no_second_line():
    notice = promise(reference="BSAB-1\nBcc: spy@example.org")

    email = notices.compose(notice)

    assert "\n" not in email.subject
    assert email.recipients() == ["nina.farrow@example.org"]


def test_a_job_for_a_notice_that_is_gone_does_nothing():
    tasks.send_notice(404)

    assert mail.outbox == []


def test_a_lost_job_is_queued_again_by_the_sweep():
    now = timezone.now()
    notice = promise(now=now - timedelta(minutes=2))
    OrmQ.objects.all().delete()

    tasks.sweep()

    assert [job.task["args"] for job in OrmQ.objects.all()] == [(notice.pk,)]
    tasks.send_notice(notice.pk)
    assert len(mail.outbox) == 1


def test_the_sweep_leaves_a_fresh_notice_to_its_own_job():
    promise(now=timezone.now())

    tasks.sweep()

    assert OrmQ.objects.count() == 1


def test_what_the_sweep_could_not_hand_over_keeps_its_receipt(monkeypatch):
    def broken(**_):
        raise ValueError("Zebedee")

    submission = make_submission()
    with monkeypatch.context() as patched:
        patched.setattr("casework.intake.referrals.referrals.submit", broken)
        assert intake.hand_over(submission, now=NOVEMBER) is False
    assert submission.fault == "ValueError"

    tasks.sweep()

    submission.refresh_from_db()
    assert submission.handed_over_at is not None
    assert submission.referral.reference == submission.reference
