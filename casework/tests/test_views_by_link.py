"""Links to minutes and to actions: show nothing, spend nothing, open one record in one browser."""

from datetime import timedelta
from typing import NamedTuple

import pytest
import time_machine
from django.test import Client

from casework import links
from casework.choices import Event, Message
from casework.models import AuditEntry, Notice
from casework.models.links import ByLink
from casework.tests.action_factories import A_DAY_AFTER, make_action, make_item
from casework.tests.factories import FEBRUARY, JANUARY, put
from casework.tests.receipt_factories import again, make_receipt, open_by_code
from casework.tests.signin import BUCKS, OXON, visitor, words_of

pytestmark = pytest.mark.django_db
PERSONAL = ("Jane", "Ashworth", "Lena", "Fay", "Visit the flat", "fires", "9990000018")


class Way(NamedTuple):
    """A row that is opened by link, its first and its last page, and what is written."""

    row: ByLink
    link: str
    inside: str
    code: Message
    opened: Event


def way_of(row) -> Way:
    token = links.token_of(row)
    if row._meta.model_name == "action":
        link = f"/action/{token}/"
        return Way(row, link, f"{link}read/", Message.ACTION_CODE, Event.ACTION_READ)
    link = f"/minutes/{token}/"
    return Way(row, link, f"{link}extract/", Message.MINUTES_CODE, Event.MINUTES_READ)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(A_DAY_AFTER, tick=False) as clock:
        yield clock


@pytest.fixture(params=["minutes", "action"])
def way(request):
    return way_of(make_receipt() if request.param == "minutes" else make_action(make_item()))


@pytest.fixture
def client():
    return visitor(BUCKS)


def codes_sent(way):
    return Notice.objects.filter(message=way.code).count()


def test_scanners_may_open_the_link_ten_times_and_nothing_is_spent_or_shown(client, way):
    before = Notice.objects.count()

    for number in range(10):
        answer = getattr(client, "head" if number % 2 else "get")(way.link)
        assert answer.status_code == 200

    page = words_of(client.get(way.link))
    assert "Send me a code" in page
    assert not [word for word in (*PERSONAL, links.record_of(way.row).reference) if word in page]
    assert (again(way.row).codes_sent, Notice.objects.count()) == (0, before)
    assert not AuditEntry.objects.filter(event=way.opened).exists()
    open_by_code(client, way.row, way.link)
    assert client.get(way.inside).status_code == 200


def test_a_code_goes_to_the_address_of_the_link_and_opens_it_here_only(client, way):
    open_by_code(client, way.row, way.link)

    assert client.get(way.inside).status_code == 200
    assert Notice.objects.get(message=way.code).recipient == links.address_of(way.row)
    line = AuditEntry.objects.get(event=way.opened)
    assert line.actor == links.kind_of(way.row).visitor
    assert visitor(BUCKS).get(way.inside).url == way.link
    assert visitor(BUCKS).post(way.inside).status_code in (302, 405)


def test_it_stays_open_for_an_hour(client, way, clock):
    open_by_code(client, way.row, way.link)

    clock.shift(timedelta(minutes=59, seconds=59))
    assert client.get(way.inside).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert client.get(way.inside).url == way.link


def test_no_page_is_kept_or_tells_other_sites_its_address_and_no_title_is_personal(client, way):
    open_by_code(client, way.row, way.link)

    for address in (way.link, f"{way.link}code/", way.inside):
        answer = client.get(address)
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
        page = words_of(answer)
        assert "noindex" in page
        title = page[page.index("<title>") : page.index("</title>")]
        reference = links.record_of(way.row).reference
        assert not [word for word in (*PERSONAL, reference) if word in title]


def test_a_link_that_was_tampered_with_is_a_404_on_every_page(client, way):
    token = links.token_of(way.row)
    bad_ones = [token[:-1] + ("A" if token[-1] != "A" else "B"), f"9{token}", "x", "%00"]

    for bad in bad_ones:
        for address in (way.link, f"{way.link}code/", way.inside):
            forged = address.replace(token, bad)
            assert client.get(forged).status_code == 404
            assert client.post(forged).status_code in (404, 405)


def test_a_link_to_one_kind_opens_no_other(client, way):
    token = links.token_of(way.row)

    for kind in {"minutes", "action", "authorise"} - {way.link.split("/")[1]}:
        assert client.get(f"/{kind}/{token}/").status_code == 404


def test_a_link_that_expired_says_so_and_what_to_do(client, way, clock):
    open_by_code(client, way.row, way.link)
    clock.move_to(way.row.expires_at)

    for answer in (client.get(way.link), client.post(way.link), client.get(way.inside)):
        assert answer.status_code == 410
        assert "expired" in words_of(answer)
        assert links.record_of(way.row).panel.board.contact_email in words_of(answer)


def test_a_link_that_was_replaced_says_so_also_where_it_was_open(client, way):
    open_by_code(client, way.row, way.link)
    row = again(way.row)
    links.renew(row, expires_at=row.expires_at)
    row.save(update_fields=links.LINK_FIELDS)

    for answer in (client.get(way.link), client.post(way.link), client.get(way.inside)):
        assert answer.status_code == 410
        assert "replaced by a newer one" in words_of(answer)
    assert client.get(way_of(row).inside).url == way_of(row).link


def test_a_link_works_on_its_own_board_s_pages_only(way):
    for host in (OXON, "casework.localhost"):
        assert visitor(host).get(way.link).status_code == 404
        assert visitor(host).post(way.link).status_code == 404
    assert codes_sent(way) == 0


def test_codes_are_sent_at_most_once_a_minute_and_twenty_times(client, way, clock):
    client.post(way.link)
    soon = client.post(way.link)

    assert (soon.status_code, codes_sent(way)) == (429, 1)
    assert "less than a minute ago" in words_of(soon)
    put(way.row, codes_sent=20)
    clock.shift(timedelta(minutes=1))
    assert client.post(way.link).status_code == 429
    assert codes_sent(way) == 1


def test_after_five_wrong_codes_even_the_right_one_is_refused(client, way):
    client.post(way.link)
    right = links.code_of(again(way.row))
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert client.post(f"{way.link}code/", {"code": wrong}).status_code == 422

    answer = client.post(f"{way.link}code/", {"code": right})

    assert answer.status_code == 422
    assert "Ask for a new code" in words_of(answer)
    assert client.get(way.inside).url == way.link


def test_sending_a_code_needs_the_page_s_own_button(way):
    client = Client(HTTP_HOST=BUCKS, enforce_csrf_checks=True)

    assert client.post(way.link).status_code == 403
    assert codes_sent(way) == 0


def test_two_records_may_be_open_side_by_side(client):
    action = make_action(make_item(JANUARY), due_on=FEBRUARY)
    minutes, action = way_of(make_receipt()), way_of(action)

    open_by_code(client, minutes.row, minutes.link)
    open_by_code(client, action.row, action.link)

    assert client.get(minutes.inside).status_code == 200
    assert client.get(action.inside).status_code == 200
