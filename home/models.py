"""Pages people read. They know nothing about forms, boards or cases."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from home.anchors import anchors_for
from home.blocks import PROSE, SectionsBlock

FOUND_AND_LISTED = [
    MultiFieldPanel(
        [
            FieldPanel("slug", heading="Address", help_text="The last part of the page’s address."),
            FieldPanel(
                "search_description",
                heading="Summary",
                help_text="One sentence. Shown under the link on the home page.",
            ),
            FieldPanel(
                "show_in_menus",
                heading="Show in the menu",
                help_text="Guidance goes to the menu at the top, plain pages to the foot.",
            ),
        ],
        "How the page is found and listed",
    )
]


class PlainPage(Page):
    """A page of plain text: privacy, cookies, the accessibility statement."""

    body = RichTextField(features=["h2", "h3", *PROSE])

    content_panels = [*Page.content_panels, FieldPanel("body", heading="Text")]
    promote_panels = FOUND_AND_LISTED
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = "plain page"


class HomePage(Page):
    """The front door of a site: what the panel is for, and the way to the form."""

    introduction = RichTextField(
        features=PROSE, help_text="What the panel does, in two or three sentences."
    )
    button_text = models.CharField(max_length=60, default="Refer someone to the panel")
    button_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The page the button leads to: the form. Its start page gives the next dates.",
    )
    which_panel = RichTextField(
        features=PROSE,
        blank=True,
        help_text="How to choose: when this panel is the right one, and where to go instead.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("button_text"), PageChooserPanel("button_page")], "Button"),
        FieldPanel("which_panel", heading="Which panel?"),
    ]
    promote_panels = FOUND_AND_LISTED
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request, *args, **kwargs):
        button = self.button_page
        return {
            **super().get_context(request, *args, **kwargs),
            "button_url": button.get_url(request) if button and button.live else "",
            "children": [page for page in self.listed_pages() if page.get_url(request)],
        }

    def listed_pages(self):
        """The pages under this one. Plain pages are in the footer of every page."""
        plain = ContentType.objects.get_for_model(PlainPage)
        pages = self.get_children().live().public().exclude(content_type=plain)
        pages = pages.exclude(pk=self.button_page_id) if self.button_page_id else pages
        return pages.specific()


@dataclass(frozen=True)
class Numbered:
    """A section or part as it is shown, with its number in the page."""

    number: str
    anchor: str
    value: dict
    parts: list = field(default_factory=list)
    kind: str = "part"


class NumberedPage(Page):
    """Terms of reference, a procedure, guidance: numbered sections with lasting anchors.

    Other documents and emails link to a section. Its anchor is made from the heading it is
    first published under and kept by the section's identity, so renaming or moving the
    section breaks no link.
    """

    introduction = RichTextField(features=PROSE, blank=True)
    version_label = models.CharField(
        "version", max_length=40, blank=True, help_text="As in “3” or “second edition”."
    )
    revised_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    approved_by = models.CharField(
        max_length=120, blank=True, help_text="The group that approved this version."
    )
    status_line = models.CharField(
        max_length=160,
        blank=True,
        help_text="Anything readers should know about its standing, as in “undated chapter”.",
    )
    sections = StreamField(SectionsBlock(), blank=True)
    anchors = models.JSONField(default=dict, editable=False)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("version_label"),
                FieldPanel("revised_on"),
                FieldPanel("review_due"),
                FieldPanel("approved_by"),
                FieldPanel("status_line"),
            ],
            "Version and dates",
            help_text="Earlier versions are kept: see History.",
        ),
        FieldPanel("introduction"),
        FieldPanel("sections"),
    ]
    promote_panels = FOUND_AND_LISTED
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = "numbered page"

    def clean(self):
        super().clean()
        self.anchors = anchors_for(self._headed(), self._published_anchors())

    def _published_anchors(self) -> dict[str, str]:
        """The anchors people may already link to: saving a draft does not touch this row."""
        rows = NumberedPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        return rows.values_list("anchors", flat=True).first() or {}

    def _headed(self) -> Iterator:
        for section in self.sections:
            yield section
            yield from (part for part in section.value["parts"] if part.block_type == "part")

    def numbered(self) -> list[Numbered]:
        """Return the sections in order, each with its number, its anchor and its parts."""
        return [
            Numbered(
                number=str(position),
                anchor=self.anchors.get(section.id, ""),
                value=section.value,
                parts=self._numbered_parts(section, str(position)),
            )
            for position, section in enumerate(self.sections, start=1)
        ]

    def _numbered_parts(self, section, number: str) -> list[Numbered]:
        shown, position = [], 0
        for part in section.value["parts"]:
            if part.block_type == "part":
                position += 1
                anchor = self.anchors.get(part.id, "")
                shown.append(Numbered(f"{number}.{position}", anchor, part.value))
            else:
                shown.append(Numbered("", "", part.value, kind=part.block_type))
        return shown

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "sections": self.numbered(),
            "for_print": "print" in request.GET,
        }
