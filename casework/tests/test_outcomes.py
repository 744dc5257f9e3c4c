"""What the panel concludes about a case, and when it has done with it."""

from datetime import date

import pytest

from casework.choices import (
    CaseStatus,
    Decision,
    Event,
    MeetingStatus,
    Message,
    ReferralStatus,
    Role,
)
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, Notice, Outcome
from casework.tests.factories import (
    agency_called,
    make_administrator,
    make_case,
    make_chair,
    make_holder,
    make_meeting,
    make_member,
    make_user,
    put,
)
from casework.tests.hearing_factories import (
    APRIL,
    REVIEW,
    agree_risk,
    complete,
    discuss,
    first_item,
    in_session,
    make_item,
    name_lead,
    on_the_day,
)
from casework.workflows import meetings, outcomes

pytestmark = pytest.mark.django_db


def record(item, *, actor, **texts):
    return outcomes.record(item=item, actor=actor, now=on_the_day(item.meeting), **texts)


def recommend(item, *, actor, text="Fit more alarms."):
    return outcomes.recommend(item=item, text=text, actor=actor, now=on_the_day(item.meeting))


WRITERS = {
    "record": lambda item, actor: record(item, actor=actor, discussion="We talked."),
    "recommend": lambda item, actor: recommend(item, actor=actor),
    "name_lead": lambda item, actor: name_lead(item, actor=actor),
    "agree_risk": lambda item, actor: agree_risk(item, actor=actor),
    "complete": lambda item, actor: complete(item, actor=actor, decision=Decision.NOT_REACHED),
}


@pytest.mark.req("B89")
def test_the_pen_picture_is_filled_in_from_the_referral_and_can_be_changed():
    meeting = make_meeting()
    make_case(meeting, pen_picture="A retired joiner who loves brass bands.")
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    item, chair = first_item(in_session(meeting)), make_chair()

    begun = record(item, actor=chair, discussion="We talked.")
    changed = record(item, actor=chair, pen_picture="  A retired joiner. ")

    assert begun.pen_picture == "A retired joiner who loves brass bands."
    assert (changed.pen_picture, changed.discussion) == ("A retired joiner.", "We talked.")


def test_what_was_said_is_kept_and_the_audit_holds_not_a_word_of_it():
    item, chair = make_item(), make_chair()

    record(item, actor=chair, discussion="The flat smells of gas.", options="Moving")

    entry = AuditEntry.objects.get(event=Event.DISCUSSION_RECORDED)
    assert entry.facts == {"held_on": "2026-12-10", "parts": ["discussion", "options"]}
    assert entry.subject == item.case.reference


def test_recommendations_are_numbered_and_never_empty():
    item, chair = make_item(), make_chair()

    made = [recommend(item, actor=chair) for _ in range(2)]
    with pytest.raises(WrongMoment, match="Enter what the panel recommends"):
        recommend(item, actor=chair, text="  ")

    assert [one.number for one in made] == [1, 2]


def test_a_lead_professional_is_one_person_of_an_agency_of_the_board():
    item, chair = make_item(), make_chair()

    with pytest.raises(WrongMoment, match="agency of this board"):
        name_lead(item, actor=chair, agency=agency_called("youth-justice", "oscb"))
    with pytest.raises(WrongMoment, match="one person"):
        name_lead(item, actor=chair, name="  ")

    assert name_lead(item, actor=chair, name=" Lena  Croft ").lead_name == "Lena Croft"


@pytest.mark.req("B71", "B96")
@pytest.mark.parametrize("panel", ["adult", "child"])
def test_a_case_cannot_be_completed_without_a_lead_professional(panel):
    item, chair = make_item(panel), make_chair(panel)
    agree_risk(item, actor=chair)
    recommend(item, actor=chair)
    decision = {"decision": Decision.NO_REVIEW, "reason": "All is in hand."}

    with pytest.raises(WrongMoment, match=f"Name the {item.meeting.panel.lead_term}."):
        complete(item, actor=chair, **decision)
    item.case.refresh_from_db()
    was = item.case.status
    name_lead(item, actor=chair)
    outcome = complete(item, actor=chair, **decision)

    assert was == CaseStatus.RESEARCHING
    item.case.refresh_from_db()
    assert (item.case.status, item.case.lead_name) == (CaseStatus.CLOSED, "Lena Croft")
    assert (outcome.completed_by, outcome.completed_at) == (chair, on_the_day(item.meeting))


@pytest.mark.req("O69")
def test_the_risk_is_agreed_with_consensus_or_dissent_and_a_senior_manager_who_answers():
    item, chair = make_item("child"), make_chair("child")
    name_lead(item, actor=chair)
    recommend(item, actor=chair)
    decision = {"decision": Decision.NO_REVIEW, "reason": "All is in hand."}

    with pytest.raises(WrongMoment, match="Agree the risk.*everybody agrees.*senior manager"):
        complete(item, actor=chair, **decision)
    agree_risk(item, actor=chair, consensus=None, accountable_name="")
    with pytest.raises(WrongMoment, match="Say whether everybody agrees.*Name the senior manager"):
        complete(item, actor=chair, **decision)
    agree_risk(item, actor=chair, consensus=False, dissent="Police", accountable_name="D. Ames")

    assert complete(item, actor=chair, **decision).completed_at


def test_the_adult_panel_asks_for_no_senior_manager():
    item, chair = discuss(make_item(), actor=make_chair()), make_administrator()
    agree_risk(item, actor=chair, accountable_name="")

    assert complete(item, actor=chair).completed_at


def test_completing_moves_the_case_and_the_referral_and_says_so_once():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)

    complete(item, actor=chair)

    item.case.refresh_from_db()
    item.case.referral.refresh_from_db()
    assert item.case.status == CaseStatus.UNDER_REVIEW
    assert item.case.referral.status == ReferralStatus.HEARD
    entry = AuditEntry.objects.get(event=Event.ITEM_COMPLETED)
    assert (entry.actor, entry.subject) == (chair.email, item.case.reference)
    assert entry.facts == {
        "held_on": "2026-12-10",
        "decision": "review",
        "review_on": APRIL.isoformat(),
    }


@pytest.mark.parametrize("decision", [Decision.WRITTEN_REPORT, Decision.REPORT_IN_PERSON])
def test_a_case_that_reports_waits_for_its_report(decision):
    item, chair = make_item("child"), make_chair("child")
    discuss(item, actor=chair)

    complete(item, actor=chair, **REVIEW | {"decision": decision})

    item.case.refresh_from_db()
    assert item.case.status == CaseStatus.AWAITING_REPORT
    assert item.case.reviews.get().mode == decision


@pytest.mark.req("B97")
def test_a_case_comes_back_with_a_frequency_and_a_day_or_has_a_reason_why_not():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)

    for refused, words in (
        ({"decision": Decision.REVIEW}, "Enter the day.*Say how often"),
        (REVIEW | {"review_on": date(2026, 12, 10)}, "must be after Thursday 10 December"),
        ({"decision": Decision.NO_REVIEW, "reason": " "}, "Say why there is no review"),
        (REVIEW | {"decision": Decision.WRITTEN_REPORT}, "Decide whether the case comes back"),
    ):
        with pytest.raises(WrongMoment, match=words):
            complete(item, actor=chair, **refused)
    outcome = complete(item, actor=chair)

    assert (outcome.review_on, outcome.frequency) == (APRIL, "Every four months")
    assert outcome.review.due_on == APRIL


def test_no_review_keeps_no_day_and_promises_none():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)

    outcome = complete(
        item, actor=chair, **REVIEW | {"decision": Decision.NO_REVIEW, "reason": "Done."}
    )

    assert (outcome.review_on, outcome.frequency, outcome.reason) == (None, "", "Done.")
    assert not item.case.reviews.exists()


def test_nothing_recommended_and_no_action_needs_a_reason():
    item, chair = make_item(), make_chair()
    agree_risk(item, actor=chair)
    name_lead(item, actor=chair)

    with pytest.raises(WrongMoment, match="say why there is neither"):
        complete(item, actor=chair)

    assert complete(item, actor=chair, **REVIEW, reason="Advice only.").reason == "Advice only."


def test_a_case_is_completed_once():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)
    complete(item, actor=chair)

    with pytest.raises(WrongMoment, match="already complete"):
        complete(item, actor=chair)

    assert item.case.reviews.count() == 1


def test_a_lead_with_an_account_is_linked_by_their_address():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)
    lead = make_user("Lena Croft")
    name_lead(item, actor=chair, email=lead.email.upper())

    complete(item, actor=chair)

    item.case.refresh_from_db()
    assert item.case.lead == lead


def test_another_lead_after_completion_leads_the_case_at_once():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)
    complete(item, actor=chair)

    name_lead(item, actor=chair, name="Owen Park", email="owen.park@example.org")

    item.case.refresh_from_db()
    assert (item.case.lead_name, item.case.lead) == ("Owen Park", None)


def test_what_was_not_reached_needs_nothing_else_and_stays_as_it_was():
    item, chair = make_item(), make_chair()

    outcome = complete(item, actor=chair, decision=Decision.NOT_REACHED)

    item.case.refresh_from_db()
    assert outcome.completed_at
    assert item.case.status == CaseStatus.RESEARCHING
    assert item.case.referral.status == ReferralStatus.LISTED


def test_nobody_is_told_of_an_action_before_the_case_is_complete():
    item, chair = make_item(), make_chair()
    discuss(item, actor=chair)

    complete(item, actor=chair)

    assert not Notice.objects.filter(message=Message.ACTION_AGREED).exists()


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("status", MeetingStatus.values)
def test_a_discussion_is_recorded_from_the_opening_until_the_minutes_are_signed(write, status):
    item, chair = make_item(), make_chair()
    put(item.meeting, status=status)
    before = AuditEntry.objects.count()

    if status in (MeetingStatus.IN_SESSION, MeetingStatus.HELD):
        write(item, chair)
        assert AuditEntry.objects.count() > before
    else:
        with pytest.raises(WrongMoment):
            write(item, chair)
        assert AuditEntry.objects.count() == before
        assert not Outcome.objects.exists()


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_only_the_chair_and_staff_record_a_discussion(write):
    item = make_item()
    make_chair()
    for user in (make_member("oxford-health"), make_holder(Role.BOARD_MANAGER), make_user()):
        with pytest.raises(NotPermitted):
            write(item, user)

    write(item, make_administrator())
