"""Invented children and young people. Nobody here exists."""

from portal.story.child_referral import Child, answers

__all__ = ["Child", "answers"]

WAITING = Child(
    first_name="Kayden",
    family_name="Marsh",
    age=15,
    agency="willow-bank-school",
    referrer="Fiona Tandy",
    manager="Keith Orrell",
    kind="adolescent",
    domain="exploitation",
    worry="Kayden is collected from school by adults nobody knows and comes back with money.",
    benefit="One plan for the evenings, when every agency has gone home.",
)
TO_SCREEN = Child(
    first_name="Amelia",
    family_name="Strand",
    age=9,
    nhs_number="9990000131",
    agency="children-education-families",
    referrer="Tobi Lawal",
    manager="Helen Carver",
    kind="neglect",
    domain="abuse_neglect",
    on_plan=True,
    worry="Amelia is hungry and often alone at night, after two years of the same plan.",
    benefit="A specialist assessment of the parents’ learning needs, which no one will fund.",
)
LISTED = Child(
    first_name="Jordan",
    family_name="Hale",
    age=16,
    nhs_number="9990000026",
    agency="children-education-families",
    referrer="Tobi Lawal",
    manager="Helen Carver",
    kind="out_of_county",
    domain="dislocation",
    looked_after=True,
    worry="Jordan lives 140 miles away and no service here will plan for a return.",
    benefit="Health, education and housing agreeing what each will do, and when.",
)
RESEARCHED = Child(
    first_name="Mia",
    family_name="Fenn",
    age=14,
    nhs_number="9990000034",
    agency="oxford-health",
    referrer="Dan Whitlow",
    manager="Joy Mensah",
    kind="adolescent",
    domain="self_harm",
    worry="Mia has been to hospital five times since the summer after hurting herself.",
    benefit="Agreement on who sees Mia, how often, and what happens after ten at night.",
)
DEFERRED = Child(
    first_name="Reece",
    family_name="Dunmore",
    age=17,
    agency="youth-justice",
    referrer="Paula Skeet",
    manager="Ian Garside",
    kind="multiple_needs",
    domain="harm_to_others",
    worry="Reece is before the court and has nowhere to live that will take him after dark.",
    benefit="Somewhere to live, with support for his mental health, agreed before the hearing.",
)
REFUSED = Child(
    first_name="Ellis",
    family_name="Corrie",
    age=12,
    agency="lantern-house",
    referrer="Sadie Moss",
    manager="Robin Pell",
    kind="other",
    domain="education",
    worry="Ellis has not been to school since Easter and the family has stopped answering.",
    benefit="Agencies finding one person whom the family will let in.",
)
DECLINED = Child(
    first_name="Poppy",
    family_name="Larkin",
    age=11,
    agency="willow-bank-school",
    referrer="Fiona Tandy",
    manager="Keith Orrell",
    kind="other",
    domain="education",
    progress="yes",
    worry="Poppy is falling behind, although the new plan has begun to help.",
    benefit="More help at school, sooner.",
)
HEARD = Child(
    first_name="Logan",
    family_name="Reeve",
    age=14,
    agency="youth-justice",
    referrer="Carys Monk",
    manager="Philip Audley",
    kind="adolescent",
    domain="missing",
    worry="Logan has gone missing nine times since the summer and comes back without his phone.",
    benefit="One adult who goes to look for him, and a plan that every shift can read.",
)
