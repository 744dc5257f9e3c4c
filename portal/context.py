"""What surrounds every page: whose site it is, how it looks, and where its links go."""

from django.conf import settings
from django.db import Error as DatabaseIsAway
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject, cached_property
from wagtail.models import Site

from home.models import PlainPage

STAFF_SERVICE_NAME = "Complex Case Panel casework"
PUBLIC_SERVICE_NAME = "Complex Case Panel"

# What was last read for each host, so that an error page can still give a phone number.
_last_known: dict[str, dict] = {}


class Surroundings:
    """Everything `base.html` asks for. Nothing is read until a template asks.

    An error page is rendered with this too, so a database that is away makes the
    surroundings poorer and never makes them fail.
    """

    def __init__(self, request):
        self.request = request
        self.host = request.get_host().partition(":")[0]

    @cached_property
    def is_staff_host(self) -> bool:
        return self.host in {settings.CASEWORK_HOST, settings.CMS_HOST}

    @cached_property
    def service_name(self) -> str:
        return STAFF_SERVICE_NAME if self.is_staff_host else PUBLIC_SERVICE_NAME

    @cached_property
    def board(self) -> dict | None:
        if self.is_staff_host:
            return None
        try:
            site = Site.find_for_request(self.request)
            board = getattr(site, "board", None)
        except DatabaseIsAway:
            return _last_known.get(self.host)
        if board is None:
            return None
        _last_known[self.host] = appearance(board)
        return _last_known[self.host]

    @cached_property
    def navigation(self) -> list[dict]:
        return [item for item, is_plain in self._menu if not is_plain]

    @cached_property
    def footer_links(self) -> list[dict]:
        return [item for item, is_plain in self._menu if is_plain]

    @cached_property
    def _menu(self) -> list[tuple[dict, bool]]:
        """The pages under the home page that an editor has chosen to show in menus."""
        if self.is_staff_host:
            return []
        try:
            site = Site.find_for_request(self.request)
            pages = list(site.root_page.get_children().live().public().in_menu()) if site else []
            return [(self._link(page), page.specific_class is PlainPage) for page in pages]
        except DatabaseIsAway:
            return []

    def _link(self, page) -> dict:
        href = page.get_url(self.request)
        return {"text": page.title, "href": href, "current": href == self.request.path}


def appearance(board) -> dict:
    """Return what a public page says about a board."""
    return {
        "name": board.name,
        "short_name": board.short_name,
        "colour_class": f"board-{board.slug}",
        "logo": static(f"boards/{board.logo}") if board.logo else "",
        "concern_label": board.concern_label,
        "concern_url": board.concern_url,
        "concern_phone": board.concern_phone,
        "emergency_text": board.emergency_text,
        "contact_email": board.contact_email,
        "contact_phone": board.contact_phone,
    }


def surroundings(request) -> dict:
    around = Surroundings(request)
    return {"surroundings": around, "board": SimpleLazyObject(lambda: around.board)}
