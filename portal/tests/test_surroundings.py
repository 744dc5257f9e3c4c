"""What surrounds every page, and that it never makes a page fail."""

import pytest
from django.db import OperationalError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import Page, Site

from casework.models import Board
from home.models import HomePage, PlainPage
from home.views import is_readable_under_white
from portal.context import Surroundings

HOST = "around.localhost"
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500", "503"]


@pytest.fixture
def board(db):
    home = HomePage(title="A panel", slug="around", introduction="<p>What we do.</p>")
    Page.get_first_root_node().add_child(instance=home)
    for title, page in (("Guidance", HomePage), ("Privacy", PlainPage)):
        text = {"introduction": "<p>x</p>"} if page is HomePage else {"body": "<p>x</p>"}
        home.add_child(instance=page(title=title, show_in_menus=True, **text))
    site = Site.objects.create(hostname=HOST, root_page=home)
    return Board.objects.create(
        name="Anyshire Safeguarding Board",
        short_name="ASB",
        slug="asb",
        area="Anyshire",
        site=site,
        reference_prefix="ASB",
        contact_email="panel@example.org",
        contact_phone="01632 960123",
        concern_label="Report a concern",
        concern_url="https://example.org/concern",
        emergency_text="Do not wait for the panel.",
        responsibility_text="Your agency stays responsible.",
        colour="#123456",
        logo="bsab.svg",
    )


def ask(host=HOST, path="/"):
    return RequestFactory(headers={"host": host}).get(path)


def away(*args, **kwargs):
    raise OperationalError("the database is away")


def test_a_board_host_shows_its_own_board_menu_and_footer(board):
    around = Surroundings(ask(path="/guidance/"))

    assert around.board["name"] == "Anyshire Safeguarding Board"
    assert around.navigation == [{"text": "Guidance", "href": "/guidance/", "current": True}]
    assert [link["text"] for link in around.footer_links] == ["Privacy"]


@pytest.mark.parametrize("host", ["casework.localhost", "cms.localhost:8000"])
def test_a_staff_host_belongs_to_no_board(board, host):
    around = Surroundings(ask(host))

    assert around.board is None
    assert around.navigation == around.footer_links == []
    assert around.service_name == "Complex Case Panel casework"


def test_nothing_is_read_until_a_template_asks(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Surroundings(ask())


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_is_drawn_while_the_database_is_away(name, monkeypatch):
    monkeypatch.setattr(Site, "find_for_request", away)
    monkeypatch.setattr("portal.context._last_known", {})

    html = render(ask(), f"{name}.html").text

    assert "call 999" in html
    assert '<main class="govuk-main-wrapper" id="main-content">' in html


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_is_drawn_without_a_request(name):
    assert "call 999" in render_to_string(f"{name}.html")


def test_an_error_page_still_gives_the_phone_number_known_before(board, monkeypatch):
    render(ask(), "404.html")
    monkeypatch.setattr(Site, "find_for_request", away)

    html = render(ask(), "503.html").text

    assert "01632 960123" in html
    assert "Your answers up to the last time you pressed Continue are saved." in html


def test_the_title_says_when_there_is_an_error():
    with_error = render_to_string("404.html", {"has_errors": True})

    assert "<title>Error: Page not found – Complex Case Panel</title>" in with_error
    assert "Error:" not in render_to_string("404.html")


def test_no_page_has_anything_inline():
    html = render_to_string("base.html")

    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count('<script type="module" src="/static/portal.js">')


def test_a_style_sheet_gives_the_board_its_colour(board, client):
    answer = client.get("/board.css", headers={"host": HOST})

    assert answer.text == ":root{--govuk-brand-colour:#123456}\n"
    assert answer["Content-Type"].startswith("text/css")
    assert answer["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("colour", ["#eeeeee", "red", "#12345", "#0}}*{:"])
def test_a_colour_that_cannot_be_used_is_left_out(board, client, colour):
    Board.objects.filter(pk=board.pk).update(colour=colour)

    assert client.get("/board.css", headers={"host": HOST}).text == ""


def test_contrast_is_counted_as_wcag_does():
    assert is_readable_under_white("#767676")
    assert not is_readable_under_white("#777777")
