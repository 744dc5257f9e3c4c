"""Our component markup is GOV.UK Frontend's own, and what people type stays text.

`govuk_fixtures/` holds the options and markup that GOV.UK Frontend ships for its own tests
(MIT licence), of the version named in static/package.json, for the components we use.
"""

import json
from itertools import groupby
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from forms_pages.templatetags.govuk import govuk_html, is_raw

PINNED = json.loads((Path(settings.BASE_DIR) / "static" / "package.json").read_text())
VERSION = PINNED["devDependencies"]["govuk-frontend"]
FIXTURES = json.loads((Path(__file__).parent / "govuk_fixtures" / f"{VERSION}.json").read_text())
BY_COMPONENT = {
    name: list(fixtures) for name, fixtures in groupby(FIXTURES, lambda one: one["component"])
}
SCRIPT = "<script>alert(1)</script>"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


def trusted(value, *, raw=False):
    """Mark as safe what the fixtures' authors wrote as HTML."""
    if isinstance(value, dict):
        return {name: trusted(item, raw=raw or is_raw(name)) for name, item in value.items()}
    if isinstance(value, list):
        return [trusted(item, raw=raw) for item in value]
    return mark_safe(value) if raw and isinstance(value, str) else value  # noqa: S308


def render(source, **context):
    return Template("{% load govuk %}" + source).render(Context(context))


@pytest.mark.parametrize("component", BY_COMPONENT)
def test_markup_is_identical_to_govuk_frontend(component):
    different = [
        one["name"]
        for one in BY_COMPONENT[component]
        if parse_html(govuk_html(component, trusted(one["options"]))) != parse_html(one["html"])
    ]

    assert different == []


def test_the_comparison_sees_a_difference():
    button = BY_COMPONENT["button"][0]

    other = govuk_html("button", {**button["options"], "text": "Something else"})

    assert parse_html(other) != parse_html(button["html"])


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("button", {"text": SCRIPT}),
        ("button", {"html": SCRIPT}),
        ("input", {"id": "a", "name": "a", "label": {"text": "A"}, "value": SCRIPT}),
        ("textarea", {"id": "a", "name": "a", "label": {"html": SCRIPT}}),
        ("error-summary", {"titleText": "x", "errorList": [{"html": SCRIPT, "href": "#a"}]}),
        ("notification-banner", {"titleHtml": SCRIPT, "text": "x"}),
        ("service-navigation", {"serviceName": "x", "slots": {"start": SCRIPT}}),
        ("summary-list", {"rows": [{"key": {"text": "x"}, "value": {"html": SCRIPT}}]}),
        ("inset-text", {"text": "x", "attributes": SCRIPT}),
        ("inset-text", {"text": "x", "attributes": {"data-a": SCRIPT}}),
    ],
)
def test_text_nobody_marked_safe_is_escaped_under_every_option(component, params):
    html = govuk_html(component, params)

    assert SCRIPT not in html
    assert SHOWN in html


def test_html_marked_safe_is_kept():
    assert "<b>Now</b>" in govuk_html("inset-text", {"html": mark_safe("<b>Now</b>")})


def test_the_tag_lays_keyword_options_over_the_dictionary():
    params = {"text": "Send", "name": "step"}

    html = render('{% govuk "button" params text="Continue" %}', params=params)

    assert "Continue" in html
    assert 'name="step"' in html
    assert params == {"text": "Send", "name": "step"}


def test_the_tag_escapes_what_the_context_holds():
    assert SHOWN in render('{% govuk "button" text=typed %}', typed=SCRIPT)
