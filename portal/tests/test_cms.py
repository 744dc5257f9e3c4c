"""The Wagtail admin: nobody outside hears of it, and it manages no passwords."""

import re

import pytest
from wagtail.models import Page, Site

from home.models import HomePage
from portal.accounts.models import User
from portal.accounts.tests.people import CMS, PASSWORD, browser, make_person, verified
from portal.tests.sites import make_sites

pytestmark = pytest.mark.django_db

PAGES = ["", "pages/", "images/", "documents/", "users/", "account/", "reports/site-history/"]
SAYS_WHERE = re.compile(r"""(?:src|href|action|url)\s*[=:(]\s*["']?((?:https?:)?//[^"'\s)>]+)""")
NOT_FETCHED = ("http://cms.localhost", "http://bucks.localhost", "http://oxon.localhost")


@pytest.fixture
def admin():
    make_sites()
    return verified(make_person(is_superuser=True), CMS)


def outside(page: str) -> list[str]:
    """Return addresses of other hosts that a browser would fetch or send to."""
    without_links = re.sub(r"<a\s[^>]*>", "", page)
    found = SAYS_WHERE.findall(without_links)
    return [address for address in found if not address.startswith(NOT_FETCHED)]


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_admin_fetch_nothing_from_outside(admin, path):
    answer = admin.get(f"/cms/{path}")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert not outside(page)
    assert "gravatar" not in page
    assert "releases.wagtail" not in page


def test_the_search_for_outside_addresses_finds_them():
    assert outside('<img src="//www.gravatar.com/avatar/x">') == ["//www.gravatar.com/avatar/x"]
    assert outside('<script src="https://x.example/a.js">') == ["https://x.example/a.js"]
    assert not outside('<a href="https://guide.wagtail.org/">')


def test_the_page_editor_opens(admin):
    page = Page.objects.filter(depth__gt=1).first()

    assert admin.get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_a_user_made_in_the_cms_has_no_password_and_is_invited(admin, mailoutbox):
    form = admin.get("/cms/users/new/").content.decode()

    admin.post(
        "/cms/users/new/",
        {
            "email": "Bea@Example.org",
            "first_name": "Bea",
            "last_name": "Brook",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    bea = User.objects.get(email="bea@example.org")
    assert 'type="password"' not in form
    assert not bea.check_password(PASSWORD)
    assert not bea.check_password("")
    assert not bea.has_usable_password()
    (message,) = mailoutbox
    assert message.to == ["bea@example.org"]
    address = re.search(r"http://casework.localhost:8000(/accounts/invitation/\S+)", message.body)
    assert browser().get(address[1]).status_code == 200


def test_a_password_sent_for_another_user_is_ignored(admin):
    ann = make_person("other@example.org", first_name="Other", last_name="One")
    stored = ann.password

    admin.post(
        f"/cms/users/edit/{ann.pk}/",
        {
            "email": ann.email,
            "first_name": "New",
            "last_name": "Name",
            "is_active": "on",
            "password1": "quiet harbour nineteen",
            "password2": "quiet harbour nineteen",
        },
    )

    ann.refresh_from_db()
    assert ann.first_name == "New"
    assert ann.password == stored


def test_an_editors_own_account_page_changes_neither_email_nor_password(admin):
    page = admin.get("/cms/account/").content.decode()

    assert 'type="password"' not in page
    assert 'type="email"' not in page


def test_a_preview_may_be_framed_by_the_cms_and_by_nobody_else(rf):
    make_sites()
    site = Site.objects.get(hostname="bucks.localhost")
    home = HomePage(title="Home", slug="a-home", introduction="<p>Hello</p>")
    site.root_page.add_child(instance=home)
    request = rf.get("/cms/pages/1/edit/preview/", headers={"host": "cms.localhost:8000"})

    answer = home.make_preview_request(request, home.default_preview_mode)

    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in policy
