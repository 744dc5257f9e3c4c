"""Who is told of the summary, and that no email or audit line names the person."""

import json

import pytest
import time_machine

from casework import notices
from casework.choices import (
    AttendanceState,
    Message,
)
from casework.models import AuditEntry, Notice
from casework.tests.factories import (
    agency_called,
    make_administrator,
    make_appointment,
    make_member,
    seat_called,
)
from casework.tests.pack_factories import (
    FIRE,
    IN_TIME,
    LATE,
    PACK_DUE,
    POLICE,
    SEATS,
    WROTE,
    answer,
    asked,
    issue,
    make_asking_meeting,
)
from casework.workflows import meetings

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
def test_everyone_who_comes_is_told_once_a_version_and_who_apologised_is_not(
    meeting, administrator
):
    deputy = make_appointment(POLICE, capacity="deputy").user
    seat = seat_called(POLICE)
    representative = asked(meeting, POLICE).assignee
    meetings.send_deputy(meeting=meeting, seat=seat, actor=None, now=IN_TIME)

    issue(meeting, administrator)
    answer(asked(meeting, FIRE))
    issue(meeting, administrator)

    told = list(
        Notice.objects.filter(message=Message.PACK_ISSUED).values_list("recipient", flat=True)
    )
    assert told.count(deputy.email) == 2
    assert representative.email not in told
    assert len(told) == 2 * len(SEATS)
    absent = meeting.attendances.get(user=representative)
    assert absent.state == AttendanceState.APOLOGIES


CANARIES = {
    "person_first_name": "Zebedee",
    "person_family_name": "Quillfeather",
    "person_dob": "1951-03-07",
    "person_nhs_number": "9990000107",
    "person_address": {"line_1": "4 Canary Court", "town": "Anyford", "postcode": "ZZ9 9ZZ"},
    "request_of_panel": "Canary-request",
    "court_position": "made",
    "lacks_capacity": "yes",
}
FORBIDDEN = ("Zebedee", "Quillfeather", "1951", "9990000107", "Canary", "ZZ9", WROTE, "Court")


@pytest.mark.req("B60")
def test_no_email_after_the_list_closes_names_the_person_or_says_when_born_or_where(administrator):
    meeting = make_asking_meeting(**CANARIES)
    answer(asked(meeting, POLICE))
    issue(meeting, administrator)
    answer(asked(meeting, FIRE), now=LATE)
    issue(meeting, administrator, now=LATE)

    after = Notice.objects.filter(created_at__gte=meeting.closes_at)
    assert set(after.values_list("message", flat=True)) == {
        Message.RETURNS_REQUESTED,
        Message.PACK_ISSUED,
    }
    assert set(after.values_list("recipient", flat=True)) == {
        one.user.email for one in meeting.attendances.all()
    }
    for notice in after:
        email = notices.compose(notice)
        written = email.message().as_string() + email.body + json.dumps(notice.facts)
        assert [word for word in FORBIDDEN if word in written] == []
        assert email.subject.startswith("BSAB panel, 10 December 2026: ")
        assert "/meetings/adult/2026-12-10/" in email.body


def test_the_audit_says_nothing_of_the_person_either(administrator):
    meeting = make_asking_meeting(**CANARIES)
    answer(asked(meeting, POLICE))
    issue(meeting, administrator)

    written = json.dumps(list(AuditEntry.objects.values("facts", "subject")))

    assert [word for word in FORBIDDEN if word in written] == []


def test_somebody_who_is_not_invited_is_not_told(meeting, administrator):
    stranger = make_member("landlords", agency=agency_called("swan-meadow"))

    issue(meeting, administrator)

    assert not Notice.objects.filter(recipient=stranger.email, message=Message.PACK_ISSUED).exists()
