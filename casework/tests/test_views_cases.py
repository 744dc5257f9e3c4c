"""A case's page, and who presents it."""

import re

import pytest
import time_machine
from django.conf import settings

from casework import choices
from casework.choices import Event
from casework.models import AuditEntry
from casework.tests.factories import (
    DECEMBER,
    NOVEMBER,
    make_administrator,
    make_case,
    make_meeting,
    make_member,
    make_user,
    panel_called,
    small_document,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from casework.workflows import agendas, meetings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


@pytest.fixture
def case():
    return make_case(make_meeting(DECEMBER))


def closed(meeting):
    return meetings.close_list(meeting=meeting, now=meeting.closes_at)


@pytest.mark.req("B53")
def test_a_case_shows_who_authorised_it_and_what_they_declared(administrator, case):
    page = words_of(administrator.get(case.get_absolute_url()))

    assert "Colin Prewett, Head of housing, authorised this referral" in page
    assert panel_called("adult").authorisation_words in page
    assert "Colin Prewett" in page[page.index("What the referrer said") :]


def test_a_case_shows_its_person_its_meeting_and_the_answers_as_they_were_asked(
    administrator, case
):
    page = words_of(administrator.get(case.get_absolute_url()))

    assert "Jane Ashworth, born 2 April 1968" in page
    assert "10 December 2026" in page
    assert "How do we make the flat safer?" in page
    assert "version 9000 of the form" in page
    assert "Agencies are asked when the meeting’s list closes." in page


@pytest.mark.req("B55")
def test_the_lead_practitioner_presents_unless_somebody_else_is_named(administrator, case):
    meeting = case.items.get().meeting
    agenda = meeting.get_absolute_url()
    before = words_of(administrator.get(agenda))

    answer = administrator.post(f"{case.get_absolute_url()}presenter/", {"name": "Leila Haddad"})

    after = words_of(administrator.get(agenda))
    assert "Nina Farrow" in before
    assert answer.status_code == 302
    assert "Leila Haddad" in after
    assert "Nina Farrow" not in after
    assert "Leila Haddad" in words_of(administrator.get(case.get_absolute_url()))
    entry = AuditEntry.objects.get(event=Event.PRESENTER_CHANGED)
    assert "Leila" not in str(entry.facts)


def test_a_presenter_needs_a_name(administrator, case):
    for name in ("", "   ", "x" * 201):
        answer = administrator.post(f"{case.get_absolute_url()}presenter/", {"name": name})
        assert answer.status_code == 422
        assert "<title>Error: " in words_of(answer)
    assert case.items.get().presenter_name == "Nina Farrow"


def test_a_presenter_changes_at_the_meeting_to_come(administrator, case):
    page = words_of(administrator.get(f"{case.get_absolute_url()}presenter/"))

    assert "meeting on 10 December 2026" in page
    assert 'value="Nina Farrow"' in page


def test_each_reading_of_a_case_is_recorded_once(administrator, case):
    administrator.get(case.get_absolute_url())

    entry = AuditEntry.objects.get(event=Event.CASE_READ)
    assert (entry.subject, entry.board) == (case.reference, "bsab")


@pytest.mark.req("B68")
def test_the_way_to_report_a_concern_is_on_every_referral_case_and_form_page(administrator, case):
    board = case.panel.board
    form = visitor().get("/refer/")
    for answer in (
        administrator.get(case.referral.get_absolute_url()),
        administrator.get(case.get_absolute_url()),
        form,
    ):
        assert answer.status_code == 200
        assert board.concern_url in words_of(answer)


def test_the_concern_link_is_the_board_s_own(administrator, case):
    board = case.panel.board
    board.concern_url = "https://concern.example.org/adults/"
    board.save()

    assert "https://concern.example.org/adults/" in words_of(
        administrator.get(case.get_absolute_url())
    )


def test_a_case_page_costs_the_same_with_one_and_with_thirty(administrator):
    meeting = make_meeting(DECEMBER)
    case = make_case(meeting)
    pairs = [(seat, seat.agencies.first()) for seat in case.panel.seats.order_by("order")]
    item = case.items.get()
    agendas.choose_relevant(item=item, seats=pairs[3:4], actor=None, now=NOVEMBER)
    meetings.close_list(meeting=meeting, now=meeting.closes_at)
    case.return_requests.exclude(pk=case.return_requests.first().pk).delete()
    one = counted(lambda: administrator.get(case.get_absolute_url()))

    agendas.choose_relevant(item=item, seats=pairs, actor=None, now=NOVEMBER)
    for _ in range(29):
        make_case(meeting)

    assert case.return_requests.count() > 8
    assert counted(lambda: administrator.get(case.get_absolute_url())) == one


def test_a_member_reads_a_case_once_its_list_has_closed_and_not_before(case):
    client = casework_of(make_member("thames-valley-police"))
    address = case.get_absolute_url()

    before = client.get(address)
    closed(case.items.get().meeting)
    after = client.get(address)

    assert before.status_code == 404
    assert after.status_code == 200
    assert "Change the presenter" not in words_of(after)
    assert client.get(f"{address}presenter/").status_code == 403
    assert client.post(f"{address}presenter/", {"name": "Me"}).status_code == 403


def test_a_member_does_not_read_what_the_form_keeps_from_those_who_attend(case, administrator):
    document = small_document()
    question = next(
        q for q in document["sections"][0]["pages"][0]["questions"] if q["key"] == "referrer_phone"
    )
    version = case.referral.submission.version
    question = {**question, "shown_to": "staff"}
    page = document["sections"][0]["pages"][0]
    others = [q for q in page["questions"] if q["key"] != "referrer_phone"]
    section = {**document["sections"][0], "pages": [{**page, "questions": [*others, question]}]}
    version.document = {**document, "sections": [section]}
    version.save()
    closed(case.items.get().meeting)
    member = casework_of(make_member("thames-valley-police"))

    assert question["label"] in words_of(administrator.get(case.get_absolute_url()))
    seen = words_of(member.get(case.get_absolute_url()))
    assert question["label"] not in seen
    assert "How do we make the flat safer?" in seen


@pytest.mark.parametrize("way", ["", "presenter/"])
def test_another_board_s_administrator_is_told_nothing_and_it_is_recorded(case, way):
    client = casework_of(make_administrator("oscb"))

    answer = client.get(case.get_absolute_url() + way)

    assert answer.status_code == 404
    assert case.reference in AuditEntry.objects.get(event=Event.ACCESS_REFUSED).subject


def test_somebody_without_a_role_and_somebody_not_signed_in_see_no_case(case):
    assert casework_of(make_user()).get(case.get_absolute_url()).status_code == 404
    assert visitor("casework.localhost").get(case.get_absolute_url()).status_code == 302
    assert visitor().get(case.get_absolute_url()).status_code == 404


CLAIMS = re.compile(
    r"panel[^.<]{0,30}\b(owns|manages|is responsible for|takes over|decides for|instructs)\b"
    r"|\b(owned|managed) by the panel\b",
    re.IGNORECASE,
)


@pytest.mark.req("B3", "O12")
def test_no_status_label_page_or_email_says_that_the_panel_owns_manages_or_decides_for(
    administrator, case
):
    folder = settings.BASE_DIR / "templates"
    texts = [
        path.read_text()
        for kind in ("casework/**/*.html", "email/*.txt", "home/**/*.html", "forms_pages/**/*.html")
        for path in folder.glob(kind)
    ]
    labels = [
        str(label)
        for vocabulary in vars(choices).values()
        if isinstance(vocabulary, type) and issubclass(vocabulary, choices.TextChoices)
        for label in vocabulary.labels
    ]

    said = [match.group() for text in texts + labels if (match := CLAIMS.search(text))]

    assert len(texts) > 40
    assert said == []
    assert CLAIMS.search("The panel now manages this case")
    page = words_of(administrator.get(case.get_absolute_url()))
    assert "The panel gives multi-agency advice on this case. The agencies decide and act." in page
