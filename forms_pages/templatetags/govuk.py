"""GOV.UK Frontend component markup in Django templates.

`{% load govuk %}`, then `{% govuk "button" text="Continue" %}` or
`{% govuk "input" params errorMessage=error %}`. Options are those of the GOV.UK Nunjucks
macros, under the same names; keyword arguments win over the dictionary.
"""

from functools import cache

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

register = template.Library()

PORT = "govuk_frontend_jinja"


@cache
def environment() -> Environment:
    return Environment(loader=PrefixLoader({PORT: PackageLoader(PORT)}), autoescape=True)


@cache
def macro(component: str):
    words = component.replace("-", " ").title().replace(" ", "")
    page = environment().get_template(f"{PORT}/components/{component}/macro.html")
    return getattr(page.module, f"govuk{words}")


def is_raw(option: str) -> bool:
    """Say whether the macros print this option as it is, without escaping it."""
    return option in {"html", "attributes", "slots"} or option.endswith("Html")


def escaped(value, *, raw: bool = False):
    """Return options in which everything the macros would print raw is safe to print.

    The macros trust every `html` option. We do not: text that nobody has marked safe is
    escaped there, so an answer put under the wrong option shows as text.
    """
    if isinstance(value, dict):
        return {name: escaped(item, raw=raw or is_raw(name)) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [escaped(item, raw=raw) for item in value]
    if raw and isinstance(value, str):
        return conditional_escape(value)
    return value


def govuk_html(component: str, params: dict | None = None) -> SafeString:
    """Return the markup of a component, named as in the design system: "date-input"."""
    html = macro(component)(escaped(params or {}))
    return mark_safe(str(html).strip())  # noqa: S308 escaped above and by Jinja


@register.simple_tag
def govuk(component, params=None, **options):
    return govuk_html(component, {**(params or {}), **options})
