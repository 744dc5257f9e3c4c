"""Nobody adds a model without deciding what it holds and how long it is kept."""

from django.apps import apps

from portal import register

OURS = ("accounts", "home", "forms_pages", "casework")


def ours() -> set[str]:
    return {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.auto_created
    }


def test_every_model_is_decided():
    assert ours() == set(register.MODELS)


def test_what_is_only_added_to_cannot_be_changed_in_the_admin():
    from wagtail.snippets.models import get_snippet_models
    from wagtail_modeladmin.options import ModelAdmin

    registered = {model._meta.label for model in get_snippet_models()}
    registered |= {admin.model._meta.label for admin in ModelAdmin.__subclasses__() if admin.model}

    assert not {name for name in registered if register.MODELS[name].append_only}
