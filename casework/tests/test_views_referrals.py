"""The inbox, one referral, and what staff decide about it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from casework.choices import Event, ReferralStatus, Role
from casework.models import AuditEntry, Case, Notice
from casework.tests.factories import (
    DECEMBER,
    JANUARY,
    NOVEMBER,
    make_administrator,
    make_authorised_referral,
    make_holder,
    make_meeting,
    make_member,
    make_referral,
    make_screened_referral,
    make_user,
    panel_called,
)
from casework.tests.signin import casework_of, counted, visitor, words_of

pytestmark = pytest.mark.django_db
INBOX = "/casework/referrals/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def reason(code):
    return panel_called("adult").decline_reasons.get(code=code)


def test_the_inbox_shows_each_referral_with_its_age_its_meeting_and_what_to_look_at(administrator):
    make_meeting(DECEMBER)
    sent = NOVEMBER - timedelta(days=7)
    referral = make_authorised_referral(now=sent, resident="no")

    page = words_of(administrator.get(INBOX))

    assert referral.reference in page
    assert "Beechwood Vale Homes" in page
    assert "5 working days" in page
    assert "10 Dec 2026" in page
    assert "Not resident" in page
    assert "Ashworth" not in page


def test_the_inbox_says_when_it_is_empty_and_how_to_clear_a_filter(administrator):
    assert "No new referrals." in words_of(administrator.get(INBOX))
    assert "Clear the filter" in words_of(administrator.get(INBOX, {"status": "declined"}))


def test_the_inbox_can_be_filtered_by_status_and_shows_no_status_it_must_not(administrator):
    make_meeting(DECEMBER)
    received, screened = make_authorised_referral(), make_screened_referral()

    page = words_of(administrator.get(INBOX, {"status": "screening"}))

    assert screened.reference in page
    assert received.reference not in page
    assert 'value="submitted"' not in page
    for unknown in ("submitted", "refused", "nonsense"):
        assert received.reference in words_of(administrator.get(INBOX, {"status": unknown}))


def test_the_inbox_has_pages_of_25_in_a_stable_order(administrator):
    make_meeting(DECEMBER)
    references = [
        make_authorised_referral(now=NOVEMBER - timedelta(minutes=n)).reference for n in range(26)
    ]

    first, second = (words_of(administrator.get(INBOX, {"page": n})) for n in (1, 2))

    assert references[-1] in first
    assert references[0] not in first
    assert references[0] in second
    assert references[0] in words_of(administrator.get(INBOX, {"page": "999"}))


def test_the_inbox_costs_the_same_with_one_referral_and_with_thirty(administrator):
    make_meeting(DECEMBER)
    make_authorised_referral(resident="no")
    one = counted(lambda: administrator.get(INBOX))
    for _ in range(29):
        make_authorised_referral(resident="no")

    assert counted(lambda: administrator.get(INBOX)) == one


def test_a_referral_without_authorisation_cannot_be_opened_and_waits_without_a_name(administrator):
    referral = make_referral()

    assert referral.reference not in words_of(administrator.get(INBOX, {"status": "all"}))
    assert administrator.get(referral.get_absolute_url()).status_code == 404
    assert administrator.post(f"{referral.get_absolute_url()}screen/").status_code == 404
    with time_machine.travel(NOVEMBER + timedelta(days=3), tick=False):
        waiting = words_of(casework_of(make_administrator()).get("/casework/authorisations/"))
    assert referral.reference in waiting
    assert "Beechwood Vale Homes" in waiting
    assert "3 days" in waiting
    assert not any(name in waiting for name in ("Jane", "Ashworth", "Farrow", "Prewett"))


def test_waiting_for_authorisation_says_when_nothing_waits(administrator):
    page = words_of(administrator.get("/casework/authorisations/"))

    assert "No referral waits for authorisation." in page


def test_a_referral_shows_what_was_said_who_authorised_it_and_its_history(administrator):
    make_meeting(DECEMBER)
    referral = make_authorised_referral()

    page = words_of(administrator.get(referral.get_absolute_url()))

    assert "Ashworth" in page
    assert "version 9000 of the form" in page
    assert "Colin Prewett, Head of housing, authorised this referral on 16 November 2026" in page
    assert panel_called("adult").authorisation_words in page
    assert "Referral authorised and received" in page
    assert panel_called("adult").board.responsibility_text in page
    assert panel_called("adult").board.concern_url in page


def test_nothing_personal_is_in_a_referral_page_s_title_or_address(administrator):
    referral = make_authorised_referral()

    page = words_of(administrator.get(referral.get_absolute_url()))

    title = page[page.index("<title>") : page.index("</title>")]
    assert referral.reference in title
    assert "Ashworth" not in title
    assert ">JA<" in page
    assert "JA" not in title


def test_each_reading_of_a_referral_is_recorded_once(administrator):
    referral = make_authorised_referral()

    administrator.get(referral.get_absolute_url())

    entry = AuditEntry.objects.get(event=Event.REFERRAL_READ)
    assert (entry.subject, entry.board) == (referral.reference, "bsab")


@pytest.mark.parametrize("way", ["", "screen/", "list/", "decline/"])
def test_another_board_s_administrator_is_told_nothing_and_it_is_recorded(way):
    referral = make_authorised_referral()
    client = casework_of(make_administrator("oscb"))
    method = client.post if way == "screen/" else client.get

    answer = method(referral.get_absolute_url() + way)

    assert answer.status_code == 404
    entry = AuditEntry.objects.get(event=Event.ACCESS_REFUSED)
    assert referral.reference in entry.subject
    assert entry.board == "bsab"


@pytest.mark.parametrize("address", [INBOX, "/casework/authorisations/"])
def test_lists_of_referrals_are_refused_to_whoever_does_not_screen_them(address):
    member = make_member("thames-valley-police")

    for user in (member, make_user(), make_holder(Role.BOARD_MANAGER)):
        assert casework_of(user).get(address).status_code == 403
    assert AuditEntry.objects.filter(event=Event.ACCESS_REFUSED).count() == 3


def test_somebody_not_signed_in_is_sent_to_the_door():
    answer = visitor("casework.localhost").get(INBOX)

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign_in"))


def test_an_administrator_screens_a_referral_once(administrator):
    make_meeting(DECEMBER)
    referral = make_authorised_referral()
    address = f"{referral.get_absolute_url()}screen/"

    answer = administrator.post(address, follow=True)
    again = administrator.post(address)

    referral.refresh_from_db()
    assert "You have taken" in words_of(answer)
    assert referral.status == ReferralStatus.SCREENING
    assert again.status_code == 409
    assert "Somebody has already taken this referral" in words_of(again)
    assert administrator.get(address).status_code == 405


def test_an_administrator_lists_a_screened_referral_and_a_case_is_opened(administrator):
    meeting = make_meeting(DECEMBER)
    make_meeting(JANUARY)
    referral = make_screened_referral()
    address = f"{referral.get_absolute_url()}list/"

    choices = words_of(administrator.get(address))
    answer = administrator.post(address, {"meeting": "2026-12-10"}, follow=True)

    assert "The list closes on 26 November 2026 (before 00:00 on 27 November)." in choices
    case = Case.objects.get()
    assert case.items.get().meeting == meeting
    assert answer.redirect_chain == [(case.get_absolute_url(), 302)]


def test_listing_for_a_list_that_had_closed_is_refused_with_the_reason_on_the_page(administrator):
    make_meeting(DECEMBER)
    make_meeting(JANUARY)
    late = NOVEMBER + timedelta(days=12)
    referral = make_screened_referral(now=late)
    address = f"{referral.get_absolute_url()}list/"

    with time_machine.travel(late, tick=False):
        client = casework_of(make_administrator())
        page = words_of(client.get(address))
        answer = client.post(address, {"meeting": "2026-12-10"})

    assert "Too late for: 10 December 2026." in page
    assert 'value="2026-12-10"' not in page
    assert answer.status_code == 409
    assert "closed before this referral was received" in words_of(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize("given", [{}, {"meeting": ""}, {"meeting": "1999-01-01"}])
def test_listing_without_a_meeting_of_the_panel_says_so_beside_the_choices(administrator, given):
    make_meeting(DECEMBER)
    referral = make_screened_referral()

    answer = administrator.post(f"{referral.get_absolute_url()}list/", given)

    page = words_of(answer)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert page.count("Select a meeting") + page.count("Select one of this panel’s") == 2


def test_there_is_help_when_no_meeting_accepts_the_referral(administrator):
    referral = make_screened_referral()

    page = words_of(administrator.get(f"{referral.get_absolute_url()}list/"))

    assert "Plan the next meeting" in page


@pytest.mark.req("B2")
def test_out_of_area_is_flagged_never_refused_and_declining_for_it_is_counted(administrator):
    referral = make_screened_referral(resident="no")
    address = f"{referral.get_absolute_url()}decline/"

    screening = words_of(administrator.get(referral.get_absolute_url()))
    asked = words_of(administrator.get(address))
    answer = administrator.post(
        address, {"reason": reason("not_resident").pk, "note": "Lives in Northampton."}
    )

    assert "Not resident" in screening
    assert "The referrer says they live elsewhere." in screening
    assert reason("not_resident").signposting in asked
    assert answer.status_code == 302
    referral.refresh_from_db()
    assert referral.decline_reason.code == "not_resident"
    inbox = words_of(administrator.get(INBOX))
    counts = inbox[inbox.index("by reason") :]
    assert "The person does not live in Buckinghamshire" in counts
    assert 'govuk-table__cell--numeric">1<' in counts
    assert Notice.objects.filter(message="referral_declined").count() == 1


def test_declining_without_a_reason_keeps_what_was_typed(administrator):
    referral = make_screened_referral()

    answer = administrator.post(f"{referral.get_absolute_url()}decline/", {"note": "Rang them."})

    assert answer.status_code == 422
    assert "Select a reason" in words_of(answer)
    assert "Rang them." in words_of(answer)
    referral.refresh_from_db()
    assert referral.status != ReferralStatus.DECLINED


def test_a_reason_of_another_board_cannot_be_used(administrator):
    referral = make_screened_referral()
    other = panel_called("child").decline_reasons.first()

    answer = administrator.post(f"{referral.get_absolute_url()}decline/", {"reason": other.pk})

    assert answer.status_code == 422
    assert other.signposting not in words_of(answer)
    referral.refresh_from_db()
    assert referral.status != ReferralStatus.DECLINED


@pytest.mark.parametrize("way", ["list/", "decline/"])
def test_deciding_before_screening_is_refused_in_words(administrator, way):
    make_meeting(DECEMBER)
    referral = make_authorised_referral()
    data = {"meeting": "2026-12-10", "reason": reason("not_resident").pk}

    answer = administrator.post(referral.get_absolute_url() + way, data)

    assert answer.status_code == 409
    assert "You cannot" in words_of(answer)
    assert not Case.objects.exists()


def test_a_deferred_referral_says_which_list_it_missed():
    make_meeting(DECEMBER)
    make_meeting(JANUARY)
    late = NOVEMBER + timedelta(days=12)
    referral = make_authorised_referral(now=late)

    with time_machine.travel(late, tick=False):
        page = words_of(casework_of(make_administrator()).get(referral.get_absolute_url()))

    assert "Deferred to a later meeting" in page
    assert "The list for 10 December 2026 had closed when this was received." in page


@pytest.mark.req("O23")
def test_a_referrer_without_case_responsibility_is_flagged():
    referral = make_authorised_referral("child", case_responsibility="no")

    page = words_of(casework_of(make_administrator("oscb")).get(referral.get_absolute_url()))

    assert "Referrer not responsible for the case" in page
