"""Pages for when something did not work. None of them needs a database to be drawn."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError)
COME_BACK_SECONDS = 30


def page_of(template: str, request, *, status: int) -> HttpResponse:
    """Draw a page as well as can be: without its surroundings, where those fail too."""
    try:
        return HttpResponse(render_to_string(template, request=request), status=status)
    except Exception as fault:
        log.error("an error page could not be drawn whole", exc_info=fault)
        return HttpResponse(render_to_string(template), status=status)


def not_understood(request, exception=None):
    """Answer a request that cannot be trusted, not even about which host it was for."""
    return HttpResponse(render_to_string("400.html"), status=400)


def database_away(request, exception):
    log.error("the database is away", exc_info=exception)
    page = page_of("503.html", request, status=503)
    page["Retry-After"] = str(COME_BACK_SECONDS)
    return page


def went_wrong(request, *args):
    """Answer for a fault, or for a database that went away outside a view."""
    fault = sys.exc_info()[1]
    if isinstance(fault, DATABASE_AWAY):
        return database_away(request, fault)
    return page_of("500.html", request, status=500)


def form_refused(request, reason=""):
    """Answer a form whose safety token is missing or old. Nothing was lost: say so."""
    return page_of("403_csrf.html", request, status=403)


def signed_out(request):
    """Answer something sent after the sign-in ended, or by somebody who never signed in."""
    return page_of("accounts/signed_out.html", request, status=403)
