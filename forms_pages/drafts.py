"""Answers while someone is still writing them.

Each save locks the draft, reads it again and puts in only what its own page asked, so that
two tabs saving different pages lose nothing. A draft stays on the version it began with.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from forms_pages import journey
from forms_pages.fields import NOT_KNOWN
from forms_pages.models import Draft, FormVersion

# A draft is deleted when nothing was saved for this long. Browsers remember it as long.
KEPT_FOR = timedelta(days=7)
HASH_LENGTH = 64
NONE: Mapping[str, object] = MappingProxyType({})


class Gone(Exception):
    """The draft was sent, or deleted, in another window."""


class TooManyRows(Exception):
    """The group has as many rows as it may have."""


def begin(
    version: FormVersion, *, token: str = "", answers: Mapping[str, object] = NONE, now: datetime
) -> Draft:
    """Start a draft on a version. What was admitted stays with it."""
    return Draft.objects.create(
        version=version, token=token, answers=dict(answers), started_at=now, saved_at=now
    )


def find(key: str | UUID, *, form_page, token: str = "") -> Draft | None:
    """Return the draft with this key, if it is of this form and was begun by this token."""
    return _begun_by(token, form_page).filter(key=key).first()


def latest_of(token: str, *, form_page) -> Draft | None:
    """Return the draft that was begun last by a token which stands for one person."""
    return _begun_by(token, form_page).order_by("-started_at", "-pk").first()


def live_version_of(form_page) -> FormVersion | None:
    """Return the version that new drafts begin with; None while the form is closed."""
    return FormVersion.objects.defer("document").filter(pk=form_page.live_version_id).first()


def merge(draft: Draft, page_key: str, answers: Mapping[str, object], *, now: datetime) -> Draft:
    """Put one page's answers in, and note that the page was continued from.

    An answer of None takes the former one away. "None to add" never takes away rows that
    another window has added meanwhile. Raises `Gone`.
    """

    def put_in(kept: dict) -> None:
        for key, answer in answers.items():
            if answer is None:
                kept.pop(key, None)
            elif not (answer == NOT_KNOWN and _has_rows(kept.get(key))):
                kept[key] = answer

    return _change(draft, put_in, now=now, seen=page_key)


def save_row(draft: Draft, group: Mapping, row: Mapping, *, now: datetime) -> Draft:
    """Add a row to a group, or replace the row of the same id.

    The id is given out with the empty page, so a double click adds one row. Raises `Gone`
    and `TooManyRows`.
    """

    def put_in(kept: dict) -> None:
        rows = list(journey.rows_of(kept, group))
        at = next((at for at, one in enumerate(rows) if one["id"] == row["id"]), None)
        if at is not None:
            rows[at] = dict(row)
        elif len(rows) >= journey.limits_of(group)[1]:
            raise TooManyRows
        else:
            rows.append(dict(row))
        kept[group["key"]] = rows

    return _change(draft, put_in, now=now)


def remove_row(draft: Draft, group: Mapping, row_id: str, *, now: datetime) -> Draft:
    """Take a row out of a group. One that is already out is no mistake. Raises `Gone`."""

    def take_out(kept: dict) -> None:
        rows = [row for row in journey.rows_of(kept, group) if row["id"] != row_id]
        if rows:
            kept[group["key"]] = rows
        elif _has_rows(kept.get(group["key"])):
            del kept[group["key"]]

    return _change(draft, take_out, now=now)


def delete(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).delete()


def expired(*, now: datetime) -> QuerySet[Draft]:
    """Return drafts that nobody can come back to."""
    return Draft.objects.filter(saved_at__lt=now - KEPT_FOR)


def may_be_finished(draft: Draft, *, live_version_id: int | None, today: date) -> bool:
    """Say whether this draft may still be filled in and sent.

    One of the live version always may; one of an earlier version, until the day staff set.
    """
    last_day = draft.version.may_finish_until
    return draft.version_id == live_version_id or last_day is None or today <= last_day


def document_of(version: FormVersion) -> Mapping:
    """Return a version's document, read once in each process. Not to be changed."""
    if len(version.content_hash) != HASH_LENGTH:
        return version.document
    return _document(version.content_hash)


@lru_cache(maxsize=64)
def _document(content_hash: str) -> Mapping:
    found = FormVersion.objects.filter(content_hash=content_hash)
    return found.values_list("document", flat=True)[0]


def _begun_by(token: str, form_page) -> QuerySet[Draft]:
    drafts = Draft.objects.filter(version__form_page_id=form_page.pk, token=token)
    return drafts.select_related("version").defer("version__document")


def _has_rows(answer) -> bool:
    return isinstance(answer, list) and any(isinstance(item, Mapping) for item in answer)


def _change(draft: Draft, change, *, now: datetime, seen: str = "") -> Draft:
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if held is None:
            raise Gone
        change(held.answers)
        if seen and seen not in held.seen:
            held.seen.append(seen)
        held.saved_at = now
        held.save(update_fields=["answers", "seen", "saved_at"])
    draft.answers, draft.seen, draft.saved_at = held.answers, held.seen, held.saved_at
    return draft
