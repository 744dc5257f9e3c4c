"""The sweep: the safety net under every other job."""

from datetime import timedelta

import pytest
import time_machine
from django_q.models import Schedule

from casework import tasks
from casework.choices import MeetingStatus
from casework.models import Meeting, Notice
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    at,
    make_authorised_referral,
    make_meeting,
    make_member,
)

pytestmark = pytest.mark.django_db

CLOSING = at("2026-11-27 00:00")
A_SECOND = timedelta(seconds=1)


def swept(now):
    with time_machine.travel(now, tick=False):
        tasks.sweep()


def test_a_list_closes_at_its_instant_and_not_before():
    meeting = make_meeting()

    swept(CLOSING - A_SECOND)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.LIST_OPEN

    swept(CLOSING)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.list_closed_at) == (MeetingStatus.LIST_CLOSED, CLOSING)


def test_members_are_invited_five_weeks_before_and_once():
    meeting, member = make_meeting(JANUARY), make_member("fire-and-rescue")

    swept(at("2026-12-09 12:00"))
    assert not meeting.attendances.exists()
    for _ in range(2):
        swept(at("2026-12-10 12:00"))

    assert meeting.attendances.get().user == member
    assert Notice.objects.filter(recipient=member.email).count() == 1


def test_a_referral_left_behind_moves_on_the_day_after():
    make_meeting(DECEMBER)
    january = make_meeting(JANUARY)
    referral = make_authorised_referral()

    swept(at("2026-12-10 23:59"))
    referral.refresh_from_db()
    assert referral.meeting.held_on == DECEMBER

    swept(at("2026-12-11 00:01"))
    referral.refresh_from_db()
    assert referral.meeting == january


def test_one_list_that_cannot_close_does_not_keep_the_other_open(monkeypatch, caplog):
    make_meeting(DECEMBER), make_meeting(JANUARY)
    close = tasks.meetings.close_list

    def close_but_december(*, meeting, now):
        if meeting.held_on == DECEMBER:
            raise ValueError("Jane Ashworth")
        return close(meeting=meeting, now=now)

    monkeypatch.setattr(tasks.meetings, "close_list", close_but_december)
    swept(at("2027-01-05 09:00"))

    closed = Meeting.objects.filter(status=MeetingStatus.LIST_CLOSED)
    assert [meeting.held_on for meeting in closed] == [JANUARY]
    assert "ValueError" in caplog.text
    assert "Jane" not in caplog.text


def test_the_regular_jobs_are_written_down_once_and_left_as_staff_set_them():
    tasks.ensure_schedules()
    Schedule.objects.filter(name="sweep").update(minutes=2)

    tasks.ensure_schedules()

    jobs = list(Schedule.objects.values_list("name", "minutes"))
    assert sorted(job for job in jobs if job[0] != "tidy") == [("expired drafts", 60), ("sweep", 2)]
