"""The senior manager's link and code: shows nothing, works once, is never stored."""

from datetime import timedelta

import pytest

from casework import links
from casework.choices import AuthorisationStatus, Event, Message, ReferralStatus
from casework.errors import LinkRefused, WrongMoment
from casework.models import AuditEntry, Notice, Referral
from casework.tests.factories import (
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_meeting,
    make_referral,
    open_link,
    waiting,
)
from casework.workflows import authorisations, referrals

pytestmark = pytest.mark.django_db

LATER = NOVEMBER + timedelta(minutes=5)


def code_for(referral, *, now=NOVEMBER):
    sent = authorisations.send_code(authorisation=waiting(referral), now=now)
    return sent, links.authorisation_code(sent)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_sending_a_referral_asks_the_senior_manager_and_tells_the_referrer():
    referral = make_referral()

    told = Notice.objects.values_list("message", "recipient", "reference")
    assert set(told) == {
        ("authorisation_requested", "colin.prewett@example.org", referral.reference),
        ("referral_submitted", "nina.farrow@example.org", referral.reference),
    }
    assert (referral.status, referral.received_at) == (ReferralStatus.SUBMITTED, None)


@pytest.mark.req("B52")
def test_a_referral_is_received_only_when_it_is_authorised():
    make_meeting()
    referral = make_referral()
    assert referral.received_at is None

    authorisations.authorise(authorisation=waiting(referral), now=LATER)

    referral.refresh_from_db()
    assert (referral.status, referral.received_at) == (ReferralStatus.RECEIVED, LATER)
    answered = referral.authorisations.get()
    assert (answered.status, answered.decided_at) == (AuthorisationStatus.AUTHORISED, LATER)
    assert (answered.name, answered.post) == ("Colin Prewett", "Head of housing")
    assert answered.declaration == referral.panel.authorisation_words


def test_an_unauthorised_referral_never_reaches_screening():
    make_meeting()
    referral = make_referral()
    administrator = make_administrator()

    assert referral not in Referral.objects.awaiting_screening()
    with pytest.raises(WrongMoment, match="Waiting for authorisation".lower()):
        referrals.screen(referral=referral, actor=administrator, now=LATER)

    referral.refresh_from_db()
    assert (referral.status, referral.person) == (ReferralStatus.SUBMITTED, None)


def test_authorising_twice_receives_once():
    make_meeting()
    referral = make_referral()
    request = waiting(referral)
    authorisations.authorise(authorisation=request, now=NOVEMBER)

    with pytest.raises(LinkRefused, match="already used"):
        authorisations.authorise(authorisation=request, now=LATER)

    referral.refresh_from_db()
    assert referral.received_at == NOVEMBER
    assert AuditEntry.objects.filter(event=Event.REFERRAL_RECEIVED).count() == 1


def test_refusing_with_a_reason_keeps_everything_from_the_panel():
    referral = make_referral()

    authorisations.refuse(authorisation=waiting(referral), reason=" Meet first. ", now=LATER)

    referral.refresh_from_db()
    assert (referral.status, referral.received_at) == (ReferralStatus.REFUSED, None)
    assert referral.authorisations.get().reason == "Meet first."
    assert referral not in Referral.objects.awaiting_screening()
    told = Notice.objects.get(message=Message.REFERRAL_REFUSED)
    assert told.recipient == "nina.farrow@example.org"
    assert "Meet" not in str(told.facts)


@pytest.mark.parametrize("reason", ["", "   "])
def test_refusing_needs_a_reason(reason):
    referral = make_referral()

    with pytest.raises(WrongMoment, match="why you do not authorise"):
        authorisations.refuse(authorisation=waiting(referral), reason=reason, now=LATER)

    assert waiting(referral)


def test_refused_after_authorised_changes_nothing():
    make_meeting()
    referral = make_authorised_referral()

    with pytest.raises(LinkRefused, match="already used"):
        authorisations.refuse(authorisation=referral.authorisations.get(), reason="No.", now=LATER)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.RECEIVED


def test_opening_the_link_changes_nothing_and_works_again():
    request = waiting(make_referral())
    token = links.authorisation_token(request)

    for _ in range(3):
        assert links.authorisation_from(token, LATER) == request

    request.refresh_from_db()
    assert (request.status, request.codes_sent) == (AuthorisationStatus.WAITING, 0)


@pytest.mark.parametrize("spoil", ["", "x", "1.2", "9-abc.def"])
def test_a_link_that_is_not_ours_does_not_work(spoil):
    with pytest.raises(LinkRefused, match="does not work"):
        links.authorisation_from(spoil, LATER)


def test_a_tampered_link_does_not_work():
    first, second = waiting(make_referral()), waiting(make_referral())
    token = links.authorisation_token(first)
    forged = token.replace(f"{first.pk}-", f"{second.pk}-", 1)

    with pytest.raises(LinkRefused, match="does not work"):
        links.authorisation_from(forged, LATER)


def test_a_link_of_another_key_does_not_work(settings):
    token = links.authorisation_token(waiting(make_referral()))
    settings.SECRET_KEY = "another key altogether, long enough to be one"

    with pytest.raises(LinkRefused, match="does not work"):
        links.authorisation_from(token, LATER)


def test_an_expired_link_says_so():
    request = waiting(make_referral())
    token = links.authorisation_token(request)
    last = NOVEMBER + timedelta(days=14)

    assert links.authorisation_from(token, last - timedelta(seconds=1))
    with pytest.raises(LinkRefused, match="has expired"):
        links.authorisation_from(token, last)
    with pytest.raises(LinkRefused, match="has expired"):
        authorisations.authorise(authorisation=request, now=last)


def test_a_used_link_says_so():
    make_meeting()
    request = waiting(make_referral())
    token = links.authorisation_token(request)
    authorisations.authorise(authorisation=request, now=NOVEMBER)

    with pytest.raises(LinkRefused, match="already used"):
        links.authorisation_from(token, LATER)


def test_a_new_request_replaces_the_old_link():
    referral = make_referral()
    token = links.authorisation_token(waiting(referral))

    authorisations.request(
        referral=referral,
        name="Asha Verma",
        post="Director",
        email="asha.verma@example.org",
        now=LATER,
        actor=make_administrator(),
    )

    with pytest.raises(LinkRefused, match="replaced by a newer one"):
        links.authorisation_from(token, LATER)
    assert waiting(referral).email == "asha.verma@example.org"


def test_nobody_is_asked_to_authorise_their_own_referral():
    referral = make_referral()

    with pytest.raises(WrongMoment, match="cannot authorise their own"):
        authorisations.request(
            referral=referral,
            name="Nina Farrow",
            post="Manager",
            email="Nina.Farrow@example.org",
            now=LATER,
        )

    assert waiting(referral).email == "colin.prewett@example.org"


def test_the_code_opens_the_referral_and_leaves_a_line():
    referral = make_referral()

    opened = open_link(waiting(referral), now=NOVEMBER)

    assert opened.code_nonce == ""
    assert AuditEntry.objects.get(event=Event.AUTHORISATION_OPENED).subject == referral.reference


def test_a_code_works_once():
    request, code = code_for(make_referral())
    authorisations.open_with_code(authorisation=request, code=code, now=NOVEMBER)

    with pytest.raises(LinkRefused, match="already used"):
        authorisations.open_with_code(authorisation=request, code=code, now=NOVEMBER)

    assert AuditEntry.objects.filter(event=Event.AUTHORISATION_OPENED).count() == 1


def test_a_code_lasts_fifteen_minutes():
    request, code = code_for(make_referral())
    end = NOVEMBER + timedelta(minutes=15)

    with pytest.raises(LinkRefused, match="more than 15 minutes old"):
        authorisations.open_with_code(authorisation=request, code=code, now=end)
    assert authorisations.open_with_code(
        authorisation=request, code=code, now=end - timedelta(seconds=1)
    )


def test_after_five_wrong_tries_even_the_right_code_is_refused():
    referral = make_referral()
    request, code = code_for(referral)
    wrong = another(code)
    for _ in range(4):
        with pytest.raises(LinkRefused, match="not the code we sent. Check"):
            authorisations.open_with_code(authorisation=request, code=wrong, now=NOVEMBER)
    with pytest.raises(LinkRefused, match="fifth try"):
        authorisations.open_with_code(authorisation=request, code=wrong, now=NOVEMBER)

    with pytest.raises(LinkRefused, match="five times"):
        authorisations.open_with_code(authorisation=request, code=code, now=NOVEMBER)

    fresh, new_code = code_for(referral, now=LATER)
    assert authorisations.open_with_code(authorisation=fresh, code=new_code, now=LATER)


def test_a_new_code_makes_the_old_one_useless():
    referral = make_referral()
    _, old = code_for(referral)
    fresh, new = code_for(referral, now=LATER)
    assert old != new

    with pytest.raises(LinkRefused, match="not the code we sent"):
        authorisations.open_with_code(authorisation=fresh, code=old, now=LATER)


def test_there_is_no_code_before_one_is_asked_for():
    with pytest.raises(LinkRefused, match="no code to use"):
        authorisations.open_with_code(
            authorisation=waiting(make_referral()), code="000000", now=NOVEMBER
        )


def test_codes_cannot_be_asked_for_without_end():
    referral = make_referral()
    code_for(referral)
    with pytest.raises(WrongMoment, match="less than a minute ago"):
        code_for(referral, now=NOVEMBER + timedelta(seconds=59))

    for number in range(1, authorisations.MOST_CODES):
        code_for(referral, now=NOVEMBER + timedelta(minutes=number))
    with pytest.raises(WrongMoment, match="Too many codes"):
        code_for(referral, now=NOVEMBER + timedelta(minutes=40))


def test_neither_link_nor_code_is_stored():
    request, code = code_for(make_referral())
    signature = links.authorisation_token(request).rpartition(".")[2]

    stored = [str(row) for row in Notice.objects.values()]
    stored += [str(row) for row in type(request).objects.values()]
    stored += [str(row) for row in AuditEntry.objects.values()]
    assert not [row for row in stored if code in row or signature in row]
