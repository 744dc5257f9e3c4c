"""What staff pages repeat: their navigation, rows of a summary list, and links to pages."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from casework import access
from casework.choices import Right
from forms_pages.templatetags.govuk import govuk_html

register = template.Library()

PLACES = (
    ("home", "What needs me", None),
    ("referrals", "Referrals", Right.SCREEN_REFERRAL),
    ("authorisations", "Waiting for authorisation", Right.SCREEN_REFERRAL),
    ("meetings", "Meetings", None),
    ("actions", "Actions", Right.SEE_ACTIONS),
    ("members", "Members", Right.APPOINT),
    ("workbooks", "Spreadsheets", Right.MAKE_WORKBOOK),
    ("outbox", "Outbox", Right.READ_OUTBOX),
    ("attention", "Needs attention", Right.SEE_ATTENTION),
)


@register.simple_tag(takes_context=True)
def staff_navigation(context):
    """Show the places this person may go, and the way out."""
    request = context["request"]
    links = [link_to(request, name, text) for name, text in places_of(request.user)]
    return govuk_html(
        "service-navigation",
        {
            "navigation": links,
        },
    )


def places_of(user):
    """Return the places that a role of today opens, and those open to everybody here."""
    needed = {right for _, _, right in PLACES if right}
    allowed = {right for right in needed if is_open_to(user, right)}
    return [(name, text) for name, text, needs in PLACES if not needs or needs in allowed]


def is_open_to(user, right: Right) -> bool:
    """Say whether a right of today opens a place. Actions are open to who owns or leads one."""
    if access.boards_for(user, right).exists():
        return True
    return right == Right.SEE_ACTIONS and access.has_actions(user)


def link_to(request, name: str, text: str) -> dict:
    """Return one link. Pages below a place mark it as well; home is above them all."""
    href = reverse(f"casework:{name}")
    is_below = name != "home" and request.path.startswith(href)
    return {"text": text, "href": href, "current": request.path == href, "active": is_below}


@register.simple_block_tag
def row(content, key):
    """Show one row of a summary list, so that its value may hold links and lines."""
    return format_html(
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        key,
        content,
    )


@register.simple_tag(takes_context=True)
def pages(context, page):
    """Return the links of a pagination that keep the filter chosen."""

    def href(number):
        query = context["request"].GET.copy()
        query["page"] = number
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [
        {"number": n, "href": href(n), "current": n == page.number}
        if isinstance(n, int)
        else {"ellipsis": True}
        for n in numbers
    ]
    found = {"items": items}
    if page.has_previous():
        found["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        found["next"] = {"href": href(page.next_page_number())}
    return found
