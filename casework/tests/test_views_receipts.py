"""Minutes not acknowledged, as staff see them; a lead with an account and no seat reads theirs."""

import pytest
import time_machine

from casework.choices import Event, ReceiptStatus
from casework.models import AuditEntry, MinutesReceipt
from casework.tests.factories import (
    DECEMBER,
    make_administrator,
    make_user,
    put,
)
from casework.tests.minutes_factories import make_heard, moment
from casework.tests.receipt_factories import LEAD, again, make_receipt
from casework.tests.signin import casework_of, counted, words_of

pytestmark = pytest.mark.django_db
RECEIPTS = "/casework/receipts/"


@pytest.fixture(autouse=True)
def day_after():
    with time_machine.travel(moment(DECEMBER, "18:00"), tick=False) as clock:
        clock.shift(60 * 60 * 24)
        yield clock


@pytest.fixture
def heard():
    return make_heard()


@pytest.fixture
def lead():
    return make_user("Lena Marsh", email=LEAD)


@pytest.fixture
def staff(heard):
    return casework_of(heard.administrator)


def more_like(receipt, number: int) -> None:
    """Send the same minutes to more leads, past every rule."""
    for count in range(number):
        receipt.pk, receipt.email = None, f"lead.{count}@example.org"
        receipt.save(force_insert=True)


@pytest.mark.req("O105")
def test_staff_see_who_has_not_acknowledged_and_record_how_they_know(heard, staff):
    receipt = make_receipt(heard)
    page = words_of(staff.get(RECEIPTS))
    assert receipt.case.reference in page and "Lena Marsh" in page
    assert "the next on 16 Dec" in page
    record = f"{RECEIPTS}{receipt.pk}/record/"

    empty = staff.post(record, {"evidence": " "})
    assert empty.status_code == 422
    assert 'id="id_evidence-error"' in words_of(empty)
    assert again(receipt).status == ReceiptStatus.SENT
    done = staff.post(record, {"evidence": "She rang on Friday."}, follow=True)

    assert again(receipt).status == ReceiptStatus.RECEIVED
    assert again(receipt).evidence == "She rang on Friday."
    assert "All signed minutes are acknowledged" in words_of(done)


def test_recording_what_was_acknowledged_meanwhile_is_refused_and_keeps_the_words(heard, staff):
    receipt = make_receipt(heard)
    put(receipt, status=ReceiptStatus.RECEIVED, received_at=heard.after)

    answer = staff.post(f"{RECEIPTS}{receipt.pk}/record/", {"evidence": "She rang."})

    assert answer.status_code == 409
    assert "She rang." in words_of(answer)
    assert again(receipt).evidence == ""


def test_the_list_is_for_the_board_s_staff(heard, lead):
    receipt = make_receipt(heard)

    for other in (heard.member, heard.chair, lead):
        assert casework_of(other).get(RECEIPTS).status_code == 403
    other = casework_of(make_administrator("oscb"))
    assert receipt.case.reference not in words_of(other.get(RECEIPTS))
    assert other.get(f"{RECEIPTS}{receipt.pk}/record/").status_code == 404
    assert AuditEntry.objects.filter(event=Event.ACCESS_REFUSED, board="bsab").exists()


def test_the_oldest_comes_first_and_the_cost_does_not_grow(heard, staff):
    receipt = make_receipt(heard)
    few = counted(lambda: staff.get(RECEIPTS))
    more_like(receipt, 20)
    newest = MinutesReceipt.objects.latest("pk")
    put(newest, sent_at=moment(DECEMBER, "07:00"), name="The Oldest")

    assert counted(lambda: staff.get(RECEIPTS)) == few
    page = words_of(staff.get(RECEIPTS))
    assert page.index("The Oldest") < page.index("Lena Marsh")


@pytest.mark.req("O105")
def test_a_lead_with_an_account_and_no_seat_finds_reads_and_acknowledges(heard, lead):
    receipt = make_receipt(heard)
    client = casework_of(lead)
    home = words_of(client.get("/casework/"))
    assert "Minutes to acknowledge" in home and "holds no part" not in home
    page = words_of(client.get(f"{RECEIPTS}{receipt.pk}/"))
    assert "The panel heard about the fires." in page
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Jane" not in title and receipt.case.reference not in title
    assert AuditEntry.objects.get(event=Event.MINUTES_READ).actor == LEAD

    answer = client.post(f"{RECEIPTS}{receipt.pk}/", follow=True)

    assert again(receipt).status == ReceiptStatus.RECEIVED
    assert "that you have received these minutes" in words_of(answer)
    assert "Minutes to acknowledge" not in words_of(client.get("/casework/"))


def test_nobody_else_reads_or_acknowledges_them_there(heard, lead):
    receipt = make_receipt(heard)

    for other in (heard.administrator, heard.chair, heard.member, make_user()):
        client = casework_of(other)
        assert client.get(f"{RECEIPTS}{receipt.pk}/").status_code == 404
        assert client.post(f"{RECEIPTS}{receipt.pk}/").status_code == 404

    assert again(receipt).status == ReceiptStatus.SENT


def test_the_lead_reads_nothing_of_another_case(lead):
    heard = make_heard(cases=2)
    receipt = make_receipt(heard)
    other = heard.meeting.items.order_by("order", "pk").last().case

    page = words_of(casework_of(lead).get(f"{RECEIPTS}{receipt.pk}/"))

    assert other.reference not in page


def test_home_counts_what_is_not_acknowledged(heard, staff):
    make_receipt(heard)

    page = words_of(staff.get("/casework/"))

    link = 'href="/casework/receipts/">'
    assert f'portal-counts__number">1</span> <a class="govuk-link" {link}' in page
