"""Who is told of an action, when, and how little the emails say."""

from datetime import date, timedelta

import pytest
import time_machine

from casework import audit, notices, tasks
from casework.choices import Message
from casework.models import AuditEntry, Notice
from casework.tests.action_factories import (
    A_DAY_AFTER,
    DUE,
    IN_SESSION,
    complete_item,
    make_action,
    make_item,
)
from casework.tests.factories import (
    at,
    make_chair,
    make_user,
    put,
)
from casework.workflows import actions

pytestmark = pytest.mark.django_db
BY_LINK = audit.ACTION_OWNER


@pytest.fixture
def item():
    return make_item()


@pytest.fixture
def action(item):
    return make_action(item)


@pytest.fixture
def chair():
    return make_chair()


def told(message):
    return list(Notice.objects.filter(message=message).values_list("recipient", flat=True))


def test_each_owner_is_told_once_when_the_item_is_complete(item):
    make_action(item)
    make_action(item, owner_email="olu.finch@example.org")
    assert told(Message.ACTION_AGREED) == []

    for _ in range(2):
        actions.tell(item=item, now=IN_SESSION)

    assert sorted(told(Message.ACTION_AGREED)) == ["fay.moss@example.org", "olu.finch@example.org"]


def test_a_refused_action_goes_to_the_office_where_nobody_chairs(action):
    actions.refuse(action=action, reason="Not our tenant", actor=BY_LINK, now=A_DAY_AFTER)

    assert told(Message.ACTION_RETURNED) == [action.case.panel.board.contact_email]


def test_an_action_added_to_a_complete_item_is_told_at_once(item):
    complete_item(item)

    make_action(item)
    actions.tell(item=item, now=IN_SESSION)

    assert told(Message.ACTION_AGREED) == ["fay.moss@example.org"]


def swept(day):
    with time_machine.travel(day, tick=False):
        tasks.sweep()


def test_an_overdue_action_is_told_once_on_the_day_after_it_was_due(action, chair):
    swept(at("2027-01-08 23:59"))
    assert told(Message.ACTION_OVERDUE) == []

    for moment in ("2027-01-09 00:01", "2027-01-09 00:02", "2027-01-12 09:00"):
        swept(at(moment))
    assert told(Message.ACTION_OVERDUE) == ["fay.moss@example.org"]

    actions.hand_on(
        action=action,
        owner_agency=action.owner_agency,
        owner_name="Olu Finch",
        owner_email="olu.finch@example.org",
        due_on=date(2027, 1, 20),
        actor=chair,
        now=at("2027-01-12 10:00"),
    )
    swept(at("2027-01-20 12:00"))
    for moment in ("2027-01-21 00:01", "2027-01-22 00:01"):
        swept(at(moment))
    assert told(Message.ACTION_OVERDUE) == ["fay.moss@example.org", "olu.finch@example.org"]


@pytest.mark.parametrize("status", ["returned", "completed", "verified", "not_achieved"])
def test_the_owner_of_what_is_done_or_back_is_not_told_that_it_is_overdue(action, status):
    put(action, status=status, completed_at=A_DAY_AFTER)

    swept(at("2027-01-09 00:01"))

    assert told(Message.ACTION_OVERDUE) == []


def test_the_emails_have_a_reference_a_day_and_a_link_and_nothing_about_the_person(item):
    make_user("Fay Moss", email="fay.moss@example.org")
    action = make_action(item, title="Visit Canary", detail="Canary", measure="Canary")
    actions.tell(item=item, now=IN_SESSION)
    actions.remind(action=action, now=at("2027-01-09 09:00"))
    actions.refuse(action=action, reason="Canary", actor=BY_LINK, now=A_DAY_AFTER)

    for notice in Notice.objects.filter(message__startswith="action_"):
        email = notices.compose(notice)
        assert email.subject.startswith(f"{item.case.reference}: ")
        assert "8 January 2027" in email.body
        assert f"/casework/cases/{item.case.reference}/actions/1/" in email.body
        written = f"{email.message().as_string()}{email.body}{notice.facts}"
        for word in ("Canary", "Jane", "Ashworth", "Fay Moss"):
            assert word not in written
    assert "Canary" not in str(list(AuditEntry.objects.values()))


def test_overdue_is_worked_out_and_ends_when_the_action_does(action):
    assert not action.is_overdue(today=DUE)
    assert action.is_overdue(today=DUE + timedelta(days=1))

    actions.complete(action=action, result="Seen", actor=BY_LINK, now=at("2027-01-10 09:00"))
    action.refresh_from_db()

    assert not action.is_overdue(today=DUE + timedelta(days=9))
