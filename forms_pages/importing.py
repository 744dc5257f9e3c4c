"""A whole form as one JSON document: in and out of the CMS.

A document comes in as drafts of a form page and its sections, with every key it brings, and
is published like any other draft. What is taken out goes in again with the same hash.
"""

import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.db import transaction
from wagtail.models import Page

from forms_pages import definition, lint, publishing
from forms_pages.blocks import ROW_TYPES, TYPES
from forms_pages.models import FormPage, FormSectionPage

PAST = {True: "past", False: "future"}


class ImportRefused(Exception):
    """The document cannot become a form. `problems` says why, in words for an editor."""

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


def form_to_json(form_page: FormPage) -> dict:
    """Return the published document of a form. Raises `ImportRefused` if it has none."""
    if form_page.live_version is None:
        raise ImportRefused(["The form has never been published."])
    return json.loads(json.dumps(form_page.live_version.document))


@transaction.atomic
def form_from_json(parent: Page, document: Mapping, *, slug: str, user=None) -> FormPage:
    """Make, or bring up to date, the form at `slug` below `parent`, and publish it.

    A question, page or option that the form has keeps its place in history: it is known by
    its key. The same document again makes no new version. Raises `ImportRefused`, and then
    nothing has changed.
    """
    if unknown := unknown_types(document):
        raise ImportRefused(unknown)
    form = find(parent, slug) or add(parent, document, slug)
    blocks = Blocks(form)
    form.title = form.draft_title = document["title"]
    form.purpose = document["purpose"]
    for name in definition.TEXTS:
        setattr(form, name, document.get(name, ""))
    form.conditions = json.dumps([blocks.condition(one) for one in document["conditions"]])
    bring_sections(form, document, blocks, user=user)
    revision = form.save_revision(user=user, clean=False, log_action=False)
    if not form.publish(revision, user=user, skip_permission_checks=True):
        form.refresh_from_db(fields=["problems"])
        raise ImportRefused([problem["message"] for problem in form.problems])
    return FormPage.objects.get(pk=form.pk)


def unknown_types(document: Mapping) -> list[str]:
    """Say which questions have no block: the CMS would leave them out without a word."""
    return [
        f"“{definition.name_of(question)}” is of a type that is not known: {question['type']}."
        for question in definition.questions_of(document)
        if question["type"] not in (ROW_TYPES if question["group"] else TYPES)
    ]


def find(parent: Page, slug: str) -> FormPage | None:
    form = FormPage.objects.child_of(parent).filter(slug=slug).first()
    return form.get_latest_revision_as_object() if form else None


def add(parent: Page, document: Mapping, slug: str) -> FormPage:
    form = FormPage(title=document["title"], slug=slug, purpose=document["purpose"], live=False)
    parent.add_child(instance=form)
    return form


def bring_sections(form: FormPage, document: Mapping, blocks: "Blocks", *, user) -> None:
    """Give the form exactly these sections, in this order."""
    wanted_keys = {one["key"] for one in document["sections"]}
    there = {}
    for section in form.drafted_sections():
        if section.key in wanted_keys:
            there[section.key] = section
        else:
            section.delete()
    for wanted in document["sections"]:
        section = there.get(wanted["key"]) or new_section(form, wanted, blocks)
        section.title = section.draft_title = wanted["title"]
        section.key, section.condition = wanted["key"], wanted.get("condition", "")
        section.body = json.dumps([blocks.page(page) for page in wanted["pages"]])
        section.save_revision(user=user, clean=False, log_action=False)
        Page.objects.get(pk=section.pk).move(Page.objects.get(pk=form.pk), pos="last-child")
    form.refresh_from_db(fields=["path", "numchild"])


def new_section(form: FormPage, wanted: Mapping, blocks: "Blocks") -> FormSectionPage:
    """Add a section. One that the form had before comes back as itself."""
    identity = blocks.known.get(("section", wanted["key"])) or uuid4()
    section = FormSectionPage(
        title=wanted["title"], slug=wanted["key"], live=False, translation_key=identity
    )
    Page.objects.get(pk=form.pk).specific.add_child(instance=section)
    return section


class Blocks:
    """Turns parts of a document into the blocks they are edited as.

    A part that the form knows by its key keeps its block's id, so that it stays itself.
    """

    def __init__(self, form: FormPage):
        self.known = {
            (scope, key): block_id for (scope, block_id), key in form.keys_given_out().items()
        }
        self.form = form

    def id_of(self, scope: str, key: str) -> str:
        made = str(uuid5(NAMESPACE_URL, f"{self.form.translation_key}/{scope}/{key}"))
        return self.known.get((scope, key), made)

    def condition(self, one: Mapping) -> dict:
        value = {name: one[name] for name in ("key", "label", "match")}
        value["tests"] = [self.comparison(test) for test in one["tests"]]
        return {"type": "condition", "value": value, "id": self.id_of("condition", one["key"])}

    def comparison(self, test: Mapping) -> dict:
        if "condition" in test:
            return {"type": "other", "value": test["condition"], "id": str(uuid4())}
        value = {"question": test["question"], "comparison": test["comparison"]}
        value["values"] = [
            {"type": "item", "value": str(text), "id": str(uuid4())}
            for text in test.get("values", ())
        ]
        return {"type": "test", "value": value, "id": str(uuid4())}

    def page(self, page: Mapping) -> dict:
        value = {name: page.get(name, "") for name in ("key", "title", "guidance", "condition")}
        value["questions"] = [self.question(one) for one in page["questions"]]
        return {"type": "page", "value": value, "id": self.id_of("page", page["key"])}

    def question(self, one: Mapping) -> dict:
        block_id = self.id_of("question", one["key"])
        value = {"key": one["key"], "required": bool(one.get("required"))}
        value |= {name: one[name] for name in (*definition.PLAIN, "text") if one.get(name)}
        value |= {name: one.get(name, usual) for name, usual in definition.USUAL.items()}
        value["allow_not_known"] = bool(one.get("allow_not_known"))
        value |= {f"error_{name}": text for name, text in (one.get("errors") or {}).items()}
        value |= self.limits(one.get("limits") or {})
        if "options" in one:
            value["options"] = [self.option(option, block_id) for option in one["options"]]
        if "questions" in one:
            value["questions"] = [self.question(inner) for inner in one["questions"]]
        return {"type": one["type"], "value": value, "id": block_id}

    def limits(self, limits: Mapping) -> dict:
        found = {name: limits[name] for name in definition.LIMITS if name in limits}
        return found | ({"past": PAST[limits["past"]]} if limits.get("past") is not None else {})

    def option(self, option: Mapping, block_id: str) -> dict:
        value = {"key": option["key"], "label": option["label"], "hint": option.get("hint", "")}
        value["exclusive"] = bool(option.get("exclusive"))
        id_ = self.id_of(f"option:{block_id}", option["key"])
        return {"type": "item", "value": value, "id": id_}


def check(document: Mapping) -> list[str]:
    """Return what would keep a document from becoming a form. Changes nothing."""
    handler = publishing.handler_for(document.get("purpose", ""))
    return unknown_types(document) + [
        problem.message for problem in lint.blocking(lint.problems(document, handler))
    ]
