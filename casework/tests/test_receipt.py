"""When a referral is received, which meeting hears it, and what the referrer is told."""

from datetime import date, timedelta

import pytest
from django_q.models import OrmQ

from casework import notices
from casework.choices import Event, MeetingStatus, Message, ReceiptBasis, ReferralStatus
from casework.errors import WrongMoment
from casework.models import AuditEntry, Notice, ReturnRequest
from casework.tests.factories import (
    DECEMBER,
    FEBRUARY,
    JANUARY,
    at,
    make_administrator,
    make_authorised_referral,
    make_meeting,
    make_referral,
    panel_called,
    waiting,
)
from casework.workflows import authorisations, meetings, receipt, referrals

pytestmark = pytest.mark.django_db

SENT = at("2026-11-26 17:40")
MIDNIGHT = at("2026-11-27 00:00")
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def calendar(db):
    return [make_meeting(day) for day in (DECEMBER, JANUARY, FEBRUARY)]


@pytest.mark.req("B58")
def test_a_late_referral_is_deferred_to_the_next_meeting(calendar):
    """Scenario S1, and the second of the three receipts of vector 15."""
    december, january, _ = calendar

    referral = make_authorised_referral(sent_at=SENT, now=MIDNIGHT)

    assert december.closes_on == date(2026, 11, 26)
    assert referral.received_at.isoformat() == "2026-11-27T00:00:00+00:00"
    assert referral.status == ReferralStatus.DEFERRED
    assert (referral.missed, referral.meeting) == (december, january)
    assert january.closes_on == date(2026, 12, 30)
    told = Notice.objects.get(message=Message.REFERRAL_DEFERRED)
    email = notices.compose(told)
    assert told.recipient == referral.referrer_email
    assert referral.reference in email.subject
    assert "Thursday 14 January 2027" in email.body
    assert "closed on Thursday 26 November 2026, ten working days" in email.body
    assert "Ashworth" not in email.subject + email.body

    administrator = make_administrator()
    referrals.screen(referral=referral, actor=administrator, now=MIDNIGHT)
    with pytest.raises(WrongMoment, match="closed before this referral was received"):
        referrals.list_for(referral=referral, meeting=december, actor=administrator, now=MIDNIGHT)
    meetings.close_list(meeting=december, now=MIDNIGHT)
    assert not ReturnRequest.objects.exists()


@pytest.mark.req("B58")
@pytest.mark.parametrize(
    ("received", "held_on", "missed"),
    [
        ("2026-11-26 23:59:59", DECEMBER, None),
        ("2026-11-27 00:00:00", JANUARY, DECEMBER),
        ("2026-12-31 09:00:00", FEBRUARY, JANUARY),
    ],
)
def test_the_chain_of_deferral(calendar, received, held_on, missed):
    referral = make_authorised_referral(now=at(received))

    assert referral.meeting.held_on == held_on
    assert (referral.missed.held_on if referral.missed else None) == missed
    deferred = missed is not None
    assert referral.status == (ReferralStatus.DEFERRED if deferred else ReferralStatus.RECEIVED)


def test_one_second_earlier_it_is_listed_for_december_also_after_the_closing(calendar):
    december, administrator = calendar[0], make_administrator()
    referral = make_authorised_referral(sent_at=SENT, now=MIDNIGHT - A_SECOND)
    meetings.close_list(meeting=december, now=MIDNIGHT)
    referrals.screen(referral=referral, actor=administrator, now=MIDNIGHT)

    case = referrals.list_for(
        referral=referral, meeting=december, actor=administrator, now=MIDNIGHT
    )

    assert case.items.get().meeting == december
    asked = {one.seat.code for one in case.return_requests.select_related("seat")}
    assert "thames-valley-police" in asked


def test_a_panel_may_count_from_sending(calendar):
    december, administrator = calendar[0], make_administrator()
    panel = panel_called("adult")
    panel.receipt_basis = ReceiptBasis.SUBMITTED
    panel.save()

    referral = make_authorised_referral(sent_at=SENT, now=MIDNIGHT)

    assert (referral.received_at, referral.status) == (SENT, ReferralStatus.RECEIVED)
    referrals.screen(referral=referral, actor=administrator, now=MIDNIGHT)
    case = referrals.list_for(
        referral=referral, meeting=december, actor=administrator, now=MIDNIGHT
    )
    assert case.items.get().meeting == december


def test_a_cancelled_meeting_neither_hears_nor_defers(calendar):
    december, january, february = calendar
    for one in (december, january):
        one.status = MeetingStatus.CANCELLED
        one.save()

    referral = make_authorised_referral(sent_at=SENT, now=MIDNIGHT)

    assert (referral.meeting, referral.missed) == (february, None)
    assert referral.status == ReferralStatus.RECEIVED


def test_a_meeting_that_is_over_defers_nothing(calendar):
    referral = make_authorised_referral(now=at("2026-12-11 09:00"))

    assert (referral.meeting.held_on, referral.missed) == (JANUARY, None)
    assert referral.status == ReferralStatus.RECEIVED
    assert Notice.objects.filter(message=Message.REFERRAL_RECEIVED).count() == 1


def test_without_a_meeting_referrals_wait_for_a_date_first_in_time_first():
    second = make_authorised_referral(now=at("2026-11-02 09:00"))
    first = make_authorised_referral(now=at("2026-11-01 09:00"))
    assert {first.status, second.status} == {ReferralStatus.DEFERRED}
    assert first.meeting is None
    told = Notice.objects.filter(message=Message.REFERRAL_DEFERRED).order_by("pk")
    assert "No later meeting has a date yet" in notices.compose(told[0]).body

    meeting = make_meeting(DECEMBER, now=at("2026-11-03 09:00"))

    moved = AuditEntry.objects.filter(event=Event.REFERRAL_MOVED).order_by("pk")
    assert [entry.subject for entry in moved] == [first.reference, second.reference]
    for referral in (first, second):
        referral.refresh_from_db()
        assert referral.meeting == meeting
    assert "Thursday 10 December 2026" in notices.compose(told.last()).body


def test_a_meeting_planned_earlier_moves_nobody_by_itself(calendar):
    referral = make_authorised_referral(sent_at=SENT, now=MIDNIGHT)

    make_meeting(date(2027, 1, 7), now=at("2026-12-10 12:00"))

    referral.refresh_from_db()
    assert referral.meeting.held_on == JANUARY


def test_what_was_not_listed_moves_on_when_its_meeting_is_over(calendar):
    december, january, _ = calendar
    referral = make_authorised_referral(sent_at=SENT, now=SENT)
    meetings.close_list(meeting=december, now=MIDNIGHT)
    assert referral not in receipt.left_behind(now=at("2026-12-10 23:59"))

    the_day_after = at("2026-12-11 00:05")
    assert list(receipt.left_behind(now=the_day_after)) == [referral]
    receipt.move_on(referral=referral, now=the_day_after, because="its meeting is over")

    referral.refresh_from_db()
    assert (referral.meeting, referral.status) == (january, ReferralStatus.RECEIVED)
    assert AuditEntry.objects.get(event=Event.REFERRAL_MOVED).facts["was"] == "2026-12-10"
    told = Notice.objects.filter(recipient=referral.referrer_email).order_by("pk").last()
    assert "Thursday 14 January 2027" in notices.compose(told).body


def test_what_was_to_be_heard_at_a_cancelled_meeting_is_left_behind(calendar):
    december, *_ = calendar
    referral = make_authorised_referral(sent_at=SENT, now=SENT)
    assert not receipt.left_behind(now=SENT).exists()

    december.status = MeetingStatus.CANCELLED
    december.save()

    assert list(receipt.left_behind(now=SENT)) == [referral]


def test_the_emails_are_queued_in_the_same_transaction(calendar):
    before = OrmQ.objects.count()
    referral = make_referral()
    authorisations.authorise(authorisation=waiting(referral), now=SENT)

    assert OrmQ.objects.count() - before == Notice.objects.count() == 3
