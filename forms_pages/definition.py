"""Compile what staff drafted into the form's document: plain, ordered, hashed.

Works on the blocks as they are stored, and knows no table: a form page gives its texts, its
conditions, its sections as drafted, and the keys it has given out.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from html import unescape

import nh3
from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from forms_pages.identity import Keys, blocks_of, bodies_of

SCHEMA_VERSION = 1
TEXTS = (
    *("intro", "before_you_start", "interruption"),
    *("privacy_notice", "contact", "closing"),
)
TAGS = {"p", "br", "h2", "h3", "b", "strong", "em", "i", "ul", "ol", "li", "a"}
PLAIN = ("label", "hint", "why", "condition", "feeds", "not_known_label", "row_label", "list")
LIMITS = ("max_length", "min_length", "max_rows", "min_rows")
USUAL = {"sensitivity": "ordinary", "shown_to": "everyone"}


def compile_form(form_page, *, keys: Keys | None = None, sections=None) -> dict:
    """Return the document of a form as it is drafted now.

    Gathers the latest drafts of all sections. Blocks without a key are given one, in `keys`
    and in the drafts at hand; nothing is saved here.
    """
    keys = keys or Keys(form_page.keys_given_out())
    sections = form_page.drafted_sections() if sections is None else sections
    met: set[str] = set()
    conditions = blocks_of(form_page.conditions, met)
    bodies = bodies_of(sections, keys.issued, met)
    keys.there = met
    document = {
        "schema_version": SCHEMA_VERSION,
        "title": form_page.title.strip(),
        "purpose": form_page.purpose,
        **{name: clean(getattr(form_page, name)) for name in TEXTS},
        "conditions": [condition(block, keys) for block in conditions],
        "sections": [
            section(drafted, blocks, keys) for drafted, blocks in zip(sections, bodies, strict=True)
        ],
    }
    form_page.conditions = json.dumps(conditions)
    return document


def condition(block: dict, keys: Keys) -> dict:
    value = block["value"]
    value["key"] = keys.of(
        "condition", block["id"], wanted=value.get("key", ""), label=value["label"]
    )
    return {
        "key": value["key"],
        "label": value["label"].strip(),
        "match": value.get("match") or "all",
        "tests": [comparison(test) for test in value.get("tests", [])],
    }


def comparison(test: dict) -> dict:
    if test["type"] == "other":
        return {"condition": test["value"].strip()}
    value = test["value"]
    return {
        "question": value["question"].strip(),
        "comparison": value["comparison"],
        "values": [text.strip() for text in items_of(value.get("values"))],
    }


def items_of(stored) -> list:
    return [item["value"] if isinstance(item, dict) else item for item in stored or []]


def section(drafted, blocks: list[dict], keys: Keys) -> dict:
    drafted.key = keys.of(
        "section", str(drafted.translation_key), wanted=drafted.key, label=drafted.title
    )
    compiled = {
        "key": drafted.key,
        "title": drafted.title.strip(),
        "pages": [page(block, keys) for block in blocks],
    }
    drafted.body = json.dumps(blocks)
    return compiled | filled(condition=drafted.condition.strip())


def page(block: dict, keys: Keys) -> dict:
    value = block["value"]
    value["key"] = keys.of("page", block["id"], wanted=value.get("key", ""), label=value["title"])
    return {
        "key": value["key"],
        "title": value["title"].strip(),
        "questions": [question(one, keys) for one in value.get("questions", [])],
    } | filled(
        guidance=clean(value.get("guidance")), condition=(value.get("condition") or "").strip()
    )


def question(block: dict, keys: Keys) -> dict:
    value = block["value"]
    label = value.get("label") or block["type"]
    replaces = (value.get("replaces") or "").strip()
    value["key"] = keys.of_question(
        block["id"], wanted=value.get("key", ""), label=label, replaces=replaces
    )
    compiled = {"key": value["key"], "type": block["type"]}
    compiled |= filled(replaces=replaces if replaces != value["key"] else "")
    compiled |= filled(**{name: (value.get(name) or "").strip() for name in PLAIN})
    compiled |= filled(required=bool(value.get("required")), text=clean(value.get("text")))
    compiled |= filled(allow_not_known=bool(value.get("allow_not_known")), limits=limits(value))
    compiled |= {
        name: value[name] for name, usual in USUAL.items() if value.get(name, usual) != usual
    }
    compiled |= filled(errors=errors(value))
    if "options" in value:
        compiled["options"] = [option(one, block["id"], keys) for one in value["options"] or []]
    if "questions" in value:
        compiled["questions"] = [question(one, keys) for one in value["questions"] or []]
    return compiled


def option(item: dict, block_id: str, keys: Keys) -> dict:
    value = item["value"]
    scope = f"option:{block_id}"
    value["key"] = keys.of(scope, item["id"], wanted=value.get("key", ""), label=value["label"])
    return {"key": value["key"], "label": value["label"].strip()} | filled(
        hint=(value.get("hint") or "").strip(), exclusive=bool(value.get("exclusive"))
    )


def limits(value: Mapping) -> dict:
    found = {name: value[name] for name in LIMITS if value.get(name) is not None}
    if value.get("past"):
        found["past"] = value["past"] == "past"
    return found


def errors(value: Mapping) -> dict:
    said = {name: (value.get(f"error_{name}") or "").strip() for name in ("required", "invalid")}
    return {name: text for name, text in said.items() if text}


def filled(**values) -> dict:
    return {name: value for name, value in values.items() if value}


def clean(html) -> str:
    """Return rich text as it is frozen: links resolved, only harmless marks.

    The editor saves an empty field as an empty paragraph, which is nothing here.
    """
    if not html:
        return ""
    cleaned = nh3.clean(
        expand_db_html(str(html)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return cleaned.strip() if unescape(strip_tags(cleaned)).strip() else ""


def content_hash(document: Mapping) -> str:
    """Return what tells two documents apart, whatever order their keys were written in."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def questions_of(document: Mapping) -> Iterator[dict]:
    """Yield every question in order, also inside groups, with its section's and page's keys."""
    for part in document["sections"]:
        for sheet in part["pages"]:
            for asked in sheet["questions"]:
                place = {"section": part["key"], "page": sheet["key"]}
                yield {**asked, **place, "group": ""}
                for inner in asked.get("questions", ()):
                    yield {**inner, **place, "group": asked["key"]}


def name_of(question: Mapping) -> str:
    """Return what to call a question: its words, or its key while it has none."""
    return question.get("label") or question["key"]
