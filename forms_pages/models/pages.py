"""Pages that staff edit: a form, and its sections."""

from django import forms
from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from forms_pages import blocks, handlers, previewing, publishing
from forms_pages.panels import NamesPanel, ProblemsPanel

RICH = ["h2", "h3", "bold", "ol", "ul", "link"]


def purposes() -> list[tuple[str, str]]:
    return handlers.purposes()


def rich(**kwargs) -> RichTextField:
    return RichTextField(blank=True, features=RICH, **kwargs)


class FormPage(Page):
    """A form that staff build without code and people fill in.

    What the public sees is `live_version`, made when the form is published. A form that
    cannot be published is refused without an error being raised, and `problems` says why.
    """

    purpose = models.CharField(max_length=30, choices=purposes)
    intro = rich(help_text="Who may use this form, and what for.")
    before_you_start = rich(help_text="How long it takes and what to have to hand.")
    interruption = rich(help_text="What to do if someone is in danger now. Shown to everyone.")
    privacy_notice = rich()
    contact = rich(help_text="Whom to ask about this form.")
    closing = rich(help_text="What happens next, shown after sending.")
    conditions = StreamField([("condition", blocks.ConditionBlock())], blank=True)
    live_version = models.ForeignKey(
        "forms_pages.FormVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    problems = models.JSONField(default=list, editable=False)

    subpage_types = ["forms_pages.FormSectionPage"]
    exclude_fields_in_copy = ["live_version", "problems"]
    answer = None  # the journey's view, set when the application is ready

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    ProblemsPanel(),
                    *Page.content_panels,
                    FieldPanel("purpose"),
                    MultiFieldPanel(
                        [FieldPanel(n) for n in ("intro", "before_you_start", "interruption")],
                        heading="Before the questions",
                    ),
                    MultiFieldPanel(
                        [FieldPanel(name) for name in ("privacy_notice", "contact", "closing")],
                        heading="Privacy, contact and closing words",
                    ),
                ],
                heading="Form",
            ),
            ObjectList([NamesPanel(), FieldPanel("conditions")], heading="Conditions"),
            ObjectList(Page.promote_panels, heading="Address"),
            ObjectList(Page.settings_panels, heading="Schedule", classname="settings"),
        ]
    )

    def publish(self, revision, user=None, **how):
        """Publish the form with the latest drafts of its sections, or refuse and say why."""
        return publishing.publish(self, revision, super().publish, user=user, **how)

    def with_content_json(self, content):
        """Return the page as a revision has it. What was published is the form's own."""
        page = super().with_content_json(content)
        page.live_version_id = self.live_version_id
        page.problems = self.problems
        return page

    def drafted_sections(self) -> list["FormSectionPage"]:
        """Return the sections in order, each as it was last drafted."""
        if self.pk is None:
            return []
        sections = FormSectionPage.objects.child_of(self).order_by("path")
        return [
            section.as_drafted(below=self) for section in sections.select_related("latest_revision")
        ]

    @cached_property
    def report(self) -> publishing.Report:
        """What publishing would do, as things are when this is first asked."""
        return publishing.examine(self)

    def keys_given_out(self) -> dict[tuple[str, str], str]:
        if self.pk is None:
            return {}
        issued = self.issued_keys.values_list("scope", "block_id", "key")
        return {(scope, block_id): key for scope, block_id, key in issued}

    def route(self, request, path_components):
        if path_components and not self.live:
            raise Http404
        if path_components:
            return RouteResult(self, args=(path_components,))
        return super().route(request, path_components)

    def get_url_parts(self, request=None):
        """Return no address for a form that is not public: it is mounted elsewhere."""
        handler = publishing.handler_for(self.purpose)
        return super().get_url_parts(request) if handler is None or handler.public else None

    def serve(self, request, path_components=()):
        return type(self).answer(request, self, list(path_components))

    def get_preview_template(self, request, mode_name):
        return "forms_pages/preview.html"

    def serve_preview(self, request, mode_name):
        """Show the questions as they are drafted, all on one page. Nothing is stored."""
        return previewing.preview(request, self, self.get_preview_template(request, mode_name))

    def get_sitemap_urls(self, request=None):
        return []


class FormSectionPage(Page):
    """A section of a form. Has no address of its own: the form leads through it."""

    body = StreamField([("page", blocks.PageBlock())], blank=True)
    condition = models.CharField(
        "only asked if",
        max_length=60,
        blank=True,
        help_text="A condition of this form, by its key. Empty means always.",
    )
    key = models.CharField(max_length=60, blank=True, editable=False)

    parent_page_types = ["forms_pages.FormPage"]
    subpage_types = []
    preview_modes = []

    content_panels = [
        HelpPanel(
            "What you change here is public when you publish the form itself, "
            "with the latest drafts of all its sections."
        ),
        FieldPanel("title", classname="title"),
        FieldPanel("body", heading="Pages of this section"),
        FieldPanel("condition", widget=forms.TextInput(attrs={"list": blocks.CONDITIONS})),
        NamesPanel(),
    ]
    promote_panels = []
    settings_panels = []

    def as_drafted(self, *, below: FormPage) -> "FormSectionPage":
        """Return the latest draft. As `get_latest_revision_as_object`, but asks for no rows."""
        self._cached_parent_obj = below
        if not (self.has_unpublished_changes and self.latest_revision):
            return self
        return self.with_content_json(self.latest_revision.content)

    def get_url_parts(self, request=None):
        return None

    def route(self, request, path_components):
        raise Http404

    def get_sitemap_urls(self, request=None):
        return []
