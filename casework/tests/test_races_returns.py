"""Two people of one agency answer the same return at the same moment."""

import pytest

from casework.choices import Event, Known, ReturnStatus
from casework.models import AgencyReturn, AuditEntry
from casework.tests.factories import at, seat_called
from casework.tests.returns_factories import (
    KNOWN,
    SEARCHED,
    SEAT,
    asked,
    fill,
    make_asked,
    send,
)
from casework.tests.signin import casework_of
from casework.tests.test_races import at_once, refusals
from casework.workflows import meetings, returns
from forms_pages.models import Draft, Submission

pytestmark = pytest.mark.usefixtures("restored_database")

MORNING = at("2026-11-30 10:00")


@pytest.fixture
def pair():
    """A meeting, and two people who may answer for the same seat."""
    meeting, member, deputy = make_asked(cases=2, deputy=True)
    meetings.send_deputy(meeting=meeting, seat=seat_called(SEAT), actor=member, now=MORNING)
    return meeting, (member, deputy)


@pytest.mark.req("B61")
def test_two_deputies_on_one_return_make_one_result_and_the_other_is_told(pair):
    meeting, people = pair
    request = asked(meeting)[0]

    results = at_once(
        2,
        lambda number: returns.answer(
            request=request,
            known=Known.NOT_KNOWN,
            checked=SEARCHED,
            submission=None,
            actor=people[number],
            now=MORNING,
            version=1,
        ),
    )

    assert refusals(results) == 1
    (told,) = [str(one) for one in results if not isinstance(one, AgencyReturn)]
    assert "answered for your agency" in told
    assert AgencyReturn.objects.get().version == 1
    assert AuditEntry.objects.filter(event=Event.RETURN_ANSWERED).count() == 1


def test_two_who_confirm_the_same_list_send_it_once(pair):
    meeting, people = pair
    requests = asked(meeting)

    results = at_once(
        2,
        lambda number: returns.answer_not_known(
            requests=requests if number else requests[::-1],
            checked=SEARCHED,
            actor=people[number],
            now=MORNING,
        ),
    )

    assert refusals(results) == 1
    assert AgencyReturn.objects.count() == 2
    assert {one.status for one in asked(meeting)} == {ReturnStatus.ANSWERED}


@pytest.mark.postgres
def test_two_forms_sent_at_once_leave_one_submission_and_the_other_keeps_the_draft(pair):
    meeting, people = pair
    request = asked(meeting)[0]
    clients = [casework_of(person) for person in people]
    bases = [fill(client, request, **KNOWN) for client in clients]
    before = Submission.objects.count()

    answers = at_once(2, lambda number: send(clients[number], bases[number]))

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert AgencyReturn.objects.get(request=request).version == 1
    assert Submission.objects.count() == before + 1
    assert Draft.objects.count() == 1
