"""Who reads minutes, what is recorded of it, and what a page of them costs."""

import pytest
import time_machine

from casework.choices import Event, Role
from casework.models import AuditEntry, Minutes
from casework.tests.factories import (
    DECEMBER,
    make_administrator,
    make_holder,
)
from casework.tests.minutes_factories import make_draft, make_heard, make_signed, moment
from casework.tests.signin import casework_of, counted, words_of
from casework.views import minutes_reading
from casework.workflows import minutes

pytestmark = pytest.mark.django_db

WAYS = ("edit/", "comment/", "sign/", "correct/")


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(moment(DECEMBER, "18:00"), tick=False):
        yield


@pytest.fixture
def heard():
    return make_heard()


@pytest.fixture
def administrator(heard):
    return casework_of(heard.administrator)


@pytest.fixture
def member(heard):
    return casework_of(heard.member)


@pytest.mark.req("O103")
def test_content_that_was_changed_past_every_rule_is_seen(heard, member):
    signed = make_signed(heard)
    content = signed.content | {"closing": "Forged."}
    query = Minutes.objects.filter(pk=signed.pk)
    query.model._base_manager.filter(pk=signed.pk)._update(
        [(Minutes._meta.get_field("content"), None, content)]
    )

    page = words_of(member.get(heard.path()))

    assert "does not match its seal" in page
    assert "checked against its seal just now" not in page


def test_what_was_typed_is_never_read_as_markup(heard, administrator):
    make_draft(heard)
    administrator.post(heard.path("edit/"), {"opening": "<script>alert(1)</script>"})

    page = administrator.get(heard.path()).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_reading_is_recorded_with_the_version_and_the_cases(heard, member):
    make_signed(heard)

    member.get(heard.path())
    member.get(heard.path("1/"))

    entries = AuditEntry.objects.filter(event=Event.MINUTES_READ, actor=heard.member.email)
    assert [entry.subject for entry in entries] == ["adult/2026-12-10/1"] * 2
    assert entries[0].facts == {"cases": [heard.item.case.reference]}
    assert entries[0].board == "bsab"


def test_a_version_for_print_is_marked_with_who_read_it_and_when(heard, member):
    make_signed(heard)

    page = words_of(member.get(heard.path("1/")))

    assert "Read by Olive Penn on 10 December 2026 at 18:00" in page
    assert "OFFICIAL-SENSITIVE" in page


def test_the_title_of_the_page_says_nothing_of_the_person(heard, member):
    make_signed(heard)

    page = words_of(member.get(heard.path()))

    assert "Jane Ashworth" in page
    assert "Ashworth" not in page[: page.index("</title>")]


def test_strangers_are_told_nothing_and_those_without_a_part_in_cases_read_no_minutes(heard):
    make_signed(heard)
    stranger = casework_of(make_administrator("oscb"))
    manager = casework_of(make_holder(Role.BOARD_MANAGER))

    assert {stranger.get(heard.path(way)).status_code for way in ("", "1/", *WAYS)} == {404}
    assert manager.get(heard.path()).status_code == 403
    assert manager.get(heard.path("1/")).status_code == 403


@pytest.mark.parametrize("way", ["7/", "cases/BSAB-2026-9999/", "cases/x/"])
def test_what_is_not_in_the_minutes_is_not_there(heard, administrator, way):
    make_draft(heard)

    assert administrator.get(heard.path(way)).status_code == 404


@pytest.mark.parametrize("signed", [False, True])
def test_minutes_of_one_case_and_of_twelve_cost_the_same(signed):
    one = make_heard()
    twelve = make_heard(DECEMBER.replace(year=2027), cases=12, chair=one.chair, member=one.member)
    for heard in (one, twelve):
        make_signed(heard) if signed else make_draft(heard)
    client = casework_of(one.administrator)

    costs = {counted(lambda heard=h: client.get(heard.path())) for h in (one, twelve)}

    assert len(costs) == 1


def test_the_first_page_costs_the_same_with_one_and_with_many_minutes_to_sign():
    first = make_heard()
    minutes.send_for_signature(minutes=make_draft(first), actor=first.chair, now=first.after)
    client = casework_of(first.chair)
    one = counted(lambda: client.get("/casework/"))
    for month in (1, 2, 3):
        day = DECEMBER.replace(year=2027, month=month)
        heard = make_heard(day, chair=first.chair, member=first.member)
        minutes.send_for_signature(minutes=make_draft(heard), actor=first.chair, now=heard.after)

    assert counted(lambda: client.get("/casework/")) == one


def test_a_case_somebody_does_not_read_is_counted_and_not_shown(heard):
    signed = make_signed(heard)

    read = minutes_reading.read(make_administrator("oscb"), signed, now=heard.after)

    assert (read.content["cases"], read.hidden) == ([], 1)
    assert read.seal == signed.content_hash
