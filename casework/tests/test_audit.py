"""The audit is only ever added to, and knows records by their references."""

import pytest

from casework import audit
from casework.choices import Event
from casework.models import AuditEntry
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_appointment,
    make_case,
    make_meeting,
    make_referral,
    make_submission,
    waiting,
)

pytestmark = pytest.mark.django_db


def test_a_line_says_who_what_and_when():
    administrator, meeting = make_administrator(), make_meeting()

    entry = audit.record(
        Event.DATES_CHANGED, subject=meeting, actor=administrator, now=NOVEMBER, day=meeting.held_on
    )

    assert (entry.at, entry.actor, entry.board) == (NOVEMBER, administrator.email, "bsab")
    assert (entry.subject_kind, entry.subject) == ("meeting", "adult/2026-12-10")
    assert entry.facts == {"day": "2026-12-10"}


@pytest.mark.parametrize(
    ("actor", "name"), [(None, "the portal"), (audit.SENIOR_MANAGER, audit.SENIOR_MANAGER)]
)
def test_who_has_no_account_is_named_in_words(actor, name):
    entry = audit.record(Event.LIST_CLOSED, subject=make_meeting(), actor=actor, now=NOVEMBER)

    assert entry.actor == name


def test_every_kind_of_record_finds_its_board():
    case = make_case(make_meeting())
    subjects = [
        case,
        case.items.get(),
        case.referral,
        case.panel,
        case.panel.board,
        make_appointment("fire-and-rescue"),
        waiting(make_referral()),
        make_submission(),
        case.referral.panel.decline_reasons.first(),
    ]

    assert {audit.board_of(subject).slug for subject in subjects} == {"bsab"}
    assert audit.board_of(make_administrator()) is None


def test_a_line_is_neither_changed_nor_removed():
    entry = audit.record(Event.LIST_CLOSED, subject=make_meeting(), actor=None, now=NOVEMBER)
    lines = AuditEntry.objects.all()
    entry.actor = "somebody else"

    for spoil in (entry.save, entry.delete, lines.delete, lambda: lines.update(actor="x")):
        with pytest.raises(TypeError, match="only ever added to"):
            spoil()

    assert AuditEntry.objects.get(pk=entry.pk).actor == "the portal"
