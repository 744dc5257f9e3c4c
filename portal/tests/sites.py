"""The boards' sites, for tests of hosts that should not wait for the boards' fixtures."""

from wagtail.models import Page, Site

BUCKS, OXON = "bucks.localhost", "oxon.localhost"


def make_sites() -> None:
    """Make sure that each board's host is a site, without touching sites that are there."""
    root = Page.objects.filter(depth=2).first() or Page.objects.get(depth=1)
    for host in (BUCKS, OXON):
        if not Site.objects.filter(hostname=host).exists():
            Site.objects.create(hostname=host, port=8000, root_page=root)
