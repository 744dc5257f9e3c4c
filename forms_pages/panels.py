"""What the CMS shows an editor of a form: what blocks publishing, and what it would change."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from forms_pages import publishing


class ProblemsPanel(Panel):
    """On the form's editor: whether the drafts can be published, and what would change."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", "Check before publishing")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms_pages/admin/problems_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            report = publishing.examine(self.instance)
            address = reverse("forms_pages_check", args=[self.instance.pk])
            return context | {"report": report, "check_url": address}
