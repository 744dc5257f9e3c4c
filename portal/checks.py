"""What Django's `check` refuses: unsafe settings in production, case records in the CMS."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register

from portal.register import MODELS, Retention

IDLE_MINUTES = range(15, 61)
FACTORY_MARK = "development-only"


@register(Tags.security)
def settings_are_safe(app_configs, **options):
    """In production every one of these must hold; the demonstration is let off."""
    found = []
    if settings.SESSION_IDLE_MINUTES not in IDLE_MINUTES:
        found.append(Error("SESSION_IDLE_MINUTES must be 15 to 60.", id="portal.E001"))
    if settings.DEMO:
        return found
    return found + [Error(text, id=name) for text, name, holds in promises() if not holds]


def promises() -> list[tuple[str, str, bool]]:
    """What production promises: the words of the refusal, its name, and whether it holds."""
    keys = [settings.SECRET_KEY, *settings.FACTOR_KEYS]
    return [
        ("DEBUG must be off.", "portal.E002", not settings.DEBUG),
        ("Secret keys must not be those of development.", "portal.E003", are_own(keys)),
        ("There must be a key for second factors.", "portal.E004", bool(settings.FACTOR_KEYS)),
        ("ALLOWED_HOSTS must name hosts.", "portal.E005", "*" not in settings.ALLOWED_HOSTS),
        ("Session cookies must be Secure.", "portal.E006", settings.SESSION_COOKIE_SECURE),
        ("CSRF cookies must be Secure.", "portal.E007", settings.CSRF_COOKIE_SECURE),
        ("HTTPS must be required.", "portal.E008", settings.SECURE_HSTS_SECONDS > 0),
        ("Nobody may read the outbox.", "portal.E009", not settings.OUTBOX_IS_OPEN),
        ("Wrong passwords must lock.", "portal.E010", getattr(settings, "AXES_ENABLED", True)),
    ]


def are_own(keys) -> bool:
    return not any(FACTORY_MARK in key or key in settings.FACTORY_FACTOR_KEYS for key in keys)


@register(Tags.models)
def case_records_stay_out_of_the_cms(app_configs, **options):
    """A limited editor sees what Wagtail's registries hold, so no personal data is in them."""
    return [
        Error(
            f"{label} holds personal data and is registered with {registry}.",
            hint="Give it pages under /casework/ instead, behind casework.access.",
            id="portal.E020",
        )
        for registry, labels in registered_models().items()
        for label in sorted(labels)
        if is_a_case_record(label)
    ]


def is_a_case_record(label: str) -> bool:
    """Say whether a model is casework's and personal. One nobody has decided on counts as one.

    Who sits on a panel is configuration that board staff keep in the CMS.
    """
    if not label.startswith("casework."):
        return False
    entry = MODELS.get(label)
    return entry is None or (entry.personal and entry.retention is not Retention.MEMBERSHIP)


def registered_models() -> dict[str, set[str]]:
    """Return the labels of the models that each Wagtail registry knows.

    Everything with screens in the admin, modeladmin's too, says there where its edit page is.
    """
    from wagtail import hooks
    from wagtail.admin.admin_url_finder import finder_classes
    from wagtail.search.index import get_indexed_models
    from wagtail.snippets.models import get_snippet_models

    hooks.search_for_hooks()
    return {
        "the admin": labels_of(finder_classes.values_by_class),
        "snippets": labels_of(get_snippet_models()),
        "the search index": labels_of(get_indexed_models()),
        "the API": labels_of(m for m in apps.get_models() if getattr(m, "api_fields", None)),
    }


def labels_of(models) -> set[str]:
    return {model._meta.label for model in models}
