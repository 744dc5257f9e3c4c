"""A case that was heard: what agencies said, what the panel agreed, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from casework.choices import AttendanceState, OfficeKind
from casework.models import Action, AgendaItem, Meeting, Panel
from casework.rules import risk
from casework.workflows import actions, minutes, outcomes, packs, returns, risks, sessions
from casework.workflows import meetings as meeting_workflows
from forms_pages import drafts, intake, journey
from portal.accounts.models import User
from portal.story import agency_return
from portal.story.plans import PLANS, Plan, Step
from portal.story.senders import address_of


@dataclass(frozen=True)
class Room:
    """A meeting with its one case, who chairs it, and who writes it down."""

    meeting: Meeting
    item: AgendaItem
    plan: Plan
    chair: User
    administrator: User
    lead: str
    now: datetime

    def at(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        """Return a moment of the meeting's day, or so many days before or after it."""
        day = self.meeting.held_on + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())


def tell(panel: Panel, item: AgendaItem, *, administrator: User, lead: str, now: datetime) -> None:
    """Tell a case from its agencies' returns to minutes that wait for the lead professional."""
    chair = panel.offices.get(kind=OfficeKind.CHAIR).tenures.get().user
    plan = PLANS[panel.board.slug]
    room = Room(item.meeting, item, plan, chair, administrator, lead, now)
    agencies_answer(room)
    packs.issue(meeting=item.meeting, actor=administrator, now=room.at(11, days=-7))
    the_panel_meets(room)
    minutes_are_signed(room)
    owners_act(room)


def agencies_answer(room: Room) -> None:
    """One agency knows them, the others with a member do not; the rest have not answered."""
    asked = room.meeting.return_requests.exclude(assignee=None).select_related("assignee", "seat")
    for request in asked.order_by("seat__order"):
        if request.seat.code == room.plan.known_to:
            answer_by_form(room, request, now=room.at(15, days=-9))
        else:
            returns.answer_not_known(
                requests=[request],
                checked="Records system, by name, former names and date of birth.",
                actor=request.assignee,
                now=room.at(16, days=-9),
            )


def answer_by_form(room: Room, request, *, now: datetime) -> None:
    """Fill in the panel's published return form, page by page, and send it."""
    version = room.meeting.panel.forms.get(purpose="return").form_page.live_version
    document = drafts.document_of(version)
    today = timezone.localdate(now)
    given = agency_return.answers(
        lambda days: (today - timedelta(days=days)).isoformat(),
        events=room.plan.events,
        needs=room.plan.needs,
        offers=room.plan.offers,
    )
    token = f"{request.pk}:{request.returns.count() + 1}:{request.assignee.pk}"
    draft = drafts.begin(version, token=token, now=now - timedelta(minutes=20))
    for page in journey.route(document, given):
        asked = {q["key"]: given[q["key"]] for q in page.asked if q["key"] in given}
        drafts.merge(draft, page.key, asked, now=now)
    intake.store(draft, now=now)


def the_panel_meets(room: Room) -> None:
    """Whoever was invited came, but one whose deputy came instead."""
    deputy = room.plan.deputy_for
    seat = room.meeting.panel.seats.get(code=deputy)
    meeting_workflows.send_deputy(
        meeting=room.meeting, seat=seat, actor=room.administrator, now=room.at(9, days=-2)
    )
    for one in room.meeting.attendances.filter(state=AttendanceState.INVITED):
        meeting_workflows.record_attendance(
            attendance=one,
            state=AttendanceState.ATTENDED,
            actor=room.administrator,
            now=room.at(9, 50),
        )
    sessions.decide_quorum(
        meeting=room.meeting,
        proceeds=True,
        reason=room.plan.quorum,
        actor=room.chair,
        now=room.at(9, 55),
    )
    sessions.open_meeting(meeting=room.meeting, actor=room.chair, now=room.at(10))
    the_case_is_discussed(room)
    room.item.meeting.refresh_from_db()
    sessions.end_meeting(meeting=room.meeting, actor=room.chair, now=room.at(11, 20))


def the_case_is_discussed(room: Room) -> None:
    plan, item, writer = room.plan, room.item, room.administrator
    risks.assess(
        item=item,
        scores=[risk.Line(*line) for line in plan.risks],
        consensus=not plan.dissent,
        dissent=plan.dissent,
        accountable_name=plan.accountable,
        accountable_post=plan.accountable_post,
        actor=writer,
        now=room.at(10, 20),
    )
    outcomes.record(
        item=item,
        discussion=plan.discussion,
        persons_views=plan.views,
        options=plan.options,
        actor=writer,
        now=room.at(10, 30),
    )
    outcomes.recommend(item=item, text=plan.recommendation, actor=writer, now=room.at(10, 40))
    for step in plan.steps:
        agree(room, step)
    board = room.meeting.panel.board
    outcomes.name_lead(
        item=item,
        name=room.lead,
        agency=item.case.referral.agency or board.agencies.first(),
        email=address_of(room.lead),
        actor=writer,
        now=room.at(10, 50),
    )
    outcomes.complete(
        item=item,
        decision=plan.decision,
        review_on=review_day(room),
        frequency=plan.frequency,
        actor=writer,
        now=room.at(11),
    )


def agree(room: Room, step: Step) -> None:
    """Agree one action. Its day counts from the meeting or, for what is to come, from now."""
    day = room.meeting.held_on + timedelta(days=step.due_after)
    if step.is_ahead:
        day = timezone.localdate(room.now) + timedelta(days=step.due_after)
    actions.agree(
        item=room.item,
        title=step.title,
        purpose=step.purpose,
        measure=step.measure,
        owner_agency=room.meeting.panel.board.agencies.get(code=step.agency),
        owner_name=step.owner,
        owner_email=address_of(step.owner),
        due_on=day,
        communicate_to=step.tells,
        recommendation=room.item.recommendations.first(),
        actor=room.administrator,
        now=room.at(10, 45),
    )


def review_day(room: Room) -> date:
    """Return the day of the next meeting of the panel's rhythm that is still to come."""
    later = Meeting.objects.filter(panel=room.meeting.panel, closes_at__gt=room.now)
    return later.order_by("held_on").values_list("held_on", flat=True)[0]


def minutes_are_signed(room: Room) -> None:
    drafted = minutes.draft(meeting=room.meeting, actor=room.administrator, now=room.at(14))
    minutes.edit(
        minutes=drafted,
        opening="The chair read the confidentiality statement. Nobody declared an interest.",
        closing="There was no other business.",
        actor=room.administrator,
        now=room.at(14, 30),
    )
    drafted.refresh_from_db()
    minutes.sign(minutes=drafted, actor=room.chair, now=room.at(9, days=1))


def owners_act(room: Room) -> None:
    """The first action is done; the second was taken on and its day has passed."""
    done, late, _ = Action.objects.filter(item=room.item).order_by("number")
    actions.complete(
        action=done,
        result=room.plan.steps[0].came_of_it,
        actor=done.owner,
        now=room.at(16, days=4),
    )
    actions.accept(action=late, actor=room.administrator, now=room.at(10, days=2))
