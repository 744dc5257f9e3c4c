"""A real browser for tests: the machine's own Chromium, driven by Playwright, with axe."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from wagtail.models import Site

from portal.tests import marks

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Kept on purpose by GOV.UK Frontend: alphagov/govuk-frontend issues 979 and 2823.
UPSTREAM = {
    ("aria-allowed-attr", "govuk-radios__input"),
    ("aria-allowed-attr", "govuk-checkboxes__input"),
}
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="session")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=marks.CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Addresses:
    """Where the test server answers, by host."""

    port: int
    hosts: dict[str, str] = field(default_factory=dict)

    def of(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def addresses(live_server, settings):
    """Point both boards' sites and the staff addresses at the test server."""
    port = live_server.thread.port
    settings.PORT = str(port)
    settings.CASEWORK_URL = f"http://{settings.CASEWORK_HOST}:{port}"
    settings.WAGTAILADMIN_BASE_URL = f"http://{settings.CMS_HOST}:{port}"
    Site.objects.update(port=port)
    Site.clear_site_root_paths_cache()
    return Addresses(port)


class Visitor:
    """Someone at a browser. Every page they look at is checked by axe and may be pictured."""

    def __init__(self, page: Page, name: str):
        self.page = page
        self.name = name
        self.seen: list[str] = []
        self.blocked: list[str] = []
        page.on("console", self._listen)
        page.on("requestfailed", self._note)

    def _listen(self, message):
        if "Content Security Policy" in message.text:
            self.blocked.append(message.text)

    def _note(self, request):
        if request.failure != "net::ERR_ABORTED":
            self.blocked.append(f"{request.url}: {request.failure}")

    def look(self, called: str, *, axe: bool = True) -> None:
        """Check the page as it stands: no accessibility violations, and a picture if asked."""
        self.seen.append(called)
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{called}.png", full_page=True)
        if axe:
            assert violations(self.page) == [], called

    def open(self, address: str) -> None:
        self.page.goto(address)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).fill(value)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def reads(self) -> str:
        return self.page.locator("body").inner_text()


def violations(page: Page) -> list[str]:
    """Return what axe objects to, less what GOV.UK Frontend keeps on purpose."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"]:
            if not any(violation["id"] == id_ and css in node["html"] for id_, css in UPSTREAM):
                found.append(f"{violation['id']}: {node['html'][:160]}")
    return found


@pytest.fixture
def visitor(chromium, addresses):
    """Make visitors, each in a browser of their own."""
    contexts = []

    def make(name: str, *, javascript: bool = True, **options) -> Visitor:
        context = chromium.new_context(
            java_script_enabled=javascript, locale="en-GB", timezone_id="Europe/London", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visitor(context.new_page(), name)

    yield make
    for context in contexts:
        context.close()
