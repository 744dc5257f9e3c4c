"""The referral of an invented child, answer by answer, as the published form asks it."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.story.adult_referral import NOT_KNOWN
from portal.story.senders import sender

Day = Callable[[int], str]


@dataclass(frozen=True)
class Child:
    """What makes one invented child's referral different from the next.

    The age is in years on the day of the referral, so that the story never grows too old.
    """

    first_name: str
    family_name: str
    age: int
    agency: str
    referrer: str
    manager: str
    kind: str
    worry: str
    domain: str
    benefit: str
    nhs_number: str = ""
    on_plan: bool = False
    looked_after: bool = False
    progress: str = "no"


def answers(child: Child, *, day: Day, agencies: dict[str, str]) -> dict:
    """Return a referral form filled in on the day that `day(0)` names."""
    own = {"code": child.agency, "name": agencies[child.agency]}
    return {
        **_urgent(day),
        **_child(child, day),
        **_family(child, own),
        **_plans(child, own, day),
        **_criteria(child, day),
        **_risk(child, day),
        **_voices(child),
        **_people(child, own, day),
    }


def _urgent(day: Day) -> dict:
    return {"danger_now": "no", "concern_raised": "yes", "concern_raised_on": day(50)}


def _child(child: Child, day: Day) -> dict:
    return {
        "person_first_name": child.first_name,
        "person_family_name": child.family_name,
        "person_dob": day(child.age * 365 + 100),
        "person_nhs_number": child.nhs_number or NOT_KNOWN,
        "person_sex": "not_said",
        "person_ethnicity": "White British",
        "person_disability": NOT_KNOWN,
        "person_language": "English",
        "interpreter_needed": "no",
        "communication_needs": "Would rather text than talk on the phone.",
        "person_address": {
            "line_1": "7 Sample Close",
            "line_2": "",
            "town": "Norwich" if child.kind == "out_of_county" else "Oxford",
            "postcode": "NR1 1AA" if child.kind == "out_of_county" else "OX4 1AA",
        },
        "lives_there_since": day(300),
        "placement_type": "residential" if child.looked_after else "family",
        "out_of_county": "yes" if child.kind == "out_of_county" else "no",
        "placed_by": "Oxfordshire County Council",
        "legal_status": "care_order" if child.looked_after else "none",
        "protection_plan": "yes" if child.on_plan else "no",
        "looked_after": "yes" if child.looked_after else "no",
        "protection_category": ["neglect"],
        "protection_plan_on": day(700),
        "looked_after_since": day(900),
        "proceedings_position": "ended" if child.looked_after else "considered",
    }


def _family(child: Child, own: dict) -> dict:
    return {
        "parents": [
            {
                "id": "r1",
                "parent_name": f"Alex {child.family_name}",
                "parent_relationship": "Mother",
                "parent_responsibility": "yes",
                "parent_contact": "07700 900 145",
                "parent_informed": "yes",
            }
        ],
        "household": [
            {
                "id": "r1",
                "household_name": f"Sam {child.family_name}",
                "household_relationship": "Brother",
                "household_age": "8",
                "household_same_home": "no" if child.looked_after else "yes",
            }
        ],
        "school": "Willow Bank School",
        "attendance": "About half the week this term.",
        "send": "support",
        "exclusions": NOT_KNOWN,
        "gp_practice": "Sample Road Surgery",
        "health_visitor": NOT_KNOWN,
        "camhs": "On the waiting list",
        "professionals": [
            {
                "id": "r1",
                "professional_name": child.referrer,
                "professional_role": "Lead practitioner",
                "professional_agency": own,
                "professional_when": "current",
            }
        ],
    }


def _plans(child: Child, own: dict, day: Day) -> dict:
    return {
        "concern_areas": ["education", "health", "social_care"],
        "social_worker": "yes",
        "social_worker_name": "Grace Adeyemi",
        "social_worker_consulted": day(9),
        "social_worker_view": "Agrees, and says that now is the right time.",
        "brought_jointly": "yes",
        "reviewing_officer": "Neil Forsyth",
        "reviewing_officer_discussed": day(8),
        "reviewing_officer_view": "Supports the request. Two reviews have changed nothing.",
        "forums": [
            {
                "id": "r1",
                "forum_kind": "core_group" if child.on_plan else "team_around",
                "forum_dates": "Every six weeks this year",
                "forum_concern_on": day(45),
                "forum_response": "Asked each agency for one new action.",
                "forum_action": "Two were done. Nothing has changed for the child.",
            }
        ],
        "processes_tried": "Core planning, a review with the chair, and the escalation procedure.",
        "acceptable_progress": child.progress,
        "why_panel_then": "The school would like to go faster.",
        "frameworks": ["reviewer", "supervision"],
        "frameworks_detail": "Supervision every month. The last review was six weeks ago.",
        "other_panels": NOT_KNOWN,
        "pending": NOT_KNOWN,
        "interventions": [
            {
                "id": "r1",
                "intervention_agency": own,
                "intervention_when": "Since last autumn",
                "intervention_what": "A mentor twice a week. It helped until the mentor left.",
            }
        ],
    }


def _criteria(child: Child, day: Day) -> dict:
    return {
        "needs_evidence": child.worry,
        "outcomes_not_achieved": "Safety at night, and a full week at school.",
        "risks_increasing": "More incidents each month since the summer.",
        "criteria": [child.kind],
        "area_manager": "Lorna Peake",
        "area_manager_review_on": day(20),
        "area_manager_concern": "Two years on, the same four actions are on the plan.",
        "neglect_cause": ["assessment"],
        "risk_behaviours": ["self_harm"],
        "who_at_risk": ["child"],
        "secure_order_risk": "not_known",
        "placement_county": "Norfolk",
        "placement_distance": "140 miles",
        "placement_since": day(300),
        "services_needed": "CAMHS, a school place and supported lodgings, from the same week.",
        "multiple_needs": ["two_proceedings"],
        "concurrent_proceedings": [
            {"id": "r1", "concurrent_kind": "Criminal", "concurrent_stage": "Trial date set"},
            {"id": "r2", "concurrent_kind": "Child protection", "concurrent_stage": "Conference"},
        ],
        "criteria_other_detail": "Needs in several places that no single agency can meet.",
        "service_factors": ["crises", "stuck"],
        "service_factors_detail": "Each agency answers the last crisis and waits for the next.",
    }


def _risk(child: Child, day: Day) -> dict:
    return {
        "history": f"Known to services since the age of four. {child.worry}",
        "assessments": [
            {
                "id": "r1",
                "assessment_kind": "Social work assessment",
                "assessment_on": day(120),
                "assessment_author": "Grace Adeyemi",
                "assessment_finding": "Needs are high, and the family cannot meet them alone.",
            }
        ],
        "risks_known": child.worry,
        "risks_unknown": "Who else is involved, and what happens at weekends.",
        "risks_list": [
            {
                "id": "r1",
                "risk_domain": child.domain,
                "risk_what": child.worry,
                "risk_to_whom": child.first_name,
                "risk_likelihood": "likely",
                "risk_impact": "catastrophic",
                "risk_evidence": "Reports by school and police over three months.",
                "risk_evidence_kind": "both",
            }
        ],
        "obstacles": "Each service waits for another to go first.",
        "anticipated_benefits": child.benefit,
        "outcomes_sought": [
            {
                "id": "r1",
                "outcome_sought": f"{child.first_name} is safe every night",
                "outcome_measure": "No call-outs for eight weeks",
                "outcome_by": "The spring",
            }
        ],
    }


def _voices(child: Child) -> dict:
    return {
        "child_views_how": "told_other",
        "child_views": "“I am tired of telling it all to someone new.”",
        "parents_informed": "yes",
        "parents_views": "Worried, and want the agencies to talk to each other.",
        "lawful_basis": "public_task",
        "lawful_condition": "safeguarding",
        "statute": "Children Act 2004, section 11",
        "safeguarding_limb": "cannot_obtain",
        "safeguarding_limb_reason": "Both parents would have to agree, and one cannot be found.",
    }


def _people(child: Child, own: dict, day: Day) -> dict:
    return sender(child, own, phone="01632 960 077", post="Service manager") | {
        "case_responsibility": "yes",
        "presenter_name": child.manager,
        "presenter_capacity": "senior_manager",
        "agency_attendee": child.referrer,
        "authoriser_line": "My manager’s manager",
        "authoriser_discussed_on": day(5),
        "authoriser_reason": child.worry,
        "papers_to_follow": ["chronology", "risk_assessment", "review_report"],
        "declared_procedures": True,
        "declared_remit": True,
    }
