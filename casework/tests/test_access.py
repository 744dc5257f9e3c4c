"""What is not yours is not there, and trying is recorded."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404
from django.utils import timezone

from casework import access
from casework.choices import Capacity, Event, Right, Role
from casework.errors import NotPermitted
from casework.models import AuditEntry, RoleGrant
from casework.rules.permissions import CHAIR, DESCRIPTIONS, MEMBER, ROLES
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    at,
    board_called,
    make_administrator,
    make_authorised_referral,
    make_case,
    make_holder,
    make_meeting,
    make_member,
    make_referral,
    make_submission,
    make_user,
    seat_called,
)
from casework.workflows import meetings, members

pytestmark = pytest.mark.django_db

CLOSING = at("2026-11-27 00:00")


def refusals():
    return list(AuditEntry.objects.filter(event=Event.ACCESS_REFUSED))


def make_editor():
    user = make_user()
    user.groups.add(Group.objects.get(name__endswith="BSAB"))
    return user


def test_every_role_is_described_and_every_right_is_somebodys():
    assert set(ROLES) == set(DESCRIPTIONS) == {*Role.values, MEMBER, CHAIR}
    assert frozenset().union(*ROLES.values()) == set(Right.values)


def test_the_portal_itself_may_and_an_unknown_visitor_may_nothing():
    board = board_called("bsab")
    access.check(None, Right.LIST, board)

    for visitor in (AnonymousUser(), make_user()):
        assert not [action for action in Right if access.may(visitor, action, board)]
        with pytest.raises(NotPermitted, match="Your role does not let you plan meetings"):
            access.check(visitor, Right.PLAN_MEETING, board)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_gives_what_is_written_and_only_on_its_own_board(role):
    user = make_holder(role)

    granted = {a for a in Right if access.may(user, a, board_called("bsab"))}
    elsewhere = {a for a in Right if access.may(user, a, board_called("oscb"))}
    assert (granted, elsewhere) == (set(ROLES[role]), set())


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 0, True)],
)
def test_a_role_holds_from_its_first_day_to_its_last(starts, ends, holds):
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=starts)}
    days["ends_on"] = None if ends is None else today + timedelta(days=ends)

    user = make_holder(Role.ADMINISTRATOR, **days)

    assert access.may(user, Right.LIST, board_called("bsab")) is holds


def test_a_role_taken_away_is_gone_at_once():
    user = make_administrator()
    assert access.boards_for(user, Right.LIST).exists()

    RoleGrant.objects.update(ends_on=timezone.localdate() - timedelta(days=1))

    assert not access.boards_for(user, Right.LIST).exists()


def test_an_account_that_is_closed_may_nothing():
    user = make_administrator()
    user.is_active = False
    user.save()

    assert not access.boards_for(user, Right.LIST).exists()


def test_an_editor_of_pages_and_forms_sees_no_record():
    editor, meeting = make_editor(), make_meeting()
    case = make_case(meeting)

    for visible in (
        access.referrals_for(editor),
        access.cases_for(editor),
        access.meetings_for(editor),
        access.notices_for(editor),
        access.attention_for(editor),
        access.panels_for(editor, Right.PLAN_MEETING),
    ):
        assert not visible.exists()
    with pytest.raises(Http404):
        access.case_for(editor, case.reference)


def test_a_superuser_without_a_role_sees_no_record():
    case = make_case(make_meeting())

    with pytest.raises(Http404):
        access.case_for(make_user(is_superuser=True, is_staff=True), case.reference)


def test_the_other_boards_records_are_not_there_and_the_try_is_recorded():
    case = make_case(make_meeting())
    stranger = make_administrator("oscb")

    with pytest.raises(Http404):
        access.case_for(stranger, case.reference)
    with pytest.raises(Http404):
        access.referral_for(stranger, case.reference)
    with pytest.raises(Http404):
        access.meeting_for(stranger, "adult", "2026-12-10")

    assert [(entry.actor, entry.board, entry.subject) for entry in refusals()] == [
        (stranger.email, "bsab", f"case {case.reference}"),
        (stranger.email, "bsab", f"referral {case.reference}"),
        (stranger.email, "bsab", "meeting adult/2026-12-10"),
    ]


def test_a_reference_that_was_never_given_out_is_recorded_and_other_words_are_not():
    administrator = make_administrator()

    for tried in ("BSAB-2026-9999", "Jane Ashworth"):
        with pytest.raises(Http404):
            access.case_for(administrator, tried)

    assert [entry.subject for entry in refusals()] == ["case BSAB-2026-9999"]


@pytest.mark.parametrize("held_on", ["2026-12-11", "yesterday", "2026-13-45", ""])
def test_a_meeting_that_is_not_there(held_on):
    make_meeting()

    with pytest.raises(Http404):
        access.meeting_for(make_administrator(), "adult", held_on)

    assert refusals() == []


def test_an_administrator_reads_what_was_received_and_counts_what_waits():
    make_meeting()
    administrator = make_administrator()
    waits, received = make_referral(), make_authorised_referral()

    assert set(access.referrals_for(administrator)) == {waits, received}
    assert access.referral_for(administrator, received.reference) == received
    with pytest.raises(Http404):
        access.referral_for(administrator, waits.reference)


def test_a_member_reads_a_case_once_the_list_has_closed():
    meeting, member = make_meeting(), make_member("fire-and-rescue")
    case = make_case(meeting)
    assert list(access.meetings_for(member)) == [meeting]
    assert not access.cases_for(member).exists()

    meetings.close_list(meeting=meeting, now=CLOSING)

    assert access.case_for(member, case.reference) == case
    assert not access.referrals_for(member).exists()


def test_a_member_of_another_panel_reads_nothing():
    meeting = make_meeting()
    case = make_case(meeting)
    meetings.close_list(meeting=meeting, now=CLOSING)

    with pytest.raises(Http404):
        access.case_for(make_member("legal-adviser", "child"), case.reference)


def test_a_member_who_has_left_reads_nothing():
    meeting = make_meeting()
    member = make_member("fire-and-rescue")
    make_case(meeting)
    meetings.close_list(meeting=meeting, now=CLOSING)
    members.end_appointment(
        appointment=member.appointments.get(),
        ends_on=timezone.localdate() - timedelta(days=1),
        actor=None,
        now=NOVEMBER,
    )

    assert not access.cases_for(member).exists()
    assert not access.meetings_for(member).exists()


def test_a_deputy_sees_only_the_meetings_they_come_to():
    december, january = make_meeting(DECEMBER), make_meeting(JANUARY)
    make_member("fire-and-rescue")
    deputy = make_member("fire-and-rescue", capacity=Capacity.DEPUTY)
    case = make_case(december)
    meetings.close_list(meeting=december, now=CLOSING)
    assert not access.meetings_for(deputy).exists()
    assert not access.may(deputy, Right.READ_PAPERS, board_called("bsab"))

    meetings.send_deputy(
        meeting=december, seat=seat_called("fire-and-rescue"), actor=None, now=CLOSING
    )

    assert list(access.meetings_for(deputy)) == [december]
    assert january not in access.meetings_for(deputy)
    assert access.case_for(deputy, case.reference) == case
    assert access.may(deputy, Right.READ_PAPERS, board_called("bsab"))


def test_whoever_holds_an_office_sits_on_the_panel():
    director = make_user("Ruth Ellery")
    members.fill_office(
        office=make_meeting(date(2027, 1, 26), "child").panel.offices.get(kind="chair"),
        user=director,
        starts_on=date(2026, 1, 5),
        actor=None,
        now=NOVEMBER,
    )

    assert access.meetings_for(director).count() == 1


def test_what_was_not_taken_over_is_shown_to_its_own_board():
    submission = make_submission()
    make_submission("child")

    assert list(access.attention_for(make_administrator())) == [submission]


def test_the_history_of_a_case_begins_with_its_referral():
    case = make_case(make_meeting())

    events = list(access.history_of(case).values_list("event", flat=True))

    assert events[0] == Event.REFERRAL_SUBMITTED
    assert Event.CASE_OPENED in events
