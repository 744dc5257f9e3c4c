"""Minutes: drafted from the record, commented on, signed by the chair, and corrected.

Ledger O102, O103 and scenario S3. Only the administrator or the chair edits a draft. Signing
freezes what was read; afterwards a correction is a new version, and both are kept.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework import access, audit, notices
from casework.choices import AttendanceState, Event, MeetingStatus, Message, MinutesStatus, Right
from casework.errors import NotPermitted, WrongMoment
from casework.models import AgendaItem, Meeting, Minutes, MinutesComment, MinutesItem, Tenure
from casework.rules import minutes as rules
from casework.rules import moves, seals
from casework.workflows import minutes_content, receipts
from casework.workflows.minutes_cases import TEXTS
from casework.workflows.returns import name_of

FRAME = ("opening", "closing")
FROM_THE_OUTCOME = ("pen_picture", "discussion", "persons_views", "options")
TOLD = (AttendanceState.ATTENDED, AttendanceState.APOLOGIES)

NOT_HELD = "The minutes are drafted when the meeting has been held."
ALREADY_DRAFTED = "The minutes of this meeting are drafted already."
CHANGED_MEANWHILE = (
    "Somebody else changed this after you opened it. Read what it says now before you save yours."
)
CHANGED_SINCE_READ = "The minutes changed after you opened them. Read them again before you sign."
SIGNED_ALREADY = "These minutes are signed. They cannot be changed, only corrected."


@transaction.atomic
def draft(*, meeting: Meeting, actor, now: datetime) -> Minutes:
    """Draft the minutes of a meeting from its record, once it has been held.

    The texts of each case are copied and can be edited. Facts stay where they are and are
    read from there until the chair signs.
    """
    held = Meeting.objects.locked(meeting.pk)
    access.check_at(actor, Right.DRAFT_MINUTES, held)
    if held.minutes.exists():
        raise WrongMoment(ALREADY_DRAFTED)
    if held.status != MeetingStatus.HELD:
        raise WrongMoment(NOT_HELD)
    minutes = Minutes.objects.create(meeting=held, version=1, drafted_at=now, drafted_by=actor)
    for item in held.items.select_related("outcome"):
        outcome = getattr(item, "outcome", None)
        texts = {name: getattr(outcome, name, "") for name in FROM_THE_OUTCOME}
        MinutesItem.objects.create(minutes=minutes, item=item, **texts)
    audit.record(Event.MINUTES_DRAFTED, subject=held, actor=actor, now=now, version=1)
    return minutes


@transaction.atomic
def edit(
    *, minutes: Minutes, actor, now: datetime, seen: str | None = None, **texts: str
) -> Minutes:
    """Change how a draft opens and closes. `seen` is the `mark` of what the editor had read."""
    held = draft_to_edit(minutes, actor)
    change(held, FRAME, texts, seen=seen)
    audit.record(Event.MINUTES_CHANGED, subject=held, actor=actor, now=now, part="frame")
    return held


@transaction.atomic
def edit_case(
    *,
    minutes: Minutes,
    item: AgendaItem,
    actor,
    now: datetime,
    seen: str | None = None,
    **texts: str,
) -> MinutesItem:
    """Change what a draft says in words about one case. The facts are not edited here."""
    held = draft_to_edit(minutes, actor)
    rows = MinutesItem.objects.select_for_update(of=("self",))
    text = rows.filter(minutes=held, item=item).first()
    if text is None:
        raise WrongMoment("This case is not in these minutes.")
    change(text, TEXTS, texts, seen=seen)
    audit.record(
        Event.MINUTES_CHANGED, subject=held, actor=actor, now=now, case=item.case.reference
    )
    return text


def draft_to_edit(minutes: Minutes, actor) -> Minutes:
    """Return the draft's row, held, or refuse: to who may not edit, and once it is signed."""
    meeting = Meeting.objects.locked(minutes.meeting_id)
    access.check_at(actor, Right.DRAFT_MINUTES, meeting)
    held = row_of(minutes, meeting)
    refuse_unless_draft(held)
    return held


def refuse_unless_draft(minutes: Minutes) -> None:
    if minutes.status != MinutesStatus.DRAFT:
        raise WrongMoment(SIGNED_ALREADY)


def change(row, names: tuple[str, ...], texts: dict[str, str], *, seen: str | None) -> None:
    """Write texts, unless somebody else wrote since they were read: their work is not lost."""
    if unknown := set(texts) - set(names):
        raise TypeError(f"Minutes have no text called {', '.join(sorted(unknown))}.")
    if seen is not None and seen != mark(row, names):
        raise WrongMoment(CHANGED_MEANWHILE)
    for name, text in texts.items():
        setattr(row, name, text.strip())
    row.save(update_fields=list(texts))


def mark(row, names: tuple[str, ...]) -> str:
    """Return a mark of texts as they are, to tell later whether somebody changed them."""
    return seals.seal([getattr(row, name) for name in names])


@transaction.atomic
def comment(*, minutes: Minutes, text: str, actor, now: datetime) -> MinutesComment:
    """Say something about a draft: whoever attended may, and who may edit it."""
    meeting = Meeting.objects.locked(minutes.meeting_id)
    refuse_unless_there(actor, meeting)
    held = row_of(minutes, meeting)
    refuse_unless_draft(held)
    if not text.strip():
        raise WrongMoment("Enter your comment.")
    made = MinutesComment.objects.create(minutes=held, at=now, by=actor, text=text.strip())
    audit.record(Event.MINUTES_COMMENTED, subject=held, actor=actor, now=now, comment=made.pk)
    return made


def refuse_unless_there(actor, meeting: Meeting) -> None:
    access.check(actor, Right.COMMENT_ON_MINUTES, meeting.panel.board)
    if not access.may_comment_on_minutes(actor, meeting):
        raise NotPermitted("Only those who attended can comment on the minutes.")


@transaction.atomic
def send_for_signature(*, minutes: Minutes, actor, now: datetime) -> Minutes:
    """Ask whoever chairs the meeting to sign, by email at most once a day."""
    held = draft_to_edit(minutes, actor)
    chair = access.chair_of(held.meeting)
    if chair is None:
        raise WrongMoment("Nobody chairs this meeting, so nobody can sign its minutes.")
    held.asked_at = now
    held.save(update_fields=["asked_at"])
    audit.record(Event.MINUTES_TO_SIGN, subject=held.meeting, actor=actor, now=now)
    today = timezone.localdate(now)
    tell(Message.MINUTES_TO_SIGN, held, chair.user, once=f"{chair.user_id}:{today}", now=now)
    return held


@transaction.atomic
def sign(*, minutes: Minutes, actor, now: datetime, seen: str | None = None) -> Minutes:
    """Sign the minutes: their content is frozen with its hash and nothing changes them again.

    Only whoever chairs the meeting signs, nothing may be missing, and what is signed is what
    they read: `seen` is the seal of the content that was shown. The meeting is complete, and
    each lead professional is sent their part.
    """
    meeting = Meeting.objects.locked(minutes.meeting_id)
    chair = signatory(actor, meeting)
    held = row_of(minutes, meeting)
    held.status = moves.target_of(moves.MINUTES, "sign", held.status)
    meeting.status = moves.target_of(moves.MEETING, "sign", meeting.status)
    content = minutes_content.draw_up(held)
    if seen is not None and not seals.holds(content, seen):
        raise WrongMoment(CHANGED_SINCE_READ)
    if missing := rules.gaps(content):
        raise WrongMoment(" ".join(["Something is missing.", *(gap.words for gap in missing)]))
    freeze(held, content, chair, now=now)
    meeting.save(update_fields=["status"])
    audit.record(
        Event.MINUTES_SIGNED,
        subject=meeting,
        actor=actor,
        now=now,
        version=held.version,
        office=chair.office.kind,
        content_hash=held.content_hash,
    )
    for person in invited_who_answered(meeting):
        tell(Message.MINUTES_SIGNED, held, person, once=str(person.pk), now=now)
    receipts.send(minutes=held, now=now)
    return held


def signatory(actor, meeting: Meeting) -> Tenure:
    """Return the office by which `actor` signs, or refuse. The portal itself never signs."""
    access.check_at(actor, Right.SIGN_MINUTES, meeting)
    chair = access.chair_of(meeting)
    if actor is None or chair is None or chair.user_id != actor.pk:
        raise NotPermitted("Only the person who chairs this meeting signs its minutes.")
    return chair


def freeze(minutes: Minutes, content: dict, chair: Tenure, *, now: datetime) -> None:
    meeting = minutes.meeting
    minutes.content = minutes_content.signed(content, by=chair, meeting=meeting, now=now)
    minutes.content_hash = seals.seal(minutes.content)
    minutes.signed_at, minutes.signed_by = now, chair.user
    minutes.signed_as = chair.office.title_on(meeting.held_on)
    minutes.save()


def invited_who_answered(meeting: Meeting) -> list:
    """Return those with an account who attended or apologised, each once."""
    answered = meeting.attendances.filter(state__in=TOLD, user__is_active=True)
    return list({one.user_id: one.user for one in answered.select_related("user")}.values())


def tell(message: Message, minutes: Minutes, person, *, once: str, now: datetime) -> None:
    meeting = minutes.meeting
    notices.queue(
        message,
        board=meeting.panel.board,
        to=person.email,
        reference=name_of(meeting),
        about=minutes.pk,
        once=f"{message}:{minutes.pk}:{once}",
        now=now,
        held_on=meeting.held_on,
        version=minutes.version,
    )


@transaction.atomic
def correct(*, minutes: Minutes, reason: str, actor, now: datetime) -> Minutes:
    """Begin a correction of signed minutes: a new version that names them and says why.

    Both are kept. The signed version counts until the chair signs the correction.
    """
    meeting = Meeting.objects.locked(minutes.meeting_id)
    access.check_at(actor, Right.DRAFT_MINUTES, meeting)
    held = row_of(minutes, meeting)
    refuse_unless_to_correct(held)
    if not reason.strip():
        raise WrongMoment("Say what is corrected and why.")
    corrected = Minutes.objects.create(
        meeting=meeting,
        version=held.version + 1,
        opening=held.opening,
        closing=held.closing,
        corrects=held,
        correction_reason=reason.strip(),
        drafted_at=now,
        drafted_by=actor,
    )
    for text in held.texts.all():
        copied = {name: getattr(text, name) for name in TEXTS}
        MinutesItem.objects.create(minutes=corrected, item_id=text.item_id, **copied)
    audit.record(
        Event.MINUTES_CORRECTED,
        subject=meeting,
        actor=actor,
        now=now,
        corrects=held.version,
        version=corrected.version,
        reason=reason.strip(),
    )
    return corrected


def refuse_unless_to_correct(minutes: Minutes) -> None:
    if minutes.status != MinutesStatus.SIGNED:
        raise WrongMoment("These minutes are not signed yet. Edit the draft.")
    if Minutes.objects.filter(corrects=minutes).exists():
        raise WrongMoment("A correction of these minutes has been begun already.")


def row_of(minutes: Minutes, meeting: Meeting) -> Minutes:
    """Return the row of a version as it is now, held until the transaction ends."""
    rows = Minutes.objects.select_for_update(of=("self",))
    found = rows.select_related("corrects", "drafted_by").get(pk=minutes.pk)
    found.meeting = meeting
    return found
