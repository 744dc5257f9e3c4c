"""What the CMS shows an editor of a form: what blocks publishing, and what may be named."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from forms_pages import blocks, definition, identity, publishing


def linked(report: publishing.Report, problems) -> list[tuple[str, str]]:
    """Return each problem's words, and the address where it is mended."""
    pages = {section.key: section.pk for section in report.sections}
    ids = report.keys.blocks()
    return [(problem.message, address_of(problem, pages=pages, ids=ids)) for problem in problems]


def address_of(problem, *, pages: dict[str, int], ids: dict) -> str:
    """Return the section's editor, at the question if there is one; nothing for the form's own."""
    if problem.section not in pages:
        return ""
    block = ids.get((identity.QUESTION, problem.question))
    anchor = f"#block-{block}-section" if block else ""
    return reverse("wagtailadmin_pages:edit", args=[pages[problem.section]]) + anchor


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
            report = self.instance.report
            return super().get_context_data(parent_context) | {
                "report": report,
                "blocking": linked(report, report.blocking),
                "check_url": reverse("forms_pages_check", args=[self.instance.pk]),
            }


class NamesPanel(Panel):
    """The keys an editor may write in conditions, suggested while they type.

    They are the ones the drafts as saved would get, so that a new condition can be used
    before it was ever published.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", "Keys you can use")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms_pages/admin/names_panel.html"

        def form_page(self):
            """Return the form: this page, or the one this section is or will be below."""
            page = self.instance
            if hasattr(page, "keys_given_out"):
                return page
            return (page.get_parent() if page.pk else self.form.parent_page).specific

        def is_shown(self):
            return bool(self.form_page().pk)

        def get_context_data(self, parent_context=None):
            document = self.form_page().report.document
            asked = [one for one in definition.questions_of(document) if not one["group"]]
            return super().get_context_data(parent_context) | {
                "conditions": document["conditions"],
                "questions": [one for one in asked if one["type"] != "statement"],
                "conditions_id": blocks.CONDITIONS,
                "questions_id": blocks.QUESTIONS,
            }
