"""Agreed actions: what their owners and agencies say of them, and what the chair judges."""

from datetime import date

import pytest
from django.utils import timezone

from casework import audit
from casework.choices import ActionStatus, Capacity, Message, OfficeKind
from casework.errors import NotPermitted, WrongMoment
from casework.models import Action, Notice, Office
from casework.tests.action_factories import (
    A_DAY_AFTER,
    DUE,
    IN_SESSION,
    lines,
    make_action,
    make_item,
)
from casework.tests.factories import (
    PLANNED,
    agency_called,
    at,
    make_administrator,
    make_chair,
    make_member,
    make_user,
    put,
)
from casework.workflows import actions, members

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


def unchanged(action, attempt, refusal):
    """Attempt something that must be refused and leave no trace."""
    before = Action.objects.filter(pk=action.pk).values().get()
    counts = action.updates.count(), Notice.objects.count(), len(lines())
    with pytest.raises(refusal):
        attempt()
    assert Action.objects.filter(pk=action.pk).values().get() == before
    assert (action.updates.count(), Notice.objects.count(), len(lines())) == counts


def test_the_owner_by_link_accepts_tells_how_it_goes_and_completes(action):
    actions.accept(action=action, actor=BY_LINK, now=A_DAY_AFTER)
    actions.update(action=action, text="Canary: visited", actor=BY_LINK, now=A_DAY_AFTER)
    done = actions.complete(
        action=action, result="Certificate seen", actor=BY_LINK, now=A_DAY_AFTER
    )

    assert (done.status, done.result, done.completed_at) == (
        "completed",
        "Certificate seen",
        A_DAY_AFTER,
    )
    kept = list(action.updates.values_list("by", "user", "status", "text"))[1:]
    assert kept == [
        ("Fay Moss", None, "accepted", ""),
        ("Fay Moss", None, "in_progress", "Canary: visited"),
        ("Fay Moss", None, "completed", "Certificate seen"),
    ]
    assert [line.actor for line in lines()] == [BY_LINK] * 3
    assert [line.facts for line in lines()] == [
        {"number": 1, "was": "agreed", "became": "accepted"},
        {"number": 1, "was": "accepted", "became": "in_progress"},
        {"number": 1, "was": "in_progress", "became": "completed"},
    ]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (actions.update, {"text": "  "}),
        (actions.complete, {"result": ""}),
        (actions.refuse, {"reason": "\n"}),
    ],
)
def test_what_must_be_said_cannot_be_left_empty(action, act, words):
    unchanged(
        action, lambda: act(action=action, actor=BY_LINK, now=A_DAY_AFTER, **words), WrongMoment
    )


def test_a_refused_action_goes_back_to_the_chair_who_is_told(action, chair):
    actions.refuse(action=action, reason="Not our tenant", actor=BY_LINK, now=A_DAY_AFTER)

    action.refresh_from_db()
    assert action.status == ActionStatus.RETURNED
    assert action.updates.last().text == "Not our tenant"
    assert told(Message.ACTION_RETURNED) == [chair.email]
    assert "Not our tenant" not in str(lines()[-1].facts)


def test_a_new_chair_judges_what_an_earlier_one_left(action, chair):
    actions.complete(action=action, result="Seen.", actor=make_administrator(), now=A_DAY_AFTER)
    office = Office.objects.get(panel__slug="adult", kind="chair")
    successor = make_member("fire-and-rescue")
    today = timezone.localdate()
    members.fill_office(office=office, user=successor, starts_on=today, actor=None, now=PLANNED)

    actions.verify(action=action, actor=successor, now=A_DAY_AFTER)

    action.refresh_from_db()
    assert action.status == ActionStatus.VERIFIED


def test_the_chair_hands_on_what_came_back_and_the_old_link_is_dead(action, chair):
    nonce = action.nonce
    actions.tell(item=action.item, now=IN_SESSION)
    actions.refuse(action=action, reason="Not our tenant", actor=BY_LINK, now=A_DAY_AFTER)
    hospital = agency_called("hospitals")
    olu = make_user("Olu Finch", email="olu.finch@example.org")

    handed = actions.hand_on(
        action=action,
        owner_agency=hospital,
        owner_name="Olu Finch",
        owner_email="olu.finch@example.org",
        due_on=date(2027, 2, 1),
        actor=chair,
        now=A_DAY_AFTER,
    )

    assert (handed.status, handed.owner, handed.due_on) == ("agreed", olu, date(2027, 2, 1))
    assert handed.nonce and handed.nonce != nonce
    assert told(Message.ACTION_AGREED) == ["fay.moss@example.org", "olu.finch@example.org"]
    said = action.updates.last().text
    assert "Olu Finch, Buckinghamshire Healthcare NHS Trust" in said
    assert "Fay Moss, Beechwood Vale Homes, due Friday 8 January 2027" in said


@pytest.mark.parametrize(
    "wrong", [{"owner_name": "the board"}, {"due_on": A_DAY_AFTER.date()}, {"due_on": DUE}]
)
def test_handing_on_needs_a_person_and_a_day_to_come(action, chair, wrong):
    given = {
        "owner_agency": action.owner_agency,
        "owner_name": "Olu Finch",
        "owner_email": "olu.finch@example.org",
        "due_on": DUE,
    } | wrong
    if wrong == {"due_on": DUE}:
        given["now"] = at("2027-01-08 23:00")

    unchanged(
        action,
        lambda: actions.hand_on(action=action, actor=chair, **{"now": A_DAY_AFTER} | given),
        WrongMoment,
    )


def test_the_chair_verifies_what_is_completed(action, chair):
    actions.complete(action=action, result="Seen", actor=BY_LINK, now=A_DAY_AFTER)

    assert actions.verify(action=action, actor=chair, now=A_DAY_AFTER).status == "verified"
    unchanged(
        action,
        lambda: actions.update(action=action, text="More", actor=BY_LINK, now=A_DAY_AFTER),
        WrongMoment,
    )


def test_the_chair_closes_what_is_not_achieved_and_says_why(action, chair):
    def close(reason):
        return actions.close(action=action, reason=reason, actor=chair, now=A_DAY_AFTER)

    unchanged(action, lambda: close(" "), WrongMoment)

    assert close("He moved away").status == ActionStatus.NOT_ACHIEVED
    assert action.updates.last().text == "He moved away"


def make_each(action) -> dict:
    """Return one person of each kind that might try something with an action."""
    agency = action.owner_agency
    deputy = make_member("landlords", capacity=Capacity.DEPUTY, agency=agency)
    action.item.meeting.attendances.create(
        user=deputy,
        name=str(deputy),
        capacity=Capacity.DEPUTY,
        seat=deputy.appointments.get().seat,
    )
    return {
        "chair": make_chair(),
        "vice": make_chair(kind=OfficeKind.VICE),
        "administrator": make_administrator(),
        "their member": make_member("landlords", agency=agency),
        "their deputy": deputy,
        "a deputy not sent": make_member("landlords", capacity=Capacity.DEPUTY, agency=agency),
        "another landlord": make_member("landlords", agency=agency_called("icknield-hill")),
        "another member": make_member("fire-and-rescue"),
        "the other board": make_administrator("oscb"),
        "a stranger": make_user(),
    }


UPDATING = {"administrator", "their member", "their deputy"}


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (actions.accept, {}),
        (actions.update, {"text": "Visited"}),
        (actions.complete, {"result": "Seen"}),
        (actions.refuse, {"reason": "Not ours"}),
    ],
)
def test_the_owners_agency_and_staff_say_how_it_goes_and_nobody_else(action, act, words):
    for who, person in make_each(action).items():
        put(action, status="agreed", completed_at=None, result="")

        def attempt(person=person):
            return act(action=action, actor=person, now=A_DAY_AFTER, **words)

        if who in UPDATING:
            assert attempt().updates.last().user == person, who
        else:
            unchanged(action, attempt, NotPermitted)


@pytest.mark.parametrize(
    ("act", "status", "words"),
    [
        (actions.verify, "completed", {}),
        (actions.close, "agreed", {"reason": "Moved"}),
        (
            actions.hand_on,
            "agreed",
            {"owner_name": "Olu Finch", "owner_email": "olu@example.org", "due_on": DUE},
        ),
    ],
)
def test_the_chair_alone_judges(action, act, status, words):
    if act is actions.hand_on:
        words["owner_agency"] = action.owner_agency
    for who, person in make_each(action).items():
        put(action, status=status, completed_at=A_DAY_AFTER)

        def attempt(person=person):
            return act(action=action, actor=person, now=A_DAY_AFTER, **words)

        if who == "chair":
            assert attempt().updates.last().user == person
        else:
            unchanged(action, attempt, NotPermitted)


def test_an_owner_with_an_account_and_no_seat_acts_on_their_own_action_only(item):
    owner = make_user("Fay Moss", email="fay.moss@example.org")
    own, other = make_action(item), make_action(item, owner_email="olu.finch@example.org")

    assert actions.accept(action=own, actor=owner, now=A_DAY_AFTER).status == "accepted"
    unchanged(
        other, lambda: actions.accept(action=other, actor=owner, now=A_DAY_AFTER), NotPermitted
    )
