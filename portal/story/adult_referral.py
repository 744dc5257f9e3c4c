"""The referral of an invented adult, answer by answer, as the published form asks it."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.story.senders import sender

NOT_KNOWN = {"not_known": True}
Day = Callable[[int], str]


@dataclass(frozen=True)
class Adult:
    """What makes one invented adult's referral different from the next."""

    first_name: str
    family_name: str
    born: str
    agency: str
    referrer: str
    manager: str
    route: str
    worry: str
    domain: str
    request: str
    picture: str
    nhs_number: str = ""
    agreed: bool = True
    lacks_capacity: bool = False
    resident: str = "yes"
    tenure: str = "owner"
    street: str = "12 Example Lane"
    town: str = "Aylesbury"
    postcode: str = "HP20 1AA"


def answers(adult: Adult, *, day: Day, agencies: dict[str, str]) -> dict:
    """Return a referral form filled in on the day that `day(0)` names."""
    own = {"code": adult.agency, "name": agencies[adult.agency]}
    gp = {"code": "oxford-health", "name": agencies["oxford-health"]}
    return {
        **_urgent(day),
        **_person(adult, own, day),
        **_around(own, gp),
        **_why(adult, own, day),
        **_story(adult, day),
        **_capacity_and_consent(adult, day),
        **_wishes(adult),
        **_people(adult, own),
    }


def _urgent(day: Day) -> dict:
    return {"danger_now": "no", "concern_raised": "yes", "concern_raised_on": day(40)}


def _person(adult: Adult, own: dict, day: Day) -> dict:
    given = {"person_nhs_number": adult.nhs_number or NOT_KNOWN}
    return given | {
        "person_first_name": adult.first_name,
        "person_family_name": adult.family_name,
        "person_dob": adult.born,
        "person_dob_certainty": "exact",
        "person_language": "English",
        "interpreter_needed": "no",
        "communication_needs": "Short visits, and time to think before answering.",
        "person_address": {
            "line_1": adult.street,
            "line_2": "",
            "town": adult.town,
            "postcode": adult.postcode,
        },
        "lives_there_since": day(2900),
        "tenure": adult.tenure,
        "landlord": own,
        "resident": adult.resident,
    }


def _around(own: dict, gp: dict) -> dict:
    worker = {"id": "r1", "professional_name": "Ros Kemp", "professional_role": "Social worker"}
    nurse = {"id": "r2", "professional_name": "Ade Bright", "professional_role": "Nurse"}
    return {
        "gp_practice": "Example Street Surgery",
        "professionals": [
            worker | {"professional_agency": own, "professional_when": "current"},
            nurse | {"professional_agency": gp, "professional_when": "past"},
        ],
        "household": NOT_KNOWN,
        "children_in_home": "no",
        "representatives": [
            {
                "id": "r1",
                "representative_name": "Carol Denny",
                "representative_kind": ["next_of_kin"],
                "representative_contact": "01632 960 114",
                "representative_aware": "yes",
            }
        ],
        "advocacy_considered": "asked_for",
    }


def _why(adult: Adult, own: dict, day: Day) -> dict:
    done = {
        "agency": own,
        "action": "Weekly visits by one worker.",
        "result": "Helped for a while.",
    }
    return {
        "criterion_needs": "yes",
        "needs_detail": "Help with the home, with meals, and with keeping appointments.",
        "criterion_abuse": ["at_risk"],
        "abuse_types": ["financial" if adult.domain == "exploitation" else "self_neglect"],
        "abuse_detail": adult.worry,
        "criterion_unable": "yes",
        "unable_detail": "Cannot act on the danger alone, however well it is explained.",
        "route": adult.route,
        "route_a_reason": "Three agencies visit separately. One plan could stop a crisis.",
        "route_b_statements": ["high_risk", "not_engaging"],
        "tried": [{"id": "r1", "tried_on": day(150)} | _named("tried", done)],
        "tried_early": [{"id": "r1", "tried_early_on": day(150)} | _named("tried_early", done)],
        "mdt_meetings": [
            {
                "id": "r1",
                "mdt_on": day(25),
                "mdt_attendees": "Social worker, nurse, landlord, police community officer",
                "mdt_result": "Everyone is worried. Nobody could say what to try next.",
            }
        ],
        "other_processes": ["s42"],
        "other_processes_detail": "An enquiry is open. The council leads it.",
    }


def _named(prefix: str, facts: dict) -> dict:
    return {f"{prefix}_{name}": value for name, value in facts.items()}


def _story(adult: Adult, day: Day) -> dict:
    return {
        "pen_picture": adult.picture,
        "events": [
            {"id": "r1", "event_on": day(400), "event_what": "Lost touch with the family."},
            {"id": "r2", "event_on": day(60), "event_what": adult.worry},
        ],
        "current_situation": f"{adult.worry} It is getting worse, and winter is hard.",
        "risk_identified_on": day(210),
        "risks_list": [
            {
                "id": "r1",
                "risk_domain": adult.domain,
                "risk_what": adult.worry,
                "risk_to_whom": f"{adult.first_name}, and anyone who visits",
                "risk_likelihood": "likely",
                "risk_impact": "major",
                "risk_evidence": "Seen on the last three visits.",
                "risk_evidence_kind": "fact",
            }
        ],
        "protective_factors": "A neighbour looks in on Sundays.",
        "risk_to_others": "Staff visit in pairs. No children come to the home.",
    }


def _capacity_and_consent(adult: Adult, day: Day) -> dict:
    return {
        "capacity_decisions": [
            {
                "id": "r1",
                "capacity_decision": "Whether to accept help at home",
                "capacity_basis": "assessed",
                "capacity_assessed_on": day(35),
                "capacity_assessor": "Ros Kemp",
                "capacity_outcome": "lacks" if adult.lacks_capacity else "has",
                "capacity_executive": "not_known",
            }
        ],
        "lacks_capacity": "yes" if adult.lacks_capacity else "no",
        "court_position": "preparing",
        "court_detail": "The council’s legal team is drafting an application about where to live.",
        "person_aware": "yes" if adult.agreed else "no",
        "not_aware_reason": "The men in the house read the post and listen to calls.",
        "consent_state": "obtained" if adult.agreed else "not_sought",
        "consent_explained": "Read the leaflet together, and said which agencies would be there.",
        "consent_on": day(6),
        "consent_scope": "Sharing with every agency on the panel.",
        "consent_reasons": ["serious_crime"],
        "consent_explanation": "Asking would warn the people suspected of stealing the pension.",
        "own_record_confirmed": True,
        "own_record_on": day(4),
        "lawful_basis": "public_task",
        "lawful_condition": "safeguarding",
        "safeguarding_limb": "would_prejudice" if not adult.agreed else "cannot_obtain",
        "safeguarding_limb_reason": "The person may change their mind, and the risk would remain.",
        "consent_declared": True,
    }


def _wishes(adult: Adult) -> dict:
    return {
        "views_known": "yes",
        "person_views": "“I want to stay where I am, and I want people to stop arguing over me.”",
        "desired_outcomes": [
            {
                "id": "r1",
                "desired_outcome": "To stay at home and feel safe there",
                "desired_outcome_source": "person",
            }
        ],
        "person_involved": "represented" if adult.agreed else "not_safe",
        "request_of_panel": adult.request,
        "papers_to_follow": ["risk_assessment", "mdt_minutes"],
    }


def _people(adult: Adult, own: dict) -> dict:
    return sender(adult, own, phone="01632 960 021", post="Head of service") | {
        "presenter_is_you": "yes",
        "presenter_allocated": "yes",
    }
