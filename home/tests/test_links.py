"""Every link on the published pages of both boards leads somewhere."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from wagtail.models import Page, Site

from home.models import HomePage, NumberedPage, PlainPage
from home.tests.editing import form_of, send
from home.tests.factories import make_numbered_page, section

pytestmark = pytest.mark.django_db

ACT = "https://www.legislation.gov.uk/ukpga/2014/23"
STATUTORY_GUIDANCE = "care-act-statutory-guidance"


class Read(HTMLParser):
    """The links of a page, and the places in it that a link may point to."""

    def __init__(self, html):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.anchors.add(found.get("id"))
        if tag == "a":
            self.links.append(found.get("href"))


def problems_with(client, host, path, link):
    """Return what is wrong with one link of a page, without leaving this machine."""
    parts = urlsplit(link or "")
    if parts.scheme in {"mailto", "tel"}:
        return [] if parts.path else [f"{path}: {link} has no address"]
    if parts.netloc and parts.hostname != host:
        return [] if parts.scheme == "https" else [f"{path}: {link} is not https"]
    answer = client.get(parts.path or path, headers={"host": host}, follow=True)
    if not link or answer.status_code != 200:
        return [f"{path}: {link} answers {answer.status_code}"]
    if parts.fragment and parts.fragment not in Read(answer.text).anchors:
        return [f"{path}: {link} points to no such place"]
    return []


def broken_links(client, site):
    """Check each link of the pages people read on a site."""
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    return [
        problem
        for page in pages.type(HomePage, NumberedPage, PlainPage)
        for path in [urlsplit(page.full_url).path]
        for link in Read(client.get(path, headers={"host": site.hostname}).text).links
        for problem in problems_with(client, site.hostname, path, link)
    ]


@pytest.mark.parametrize("slug", ["bsab", "oscb"])
def test_no_published_link_is_broken(slug, client):
    site = Site.objects.get(root_page__slug=slug)

    assert broken_links(client, site) == []


@pytest.mark.parametrize(
    "link", ["/nowhere/", "#nothing", "http://example.org/", "mailto:", "/terms/#nothing"]
)
def test_a_broken_link_is_seen(link, home_page, client):
    text = f'<p><a href="{link}">There</a></p>'
    make_numbered_page(home_page, sections=[section("Purpose", text=text)])

    found = broken_links(client, Site.objects.get(root_page=home_page))

    assert len(found) == 1
    assert link in found[0]


@pytest.mark.req("B5")
def test_the_guidance_links_to_the_law_and_an_editor_can_change_the_link(editor_of):
    site = Site.objects.get(root_page__slug="bsab")
    page = NumberedPage.objects.child_of(site.root_page).get(slug="terms-of-reference")
    editor = editor_of(site.root_page)
    read = "/terms-of-reference/"
    before = Read(editor.get(read).text).links

    form = {
        name: str(value).replace(ACT, "https://www.example.org/act")
        for name, value in form_of(page).items()
    }
    send(editor, page, form)

    after = Read(editor.get(read).text).links
    assert any(link.startswith(ACT) for link in before)
    assert any(STATUTORY_GUIDANCE in link for link in before)
    assert len(after) == len(before)
    assert not any(link.startswith(ACT) for link in after)
    assert any(link.startswith("https://www.example.org/act") for link in after)
    assert broken_links(editor, site) == []
