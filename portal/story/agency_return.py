"""What an agency of the story knows about somebody, answer by answer."""

from collections.abc import Callable


def answers(day: Callable[[int], str], *, events: str, needs: str, offers: str) -> dict:
    """Return a return filled in on the day that `day(0)` names, by an agency that knows them."""
    return {
        "systems_checked": "Records system and paper files, by name and by former names.",
        "searched_by": ["name", "date_of_birth"],
        "known": "known",
        "contact_status": "current",
        "first_contact": day(400),
        "last_contact": day(12),
        "worker": "Duty worker",
        "significant_events": events,
        "events_basis": "fact",
        "presenting_needs": needs,
        "needs_basis": "both",
        "risks_seen": "Alone at night. Does not always open the door.",
        "last_seen": day(12),
        "what_works": "Coming at the same hour, with somebody already known.",
        "support_offered": "A named worker was offered and accepted.",
        "current_plan": "A visit each week.",
        "others_at_risk": "no",
        "offers": offers,
        "sharing": "everyone",
        "withheld": "no",
        "escalate_now": "no",
        "declared": True,
    }
