"""Which host is which: one for casework, one for the CMS, and one for each board's pages."""

from enum import Enum

from django.conf import settings
from wagtail.models import Site


class Host(Enum):
    BOARD = "board"
    CASEWORK = "casework"
    CMS = "cms"


# The front page of each staff host, and the first part of the addresses it answers.
FRONT = {Host.CASEWORK: "/casework/", Host.CMS: "/cms/"}
STAFF_PARTS = {
    Host.CASEWORK: {"casework", "accounts"},
    Host.CMS: {"cms", "accounts", "documents", "board.css"},
}
NOT_ON_A_BOARD = {"cms", "casework", "accounts"}
EVERYWHERE = {"health"}


def name_of(request) -> str:
    return request.get_host().partition(":")[0].lower()


def host_of(request) -> Host | None:
    """Return what kind of host was asked, or None for one we do not know."""
    name = name_of(request)
    if name == settings.CASEWORK_HOST:
        return Host.CASEWORK
    if name == settings.CMS_HOST:
        return Host.CMS
    site = Site.find_for_request(request)
    return Host.BOARD if site and site.hostname == name else None


def answers(host: Host | None, path: str) -> bool:
    """Say whether an address exists on this kind of host at all."""
    part = first_part(path)
    if host is Host.BOARD:
        return part not in NOT_ON_A_BOARD
    return part in STAFF_PARTS.get(host, set())


def is_anywhere(path: str) -> bool:
    """Say whether an address answers whatever the host, for those who watch the machine."""
    return first_part(path) in EVERYWHERE


def first_part(path: str) -> str:
    return path.lstrip("/").partition("/")[0]
