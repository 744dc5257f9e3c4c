"""Minutes made ready to be read: their content, seal and gaps, for one reader."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from casework import access, audit
from casework.choices import Event, MinutesStatus, Right
from casework.models import Minutes
from casework.rules import consent, seals
from casework.rules import minutes as rules
from casework.workflows import minutes_content


@dataclass(frozen=True)
class Read:
    """What one reader sees: the cases they may read, how many others there are, what is missing.

    `seal` is the hash of the whole content as it is now, worked out again each time.
    """

    content: dict
    hidden: int
    seal: str
    holds: bool
    gaps: list[dict]


def read(user, minutes: Minutes, *, now: datetime) -> Read:
    """Return a version as somebody reads it, and record that they did."""
    is_signed = minutes.status == MinutesStatus.SIGNED
    content = minutes.content if is_signed else minutes_content.draw_up(minutes)
    readable = access.cases_in_minutes_for(user, minutes.meeting)
    cases = [case for case in content["cases"] if case["reference"] in readable]
    shown = [case["reference"] for case in cases]
    audit.record(Event.MINUTES_READ, subject=minutes, actor=user, now=now, cases=shown)
    return Read(
        content=content | {"cases": cases},
        hidden=len(content["cases"]) - len(cases),
        seal=seals.seal(content),
        holds=is_signed and seals.holds(content, minutes.content_hash),
        gaps=[] if is_signed else [link_to(gap, minutes) for gap in rules.gaps(content)],
    )


def link_to(gap: rules.Gap, minutes: Minutes) -> dict:
    """Return what is missing with the page on which it is mended."""
    meeting = minutes.meeting
    address = [meeting.panel.slug, meeting.held_on.isoformat()]
    if gap.mend == rules.ACTION:
        address = [gap.case, gap.number]
    elif gap.case:
        address.append(gap.case)
    return {"text": gap.words, "href": reverse(f"casework:{gap.mend}", args=address)}


def what_may_be_done(user, minutes: Minutes) -> dict:
    """Return which buttons to offer. The workflows decide again."""
    meeting = minutes.meeting
    may_edit = access.may_at(user, Right.DRAFT_MINUTES, meeting)
    is_draft = minutes.status == MinutesStatus.DRAFT
    return {
        "may_edit": is_draft and may_edit,
        "may_sign": is_draft and access.may_at(user, Right.SIGN_MINUTES, meeting),
        "may_comment": is_draft and access.may_comment_on_minutes(user, meeting),
        "may_correct": not is_draft and may_edit,
    }


def needs_reason(item) -> bool:
    """Say whether a case goes ahead without consent and its referral gives no reason."""
    submission = item.case.referral.submission
    said = consent.stated(submission.version.document, submission.data)
    return said is not None and said.is_missing


def differing(form, stored: dict) -> list[dict]:
    """Return what is stored beside what was typed, where saving was refused and they differ."""
    if not form.refused:
        return []
    return [
        {"label": form.fields[name].label, "text": text}
        for name, text in stored.items()
        if name in form.fields and form.data.get(name, "").strip() != text.strip()
    ]
