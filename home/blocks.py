"""The parts of a numbered page that staff put together."""

from wagtail import blocks

PROSE = ["h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class TableBlock(blocks.StructBlock):
    """A small table with a caption and named columns, so that it can be read aloud."""

    caption = blocks.CharBlock(help_text="What the table shows.")
    columns = blocks.ListBlock(blocks.CharBlock(), min_num=1, label="Column headings")
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(required=False), label="Row"),
        help_text="Give each row as many cells as there are columns.",
    )

    class Meta:
        icon = "table"
        label = "Table"
        template = "home/blocks/table.html"


class PartBlock(blocks.StructBlock):
    """A numbered part of a section: 3.1, 3.2 and so on."""

    heading = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=PROSE)

    class Meta:
        icon = "list-ol"
        label = "Numbered part"


class SectionBlock(blocks.StructBlock):
    """A numbered section, with parts and tables where it needs them."""

    heading = blocks.CharBlock(
        max_length=160,
        help_text="You can change this later: links to the section go on working.",
    )
    text = blocks.RichTextBlock(features=PROSE, required=False)
    parts = blocks.StreamBlock(
        [("part", PartBlock()), ("table", TableBlock())],
        required=False,
        label="Parts and tables",
    )

    class Meta:
        icon = "title"
        label = "Section"


class SectionsBlock(blocks.StreamBlock):
    section = SectionBlock()

    class Meta:
        required = False
