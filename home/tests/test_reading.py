"""What anyone can read: the home page, dated documents, plain pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import NumberedPage, PlainPage
from home.tests.factories import make_numbered_page, publish, section

pytestmark = pytest.mark.django_db

PRINT_ADVICE = "This is the page to print"


def test_anyone_can_read_and_print_a_numbered_page(home_page, visitor):
    page = make_numbered_page(
        home_page,
        sections=[section("Purpose", text="<p>To help.</p>")],
        status_line="Undated chapter",
        approved_by="The executive group",
    )

    answer = visitor.get(page.get_url())
    to_print = visitor.get(page.get_url(), {"print": "1"})

    assert answer.status_code == to_print.status_code == 200
    assert "To help." in answer.text
    assert "Undated chapter" in answer.text
    assert "The executive group" in answer.text
    assert PRINT_ADVICE not in answer.text
    assert PRINT_ADVICE in to_print.text
    assert "To help." in to_print.text


@pytest.mark.req("B104")
def test_the_public_sees_the_current_version_and_staff_the_earlier_one(home_page, editor):
    page = make_numbered_page(
        home_page,
        sections=[section("Purpose", text="<p>As it was before.</p>")],
        version_label="2",
        revised_on=date(2021, 3, 1),
        review_due=date(2023, 3, 1),
    )
    earlier = page.live_revision
    page.sections[0].value["text"].source = "<p>As it is now.</p>"
    page.version_label, page.revised_on = "3", date(2023, 5, 26)
    page.review_due = date(2025, 5, 26)
    page = publish(page)

    cms = {"host": "cms.localhost"}
    history = editor.get(reverse("wagtailadmin_pages:history", args=[page.pk]), headers=cms).text
    view = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, earlier.pk])
    before = editor.get(view, headers=cms).text
    editor.logout()
    public = editor.get(page.get_url()).text

    assert view in history
    assert "As it was before." in before
    assert "1 March 2021" in before
    assert "As it is now." in public
    assert "As it was before." not in public
    for shown in ("<dd>3</dd>", "<dd>26 May 2023</dd>", "<dd>26 May 2025</dd>"):
        assert shown in public


def test_the_button_leads_to_the_form_and_goes_when_the_form_is_not_published(home_page, visitor):
    form = make_numbered_page(home_page, slug="refer")
    home_page.button_page = form
    publish(home_page)

    open_ = visitor.get("/").text
    form.unpublish()
    closed = visitor.get("/").text

    assert 'href="/refer/" role="button"' in open_
    assert 'role="button"' not in closed
    assert "You cannot refer to the panel on this site at the moment." in closed


def test_the_home_page_lists_what_there_is_to_read_and_not_the_plain_pages(home_page, visitor):
    make_numbered_page(home_page, search_description="How the panel works.")
    home_page.add_child(
        instance=PlainPage(title="Privacy", slug="privacy", body="<p>We keep little.</p>")
    )
    home_page.add_child(instance=NumberedPage(title="Unfinished", slug="no", live=False))

    html = visitor.get("/").text

    assert "How the panel works." in html
    assert "Privacy" not in html
    assert "Unfinished" not in html


def queries_of(visitor, path):
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/terms/"])
def test_pages_cost_the_same_queries_however_much_is_on_them(path, home_page, visitor):
    page = make_numbered_page(home_page, sections=[section("Purpose")], show_in_menus=True)
    visitor.get(path)
    few = queries_of(visitor, path)

    for place in range(30):
        sub = NumberedPage(title=f"{place}", slug=f"page-{place}", show_in_menus=True)
        home_page.add_child(instance=sub)
        page.sections.append(("section", {"heading": f"{place}", "text": "", "parts": []}))
    publish(page)

    assert queries_of(visitor, path) == few <= 12
