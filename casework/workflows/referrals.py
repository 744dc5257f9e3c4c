"""Referrals: sent, screened, listed for a meeting or declined.

Ledger B2, B52, B53, B55, B58, O79. What the referrer said is never changed here.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework import access, audit, notices
from casework.choices import Event, ItemKind, MeetingStatus, Message, Population, Right
from casework.errors import WrongMoment
from casework.models import AgendaItem, Case, DeclineReason, Meeting, Panel, Person, Referral
from casework.rules import deadlines, moves, screening
from casework.workflows import authorisations, court_tracks, returns, risks
from forms_pages import answers

ADULT_AT = 18
NOT_KNOWN = "Not known"
LONGEST_NAME = 200
LONGEST_AGENCY = 160


@transaction.atomic
def submit(*, submission, now: datetime) -> Referral:
    """Make a referral of what was sent, and ask its senior manager to authorise it.

    The panel has not received it: it waits under its reference until they answer (B52). Who
    refers presents, unless the form names somebody else (B55).
    """
    panel = submission.version.form_page.panel_form.panel
    said = targets_of(submission)
    agency = said["referring_agency"]
    known = panel.board.agencies.filter(code=agency["code"], active=True).first()
    referral = Referral.objects.create(
        reference=submission.reference,
        panel=panel,
        submission=submission,
        agency=known,
        agency_name=known.name if known else agency["name"][:LONGEST_AGENCY],
        referrer_name=name_in(said, "referrer_name"),
        referrer_email=said["referrer_email"],
        presenter_name=name_in({"presenter_name": said["referrer_name"]} | said, "presenter_name"),
        submitted_at=submission.submitted_at,
    )
    audit.record(Event.REFERRAL_SUBMITTED, subject=referral, actor=audit.REFERRER, now=now)
    authorisations.request(
        referral=referral,
        name=name_in(said, "authoriser_name"),
        post=name_in(said, "authoriser_post"),
        email=said["authoriser_email"],
        now=now,
    )
    notices.queue(
        Message.REFERRAL_SUBMITTED,
        board=panel.board,
        to=referral.referrer_email,
        reference=referral.reference,
        about=referral.pk,
        once=f"submitted:{referral.pk}",
        now=now,
    )
    return referral


def targets_of(submission) -> dict:
    """Return what was answered, by what it means to the panel."""
    return answers.by_target(submission.version.document, submission.data)


def name_in(said: dict, target: str) -> str:
    """Return a name as it was given, or "Not known" where a form lets people say so.

    Staff may let a question take more than a record holds; the whole answer stays in the
    submission.
    """
    answer = said[target]
    return answer[:LONGEST_NAME] if isinstance(answer, str) else NOT_KNOWN


@transaction.atomic
def screen(*, referral: Referral, actor, now: datetime) -> Referral:
    """Take a received referral for screening, and write down the person it is about.

    A deferred one may be screened early: it stays deferred until its meeting's list.
    """
    access.check(actor, Right.SCREEN_REFERRAL, referral.panel.board)
    held = locked(referral)
    if held.screened_at is not None:
        raise WrongMoment("Somebody has already taken this referral for screening.")
    before = held.status
    held.status = moves.target_of(moves.REFERRAL, "screen", before)
    held.person = person_from(held, now=now)
    held.screened_at, held.screened_by = now, actor
    held.save(update_fields=["status", "person", "screened_at", "screened_by"])
    audit.record(Event.REFERRAL_SCREENED, subject=held, actor=actor, now=now, was=before)
    return held


def person_from(referral: Referral, *, now: datetime) -> Person:
    """Write down the person a referral is about, as the referrer named them."""
    said = targets_of(referral.submission)
    born = screening.day_of(said.get("person_dob"))
    nhs_number = said.get("person_nhs_number")
    return Person.objects.create(
        board=referral.panel.board,
        kind=kind_of(referral.panel, born, on=timezone.localdate(referral.received_at)),
        first_name=name_in(said, "person_first_name"),
        family_name=name_in(said, "person_family_name"),
        date_of_birth=born,
        nhs_number=nhs_number if isinstance(nhs_number, str) else "",
        created_at=now,
    )


def kind_of(panel: Panel, born, *, on) -> str:
    """Return adult or child. Where the panel hears both, the age on the day decides."""
    if panel.population != Population.BOTH or born is None:
        return panel.population
    return Population.ADULT if deadlines.age_on(born, on) >= ADULT_AT else Population.CHILD


@transaction.atomic
def list_for(*, referral: Referral, meeting: Meeting, actor, now: datetime) -> Case:
    """Put a screened referral on a meeting's list, and open its case.

    Refused for a meeting whose list had closed when the referral was received (B58). What
    was received in time may still be listed after the closing: its agencies are asked at once.
    """
    access.check(actor, Right.LIST, referral.panel.board)
    meeting = Meeting.objects.locked(meeting.pk)
    return put_on_list(referral=locked(referral), meeting=meeting, actor=actor, now=now)


def put_on_list(*, referral: Referral, meeting: Meeting, actor, now: datetime) -> Case:
    """List a referral. The caller holds the meeting's row and then the referral's."""
    status = moves.target_of(moves.REFERRAL, "list", referral.status)
    refuse_unless_screened(referral)
    refuse_unless_it_fits(referral, meeting, now=now)
    referral.status, referral.meeting = status, meeting
    referral.save(update_fields=["status", "meeting"])
    case = Case.objects.create(
        reference=referral.reference,
        panel=referral.panel,
        person=referral.person,
        referral=referral,
        opened_at=now,
    )
    item = AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        order=meeting.items.count() + 1,
        presenter_name=referral.presenter_name,
    )
    day = meeting.held_on
    audit.record(Event.REFERRAL_LISTED, subject=referral, actor=actor, now=now, held_on=day)
    audit.record(Event.CASE_OPENED, subject=case, actor=actor, now=now, held_on=day)
    court_tracks.open_if_needed(case=case, now=now)
    risks.note_referrers_view(item=item, now=now)
    if meeting.status in moves.BEFORE_THE_ROOM:
        ask_agencies(item=item, now=now)
        returns.tell(meeting=meeting, case=case, now=now)
    return case


def ask_agencies(*, item: AgendaItem, now: datetime) -> None:
    """Begin a listed case's research: each agency is asked what it knows."""
    case = item.case
    case.status = moves.target_of(moves.CASE, "research", case.status)
    case.save(update_fields=["status"])
    returns.request(item=item, now=now)


def refuse_unless_screened(referral: Referral) -> None:
    if referral.screened_at is None:
        raise WrongMoment("Take this referral for screening first.")


def refuse_unless_it_fits(referral: Referral, meeting: Meeting, *, now: datetime) -> None:
    """Refuse a meeting of another panel, one that is over, cancelled, full, or closed to it."""
    if meeting.panel_id != referral.panel_id:
        raise WrongMoment("This is a meeting of another panel.")
    if meeting.status == MeetingStatus.CANCELLED:
        raise WrongMoment("This meeting is cancelled.")
    if meeting.held_on < timezone.localdate(now):
        raise WrongMoment("This meeting is over.")
    if meeting.status not in {MeetingStatus.LIST_OPEN, *moves.BEFORE_THE_ROOM}:
        raise WrongMoment("This meeting has begun. It takes no more cases.")
    if referral.received_at >= meeting.closes_at:
        day = deadlines.in_words(meeting.held_on)
        raise WrongMoment(
            f"The list for {day} closed before this referral was received. "
            "It can be listed for a later meeting."
        )
    if is_full(meeting):
        raise WrongMoment("This meeting’s list is full.")


def is_full(meeting: Meeting) -> bool:
    """Say whether a meeting hears as many new cases as it can. Reviews do not count."""
    new = meeting.items.filter(kind=ItemKind.NEW)
    return meeting.capacity is not None and new.count() >= meeting.capacity


@transaction.atomic
def decline(
    *, referral: Referral, reason: DeclineReason, note: str = "", actor, now: datetime
) -> Referral:
    """Say that the panel will not hear a screened referral, why, and where to turn instead.

    The note stays with the record; the referrer is sent only the reason's signposting.
    """
    board = referral.panel.board
    access.check(actor, Right.DECLINE, board)
    held = locked(referral)
    if reason.panel_id != held.panel_id or not reason.active:
        raise WrongMoment("Choose one of this panel’s reasons.")
    before = held.status
    held.status = moves.target_of(moves.REFERRAL, "decline", before)
    refuse_unless_screened(held)
    held.decline_reason, held.decision_note = reason, note
    held.save(update_fields=["status", "decline_reason", "decision_note"])
    audit.record(
        Event.REFERRAL_DECLINED, subject=held, actor=actor, now=now, was=before, reason=reason.code
    )
    notices.queue(
        Message.REFERRAL_DECLINED,
        board=board,
        to=held.referrer_email,
        reference=held.reference,
        about=reason.pk,
        once=f"declined:{held.pk}",
        now=now,
    )
    return held


def locked(referral: Referral) -> Referral:
    """Return the referral's row as it is now, held until the transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",))
    rows = rows.select_related("panel__board", "submission__version", "person")
    return rows.get(pk=referral.pk)
