"""What a browser sends when an editor has a page open in the CMS and presses Publish."""

from django.urls import reverse
from wagtail import blocks
from wagtail.test.utils.form_data import nested_form_data, rich_text

from home.blocks import PROSE


def posted(block, value):
    """Return a block as its form fields, with everything in it."""
    if isinstance(block, blocks.StructBlock):
        return {name: posted(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        items = value if isinstance(block, blocks.StreamBlock) else value.bound_blocks
        return {"count": str(len(items))} | {
            str(position): {
                "type": item.block_type if isinstance(block, blocks.StreamBlock) else "item",
                "value": posted(item.block, item.value),
                "id": item.id or "",
                "order": str(position),
                "deleted": "",
            }
            for position, item in enumerate(items)
        }
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source, features=PROSE)
    return value or ""


def form_of(page) -> dict:
    """Return the form of a numbered page as it stands in memory, saved or not."""
    texts = ("title", "slug", "version_label", "approved_by", "status_line", "search_description")
    return nested_form_data(
        {name: getattr(page, name) for name in texts}
        | {name: getattr(page, name) or "" for name in ("revised_on", "review_due")}
        | {
            "show_in_menus": "on",
            "introduction": rich_text(page.introduction, features=PROSE),
            "sections": posted(page.sections.stream_block, page.sections),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "Publish",
        }
    )


def send(editor, page, form) -> None:
    """Press Publish, and fail where the CMS would show the form again with errors."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = editor.post(address, form, headers={"host": "cms.localhost"})
    assert answer.status_code == 302, answer.context["form"].errors
