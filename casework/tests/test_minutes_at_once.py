"""Two people at the same minutes at the same moment: one result, and the other is told."""

import pytest
import time_machine

from casework.choices import Event, Message, MinutesStatus
from casework.errors import Refused
from casework.models import AuditEntry, Minutes, MinutesReceipt, Notice
from casework.rules import seals
from casework.tests.factories import DECEMBER
from casework.tests.minutes_factories import make_draft, make_heard, make_signed, moment
from casework.tests.test_races import at_once, refusals
from casework.workflows import minutes

pytestmark = pytest.mark.usefixtures("restored_database")


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(moment(DECEMBER, "18:00"), tick=False):
        yield


def test_two_presses_draft_the_minutes_once():
    heard = make_heard()

    results = at_once(2, lambda _: make_draft(heard))

    assert refusals(results) == 1
    assert Minutes.objects.count() == 1


def test_two_presses_sign_once_and_send_once():
    heard = make_heard()
    draft = make_draft(heard)

    results = at_once(2, lambda _: minutes.sign(minutes=draft, actor=heard.chair, now=heard.after))

    assert refusals(results) == 1
    kept = Minutes.objects.get()
    assert seals.holds(kept.content, kept.content_hash)
    assert AuditEntry.objects.filter(event=Event.MINUTES_SIGNED).count() == 1
    assert MinutesReceipt.objects.count() == 1
    assert Notice.objects.filter(message=Message.MINUTES_SIGNED).count() == 2


def test_editing_while_somebody_signs_is_in_what_is_sealed_or_is_refused():
    heard = make_heard()
    draft = make_draft(heard)

    def act(number):
        if number:
            return minutes.sign(minutes=draft, actor=heard.chair, now=heard.after)
        return minutes.edit(
            minutes=draft, opening="Late", actor=heard.administrator, now=heard.after
        )

    results = at_once(2, act)

    kept = Minutes.objects.get()
    was_edited = not isinstance(results[0], Refused)
    assert kept.status == MinutesStatus.SIGNED
    assert kept.opening == kept.content["opening"] == ("Late" if was_edited else "")
    assert seals.holds(kept.content, kept.content_hash)


def test_two_who_edit_what_they_both_read_are_one_result():
    heard = make_heard()
    draft = make_draft(heard)
    seen = minutes.mark(draft, minutes.FRAME)

    results = at_once(
        2,
        lambda number: minutes.edit(
            minutes=draft, opening=f"By {number}", seen=seen, actor=heard.chair, now=heard.after
        ),
    )

    assert refusals(results) == 1
    assert Minutes.objects.get().opening in ("By 0", "By 1")


def test_two_presses_begin_one_correction():
    heard = make_heard()
    signed = make_signed(heard)

    results = at_once(
        2,
        lambda _: minutes.correct(
            minutes=signed, reason="Wrong floor.", actor=heard.chair, now=heard.after
        ),
    )

    assert refusals(results) == 1
    assert Minutes.objects.count() == 2
