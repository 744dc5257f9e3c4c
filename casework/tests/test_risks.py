"""The referrer's view of the risk and the panel's: two sets, both kept."""

import pytest

from casework.choices import Event, MeetingStatus, RiskStage, Role
from casework.errors import NotPermitted, WrongMoment
from casework.models import AuditEntry, RiskAssessment, RiskMatrix
from casework.rules.risk import Line
from casework.tests.factories import (
    make_administrator,
    make_case,
    make_chair,
    make_holder,
    make_meeting,
    make_member,
    put,
)
from casework.tests.hearing_factories import (
    RISKS,
    agree_risk,
    complete,
    discuss,
    first_item,
    in_session,
    make_item,
    name_lead,
    on_the_day,
)
from casework.workflows import meetings, risks

pytestmark = pytest.mark.django_db
FIRE = Line("fire", "possible", "moderate")


def make_scored_item(*, scores=RISKS):
    """Return a case in session whose referrer scored the risk."""
    meeting = make_meeting()
    make_case(meeting, risks_list=scores)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    return first_item(in_session(meeting))


def lines_of(assessment: RiskAssessment) -> list[tuple]:
    fields = ("domain", "likelihood", "impact", "score", "band")
    return list(assessment.scores.values_list(*fields))


def test_the_referrer_s_scores_are_noted_when_a_case_is_listed():
    meeting = make_meeting()

    case = make_case(meeting, risks_list=RISKS)

    noted = case.risk_assessments.get()
    assert (noted.stage, noted.item, noted.assessed_by) == (
        RiskStage.REFERRER,
        case.items.get(),
        None,
    )
    assert lines_of(noted) == [
        ("Fire or the state of the home", 4, 4, 16, "Very high"),
        ("Health", 3, None, None, ""),
    ]


def test_what_the_matrix_does_not_have_is_not_known_and_stops_no_listing():
    odd = [{"id": "r1", "risk_domain": "moonlight", "risk_likelihood": "often"}, {"id": "r2"}]

    case = make_case(make_meeting(), risks_list=odd)

    assert lines_of(case.risk_assessments.get()) == [("Not said", None, None, None, "")] * 2


def test_nothing_is_noted_where_the_referrer_scored_nothing_or_the_panel_has_no_matrix():
    meeting = make_meeting()
    unscored = make_case(meeting)
    RiskMatrix.objects.all().delete()
    without = make_case(meeting, risks_list=RISKS)

    assert not unscored.risk_assessments.exists()
    assert not without.risk_assessments.exists()


@pytest.mark.req("B93")
def test_the_panel_s_scores_stand_beside_the_referrer_s_and_touch_none_of_them():
    item, chair = make_scored_item(), make_chair()

    agreed = agree_risk(item, actor=chair)

    noted = item.risk_assessments.get(stage=RiskStage.REFERRER)
    assert lines_of(noted)[0] == ("Fire or the state of the home", 4, 4, 16, "Very high")
    assert lines_of(agreed) == [("Fire or the state of the home", 3, 3, 9, "High")]
    assert agreed.assessed_by == chair
    entry = AuditEntry.objects.filter(event=Event.RISK_ASSESSED).last()
    assert entry.facts == {"stage": "panel", "held_on": "2026-12-10", "lines": 1}


def test_agreeing_again_takes_the_place_of_what_was_agreed():
    item, chair = make_item(), make_chair()
    agree_risk(item, actor=chair)

    agree_risk(item, actor=chair, scores=[FIRE._replace(impact="unknown")])

    assert lines_of(item.risk_assessments.get()) == [
        ("Fire or the state of the home", 3, None, None, "")
    ]


def test_the_matrix_is_kept_as_it_was_used():
    item = make_item()
    agreed = agree_risk(item, actor=make_chair())
    matrix = RiskMatrix.objects.get(panel=item.meeting.panel)
    put(matrix, bands=[{"label": "One for all", "lowest": 1, "highest": 25}])

    agreed.refresh_from_db()

    assert [band["label"] for band in agreed.matrix["bands"]][0] == "Low"
    assert agreed.scores.get().band == "High"


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([FIRE._replace(likelihood="often")], "“often” is not a level"),
        ([FIRE._replace(impact="")], "“” is not a level"),
        ([FIRE._replace(domain="moonlight")], "“moonlight” is not a kind of risk"),
        ([FIRE, FIRE], "Score each kind of risk once"),
        ([], "Score at least one kind"),
    ],
)
def test_unknown_keys_and_empty_scores_are_refused_and_nothing_is_kept(scores, message):
    item, chair = make_item(), make_chair()

    with pytest.raises(WrongMoment, match=message):
        agree_risk(item, actor=chair, scores=scores)

    assert not item.risk_assessments.exists()


def test_a_disagreement_is_written_down_and_forgotten_when_all_agree():
    item, chair = make_item(), make_chair()
    with pytest.raises(WrongMoment, match="who sees the risk differently"):
        agree_risk(item, actor=chair, consensus=False, dissent=" ")

    agree_risk(item, actor=chair, consensus=False, dissent="Housing scores it higher.")
    agreed = agree_risk(item, actor=chair, consensus=True, dissent="Housing scores it higher.")

    assert (agreed.consensus, agreed.dissent) == (True, "")


def test_a_panel_without_a_matrix_says_so():
    item, chair = make_item(), make_chair()
    RiskMatrix.objects.all().delete()

    with pytest.raises(WrongMoment, match="no risk matrix yet"):
        agree_risk(item, actor=chair)


@pytest.mark.parametrize(
    "status", sorted({*MeetingStatus} - {MeetingStatus.IN_SESSION, MeetingStatus.HELD})
)
def test_risk_is_agreed_in_the_room_only(status):
    item, chair = make_item(), make_chair()
    put(item.meeting, status=status)

    with pytest.raises(WrongMoment):
        agree_risk(item, actor=chair)

    assert not item.risk_assessments.exists()


def test_only_the_chair_and_staff_record_what_is_agreed():
    item = make_item()
    make_chair()
    others = [make_member("oxford-health"), make_holder(Role.BOARD_MANAGER), make_chair("child")]

    for user in others:
        with pytest.raises(NotPermitted):
            agree_risk(item, actor=user)

    assert agree_risk(item, actor=make_administrator())


def test_a_complete_case_cannot_lose_what_it_needs():
    item, chair = make_item("child"), make_chair("child")
    discuss(item, actor=chair)
    complete(item, actor=chair, decision="no_review", reason="All is done.")

    with pytest.raises(WrongMoment, match="Name the senior manager"):
        agree_risk(item, actor=chair, accountable_name="")

    assert agree_risk(item, actor=chair, accountable_name="Piers Holt")


def test_two_rows_of_one_kind_are_two_lines_of_the_referrer_s_view():
    item = make_scored_item(scores=[RISKS[0], RISKS[0] | {"id": "r2", "risk_impact": "minor"}])

    noted = item.risk_assessments.get()

    assert [line[3] for line in lines_of(noted)] == [16, 8]


def test_noting_leaves_one_audit_line_without_what_was_scored():
    make_case(make_meeting(), risks_list=RISKS)

    entry = AuditEntry.objects.get(event=Event.RISK_ASSESSED)

    assert entry.actor == "the portal"
    assert entry.facts == {"stage": "referrer", "held_on": "2026-12-10", "lines": 2}


def test_naming_a_lead_is_not_needed_to_agree_the_risk():
    item, chair = make_item(), make_chair()

    assert agree_risk(item, actor=chair)
    assert name_lead(item, actor=chair)


def test_assessing_asks_for_keywords_of_the_matrix_and_trims_what_is_typed():
    item = make_item()

    agreed = risks.assess(
        item=item,
        scores=[FIRE._replace(rationale="  Burns. ", protective=" Alarm ")],
        consensus=None,
        actor=make_chair(),
        now=on_the_day(item.meeting),
    )

    line = agreed.scores.get()
    assert (line.rationale, line.protective, agreed.consensus) == ("Burns.", "Alarm", None)
