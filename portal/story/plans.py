"""What each panel of the story agreed about the case it heard."""

from dataclasses import dataclass

from casework.choices import Decision, Purpose


@dataclass(frozen=True)
class Step:
    """An action: due so many days after the meeting or, if it is ahead, from today."""

    title: str
    purpose: str
    measure: str
    agency: str
    owner: str
    due_after: int
    is_ahead: bool = False
    tells: str = "The lead professional"
    came_of_it: str = ""


@dataclass(frozen=True)
class Plan:
    """What agencies said and the panel concluded. Risks are rows of a matrix's keys."""

    known_to: str
    deputy_for: str
    events: str
    needs: str
    offers: str
    quorum: str
    risks: tuple
    discussion: str
    views: str
    options: str
    recommendation: str
    steps: tuple[Step, ...]
    decision: str
    frequency: str
    dissent: str = ""
    accountable: str = ""
    accountable_post: str = ""


PLANS = {
    "bsab": Plan(
        known_to="thames-valley-police",
        deputy_for="fire-and-rescue",
        events="Called by neighbours five times since June, three of them at night.",
        needs="Cannot say afterwards why the gas was on. Lets officers in without asking who.",
        offers="The neighbourhood team can look in during the late shift.",
        quorum="Housing, police and the fire service, who matter most here, are all represented.",
        risks=(
            ("fire", "likely", "catastrophic", "Pans on the gas twice this month.", "Alarms work."),
            ("self_neglect", "likely", "moderate", "Meals are missed.", "Eats with company."),
            ("exploitation", "unknown", "unknown", "Nobody knows who visits.", ""),
        ),
        discussion="The fire service fitted alarms, which wake the neighbours and not her. "
        "Housing can swap the gas cooker. The court process about where she lives goes on.",
        views="She wants to stay in the flat, with her organ, and says nobody asked about that.",
        options="A move to extra care this month, against her wish, was considered and not chosen.",
        recommendation="Make the nights safe in the flat while the court decides.",
        steps=(
            Step(
                title="Look in during the late shift and say what was found",
                purpose=Purpose.INFORMATION,
                measure="A note of each visit is with the lead professional by the morning.",
                agency="thames-valley-police",
                owner="Daniel Oduya",
                due_after=5,
                came_of_it="Looked in on six nights. Gas off each time. Notes sent each morning.",
            ),
            Step(
                title="Replace the gas cooker with an induction hob",
                purpose=Purpose.REDUCE_RISK,
                measure="The gas is capped, and the hob works with her own pans.",
                agency="council-housing",
                owner="Tessa Birch",
                due_after=6,
            ),
            Step(
                title="Arrange a companion for three evenings a week",
                purpose=Purpose.IMPROVE_OUTCOME,
                measure="She has eaten with somebody on three evenings of each of four weeks.",
                agency="adult-social-care",
                owner="Gwen Ashdown",
                due_after=20,
                is_ahead=True,
            ),
        ),
        decision=Decision.REVIEW,
        frequency="At the next meeting, then monthly",
        dissent="The police see the fire risk as lower since the alarms were fitted.",
    ),
    "oscb": Plan(
        known_to="detective-chief-inspector",
        deputy_for="clinical-lead-camhs",
        events="Nine reports of missing since June. Found twice at the same address.",
        needs="Owes money to somebody older. Answers texts to a second phone at night.",
        offers="A disruption officer can visit the address with social care.",
        quorum="Police and social care are here, and the deputy for CAMHS knows the family.",
        risks=(
            ("missing", "almost_certain", "major", "Nine times since June.", "Comes back."),
            ("exploitation", "likely", "major", "A debt to somebody older.", "Likes his coach."),
            ("education", "possible", "moderate", "Half his lessons missed.", "Goes on Fridays."),
        ),
        discussion="Each agency holds a piece of the nights. Nobody goes to look for him, because "
        "each thinks another does. His mother would, with somebody beside her.",
        views="Logan says he wants the texts to stop, and to keep his place in the team.",
        options="A placement out of the county was considered and not chosen.",
        recommendation="One adult looks for Logan each time, and every shift reads one plan.",
        steps=(
            Step(
                title="Visit the address together and write down who lives there",
                purpose=Purpose.INFORMATION,
                measure="Names and dates are with the key worker, and a warning is served.",
                agency="thames-valley-police",
                owner="Nadia Frost",
                due_after=5,
                tells="The key worker and the night team",
                came_of_it="Visited with social care. Two adults named, one warning served.",
            ),
            Step(
                title="Agree with Logan and his mother who goes to look for him",
                purpose=Purpose.REDUCE_RISK,
                measure="One name is in the plan, and was used at the next time he was missing.",
                agency="youth-justice",
                owner="Harriet Noble",
                due_after=6,
                tells="The key worker",
            ),
            Step(
                title="Keep his place in the team open and pay the term’s fee",
                purpose=Purpose.IMPROVE_OUTCOME,
                measure="He has trained on six Fridays in a row.",
                agency="children-education-families",
                owner="Miles Carroway",
                due_after=20,
                is_ahead=True,
                tells="Logan and his mother",
            ),
        ),
        decision=Decision.REPORT_IN_PERSON,
        frequency="At each meeting until he has not been missing for a month",
        accountable="Ruth Ellery",
        accountable_post="Deputy Director, Social Care",
    ),
}
