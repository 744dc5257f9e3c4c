"""The colour of a site's board, as a style sheet: a board's look is a setting, not code."""

import re

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE_CONTRAST = 4.5


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1, as WCAG 2.2 counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_readable_under_white(colour: str) -> bool:
    return 1.05 / (luminance(colour) + 0.05) >= READABLE_CONTRAST


@require_safe
@cache_control(public=True, max_age=300)
def board_colours(request):
    """Answer with the board's colour, or with nothing when it cannot be used.

    A site may have a `board` that has a `colour`. One on which white text cannot be read is
    left out, and the page keeps the colour of `portal.css`.
    """
    board = getattr(Site.find_for_request(request), "board", None)
    colour = getattr(board, "colour", "")
    usable = COLOUR.fullmatch(colour) and is_readable_under_white(colour)
    rule = f":root{{--govuk-brand-colour:{colour}}}\n" if usable else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")
