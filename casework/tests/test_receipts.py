"""Signed minutes reach who leads each case, and count as received only when that is known."""

from datetime import date, timedelta

import pytest
import time_machine

from casework import audit, links, notices, tasks
from casework.choices import Event, Message, MinutesStatus, ReceiptStatus
from casework.errors import LinkRefused, NotPermitted, WrongMoment
from casework.models import AuditEntry, MinutesReceipt, Notice
from casework.tests.factories import make_administrator, make_user, put
from casework.tests.minutes_factories import make_draft, make_heard, make_signed
from casework.tests.receipt_factories import (
    LEAD,
    again,
    make_led_by,
    make_receipt,
    make_receipts,
)
from casework.workflows import minutes, receipts

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """A meeting held on Thursday 10 December; its minutes are signed on the Friday."""
    return make_heard()


@pytest.fixture
def receipt(heard):
    return make_receipt(heard)


def sent(message=Message.MINUTES_FOR_LEAD):
    return Notice.objects.filter(message=message).order_by("pk")


def acknowledge(receipt, now, actor=audit.LEAD_PROFESSIONAL):
    return receipts.acknowledge(receipt=receipt, actor=actor, now=now)


def record(receipt, now, *, actor, evidence="Lena said so by telephone on 15 December."):
    return receipts.record(receipt=receipt, evidence=evidence, actor=actor, now=now)


def corrected(heard, signed, *, now):
    made = minutes.correct(minutes=signed, reason="A wrong date.", actor=heard.chair, now=now)
    made = minutes.sign(minutes=made, actor=heard.chair, now=now)
    return receipts.send(minutes=made, now=now)


@pytest.mark.req("O105")
def test_signed_minutes_are_sent_and_are_not_received_by_being_sent(heard, receipt):
    notice = sent().get()
    assert (notice.recipient, notice.reference) == (LEAD, heard.item.case.reference)
    assert notices.send(notice, heard.after)

    found = again(receipt)
    assert (found.status, found.received_at) == (ReceiptStatus.SENT, None)
    assert (found.name, found.email) == ("Lena Marsh", LEAD)


@pytest.mark.req("O105")
def test_minutes_are_received_when_the_lead_says_so(heard, receipt):
    acknowledge(receipt, heard.after)

    found = again(receipt)
    assert (found.status, found.received_at) == (ReceiptStatus.RECEIVED, heard.after)
    line = AuditEntry.objects.get(event=Event.MINUTES_RECEIVED)
    assert (line.subject, line.actor) == (found.case.reference, audit.LEAD_PROFESSIONAL)


@pytest.mark.req("O105")
def test_nobody_else_acknowledges_for_the_lead(heard, receipt):
    for other in (make_user(), heard.chair, heard.administrator, None):
        with pytest.raises(NotPermitted, match="Only the person these minutes were sent to"):
            acknowledge(receipt, heard.after, actor=other)

    assert again(receipt).status == ReceiptStatus.SENT


@pytest.mark.req("O105")
def test_staff_record_a_receipt_only_with_how_they_know(heard, receipt):
    for nothing in ("", "   "):
        with pytest.raises(WrongMoment, match="how you know"):
            record(receipt, heard.after, actor=heard.administrator, evidence=nothing)
    assert again(receipt).status == ReceiptStatus.SENT

    record(receipt, heard.after, actor=heard.administrator)

    found = again(receipt)
    assert (found.status, found.recorded_by) == (ReceiptStatus.RECEIVED, heard.administrator)
    assert found.evidence == "Lena said so by telephone on 15 December."
    assert "telephone" not in str(AuditEntry.objects.get(event=Event.MINUTES_RECEIVED).facts)


@pytest.mark.parametrize("who", ["member", "other board"])
def test_only_the_board_s_staff_record_a_receipt(heard, receipt, who):
    other = heard.member if who == "member" else make_administrator("oscb")

    with pytest.raises(NotPermitted):
        record(receipt, heard.after, actor=other)

    assert again(receipt).status == ReceiptStatus.SENT


def test_acknowledging_again_keeps_the_first_moment(heard, receipt):
    acknowledge(receipt, heard.after)

    acknowledge(receipt, heard.after + timedelta(hours=1))

    assert again(receipt).received_at == heard.after
    assert AuditEntry.objects.filter(event=Event.MINUTES_RECEIVED).count() == 1


def test_staff_do_not_record_what_the_lead_has_acknowledged(heard, receipt):
    acknowledge(receipt, heard.after)

    with pytest.raises(WrongMoment):
        record(receipt, heard.after, actor=heard.administrator)

    assert again(receipt).evidence == ""


def test_sending_again_sends_nothing_twice(heard):
    signed = make_signed(heard)

    first = receipts.send(minutes=signed, now=heard.after)
    second = receipts.send(minutes=signed, now=heard.after)

    assert first == second
    assert sent().count() == 1


def test_a_draft_goes_to_nobody(heard):
    with pytest.raises(WrongMoment, match="when they are signed"):
        receipts.send(minutes=make_draft(heard), now=heard.after)

    assert not MinutesReceipt.objects.exists()


def test_each_case_goes_to_its_own_lead():
    heard = make_heard(cases=2)
    second = heard.meeting.items.order_by("order", "pk").last()
    make_led_by(second.outcome, "omar.field@example.org")

    made = make_receipts(heard)

    assert [(one.case, one.email) for one in made] == [
        (heard.item.case, LEAD),
        (second.case, "omar.field@example.org"),
    ]


def test_a_lead_with_an_account_is_led_to_sign_in_and_gets_no_link(heard):
    lead = make_user("Lena Marsh", email=LEAD)
    receipt = make_receipt(heard)

    assert (receipt.user, receipt.nonce) == (lead, "")
    body = notices.compose(sent().get()).body
    assert f"/casework/receipts/{receipt.pk}/" in body
    assert "Sign in to read them" in body
    acknowledge(receipt, heard.after, actor=lead)
    assert again(receipt).status == ReceiptStatus.RECEIVED


def test_an_account_cannot_be_passed_by_with_a_link(heard):
    make_user("Lena Marsh", email=LEAD)
    receipt = make_receipt(heard)

    with pytest.raises(LinkRefused):
        acknowledge(receipt, heard.after)
    with pytest.raises(LinkRefused):
        links.row_from(links.token_of(receipt), MinutesReceipt, heard.after)


def test_the_emails_say_nothing_of_the_person_and_carry_no_code(heard, receipt):
    put(receipt, remind_on=heard.after.date())
    receipts.remind(receipt=receipt, now=heard.after)

    for message in (Message.MINUTES_FOR_LEAD, Message.MINUTES_REMINDER):
        email = notices.compose(sent(message).get())
        text = f"{email.subject}\n{email.body}"
        assert email.subject.startswith(f"{receipt.case.reference}: ")
        assert f"/minutes/{links.token_of(again(receipt))}/" in email.body
        assert "Thursday 10 December 2026" in email.body
        assert receipt.case.panel.board.name in email.body
        assert "None" not in text and "{{" not in text and "\n\n\n" not in email.body
        assert not [word for word in ("Jane", "Ashworth", "Lena", "fires") if word in text]


@pytest.mark.req("O105")
def test_reminders_go_out_on_working_days_until_the_minutes_are_received(heard, receipt):
    assert receipt.remind_on == date(2026, 12, 16)
    mornings = [heard.after + timedelta(days=days) for days in range(1, 15)]
    reminded_on = []
    for morning in mornings:
        with time_machine.travel(morning, tick=False):
            tasks.sweep()
            tasks.sweep()
        if sent(Message.MINUTES_REMINDER).count() > len(reminded_on):
            reminded_on.append(morning.date())

    assert reminded_on == [date(2026, 12, 16), date(2026, 12, 21), date(2026, 12, 24)]
    found = again(receipt)
    # Christmas Day, its weekend and the substitute for Boxing Day are no working days.
    assert (found.reminders, found.remind_on) == (3, date(2026, 12, 31))
    acknowledge(receipt, mornings[-1])
    with time_machine.travel(heard.after + timedelta(days=40), tick=False):
        tasks.sweep()
    assert sent(Message.MINUTES_REMINDER).count() == 3


def test_a_panel_without_days_to_wait_still_reminds_once_a_day_at_most(heard):
    put(heard.meeting.panel, receipt_reminder_days=0)

    assert make_receipt(heard).remind_on == date(2026, 12, 14)


def test_the_link_outlives_each_reminder_and_the_acknowledgement(heard, receipt):
    month = timedelta(days=30)
    assert receipt.expires_at == heard.after + month
    late = heard.after + timedelta(days=20)

    receipts.remind(receipt=receipt, now=late)
    assert again(receipt).expires_at == late + month

    acknowledge(receipt, late + timedelta(days=1))
    assert again(receipt).expires_at == late + timedelta(days=31)


def test_a_correction_is_sent_anew_and_what_it_corrects_is_chased_no_more(heard):
    signed = make_signed(heard)
    (old,) = receipts.send(minutes=signed, now=heard.after)
    token, later = links.token_of(old), heard.after + timedelta(days=1)

    (new,) = corrected(heard, signed, now=later)

    assert (new.minutes.version, new.status) == (2, ReceiptStatus.SENT)
    assert sent().count() == 2
    assert "They correct the minutes" in notices.compose(sent().last()).body
    with pytest.raises(LinkRefused, match="replaced by a newer one"):
        links.row_from(token, MinutesReceipt, later)
    assert list(MinutesReceipt.objects.outstanding()) == [new]
    assert receipts.remind(receipt=old, now=later + timedelta(days=30)) is None
    with pytest.raises(WrongMoment, match="were corrected"):
        record(old, later, actor=heard.administrator)


def test_an_acknowledgement_of_corrected_minutes_does_not_count_for_the_correction(heard):
    signed = make_signed(heard)
    (old,) = receipts.send(minutes=signed, now=heard.after)
    acknowledge(old, heard.after)

    (new,) = corrected(heard, signed, now=heard.after)

    assert (again(old).status, new.status) == (ReceiptStatus.RECEIVED, ReceiptStatus.SENT)


def test_a_correction_that_is_only_drafted_leaves_the_receipt_to_be_acknowledged(heard, receipt):
    signed = receipt.minutes
    minutes.correct(minutes=signed, reason="A date.", actor=heard.chair, now=heard.after)

    assert signed.meeting.minutes.filter(status=MinutesStatus.DRAFT).exists()
    assert list(MinutesReceipt.objects.outstanding()) == [receipt]
    assert acknowledge(receipt, heard.after).status == ReceiptStatus.RECEIVED
