"""Where links to a section of a page point: set once, whatever the section is called later."""

from collections.abc import Iterable
from uuid import uuid4

from django.utils.text import slugify

LONGEST = 60


def new_anchor(heading: str, *, taken: Iterable[str]) -> str:
    """Return an anchor in the words of the heading that no other section has."""
    words = slugify(heading)[:LONGEST].strip("-") or "section"
    anchor, count = words, 1
    while anchor in taken:
        count += 1
        anchor = f"{words}-{count}"
    return anchor


def anchors_for(headed: Iterable, published: dict[str, str]) -> dict[str, str]:
    """Return the anchor of each block by the block's id, beside all those ever published.

    A published anchor is kept, even when the heading changes or the section goes and comes
    back. Until then it follows the heading, because drafts are saved while people type. A
    block without an id gets one here, because the anchor hangs on it.
    """
    headed = [block for block in headed if block.value["heading"]]
    anchors = {}
    for block in headed:
        block.id = block.id or str(uuid4())
        if published.get(block.id, "") not in ("", *anchors.values()):
            anchors[block.id] = published[block.id]
    for block in headed:
        if block.id not in anchors:
            anchors[block.id] = new_anchor(block.value["heading"], taken=anchors.values())
    return {**published, **anchors}
