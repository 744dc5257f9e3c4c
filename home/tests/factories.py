"""Pages for tests, made as the editor makes them: by saving a draft and publishing it."""

import json

from home.models import NumberedPage


def section(heading, *, text="<p>Text.</p>", parts=(), id=None):
    value = {"heading": heading, "text": text, "parts": list(parts)}
    return {"type": "section", "value": value} | ({"id": id} if id else {})


def part(heading, text="<p>Text.</p>"):
    return {"type": "part", "value": {"heading": heading, "text": text}}


def publish(page):
    page.save_revision(log_action=True).publish()
    page.refresh_from_db()
    return page


def make_numbered_page(home_page, *, slug="terms", sections=(), **fields):
    page = NumberedPage(title="Terms of reference", slug=slug, live=False, **fields)
    page.sections = json.dumps(list(sections))
    home_page.add_child(instance=page)
    return publish(page)
