"""The same thing at the same moment, from several workers, on a database that allows it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection, transaction

from casework import notices
from casework.choices import Event, Message
from casework.errors import LinkRefused, WrongMoment
from casework.links import authorisation_code
from casework.models import AuditEntry, Case, Notice, Person, ReturnRequest
from casework.references import next_reference
from casework.tests.factories import (
    NOVEMBER,
    at,
    board_called,
    make_administrator,
    make_authorised_referral,
    make_case,
    make_meeting,
    make_referral,
    make_screened_referral,
    waiting,
)
from casework.workflows import authorisations, meetings, referrals

pytestmark = pytest.mark.usefixtures("restored_database")

CLOSING = at("2026-11-27 00:00")
REFUSED = (LinkRefused, WrongMoment)


def at_once(workers: int, act) -> list:
    """Do the same in several threads that start together. A refusal is a result too."""
    barrier = Barrier(workers)

    def run(number):
        try:
            barrier.wait(timeout=10)
            return act(number)
        except REFUSED as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def refusals(results) -> int:
    return sum(isinstance(result, REFUSED) for result in results)


@pytest.mark.postgres
def test_references_are_unique_under_eight_threads():
    board = board_called("bsab")

    def take(_):
        taken = []
        for _ in range(5):
            with transaction.atomic():
                taken.append(next_reference(board, now=NOVEMBER))
        return taken

    taken = [reference for some in at_once(8, take) for reference in some]

    assert sorted(taken) == [f"BSAB-2026-{number:04d}" for number in range(1, 41)]


def test_two_workers_close_a_list_once():
    meeting = make_meeting()
    make_case(meeting)

    at_once(2, lambda _: meetings.close_list(meeting=meeting, now=CLOSING))

    assert AuditEntry.objects.filter(event=Event.LIST_CLOSED).count() == 1
    assert ReturnRequest.objects.count() == 7


def test_two_presses_authorise_once():
    make_meeting()
    referral = make_referral()
    request = waiting(referral)

    results = at_once(2, lambda _: authorisations.authorise(authorisation=request, now=NOVEMBER))

    assert refusals(results) == 1
    assert AuditEntry.objects.filter(event=Event.REFERRAL_RECEIVED).count() == 1
    assert Notice.objects.filter(message=Message.REFERRAL_RECEIVED).count() == 1


def test_authorising_and_refusing_together_is_one_answer():
    make_meeting()
    request = waiting(make_referral())

    def answer(number):
        if number:
            return authorisations.authorise(authorisation=request, now=NOVEMBER)
        return authorisations.refuse(authorisation=request, reason="No.", now=NOVEMBER)

    assert refusals(at_once(2, answer)) == 1
    kinds = (Event.REFERRAL_RECEIVED, Event.REFERRAL_REFUSED)
    assert AuditEntry.objects.filter(event__in=kinds).count() == 1


def test_one_code_opens_once():
    request = waiting(make_referral())
    sent = authorisations.send_code(authorisation=request, now=NOVEMBER)
    code = authorisation_code(sent)

    results = at_once(
        4,
        lambda _: authorisations.open_with_code(authorisation=request, code=code, now=NOVEMBER),
    )

    assert refusals(results) == 3
    assert AuditEntry.objects.filter(event=Event.AUTHORISATION_OPENED).count() == 1


def test_wrong_tries_at_once_are_all_counted():
    request = waiting(make_referral())
    sent = authorisations.send_code(authorisation=request, now=NOVEMBER)
    wrong = f"{(int(authorisation_code(sent)) + 1) % 1_000_000:06d}"

    at_once(
        4,
        lambda _: authorisations.open_with_code(authorisation=request, code=wrong, now=NOVEMBER),
    )

    request.refresh_from_db()
    assert request.code_tries == 4


def test_two_administrators_screen_and_list_once():
    meeting = make_meeting()
    received = make_authorised_referral()
    screened = make_screened_referral()
    people, actor = Person.objects.count(), make_administrator()

    first = at_once(2, lambda _: referrals.screen(referral=received, actor=actor, now=NOVEMBER))
    second = at_once(
        2,
        lambda _: referrals.list_for(referral=screened, meeting=meeting, actor=None, now=NOVEMBER),
    )

    assert (refusals(first), refusals(second)) == (1, 1)
    assert (Person.objects.count() - people, Case.objects.count()) == (1, 1)


def test_two_workers_send_a_notice_once():
    make_referral()
    notice = Notice.objects.get(message=Message.REFERRAL_SUBMITTED)

    sent = at_once(2, lambda _: notices.send(notice, NOVEMBER))

    assert sorted(sent) == [False, True]
    assert len(mail.outbox) == 1


@pytest.mark.postgres
def test_listing_while_the_list_closes_asks_every_agency_once():
    meeting = make_meeting()
    referral = make_screened_referral()

    def act(number):
        if number:
            return meetings.close_list(meeting=meeting, now=CLOSING)
        return referrals.list_for(referral=referral, meeting=meeting, actor=None, now=CLOSING)

    at_once(2, act)

    assert ReturnRequest.objects.filter(case__reference=referral.reference).count() == 7
