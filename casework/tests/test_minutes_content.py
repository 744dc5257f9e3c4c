"""What minutes say: the record as it was, in words, under the names of the day."""

import pytest
import time_machine

from casework.choices import (
    Capacity,
    Decision,
    Known,
    OfficeKind,
    Sharing,
)
from casework.models import Minutes
from casework.rules import seals
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    make_meeting,
    put,
)
from casework.tests.minutes_factories import make_draft, make_heard, make_signed, moment
from casework.workflows import minutes

pytestmark = pytest.mark.django_db

AFTER = moment(DECEMBER, "18:00")


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def heard():
    return make_heard()


@pytest.fixture
def draft(heard):
    return make_draft(heard)


def sign(heard, made, **details):
    return minutes.sign(minutes=made, actor=heard.chair, now=heard.after, **details)


def test_a_correction_keeps_the_owner_an_action_was_given_at_the_meeting(heard, draft):
    first = sign(heard, draft)
    put(heard.item.actions.get(), owner_name="Somebody Later")

    second = minutes.correct(minutes=first, reason="x", actor=heard.chair, now=heard.after)
    sign(heard, second)

    kept = Minutes.objects.get(version=2)
    assert kept.content["cases"][0]["actions"][0]["owner"] == "Ravi Stone"


def test_an_office_is_signed_for_by_the_title_it_had_on_the_day(heard, draft):
    office = heard.meeting.panel.offices.get(kind=OfficeKind.CHAIR)
    office.former_titles.create(title="Chairperson", until=JANUARY)

    signed = sign(heard, draft)

    assert signed.signed_as == "Chairperson"


def test_an_agency_keeps_the_name_it_had_on_the_day(heard, draft):
    agency = heard.item.actions.get().owner_agency
    agency.former_names.create(name="The Old Trust", until=JANUARY)
    agency.former_names.create(name="The Older Trust", until=DECEMBER)

    signed = sign(heard, draft)

    case = signed.content["cases"][0]
    assert case["actions"][0]["agency"] == case["lead"]["agency"] == "The Old Trust"


def test_content_is_that_of_the_record(heard, draft):
    make_meeting(JANUARY)

    content = sign(heard, draft).content

    assert content["meeting"]["held_on"] == "2026-12-10"
    assert content["meeting"]["started_at"] == "2026-12-10T13:30+00:00"
    assert content["meeting"]["ended_at"] == "2026-12-10T16:10+00:00"
    assert content["next_meeting"] == "2027-01-14"
    assert content["quorum"]["reason"] == "All that the cases need are here."
    assert content["chair"]["acting"] is False
    assert {"name": "Olive Penn", "as": "Oxford Health"} in content["circulation"]
    assert content["circulation"][-1]["name"] == "Lena Marsh"
    case = content["cases"][0]
    assert (case["purpose"], case["decision"]) == ("New", Decision.REVIEW.label)
    assert (case["risk"]["score"], case["risk"]["band"]) == (12, "High")
    assert case["risk"]["dissent"] == "Police would score it higher."
    assert case["risk"]["lines"][0]["domain"] == "Exploitation or abuse by others"
    assert case["risk"]["lines"][1]["likelihood"] == "4 Likely"
    assert case["recommendations"] == [{"number": 1, "text": "Make the flat safe."}]
    assert case["actions"][0]["due_on"] == "2026-12-24"
    police = {"name": "Thames Valley Police", "answer": "No answer"}
    assert police in case["agencies"]


def test_minutes_made_signed_by_the_factory_hold(heard):
    signed = make_signed(heard)

    assert seals.holds(signed.content, signed.content_hash)


def answer(heard, seat, *, at, sharing=Sharing.EVERYONE):
    asked = heard.meeting.return_requests.get(seat__code=seat)
    asked.returns.create(
        version=1,
        known=Known.NOT_KNOWN,
        sharing=sharing,
        capacity=Capacity.REPRESENTATIVE,
        answered_at=at,
        answered_by=heard.member,
    )


def test_of_an_answer_for_the_chair_minutes_say_only_that_there_is_one(heard, draft):
    before, later = moment(DECEMBER, "09:00"), heard.after
    answer(heard, "oxford-health", at=before)
    answer(heard, "thames-valley-police", at=before, sharing=Sharing.CHAIR)
    answer(heard, "adult-social-care", at=later)

    content = sign(heard, draft).content

    told = {one["name"]: one["answer"] for one in content["cases"][0]["agencies"]}
    assert told["Oxford Health (Oxford Health NHS Foundation Trust)"] == "Not known"
    assert told["Thames Valley Police"] == "Answered for the chair and staff only"
    assert told["Adult Social Care (Buckinghamshire Council Adult Social Care)"] == "No answer"
