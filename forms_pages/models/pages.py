"""Pages that staff edit: a form, and its sections."""

from django.db import models
from wagtail.models import Page


class FormPage(Page):
    """A form that staff build without code and people fill in."""

    purpose = models.CharField(max_length=30)
    live_version = models.ForeignKey(
        "forms_pages.FormVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    subpage_types = ["forms_pages.FormSectionPage"]


class FormSectionPage(Page):
    """A section of a form. Has no address of its own."""

    parent_page_types = ["forms_pages.FormPage"]
    subpage_types = []
