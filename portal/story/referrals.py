"""Eight referrals for each board, one in each state that staff should know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from casework import links, notices
from casework.choices import AuthorisationStatus
from casework.models import DeclineReason, Meeting, Panel, Referral
from casework.workflows import authorisations, referrals
from casework.workflows import meetings as meeting_workflows
from forms_pages import drafts, intake, journey
from portal.accounts.models import User
from portal.story import adults, children, hearings
from portal.story.meetings import Calendar

TELLERS = {"bsab": adults, "oscb": children}
DECLINED_FOR = {"bsab": "not_resident", "oscb": "making_progress"}


@dataclass(frozen=True)
class Scene:
    """What every part of a panel's story needs."""

    panel: Panel
    calendar: Calendar
    actor: User
    now: datetime

    @property
    def people(self):
        return TELLERS[self.panel.board.slug]


def tell(panel: Panel, *, calendar: Calendar, actor: User, now: datetime) -> None:
    """Tell the panel's referrals, in the order in which they came."""
    scene = Scene(panel, calendar, actor, now)
    hear(scene, closing=calendar.heard.closes_at)
    closing = calendar.closed.closes_at
    research(scene, sent_at=closing - timedelta(days=9))
    decline(scene, sent_at=closing - timedelta(days=8))
    defer(scene, closing=closing)
    meeting_workflows.close_list(meeting=calendar.closed, now=closing + timedelta(minutes=1))
    refuse(scene, sent_at=calendar.since_closing(0.3))
    list_for_the_next(scene, sent_at=calendar.since_closing(0.4))
    wait_for_screening(scene)
    wait_for_authorisation(scene)


def hear(scene: Scene, *, closing: datetime) -> None:
    """In time for a meeting that was held, where the panel agreed a plan."""
    sent_at = closing - timedelta(days=9)
    referral = send(scene, scene.people.HEARD, sent_at=sent_at)
    authorise(referral, now=sent_at + timedelta(hours=20))
    list_after_screening(scene, referral, scene.calendar.heard, now=sent_at + timedelta(days=2))
    meeting = meeting_workflows.close_list(
        meeting=scene.calendar.heard, now=closing + timedelta(minutes=1)
    )
    post(now=closing + timedelta(minutes=2))
    lead = scene.people.HEARD.referrer
    item = meeting.items.get()
    hearings.tell(scene.panel, item, administrator=scene.actor, lead=lead, now=scene.now)


def research(scene: Scene, *, sent_at: datetime) -> None:
    """In time for the meeting whose list has closed: agencies are asked what they know."""
    referral = send(scene, scene.people.RESEARCHED, sent_at=sent_at)
    authorise(referral, now=sent_at + timedelta(hours=20))
    list_after_screening(scene, referral, scene.calendar.closed, now=sent_at + timedelta(days=2))


def decline(scene: Scene, *, sent_at: datetime) -> None:
    referral = send(scene, scene.people.DECLINED, sent_at=sent_at)
    authorise(referral, now=sent_at + timedelta(hours=5))
    screened_at = sent_at + timedelta(days=1)
    referrals.screen(referral=referral, actor=scene.actor, now=screened_at)
    reason = DeclineReason.objects.get(panel=scene.panel, code=DECLINED_FOR[scene.panel.board.slug])
    referrals.decline(
        referral=referral,
        reason=reason,
        note="Talked through with the referrer by phone.",
        actor=scene.actor,
        now=screened_at + timedelta(hours=1),
    )


def defer(scene: Scene, *, closing: datetime) -> None:
    """Sent before the list closed and authorised after it, so it waits for the next meeting."""
    referral = send(scene, scene.people.DEFERRED, sent_at=closing - timedelta(hours=6))
    authorise(referral, now=scene.calendar.since_closing(0.02))


def refuse(scene: Scene, *, sent_at: datetime) -> None:
    referral = send(scene, scene.people.REFUSED, sent_at=sent_at)
    authorisations.refuse(
        authorisation=opened(referral, now=sent_at),
        reason="Please hold a multi-disciplinary meeting with the school or the GP first.",
        now=sent_at + timedelta(seconds=1),
    )


def list_for_the_next(scene: Scene, *, sent_at: datetime) -> None:
    """Listed for the meeting whose list is open, with a case."""
    referral = send(scene, scene.people.LISTED, sent_at=sent_at)
    authorise(referral, now=scene.calendar.since_closing(0.5))
    list_after_screening(
        scene, referral, scene.calendar.open, now=scene.calendar.since_closing(0.6)
    )


def wait_for_screening(scene: Scene) -> None:
    """Received in time, and nobody has looked at it yet."""
    received_at = scene.calendar.in_time
    referral = send(scene, scene.people.TO_SCREEN, sent_at=received_at - timedelta(hours=3))
    authorise(referral, now=received_at)


def wait_for_authorisation(scene: Scene) -> None:
    sent_at = max(scene.now - timedelta(days=2), scene.calendar.since_closing(0.9))
    send(scene, scene.people.WAITING, sent_at=sent_at)


def send(scene: Scene, person, *, sent_at: datetime) -> Referral:
    """Fill in the panel's published form as a practitioner would, page by page, and send it."""
    version = scene.panel.forms.get(purpose="referral").form_page.live_version
    document = drafts.document_of(version)
    answers = scene.people.answers(
        person, day=days_before(sent_at), agencies=names_of_agencies(scene.panel)
    )
    draft = drafts.begin(version, now=sent_at - timedelta(hours=1))
    for page in journey.route(document, answers):
        given = {q["key"]: answers[q["key"]] for q in page.asked if q["key"] in answers}
        drafts.merge(draft, page.key, given, now=sent_at)
    referral = Referral.objects.get(submission=intake.store(draft, now=sent_at))
    post(now=sent_at)
    return referral


def post(*, now: datetime) -> None:
    """Send what is in the outbox at that moment: a code can only be written while it works."""
    for notice in notices.unsent(now=now):
        notices.send(notice, now=now)


def days_before(moment: datetime):
    day = timezone.localdate(moment)
    return lambda days: (day - timedelta(days=days)).isoformat()


def names_of_agencies(panel: Panel) -> dict[str, str]:
    return dict(panel.board.agencies.values_list("code", "name"))


def opened(referral: Referral, *, now: datetime):
    """Open the senior manager's link with the code that is sent to them."""
    waiting = referral.authorisations.get(status=AuthorisationStatus.WAITING)
    authorisations.send_code(authorisation=waiting, now=now)
    post(now=now)
    waiting.refresh_from_db()
    authorisations.open_with_code(
        authorisation=waiting, code=links.authorisation_code(waiting), now=now
    )
    return waiting


def authorise(referral: Referral, *, now: datetime) -> None:
    authorisations.authorise(authorisation=opened(referral, now=now), now=now)
    post(now=now)
    referral.refresh_from_db()


def list_after_screening(
    scene: Scene, referral: Referral, meeting: Meeting, *, now: datetime
) -> None:
    referrals.screen(referral=referral, actor=scene.actor, now=now)
    referral.refresh_from_db()
    referrals.list_for(
        referral=referral, meeting=meeting, actor=scene.actor, now=now + timedelta(seconds=1)
    )
