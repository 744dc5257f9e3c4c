"""A lead professional reads their part of the minutes and says that they have it."""

import pytest
import time_machine

from casework import links
from casework.choices import ReceiptStatus
from casework.tests.factories import panel_called, put
from casework.tests.minutes_factories import agree, make_heard
from casework.tests.receipt_factories import again, make_led_by, make_receipts, open_by_code
from casework.tests.signin import BUCKS, visitor, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """A meeting that heard two cases, each with its own words, action and lead."""
    found = make_heard(cases=2)
    own, other = found.meeting.items.order_by("order", "pk")
    put(other.case.person, first_name="Zebedee", family_name="Quillfeather")
    outcome = make_led_by(other.outcome, "omar.field@example.org")
    outcome.discussion = "Canary: the brother was there."
    outcome.save()
    put(agree(other, found.chair, now=found.after), title="Canary: call the brother")
    put(agree(own, found.chair, now=found.after), title="Mend the boiler")
    with time_machine.travel(found.after, tick=False):
        yield found


@pytest.fixture
def receipt(heard):
    return make_receipts(heard)[0]


@pytest.fixture
def client():
    return visitor(BUCKS)


def opened(client, receipt) -> str:
    """Open the minutes with a code. Return the address of the extract."""
    link = f"/minutes/{links.token_of(receipt)}/"
    open_by_code(client, receipt, link)
    return f"{link}extract/"


@pytest.mark.req("O105")
def test_the_lead_reads_their_case_and_presses_that_they_have_it(client, receipt):
    extract = opened(client, receipt)
    page = words_of(client.get(extract))
    assert "I have received these minutes" in page
    assert "The panel heard about the fires." in page
    assert again(receipt).status == ReceiptStatus.SENT

    answer = client.post(extract, follow=True)

    assert again(receipt).status == ReceiptStatus.RECEIVED
    assert "that you have received these minutes" in words_of(answer)
    assert "I have received these minutes" not in words_of(answer)


def test_the_extract_has_the_plan_and_the_words_about_who_stays_responsible(client, receipt):
    page = words_of(client.get(opened(client, receipt)))

    for words in ("Make the flat safe.", "Fit heat alarms", "Mend the boiler", "Two fires."):
        assert words in page
    assert "10 December 2026" in page and "Alexandra Quill" in page
    assert panel_called("adult").board.responsibility_text.split(".")[0] in page


def test_the_extract_says_nothing_of_another_case(client, receipt, heard):
    other = heard.meeting.items.order_by("order", "pk").last().case

    page = words_of(client.get(opened(client, receipt)))

    hidden = (other.reference, "Zebedee", "Quillfeather", "Canary", "Omar Field", "brother")
    assert not [word for word in hidden if word in page]


def test_one_lead_s_code_opens_no_other_lead_s_minutes(client, receipt, heard):
    opened(client, receipt)
    other = heard.meeting.minutes.get().receipts.exclude(pk=receipt.pk).get()
    link = f"/minutes/{links.token_of(other)}/"

    assert client.get(f"{link}extract/").url == link
    assert client.post(f"{link}extract/").url == link
    assert again(other).status == ReceiptStatus.SENT


def test_after_the_acknowledgement_the_link_can_be_read_for_thirty_days(client, receipt):
    extract = opened(client, receipt)
    client.post(extract)

    with time_machine.travel(again(receipt).expires_at, tick=False):
        assert visitor(BUCKS).get(extract.removesuffix("extract/")).status_code == 410
    assert client.get(extract).status_code == 200


def test_a_lead_without_a_code_acknowledges_nothing(client, receipt):
    link = f"/minutes/{links.token_of(receipt)}/"

    assert client.post(f"{link}extract/").url == link
    assert again(receipt).status == ReceiptStatus.SENT
