from django.apps import AppConfig


class FormsPagesConfig(AppConfig):
    name = "forms_pages"
