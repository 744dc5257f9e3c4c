"""Third chapter: the chair lets the meeting proceed, and the panel agrees a plan."""

from datetime import timedelta

from django.utils import timezone

from casework.choices import CaseStatus, Decision, MeetingStatus
from casework.models import Case, Panel
from portal.tests.walk import passing
from portal.tests.walk.cast import Board, sign_in
from portal.tests.walk.researching import address_of, meeting_of

LEAD, LEAD_EMAIL = "Marnie Holloway", "marnie.holloway@example.org"
OWNER, OWNER_EMAIL = "Tessa Birch", "tessa.birch@example.org"


def the_chair_opens_the_meeting(board: Board, reference, administrator, visitor, addresses):
    """Staff write down who came; the chair says that it may proceed, and why, and opens it."""
    meeting = meeting_of(reference)
    passing.until_the_day_of(meeting)
    administrator.open(address_of(administrator, meeting, "attendance/"))
    for box in administrator.page.locator("select[name^=state_]").all():
        box.select_option("attended")
    administrator.look(f"{administrator.name}-attendance")
    administrator.press("Save attendance")
    chair = visitor(f"{board.slug}-chair")
    chair.home = addresses.of("casework.localhost", "/casework/")
    sign_in(chair, chair.home, board.chair)
    chair.open(address_of(chair, meeting))
    chair.look(f"{chair.name}-meeting")
    chair.press("Decide whether it proceeds")
    chair.choose("It proceeds")
    chair.press("Record the decision")
    assert "Enter why" in chair.reads()
    chair.fill("Why?", "Those whose presence matters to both cases are here.")
    chair.look(f"{chair.name}-quorum")
    chair.press("Record the decision")
    chair.open(address_of(chair, meeting))
    chair.press("Open the meeting")
    chair.look(f"{chair.name}-open")
    chair.press("Open the meeting")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.IN_SESSION
    return chair


def the_panel_discusses_the_case(board: Board, reference: str, administrator) -> None:
    """Risk, recommendation, action and lead professional; nothing completes without them."""
    case = address_of(administrator, meeting_of(reference), f"cases/{reference}/")
    administrator.open(case)
    administrator.look(f"{administrator.name}-discussion-empty")
    assert "What is still missing" in administrator.reads()
    the_risk_is_agreed(board, administrator, case)
    administrator.open(case + "texts/")
    administrator.fill("What was said?", "Each agency holds a piece of the nights.")
    administrator.fill("What does the person think and want?", "To stay, and to be asked first.")
    administrator.press("Save")
    administrator.open(case + "recommend/")
    administrator.fill("What do the agencies together recommend?", "Make the nights safe first.")
    administrator.look(f"{administrator.name}-recommend")
    administrator.press("Add")
    for number, (owner, email) in enumerate(((OWNER, OWNER_EMAIL), (LEAD, LEAD_EMAIL)), 1):
        an_action_is_agreed(board, administrator, case, number, owner, email)
    cannot_complete_without_a_lead(board, administrator, case)
    administrator.open(case + "lead/")
    administrator.fill("What is their name?", LEAD)
    administrator.page.locator("select[name=agency]").select_option(index=1)
    administrator.fill("What is their email address?", LEAD_EMAIL)
    administrator.look(f"{administrator.name}-lead")
    administrator.press("Save")
    complete(board, administrator, case)
    administrator.look(f"{administrator.name}-discussion-complete")
    status = Case.objects.get(reference=reference).status
    assert status in (CaseStatus.UNDER_REVIEW, CaseStatus.AWAITING_REPORT)


def the_risk_is_agreed(board: Board, administrator, case: str) -> None:
    matrix = Panel.objects.get(slug=board.panel).risk_matrix
    key = matrix.domains[0]["key"]
    administrator.open(case + "risk/")
    administrator.page.locator(f"[name=likelihood_{key}]").select_option(
        matrix.likelihoods[3]["key"]
    )
    administrator.page.locator(f"[name=impact_{key}]").select_option(matrix.impacts[4]["key"])
    administrator.page.locator(f"[name=rationale_{key}]").fill("Twice this month.")
    administrator.choose("Yes")
    for name in administrator.page.locator("[name^=accountable_]").all():
        name.fill("Ruth Ellery")
    administrator.look(f"{administrator.name}-risk")
    administrator.press("Save the risk")
    assert "20" in administrator.reads()


def an_action_is_agreed(board: Board, administrator, case, number, owner, email) -> None:
    administrator.open(case + "actions/add/")
    administrator.fill("What is to be done?", f"Visit the home, step {number}")
    administrator.choose("Reduce a risk")
    administrator.fill(
        "How will it be known that it is done?", "A note of the visit is on the record."
    )
    administrator.page.locator("select[name=owner_agency]").select_option(index=1)
    administrator.fill("Who in that agency?", owner)
    administrator.fill("What is their work email address?", email)
    put_day(administrator, "due_on", timezone.localdate() + timedelta(days=9))
    administrator.page.locator("[name=communicate_to]").fill("The lead professional")
    administrator.look(f"{administrator.name}-action-{number}")
    administrator.press("Agree this action")


def put_day(someone, name: str, day) -> None:
    for part in ("day", "month", "year"):
        box = someone.page.locator(f"[name={name}_{part}]")
        box.fill(str(getattr(day, part)))


def cannot_complete_without_a_lead(board: Board, administrator, case: str) -> None:
    fill_in_the_decision(board, administrator, case)
    administrator.press("Complete this case")
    term = Panel.objects.get(slug=board.panel).lead_term
    assert f"Name the {term}" in administrator.reads()
    administrator.look(f"{administrator.name}-complete-refused")


def complete(board: Board, administrator, case: str) -> None:
    fill_in_the_decision(board, administrator, case)
    administrator.press("Complete this case")


def fill_in_the_decision(board: Board, administrator, case: str) -> None:
    panel = Panel.objects.get(slug=board.panel)
    decision = Decision(panel.decisions[0])
    administrator.open(case + "complete/")
    administrator.choose(decision.label)
    later = panel.meetings.filter(held_on__gt=timezone.localdate() + timedelta(days=20))
    put_day(administrator, "review_on", later.order_by("held_on")[0].held_on)
    administrator.fill("If it comes back: how often is it reviewed?", "At each meeting")


def the_other_case_is_not_reached(reference: str, administrator) -> None:
    case = address_of(administrator, meeting_of(reference), f"cases/{reference}/complete/")
    administrator.open(case)
    administrator.choose(Decision.NOT_REACHED.label)
    administrator.press("Complete this case")
    items = Case.objects.get(reference=reference).items.order_by("meeting__held_on")
    assert items.count() == 2


def the_chair_ends_the_meeting(chair, reference: str) -> None:
    meeting = meeting_of(reference)
    chair.open(address_of(chair, meeting))
    chair.press("End the meeting")
    chair.press("End the meeting")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert chair.blocked == []
