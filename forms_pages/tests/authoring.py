"""Staff at work in the CMS, for tests: a board's editor, and what their browser posts."""

import json
from copy import deepcopy

from django.contrib.auth.models import Group
from wagtail import blocks
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from forms_pages.definition import TEXTS
from forms_pages.handlers import Target
from forms_pages.importing import form_from_json
from forms_pages.models import FormPage, FormSectionPage
from forms_pages.tests import sample
from portal.accounts.tests.people import CMS, browser, make_person, verified

BOARD = "bucks.localhost"


def home(host: str = BOARD) -> Page:
    return Site.objects.get(hostname=host).root_page


TARGETS = {
    "first_name": Target("first_name", "First name of the person", frozenset({"short_text"})),
    "born_on": Target("born_on", "Date of birth of the person", frozenset({"date"})),
}


def publishable() -> dict:
    """Return the sample form as publishing writes it, with nothing that blocks it."""

    def shorten(part: dict) -> dict:
        return {name: value for name, value in part.items() if value is not False}

    document = json.loads(json.dumps(sample.document()), object_hook=shorten)
    del document["sections"][2]["pages"][0]["questions"][0]["questions"][2]["feeds"]
    return document


def sample_form(receiver, document: dict | None = None, slug: str = "sample") -> FormPage:
    """Return the sample form, published below a board's home page."""
    receiver.targets = dict(TARGETS)
    return form_from_json(home(), document or publishable(), slug=slug)


def make_editor(email="editor@example.org", host: str = BOARD):
    """Return one of the people who edit this board's pages and forms, and nothing else."""
    editor = make_person(email)
    editor.groups.add(
        Group.objects.get(
            page_permissions__page=home(host),
            name__contains="ditors",
            page_permissions__permission__codename="publish_page",
        )
    )
    return editor


def editors_browser(user=None):
    return verified(user or make_editor(), CMS)


def section_of(form: FormPage, key: str) -> FormSectionPage:
    return FormSectionPage.objects.child_of(form).get(key=key)


def drafted(page):
    """Return a page as it is drafted now."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def stored(stream) -> list[dict]:
    return json.loads(json.dumps(stream.get_prep_value()))


def redraft(section: FormSectionPage, change) -> None:
    """Save a draft of a section whose stored blocks were put through `change`."""
    section = drafted(section)
    content = stored(section.body)
    change(content)
    section.body = json.dumps(content)
    section.save_revision(clean=False)


def question_in(content: list[dict], key: str) -> dict:
    return next(
        block
        for page in content
        for block in page["value"]["questions"]
        if block["value"].get("key") == key
    )


def relabel(form: FormPage, section: str, question: str, label: str) -> None:
    """Draft new words for one question."""

    def change(content):
        question_in(content, question)["value"]["label"] = label

    redraft(section_of(form, section), change)


def break_it(form: FormPage) -> None:
    """Draft a condition that names a question that is not there."""
    form = drafted(form)
    conditions = stored(form.conditions)
    conditions[0]["value"]["tests"][0]["value"]["question"] = "gone"
    form.conditions = json.dumps(conditions)
    form.save_revision(clean=False)


BROKEN = "names a question that is not there: gone"


def fields_of(block, value):
    """Return what a browser posts for one block with this stored value."""
    if isinstance(block, blocks.StreamBlock):
        items = [
            (one["type"], fields_of(block.child_blocks[one["type"]], one["value"]))
            for one in value or []
        ]
        return with_ids(streamfield(items), value)
    if isinstance(block, blocks.ListBlock):
        items = [("item", fields_of(block.child_block, one["value"])) for one in value or []]
        return with_ids(streamfield(items), value)
    if isinstance(block, blocks.StructBlock):
        given = {
            name: fields_of(child, (value or {}).get(name, child.get_default()))
            for name, child in block.child_blocks.items()
        }
        return {name: posted for name, posted in given.items() if posted is not None}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(str(value or ""), features=block.features)
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else None
    return "" if value is None else str(value)


def with_ids(posted: dict, value) -> dict:
    for index, one in enumerate(value or []):
        posted[str(index)]["id"] = one.get("id", "")
    return posted


NO_COMMENTS = {
    f"comments-{name}": count
    for name, count in {
        "TOTAL_FORMS": "0",
        "INITIAL_FORMS": "0",
        "MIN_NUM_FORMS": "0",
        "MAX_NUM_FORMS": "",
    }.items()
}


def section_fields(section: FormSectionPage, content: list[dict] | None = None) -> dict:
    """Return what the section's editor posts, with these pages in it."""
    section = drafted(section)
    block = section.body.stream_block
    content = deepcopy(content) if content is not None else stored(section.body)
    body = nested_form_data({"body": fields_of(block, content)})
    return {"title": section.title, "condition": section.condition, **body, **NO_COMMENTS}


def form_fields(form: FormPage, **changes) -> dict:
    """Return what the form's editor posts."""
    form = drafted(form)
    texts = {name: rich_text(getattr(form, name)) for name in TEXTS}
    conditions = fields_of(form.conditions.stream_block, stored(form.conditions))
    rest = {"title": form.title, "slug": form.slug, "purpose": form.purpose}
    rest |= {"seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    return {
        **rest,
        **texts,
        **nested_form_data({"conditions": conditions}),
        **NO_COMMENTS,
        **changes,
    }


def post_edit(client, page, fields: dict, **action):
    return client.post(f"/cms/pages/{page.pk}/edit/", {**fields, **action})


def publish_in_editor(client, form: FormPage, **changes):
    fields = form_fields(form, **changes)
    return post_edit(client, form, fields, **{"action-publish": "action-publish"})


def said(response) -> str:
    """Return the messages the next page would show."""
    from django.contrib.messages import get_messages

    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def public(path: str, form: FormPage) -> str:
    """Return a public page of a form, as anybody's browser gets it."""
    return browser(BOARD).get(f"/{form.slug}/{path}").content.decode()
