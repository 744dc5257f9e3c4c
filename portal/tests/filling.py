"""Fill in any published form from a set of answers, by HTTP or in a browser.

Knows no key of any form: it follows the route, as the journey itself computes it, and types
what each answer looks like when it is typed.
"""

import re
from collections.abc import Iterator, Mapping

from forms_pages import fields, journey
from forms_pages.fields import input_name

ROW = re.compile(r'name="row" value="(r[0-9a-f]+)"')


def typed(questions, answers: Mapping) -> dict[str, list[str]]:
    """Return what is typed into a page for these answers: values by input name."""
    data = {}
    for question in questions:
        if not fields.is_asked(question):
            continue
        for part, values in fields.typed_from(question, answers.get(question["key"])).items():
            data[input_name(question, part)] = values
    return data


def pages(document: Mapping, answers: Mapping) -> Iterator:
    """Walk the route that these answers lead along."""
    yield from journey.route(document, answers)


def rows_of(page, answers: Mapping) -> list[dict]:
    given = answers.get(page.group["key"]) if page.group else None
    return given if isinstance(given, list) else []


def over_http(client, base: str, document: Mapping, answers: Mapping, **extra) -> None:
    """Complete a begun draft with a test client that runs no script."""
    for page in pages(document, answers):
        address = f"{base}page/{page.key}/"
        for row in rows_of(page, answers):
            found = ROW.search(client.get(f"{address}add/", **extra).content.decode())
            data = {"row": found[1], **typed(page.group["questions"], row)}
            answer = client.post(f"{address}add/", data, **extra)
            assert answer.status_code == 302, said(answer, page)
        asked = [
            question for question in page.asked if question != page.group or no_rows(page, answers)
        ]
        answer = client.post(address, typed(asked, answers), **extra)
        assert answer.status_code == 302, said(answer, page)


def no_rows(page, answers: Mapping) -> bool:
    return not rows_of(page, answers)


def said(answer, page) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return f"{page.key}: {answer.status_code} {' '.join(text.split())[:600]}"


def in_browser(visitor, base: str, document: Mapping, answers: Mapping) -> None:
    """Complete a begun draft by typing and clicking, looking at every page on the way."""
    for page in pages(document, answers):
        address = f"{base}page/{page.key}/"
        for row in rows_of(page, answers):
            visitor.open(f"{address}add/")
            put_in(visitor.page, typed(page.group["questions"], row))
            visitor.press("Continue")
        visitor.open(address)
        if no_rows(page, answers):
            put_in(visitor.page, typed(page.asked, answers))
        visitor.look(f"{visitor.name}-{page.key}")
        visitor.press("Continue")
        assert f"/page/{page.key}/" not in visitor.page.url, f"{page.key}: {visitor.reads()[:800]}"


def put_in(browser_page, data: Mapping[str, list[str]]) -> None:
    """Type values into inputs by name, whatever kind of input each is."""
    for name, values in data.items():
        boxes = browser_page.locator(f'[name="{name}"]')
        kind = boxes.first.evaluate("e => e.type")
        for value in values:
            if kind in ("radio", "checkbox"):
                browser_page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                boxes.first.select_option(value)
            else:
                boxes.first.fill(value)
