"""Sent, screened, listed or declined: who may, when, and what it leaves behind."""

from datetime import timedelta

import pytest

from casework import notices
from casework.choices import CaseStatus, Event, Message, ReferralStatus, Role
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, Case, DeclineReason, Notice, Person, Referral
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_holder,
    make_meeting,
    make_member,
    make_referral,
    make_screened_referral,
    make_submission,
    make_user,
    panel_called,
)
from casework.workflows import referrals
from forms_pages import intake

pytestmark = pytest.mark.django_db

LATER = NOVEMBER + timedelta(hours=1)


def lines_about(event, subject):
    return list(AuditEntry.objects.filter(event=event, subject=subject.reference))


def test_a_submission_becomes_one_referral_however_often_it_is_handed_over():
    submission = make_submission()

    for _ in range(3):
        assert intake.hand_over(submission, now=NOVEMBER)

    referral = Referral.objects.get()
    assert (referral.reference, referral.submission) == (submission.reference, submission)
    assert len(lines_about(Event.REFERRAL_SUBMITTED, referral)) == 1


def test_the_agency_is_the_boards_own_and_its_name_is_kept():
    referral = make_referral()

    assert referral.agency.code == "beechwood-vale"
    assert referral.agency_name == "Beechwood Vale Homes"


@pytest.mark.parametrize("code", ["other", "youth-justice"])
def test_an_agency_that_is_not_the_boards_is_kept_by_name(code):
    referral = make_referral(referring_agency={"code": code, "name": "Elsewhere Trust"})

    assert (referral.agency, referral.agency_name) == (None, "Elsewhere Trust")


def test_a_name_that_is_not_known_or_too_long_does_not_stop_a_referral():
    make_meeting()

    screened = make_screened_referral(
        person_first_name={"not_known": True},
        presenter_name="N" * 300,
        referring_agency={"code": "other", "name": "A" * 300},
    )

    assert screened.person.first_name == "Not known"
    assert (len(screened.presenter_name), len(screened.agency_name)) == (200, 160)


def test_screening_writes_down_the_person_as_the_referrer_named_them():
    make_meeting()
    administrator, referral = make_administrator(), make_authorised_referral()

    screened = referrals.screen(referral=referral, actor=administrator, now=LATER)

    person = screened.person
    assert (person.first_name, person.family_name) == ("Jane", "Ashworth")
    assert (person.nhs_number, str(person.date_of_birth)) == ("9990000018", "1968-04-02")
    assert (person.kind, person.board) == ("adult", referral.panel.board)
    assert (screened.status, screened.screened_by) == (ReferralStatus.SCREENING, administrator)
    (entry,) = lines_about(Event.REFERRAL_SCREENED, referral)
    assert (entry.actor, entry.facts) == (administrator.email, {"was": "received"})


def test_an_nhs_number_that_is_not_known_is_left_empty():
    make_meeting()

    screened = make_screened_referral(person_nhs_number={"not_known": True})

    assert screened.person.nhs_number == ""


def test_taking_a_referral_twice_writes_one_person():
    make_meeting()
    referral = make_screened_referral()

    with pytest.raises(WrongMoment, match="already taken"):
        referrals.screen(referral=referral, actor=make_administrator(), now=LATER)

    assert Person.objects.count() == 1


def test_a_deferred_referral_may_be_screened_and_leaves_the_inbox():
    referral = make_authorised_referral()
    assert referral in Referral.objects.awaiting_screening()

    screened = referrals.screen(referral=referral, actor=make_administrator(), now=LATER)

    assert screened.status == ReferralStatus.DEFERRED
    assert referral not in Referral.objects.awaiting_screening()


def test_listing_opens_a_case_under_the_same_reference():
    meeting, referral = make_meeting(), make_screened_referral()
    administrator = make_administrator()

    case = referrals.list_for(referral=referral, meeting=meeting, actor=administrator, now=LATER)

    referral.refresh_from_db()
    assert (referral.status, referral.meeting) == (ReferralStatus.LISTED, meeting)
    assert (case.reference, case.person) == (referral.reference, referral.person)
    assert case.status == CaseStatus.OPEN
    assert len(lines_about(Event.CASE_OPENED, case)) == 1


def test_the_lead_practitioner_presents_unless_that_is_changed():
    meeting, referral = make_meeting(), make_screened_referral(presenter_name="Omar Pike")

    case = referrals.list_for(referral=referral, meeting=meeting, actor=None, now=LATER)

    assert case.items.get().presenter_name == "Omar Pike"


def test_listing_twice_opens_one_case():
    meeting, referral = make_meeting(), make_screened_referral()
    referrals.list_for(referral=referral, meeting=meeting, actor=None, now=LATER)

    with pytest.raises(WrongMoment, match="Listed".lower()):
        referrals.list_for(referral=referral, meeting=meeting, actor=None, now=LATER)

    assert Case.objects.count() == 1


def test_only_a_screened_referral_is_listed():
    meeting = make_meeting(JANUARY)
    deferred = make_authorised_referral()
    deferred.status = ReferralStatus.DEFERRED
    deferred.save()

    with pytest.raises(WrongMoment, match="screening first"):
        referrals.list_for(referral=deferred, meeting=meeting, actor=None, now=LATER)


def test_a_referral_is_listed_for_its_own_panel_only():
    make_meeting()
    referral, childrens = make_screened_referral(), make_meeting(JANUARY, "child")

    with pytest.raises(WrongMoment, match="another panel"):
        referrals.list_for(referral=referral, meeting=childrens, actor=None, now=LATER)


def test_a_full_list_takes_no_more():
    panel = panel_called("adult")
    panel.capacity = 1
    panel.save()
    meeting = make_meeting()
    first, second = make_screened_referral(), make_screened_referral()
    referrals.list_for(referral=first, meeting=meeting, actor=None, now=LATER)

    with pytest.raises(WrongMoment, match="full"):
        referrals.list_for(referral=second, meeting=meeting, actor=None, now=LATER)


def test_a_cancelled_meeting_and_one_that_is_over_hear_nothing():
    meeting, referral = make_meeting(), make_screened_referral()
    with pytest.raises(WrongMoment, match="over"):
        referrals.list_for(
            referral=referral, meeting=meeting, actor=None, now=NOVEMBER + timedelta(days=25)
        )
    meeting.status = "cancelled"
    meeting.save()

    with pytest.raises(WrongMoment, match="cancelled"):
        referrals.list_for(referral=referral, meeting=meeting, actor=None, now=LATER)


def test_declining_says_why_and_where_to_turn():
    make_meeting()
    referral = make_screened_referral(resident="no")
    reason = DeclineReason.objects.get(panel__slug="adult", code="not_resident")

    declined = referrals.decline(
        referral=referral,
        reason=reason,
        note="Spoke to Jane’s worker.",
        actor=make_administrator(),
        now=LATER,
    )

    assert (declined.status, declined.decline_reason) == (ReferralStatus.DECLINED, reason)
    told = Notice.objects.get(message=Message.REFERRAL_DECLINED)
    body = notices.compose(told).body
    assert reason.signposting in body
    assert "Jane" not in body
    (entry,) = lines_about(Event.REFERRAL_DECLINED, referral)
    assert entry.facts == {"was": "screening", "reason": "not_resident"}


def test_a_reason_of_another_panel_is_refused():
    make_meeting()
    reason = DeclineReason.objects.get(panel__slug="child", code="over_age")

    with pytest.raises(WrongMoment, match="this panel’s reasons"):
        referrals.decline(referral=make_screened_referral(), reason=reason, actor=None, now=LATER)


def strangers():
    yield "nobody in particular", make_user
    yield "a member", lambda: make_member("fire-and-rescue")
    yield "a board manager", lambda: make_holder(Role.BOARD_MANAGER)
    yield "a system administrator", lambda: make_holder(Role.SYSTEM_ADMINISTRATOR)
    yield "the other board’s administrator", lambda: make_administrator("oscb")


@pytest.mark.parametrize("make", [make for _, make in strangers()], ids=[n for n, _ in strangers()])
def test_without_the_role_nothing_is_screened_listed_or_declined(make):
    meeting, stranger = make_meeting(DECEMBER), make()
    received, screened = make_authorised_referral(), make_screened_referral()
    reason = DeclineReason.objects.get(panel__slug="adult", code="not_resident")
    before = AuditEntry.objects.count()

    with pytest.raises(NotPermitted, match="Your role does not let you screen referrals"):
        referrals.screen(referral=received, actor=stranger, now=LATER)
    with pytest.raises(NotPermitted, match="list referrals for a meeting"):
        referrals.list_for(referral=screened, meeting=meeting, actor=stranger, now=LATER)
    with pytest.raises(NotPermitted, match="decline referrals"):
        referrals.decline(referral=screened, reason=reason, actor=stranger, now=LATER)

    assert not Case.objects.exists()
    assert AuditEntry.objects.count() == before
