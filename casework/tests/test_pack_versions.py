"""A later version of the summary says what is new; an earlier one never changes."""

import json

import pytest
import time_machine
from django.utils import timezone

from casework.choices import (
    CaseStatus,
    Known,
)
from casework.errors import WrongMoment
from casework.models import Notice, Pack
from casework.rules import packs as rules
from casework.rules import seals
from casework.tests.factories import (
    agency_called,
    make_administrator,
    make_screened_referral,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    IN_TIME,
    LATE,
    PACK_DUE,
    POLICE,
    answer,
    answer_all,
    asked,
    issue,
    line_of,
    make_asking_meeting,
)
from casework.workflows import agendas, referrals, returns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(PACK_DUE, tick=False):
        yield


@pytest.fixture
def meeting():
    return make_asking_meeting()


@pytest.fixture
def administrator():
    return make_administrator()


@pytest.mark.req("B63")
def test_a_late_return_is_a_dated_addendum_of_the_next_version(meeting, administrator):
    answer_all(meeting, but=[FIRE])
    first = issue(meeting, administrator)
    kept = json.loads(json.dumps(first.content))
    answer(asked(meeting, FIRE), now=LATE)

    second = issue(meeting, administrator, now=LATE)

    title = seat_called(FIRE).title
    (addendum,) = second.content["addenda"]
    (line,) = addendum["new"]
    assert (second.version, addendum["since"]) == (2, 1)
    assert addendum["at"].startswith("2026-12-03T09:30")
    assert line["words"].startswith(title) and line["words"].endswith("answered “Known”")
    assert line["at"].startswith("2026-12-03T09:30")
    assert line["late"]
    assert line_of(second, FIRE)["late"]
    first.refresh_from_db()
    assert first.content == kept
    assert seals.holds(first.content, first.content_hash)


def test_a_changed_answer_is_new_and_earlier_addenda_stay(meeting, administrator):
    answer(asked(meeting, POLICE), Known.NOT_KNOWN)
    issue(meeting, administrator)
    answer(asked(meeting, FIRE))
    issue(meeting, administrator)
    answer(asked(meeting, POLICE))

    third = issue(meeting, administrator)

    words = [one["words"] for addendum in third.content["addenda"] for one in addendum["new"]]
    assert len(words) == 2
    assert words[0].endswith("answered “Known”")
    assert words[1].endswith("changed its answer to “Known”")
    assert third.version == 3


def test_a_case_listed_after_the_summary_is_asked_about_and_is_new_in_the_next(
    meeting, administrator
):
    issue(meeting, administrator)
    late = make_screened_referral()
    case = referrals.list_for(referral=late, meeting=meeting, actor=None, now=PACK_DUE)

    assert case.return_requests.count() == 7
    second = issue(meeting, administrator)

    (line, *_) = second.content["addenda"][0]["new"]
    assert (line["case"], line["words"]) == (case.reference, "New on the list")
    case.refresh_from_db()
    assert case.status == CaseStatus.READY


def test_what_is_no_longer_asked_and_who_else_is_needed_are_new(meeting, administrator):
    item = meeting.items.get()
    landlord = (seat_called("landlords"), agency_called("beechwood-vale"))
    agendas.choose_relevant(item=item, seats=[landlord], actor=None, now=IN_TIME)
    issue(meeting, administrator)

    agendas.choose_relevant(item=item, seats=[], actor=None, now=PACK_DUE)

    new = [one["words"] for one in issue(meeting, administrator).content["addenda"][0]["new"]]
    assert new[0] == "Whose presence the case needs has changed"
    assert new[1].endswith("(Beechwood Vale Homes): no longer asked")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("person", {"name": "Jan Ashworth", "born": None}),
        ("presenter", "Somebody Else"),
        ("court", {"status": "Not needed"}),
        ("consent", None),
    ],
)
def test_a_changed_detail_of_a_case_is_new(meeting, administrator, key, value):
    before = issue(meeting, administrator).content
    (case,) = before["cases"]
    after = before | {"cases": [case | {key: value}]}

    changes = rules.changes(before | {"cases": [case | {"court": 1, "consent": 1}]}, after)

    assert rules.DETAILS[key] in [change.words for change in changes]


def test_a_case_that_has_gone_and_a_meeting_that_moved_are_new(meeting, administrator):
    before = issue(meeting, administrator).content
    after = before | {"cases": [], "meeting": before["meeting"] | {"place": "Elsewhere"}}

    changes = rules.changes(before, after)

    assert [change.words for change in changes] == [
        "When or where the panel meets has changed",
        "No longer on the list",
    ]


def test_nothing_new_is_refused_and_nothing_is_changed(meeting, administrator):
    issue(meeting, administrator)
    sent = Notice.objects.count()

    with pytest.raises(WrongMoment, match="Nothing is new since version 1 was issued on Thursday"):
        issue(meeting, administrator)

    assert Pack.objects.count() == 1
    assert Notice.objects.count() == sent


def test_it_says_that_it_was_issued_late_and_keeps_saying_it(meeting, administrator):
    late = issue(meeting, administrator, now=timezone.make_aware(timezone.datetime(2026, 12, 4)))
    answer(asked(meeting, POLICE))
    again = issue(meeting, administrator)

    assert late.content["issued_late"] and again.content["issued_late"]


def test_a_later_version_does_not_make_it_late(meeting, administrator):
    issue(meeting, administrator)
    answer(asked(meeting, POLICE))

    again = issue(meeting, administrator, now=timezone.make_aware(timezone.datetime(2026, 12, 8)))

    assert not again.content["issued_late"]


def test_answering_after_the_summary_is_possible_until_the_meeting(meeting, administrator):
    issue(meeting, administrator)

    given = answer(asked(meeting, POLICE), now=LATE)

    assert returns.why_closed(given.request) == ""
