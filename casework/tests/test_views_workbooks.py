"""Asking for a spreadsheet, watching it being made, and downloading it."""

import pytest
import time_machine

from casework.choices import Event, Role, WorkbookStatus
from casework.models import AuditEntry, Workbook
from casework.tests.factories import (
    NOVEMBER,
    at,
    make_administrator,
    make_authorised_referral,
    make_chair,
    make_holder,
    make_meeting,
    make_member,
    panel_called,
    put,
)
from casework.tests.signin import casework_of, counted, visitor, words_of
from casework.tests.workbook_factories import ask_for, made, opened
from casework.workflows import workbooks

pytestmark = pytest.mark.django_db
SHEETS = "/casework/spreadsheets/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def administrator():
    return casework_of(make_administrator())


def one(book, file=False):
    return f"{SHEETS}{book.pk}/{'file/' if file else ''}"


def test_an_administrator_asks_for_a_quarter_and_is_shown_how_far_it_is(administrator):
    typed = {"panel": panel_called("adult").pk, "quarter": "2026-4"}

    answer = administrator.post(SHEETS, typed, follow=True)

    book = Workbook.objects.get()
    page = words_of(answer)
    assert answer.redirect_chain == [(one(book), 302)]
    assert "Spreadsheet for 1 October to 31 December 2026" in page
    assert "It will begin in a moment." in page
    assert "Download the spreadsheet" not in page


def test_the_last_six_quarters_are_offered_and_the_board_s_own_panels(administrator):
    page = words_of(administrator.get(SHEETS))

    assert page.count('name="quarter"') == 6
    assert "October to December 2026" in page
    assert "Not over yet." in page
    assert "July to September 2025" in page
    assert panel_called("child").name not in page
    assert "No spreadsheet has been asked for in the last day." in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"quarter": ""}, "Select a quarter"),
        ({"quarter": "2027-1"}, "Select a quarter"),
        ({"panel": ""}, "Select a panel"),
        ({"panel": "child"}, "Select a panel"),
    ],
)
def test_asking_says_what_is_wrong_and_keeps_what_was_chosen(administrator, typed, message):
    if typed.get("panel") == "child":
        typed = {"panel": panel_called("child").pk}
    good = {"panel": panel_called("adult").pk, "quarter": "2026-3"}

    answer = administrator.post(SHEETS, good | typed)

    page = words_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Error:" in page
    assert "checked" in page
    assert not Workbook.objects.exists()


def test_one_that_is_being_made_shows_its_rows_and_looks_again_by_itself(administrator):
    begun = workbooks.begin(workbook=ask_for(), now=NOVEMBER)
    workbooks.progress(workbook=begun, done=120, in_all=300)

    answer = administrator.get(one(begun))

    page = words_of(answer)
    assert "120 of 300 rows" in page
    assert '<progress max="300" value="120"' in page
    assert "Look again" in page
    assert answer["Refresh"] == "10"
    assert "120 of 300 rows" in words_of(administrator.get(SHEETS))


def test_looking_again_by_itself_can_be_stopped_and_stops_when_it_is_made(administrator):
    book = ask_for()

    assert "Refresh" not in administrator.get(f"{one(book)}?still")
    assert "Refresh" not in administrator.get(SHEETS)
    assert "Refresh" not in administrator.get(one(made(book)))


def test_a_ready_one_is_downloaded_and_who_took_it_is_recorded(administrator):
    make_meeting()
    referral = make_authorised_referral()
    book = made(ask_for())

    shown = words_of(administrator.get(one(book)))
    answer = administrator.get(one(book, file=True))

    assert f'href="{one(book, file=True)}"' in shown
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    name = "adult-2026-10-01-to-2026-12-31.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert opened(answer.content)["Referrals"]["A2"].value == referral.reference
    entry = AuditEntry.objects.get(event=Event.WORKBOOK_READ)
    assert (entry.subject_kind, entry.subject) == ("workbook", str(book.pk))


def test_one_that_is_not_ready_or_too_old_is_not_downloaded(administrator):
    book = ask_for()
    assert administrator.get(one(book, file=True)).status_code == 409

    old = put(made(book), expires_at=NOVEMBER)

    answer = administrator.get(one(old, file=True))
    assert answer.status_code == 409
    assert "Please ask for it again." in words_of(answer)
    assert not AuditEntry.objects.filter(event=Event.WORKBOOK_READ).exists()


def test_one_that_could_not_be_made_says_so_and_not_why(administrator):
    book = workbooks.fail(workbook=ask_for(), fault="ValueError")

    page = words_of(administrator.get(one(book)))

    assert "could not be made" in page
    assert "Ask for it again" in page
    assert "ValueError" not in page


@pytest.mark.parametrize("file", [False, True])
def test_another_board_s_spreadsheet_is_not_there_and_the_try_is_recorded(file):
    book = made(ask_for())
    client = casework_of(make_administrator("oscb"))

    assert client.get(one(book, file)).status_code == 404
    refusal = AuditEntry.objects.get(event=Event.ACCESS_REFUSED)
    assert (refusal.subject, refusal.board) == (f"workbook {book.pk}", "bsab")
    assert client.get(f"{SHEETS}999999/").status_code == 404
    assert "1 Oct" not in words_of(client.get(SHEETS))


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_member("fire-and-rescue"),
        make_chair,
        lambda: make_holder(Role.SYSTEM_ADMINISTRATOR),
    ],
)
def test_without_the_role_there_is_no_spreadsheet(make):
    book, client = made(ask_for()), casework_of(make())
    typed = {"panel": panel_called("adult").pk, "quarter": "2026-4"}

    assert client.get(SHEETS).status_code == 403
    assert client.post(SHEETS, typed).status_code == 403
    assert client.get(one(book)).status_code == 404
    assert client.get(one(book, file=True)).status_code == 404
    assert "Spreadsheets" not in words_of(client.get("/casework/"))
    assert Workbook.objects.count() == 1


def test_nobody_signed_in_is_asked_to_sign_in():
    book = made(ask_for())

    for address in (SHEETS, one(book), one(book, file=True)):
        answer = visitor("casework.localhost").get(address)
        assert answer.status_code == 302
        assert "/accounts/sign-in/" in answer["Location"]


def test_a_board_manager_finds_it_in_the_navigation():
    page = words_of(casework_of(make_holder(Role.BOARD_MANAGER)).get("/casework/"))

    assert f'href="{SHEETS}"' in page


def test_asking_twice_leads_to_the_same_one(administrator):
    typed = {"panel": panel_called("adult").pk, "quarter": "2026-4"}

    first = administrator.post(SHEETS, typed)["Location"]

    assert administrator.post(SHEETS, typed)["Location"] == first


def test_the_list_costs_the_same_with_one_and_with_twenty(administrator):
    made(ask_for())
    one_row = counted(lambda: administrator.get(SHEETS))
    for _ in range(19):
        made(ask_for())

    assert Workbook.objects.filter(status=WorkbookStatus.READY).count() == 20
    assert counted(lambda: administrator.get(SHEETS)) == one_row


def test_the_list_and_the_page_do_not_read_what_is_in_the_files(
    administrator, django_assert_max_num_queries
):
    book = made(ask_for())

    with django_assert_max_num_queries(30) as queries:
        administrator.get(SHEETS)
        administrator.get(one(book))

    read = [q["sql"] for q in queries.captured_queries if "casework_workbook" in q["sql"]]
    assert read
    assert not [sql for sql in read if '"content"' in sql]


def test_a_failed_and_an_old_one_are_named_in_the_list(administrator):
    workbooks.fail(workbook=ask_for(), fault="ValueError")
    put(made(ask_for()), expires_at=at("2026-11-16 09:59"))

    page = words_of(administrator.get(SHEETS))

    assert "Could not be made" in page
    assert "/file/" not in page
