"""What the published referral forms refuse to send, and what they let through."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.choices import ReferralStatus, Role
from casework.models import Meeting, Panel, Referral
from casework.workflows import meetings, members, referrals
from forms_pages import drafts, fields, intake
from forms_pages.fields import Typed
from forms_pages.handlers import options_of
from forms_pages.importing import form_from_json, form_to_json
from forms_pages.models import Draft, Submission
from portal.accounts.models import User
from portal.story import adults, children
from portal.story.referrals import authorise, days_before, names_of_agencies

pytestmark = pytest.mark.django_db

TELLERS = {"adult": adults, "child": children}


def filled_in(slug, person, **changes):
    """Return a whole set of answers, with some changed and those set to None left out."""
    panel = Panel.objects.get(slug=slug)
    day = days_before(timezone.now())
    answers = TELLERS[slug].answers(person, day=day, agencies=names_of_agencies(panel))
    return {key: value for key, value in (answers | changes).items() if value is not None}


def form_of(slug):
    return Panel.objects.get(slug=slug).forms.get(purpose="referral").form_page


def send(slug, person, **changes):
    """Send the form, and return the questions it refuses to be sent without: none if sent."""
    now, before = timezone.now(), Submission.objects.count()
    version = form_of(slug).live_version
    draft = drafts.begin(version, now=now)
    draft.answers = filled_in(slug, person, **changes)
    draft.save()
    try:
        intake.store(draft, now=now)
    except intake.NotReady as refusal:
        assert Draft.objects.get(pk=draft.pk).answers == draft.answers
        assert Submission.objects.count() == Referral.objects.count() == before
        return {gap.question["key"] for gap in refusal.missing} | set(refusal.refused)
    assert Submission.objects.count() == Referral.objects.count() == before + 1
    return set()


def question(slug, key):
    return key_of(form_of(slug).live_version.document, key)


def key_of(document, key):
    return next(
        q
        for s in document["sections"]
        for p in s["pages"]
        for q in p["questions"]
        if q["key"] == key
    )


def adult(**changes):
    return send("adult", adults.RESEARCHED, **changes)


def child(person=children.WAITING, **changes):
    return send("child", person, **changes)


def test_whole_forms_are_sent():
    assert adult() == set()
    assert child() == set()


@pytest.mark.req("B46")
def test_a_blank_consent_block_blocks_sending():
    blank = dict.fromkeys(("consent_state", "consent_declared"))

    assert adult(**blank) == {"consent_state", "consent_declared"}


def test_consent_that_was_not_obtained_needs_reason_explanation_and_own_record():
    needed = ("consent_reasons", "consent_explanation", "own_record_confirmed", "own_record_on")

    assert adult(**dict.fromkeys(needed)) == set(needed)


def test_consent_that_was_obtained_needs_how_when_and_for_what_and_no_reason():
    needed = {"consent_explained", "consent_on", "consent_scope"}
    left_out = dict.fromkeys(needed | {"consent_reasons", "consent_explanation"})

    assert adult(consent_state="obtained", **left_out) == needed


@pytest.mark.req("B51")
def test_an_unknown_reason_for_going_without_consent_is_refused():
    asked = question("adult", "consent_reasons")
    around = fields.Around(today=timezone.localdate())

    answer, problem = fields.clean(asked, Typed({"": ["convenience"]}), around)

    assert answer is None
    assert problem is not None
    assert adult(consent_reasons=["neither"]) == set()


@pytest.mark.req("B54")
def test_without_a_multi_disciplinary_meeting_nothing_is_sent():
    assert adult(mdt_meetings=None) == {"mdt_meetings"}
    assert adult(mdt_meetings=[]) == {"mdt_meetings"}


@pytest.mark.req("B37")
def test_route_b_with_an_empty_list_of_what_was_tried_is_refused():
    assert adult(tried=[]) == {"tried"}
    assert adult(tried=None) == {"tried"}


def test_route_a_may_say_that_nothing_was_tried_yet():
    changes = {"route": "a", "tried": None, "tried_early": {"not_known": True}}

    assert adult(**changes) == set()


def test_severe_harm_is_acknowledged_before_the_form_goes_on():
    stated = ["severe_harm"]

    assert adult(route_b_statements=stated) == {"severe_harm_acknowledged"}
    assert adult(route_b_statements=stated, severe_harm_acknowledged=True) == set()


def test_danger_now_is_acknowledged_before_the_form_goes_on():
    assert adult(danger_now="yes") == {"danger_acknowledged"}


def test_risk_to_others_is_told_and_not_only_ticked():
    assert adult(route_b_statements=["risk_to_others"]) == {
        "others_at_risk",
        "others_at_risk_detail",
    }


def test_lacking_capacity_asks_about_the_court_of_protection_and_stops_nothing():
    court = {"court_position": "preparing", "court_detail": "The council leads."}
    unsaid = dict.fromkeys(court)

    assert adult(lacks_capacity="yes", **unsaid) == set(court)
    assert adult(lacks_capacity="yes", **court) == set()


def born(years, *, days=0):
    today = timezone.localdate()
    then = today.replace(year=today.year - years, day=min(today.day, 28))
    return (then + timedelta(days=days)).isoformat()


def test_seventeen_is_too_young_for_one_panel_and_eighteen_too_old_for_the_other():
    assert adult(person_dob=born(17)) == {"person_dob"}
    assert child(person_dob=born(17)) == set()
    assert child(person_dob=born(19)) == {"person_dob"}
    assert adult(person_dob=born(19)) == set()


@pytest.mark.req("O80")
def test_the_key_social_worker_must_have_been_consulted():
    needed = {"social_worker_name", "social_worker_consulted", "social_worker_view"}

    assert child(**dict.fromkeys(needed)) == needed
    assert child(social_worker="no") == {"no_social_worker_reason"}


@pytest.mark.req("O84")
@pytest.mark.parametrize(
    "person", [children.TO_SCREEN, children.LISTED], ids=["on a plan", "looked after"]
)
def test_the_reviewing_officer_must_have_been_asked(person):
    needed = {"reviewing_officer", "reviewing_officer_discussed", "reviewing_officer_view"}

    assert child(person, **dict.fromkeys(needed)) == needed
    assert child(children.WAITING, **dict.fromkeys(needed)) == set()


@pytest.mark.req("O21")
def test_other_processes_are_named_and_declared_to_have_come_first():
    assert child(declared_procedures=None) == {"declared_procedures"}
    assert child(processes_tried=None) == {"processes_tried"}


@pytest.mark.req("O48")
@pytest.mark.parametrize(
    "statement", ["needs_evidence", "outcomes_not_achieved", "risks_increasing"]
)
def test_the_general_test_is_answered_in_full(statement):
    assert child(**{statement: None}) == {statement}


@pytest.mark.parametrize(
    ("criterion", "needed"),
    [
        pytest.param(
            "proceedings",
            [
                "proceedings_which",
                "proceedings_order_sought",
                "proceedings_result",
                "proceedings_advice",
            ],
            marks=pytest.mark.req("O50"),
        ),
        pytest.param(
            "adolescent", ["risk_behaviours", "who_at_risk"], marks=pytest.mark.req("O51")
        ),
        pytest.param(
            "out_of_county",
            ["placement_county", "placement_since", "services_needed"],
            marks=pytest.mark.req("O52"),
        ),
        pytest.param("other", ["criteria_other_detail"], marks=pytest.mark.req("O54")),
    ],
)
def test_each_example_of_a_case_is_refused_without_its_own_answers(criterion, needed):
    said = dict.fromkeys(needed, "Said") | {
        "risk_behaviours": ["violence"],
        "who_at_risk": ["others"],
        "placement_since": "2026-01-05",
        "secure_order_risk": "no",
        "placement_distance": "90 miles",
    }

    assert child(criteria=[criterion], **dict.fromkeys(needed)) == set(needed)
    assert child(criteria=[criterion], **said) == set()


@pytest.mark.req("O2")
def test_concerns_may_be_named_in_each_of_four_services():
    asked = question("child", "concern_areas")

    assert asked["type"] == "several_of"
    services = [option["key"] for option in asked["options"]]
    assert services == ["education", "health", "social_care", "youth_support"]
    assert child(concern_areas=services) == set()


@pytest.mark.req("O78")
def test_any_listed_agency_may_refer_once_ordinary_processes_were_tried(client):
    form = form_of("child")
    agencies = Panel.objects.get(slug="child").board.agencies.all()

    opened = client.get("/refer/", headers={"host": "oxon.localhost"})

    assert opened.status_code == 200
    listed = {option.key for option in options_of("agencies", form_page=form)}
    assert listed >= {agency.code for agency in agencies}
    for agency in agencies:
        asking = {"code": agency.code, "name": agency.name}
        assert child(referring_agency=asking) == set()
        assert child(referring_agency=asking, processes_tried=None) == {"processes_tried"}


@pytest.fixture
def administrator():
    user = User.objects.create_user("administrator@example.org")
    board = Panel.objects.get(slug="child").board
    now = timezone.now()
    members.grant(
        user=user,
        board=board,
        role=Role.ADMINISTRATOR,
        starts_on=timezone.localdate(now),
        actor=None,
        now=now,
    )
    return user


@pytest.mark.req("O16", "O17", "O18", "O20")
def test_a_child_whom_three_other_panels_have_seen_is_listed_all_the_same(administrator):
    now = timezone.now()
    panel = Panel.objects.get(slug="child")
    day = timezone.localdate(now) + timedelta(days=40)
    meeting = meetings.plan(panel=panel, held_on=day, actor=administrator, now=now)
    seen = [
        {"id": f"r{row}", "other_panel": kind, "other_panel_on": "2026-03-02"}
        | {"other_panel_result": "Considered, and sent back to the core group."}
        for row, kind in enumerate(("placement", "mappa", "legal"), start=1)
    ]

    assert child(other_panels=seen) == set()
    referral = Referral.objects.get(panel=panel)
    authorise(referral, now=now)
    referrals.screen(referral=referral, actor=administrator, now=now)
    referral.refresh_from_db()
    referrals.list_for(referral=referral, meeting=meeting, actor=administrator, now=now)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.LISTED
    assert referral.submission.data["other_panels"] == seen
    assert Meeting.objects.get(pk=meeting.pk).items.count() == 1


@pytest.mark.req("B49", "B50")
def test_each_reason_for_going_without_consent_is_enough_and_can_be_worded_anew():
    assert adult(consent_reasons=["serious_crime"]) == set()
    assert adult(consent_reasons=["unjustified_delay"]) == set()
    form = form_of("adult")
    document = form_to_json(form)
    for option in key_of(document, "consent_reasons")["options"]:
        option["label"] = f"In other words: {option['label']}"

    form_from_json(form.get_parent(), document, slug=form.slug)

    labels = [option["label"] for option in question("adult", "consent_reasons")["options"]]
    assert all(label.startswith("In other words: ") for label in labels)
    assert adult(consent_reasons=["serious_crime"]) == set()


def test_a_case_brought_alone_says_why():
    assert child(brought_jointly="no") == {"not_joint_reason"}
