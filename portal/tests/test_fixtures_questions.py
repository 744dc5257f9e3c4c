"""The boards' forms ask what the specification says must be asked, and of whom."""

import pytest

from casework.choices import Known, Sharing
from portal.tests.documents import RETURNS, all_tests, by_key, document, pages

# What 4.3 marks R, or C where the person is known, by the number of the field.
RETURN = {
    "R2": "systems_checked searched_by",
    "R3": "known",
    "R5": "contact_status first_contact last_contact",
    "R6": "significant_events",
    "R7": "presenting_needs",
    "R11": "others_at_risk others_at_risk_detail",
    "R12": "events_basis needs_basis",
    "R13": "sharing sharing_reason",
    "R14": "withheld withheld_reason",
    "R18": "declared",
}

# What 4.1 marks R, or C where a condition can hold it, by the number of the field.
ADULT = {
    "A1": "danger_now danger_acknowledged",
    "A2": "concern_raised concern_raised_on",
    "A3": "referrer_name referrer_job referring_agency referrer_email referrer_phone",
    "A4": "presenter_is_you presenter_name presenter_allocated",
    "A5": "authoriser_name authoriser_post authoriser_email",
    "A7": "person_first_name person_family_name",
    "A9": "person_dob person_dob_certainty",
    "A12": "person_language interpreter_needed communication_needs",
    "A13": "person_address tenure landlord lives_there_since",
    "A14": "resident",
    "A16": "gp_practice professionals",
    "A17": "household children_in_home children_detail",
    "A18": "representatives advocacy_considered",
    "A19": "criterion_needs needs_detail",
    "A20": "criterion_abuse abuse_types abuse_detail",
    "A21": "criterion_unable unable_detail",
    "A22": "route",
    "A23": "route_a_reason",
    "A24": "route_b_statements severe_harm_acknowledged others_at_risk others_at_risk_detail",
    "A25": "tried tried_early",
    "A26": "mdt_meetings",
    "A27": "other_processes other_processes_detail",
    "A28": "pen_picture",
    "A29": "events",
    "A30": "current_situation risk_identified_on",
    "A33": "risks_list",
    "A36": "risk_to_others",
    "A37": "capacity_decisions lacks_capacity",
    "A38": "court_position court_detail",
    "A39": "person_aware not_aware_reason",
    "A40": "consent_state consent_declared",
    "A41": "consent_explained consent_on consent_scope",
    "A42": "consent_reasons",
    "A43": "consent_explanation",
    "A44": "own_record_confirmed own_record_on",
    "A45": "lawful_basis lawful_condition",
    "A46": "views_known person_views desired_outcomes views_unknown_reason",
    "A47": "person_involved",
    "A48": "request_of_panel",
    "A51": "declared_accurate declared_responsibility declared_attend declared_changes",
}

# And what 4.2 marks.
CHILD = {
    "C1": "danger_now danger_acknowledged concern_raised concern_raised_on",
    "C2": "referrer_name referrer_job referrer_email referrer_phone",
    "C3": "referring_agency",
    "C4": "authoriser_name authoriser_post authoriser_line authoriser_discussed_on "
    "authoriser_reason",
    "C5": "presenter_name presenter_capacity",
    "C6": "agency_attendee",
    "C7": "person_first_name person_family_name person_dob person_sex person_ethnicity "
    "person_language interpreter_needed person_disability",
    "C8": "person_address lives_there_since placement_type placed_by out_of_county "
    "placement_county placement_distance placement_since",
    "C9": "legal_status protection_plan protection_category protection_plan_on looked_after "
    "looked_after_since",
    "C10": "parents",
    "C11": "household",
    "C12": "school attendance send exclusions",
    "C13": "gp_practice health_visitor camhs",
    "C14": "professionals",
    "C15": "social_worker social_worker_name social_worker_consulted social_worker_view "
    "brought_jointly not_joint_reason no_social_worker_reason",
    "C16": "reviewing_officer reviewing_officer_discussed reviewing_officer_view",
    "C17": "forums",
    "C18": "processes_tried",
    "C19": "other_panels",
    "C20": "pending",
    "C21": "criteria area_manager area_manager_review_on area_manager_concern neglect_cause "
    "proceedings_which proceedings_order_sought proceedings_result proceedings_advice "
    "risk_behaviours who_at_risk secure_order_risk services_needed multiple_needs "
    "concurrent_proceedings criteria_other_detail",
    "C22": "needs_evidence outcomes_not_achieved risks_increasing",
    "C23": "service_factors service_factors_detail",
    "C24": "history",
    "C25": "assessments",
    "C26": "risks_known risks_unknown",
    "C27": "risks_list",
    "C28": "obstacles",
    "C29": "anticipated_benefits",
    "C30": "outcomes_sought",
    "C31": "child_views child_views_how",
    "C32": "parents_views parents_informed parents_not_told_reasons parents_not_told_detail",
    "C33": "lawful_basis",
    "C36": "declared_accurate declared_procedures declared_remit declared_responsibility "
    "declared_attend declared_changes",
}


@pytest.mark.parametrize(
    ("name", "field", "keys"),
    [("adult_referral", *item) for item in ADULT.items()]
    + [("child_referral", *item) for item in CHILD.items()]
    + [(name, *item) for name in RETURNS for item in RETURN.items()],
)
def test_what_the_specification_requires_is_required_here(name, field, keys):
    asked = by_key(name)

    for key in keys.split():
        assert asked[key].get("required"), f"{field}: {key}"


def test_route_b_needs_a_row_of_what_was_tried_and_route_a_may_say_nothing_yet():
    asked = by_key("adult_referral")

    assert asked["tried"]["limits"]["min_rows"] == 1
    assert not asked["tried"].get("allow_not_known")
    assert asked["tried_early"]["not_known_label"] == "Nothing yet"


def test_reasons_for_no_consent_are_a_closed_list_of_two_and_an_honest_way_out():
    reasons = by_key("adult_referral")["consent_reasons"]["options"]

    assert [o["key"] for o in reasons] == ["serious_crime", "unjustified_delay", "neither"]
    assert [bool(o.get("exclusive")) for o in reasons] == [False, False, True]


def test_consent_explanation_and_own_record_are_asked_unless_consent_was_obtained():
    not_obtained = all_tests("adult_referral", "consent_not_obtained")
    shown = {page["key"]: page.get("condition") for page in pages("adult_referral")}

    assert not_obtained == [
        {
            "question": "consent_state",
            "comparison": "is_one_of",
            "values": ["not_sought", "refused", "cannot_consent"],
        }
    ]
    assert shown["consent_reasons_page"] == shown["own_record_page"] == "consent_not_obtained"
    assert by_key("adult_referral")["consent_explanation"]["limits"]["min_length"] == 30


def test_the_reviewing_officer_is_asked_for_on_a_protection_plan_or_when_looked_after():
    (reviewer,) = [p for p in pages("child_referral") if p["key"] == "reviewer_page"]

    assert all_tests("child_referral", reviewer["condition"]) == [
        {"question": "protection_plan", "comparison": "is", "values": ["yes"]},
        {"question": "looked_after", "comparison": "is", "values": ["yes"]},
    ]


def test_each_example_of_a_childs_case_opens_questions_of_its_own():
    chosen = {o["key"] for o in by_key("child_referral")["criteria"]["options"]}
    opening = {
        value
        for page in pages("child_referral")
        if page.get("condition")
        for test in all_tests("child_referral", page["condition"])
        if test["question"] == "criteria"
        for value in test["values"]
    }

    assert opening == chosen


@pytest.mark.parametrize("name", RETURNS)
def test_somebody_not_known_is_asked_about_the_search_and_the_declaration_only(name):
    needs_known = {"is_known", "is_known_at_all"}
    always = [s for s in document(name)["sections"] if s.get("condition") not in needs_known]
    asked = [q["key"] for s in always for page in s["pages"] for q in page["questions"]]

    assert asked == ["systems_checked", "searched_by", "known", "declared"]


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_offers_what_the_panel_can_read_and_keeps_its_summary_short(name):
    asked = by_key(name)

    assert {o["key"] for o in asked["known"]["options"]} == set(Known.values)
    assert {o["key"] for o in asked["sharing"]["options"]} == set(Sharing.values)
    assert asked["significant_events"]["limits"]["max_length"] == 1_500


@pytest.mark.parametrize("name", RETURNS)
def test_what_cannot_wait_leads_to_where_it_is_reported(name):
    (page,) = [p for p in pages(name) if p["key"] == "escalate_act_page"]

    assert page["condition"] == "needs_action_now"
    assert "own agency’s procedures" in page["questions"][0]["text"]
    assert "999" in page["questions"][0]["text"] and "href" in page["questions"][0]["text"]
