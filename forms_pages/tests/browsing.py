"""A browser without scripts, for tests of the pages."""

import re
from html import unescape

from forms_pages.models import Draft
from forms_pages.tests.sample import ALL_PAGES


def keep(answers, seen=ALL_PAGES) -> None:
    """Put answers into the one draft there is."""
    Draft.objects.update(answers=answers, seen=seen)


def kept() -> dict:
    return Draft.objects.get().answers


def text_of(response) -> str:
    body = response.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def title_of(response) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1])


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def send(client, checked=None, **changes):
    """Press Send on the page that was checked, or on a fresh one."""
    checked = checked or client.get("/form/check/")
    given = {"key": hidden(checked, "key"), "version": hidden(checked, "version")}
    return client.post("/form/send/", {**given, **changes})
