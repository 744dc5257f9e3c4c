"""A case that goes ahead without consent says why in the minutes of every meeting (S3)."""

import pytest
import time_machine

from casework.choices import MinutesStatus
from casework.errors import WrongMoment
from casework.models import Minutes
from casework.rules import seals
from casework.tests.factories import FEBRUARY, JANUARY, make_meeting
from casework.tests.minutes_factories import (
    NO_CONSENT,
    Heard,
    hold,
    make_draft,
    make_heard,
    make_signed,
    moment,
)
from casework.tests.signin import casework_of, words_of
from casework.workflows import minutes

pytestmark = pytest.mark.django_db

WHY = NO_CONSENT["consent_explanation"]
NO_REASON = NO_CONSENT | {"consent_reasons": ["neither"]}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(moment(FEBRUARY, "18:00"), tick=False):
        yield


def hear_again(heard: Heard, held_on) -> Heard:
    """Return a later meeting, to whose agenda the case came back by itself."""
    meeting = make_meeting(held_on)
    hold(meeting, heard.chair)
    return heard._replace(meeting=meeting)


@pytest.mark.req("B92", "B47")
def test_the_referrers_reasons_stand_in_the_minutes_of_both_meetings():
    january = make_heard(JANUARY, **NO_CONSENT)
    first = make_signed(january)
    february = hear_again(january, FEBRUARY)

    second = make_signed(february)

    for signed in (first, second):
        told = signed.content["cases"][0]["consent"]
        assert told["obtained"] is False
        assert told["reasons"] == ["unjustified_delay"]
        assert told["explanation"] == WHY
        assert seals.holds(signed.content, signed.content_hash)
    assert second.content["cases"][0]["purpose"] == "Revisit"
    page = words_of(casework_of(february.member).get(february.path()))
    assert "The case goes ahead without consent." in page
    assert WHY in page


@pytest.mark.parametrize("missing", ["consent_reasons", "consent_explanation"])
def test_minutes_that_do_not_say_why_are_not_signed(missing):
    heard = make_heard(JANUARY, **NO_CONSENT | {missing: None})
    draft = make_draft(heard)

    with pytest.raises(WrongMoment, match="why it goes ahead without consent"):
        minutes.sign(minutes=draft, actor=heard.chair, now=heard.after)

    assert Minutes.objects.get().status == MinutesStatus.DRAFT


def test_where_no_reason_on_the_list_is_true_the_panel_writes_the_one_it_relies_on():
    heard = make_heard(JANUARY, **NO_REASON)
    draft = make_draft(heard)
    client = casework_of(heard.administrator)

    gaps = words_of(client.get(heard.path()))
    reference = heard.item.case.reference
    page = heard.path(f"cases/{reference}/")
    answer = client.post(page, {"consent": "The council must act under section 42."})

    assert f'href="{page}"' in gaps
    assert answer.status_code == 302
    signed = minutes.sign(minutes=draft, actor=heard.chair, now=heard.after)
    told = signed.content["cases"][0]["consent"]
    assert told["by_panel"] == "The council must act under section 42."
    assert told["explanation"] == WHY


def test_what_the_referrer_wrote_about_consent_cannot_be_edited():
    heard = make_heard(JANUARY, **NO_CONSENT)
    make_draft(heard)
    client = casework_of(heard.administrator)
    page = heard.path(f"cases/{heard.item.case.reference}/")

    shown = words_of(client.get(page))
    client.post(page, {"consent": "Another reason", "discussion": "More"})

    assert 'name="consent"' not in shown
    draft = Minutes.objects.get()
    assert draft.texts.get().consent == ""
    assert draft.texts.get().discussion == "More"


def test_with_consent_the_minutes_say_so_and_ask_for_no_reason():
    heard = make_heard(JANUARY, consent_state="obtained")

    signed = make_signed(heard)

    assert signed.content["cases"][0]["consent"]["missing"] is False
