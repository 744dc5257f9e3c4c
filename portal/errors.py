"""Pages for when something did not work. None of them needs a database to be drawn."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

log = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError)
COME_BACK_SECONDS = 30


def database_away(request, exception):
    log.error("the database is away", exc_info=exception)
    page = render(request, "503.html", status=503)
    page["Retry-After"] = str(COME_BACK_SECONDS)
    return page


def went_wrong(request, *args):
    """Answer for a fault, or for a database that went away outside a view."""
    fault = sys.exc_info()[1]
    if isinstance(fault, DATABASE_AWAY):
        return database_away(request, fault)
    return render(request, "500.html", status=500)


def form_refused(request, reason=""):
    """Answer a form whose safety token is missing or old. Nothing was lost: say so."""
    return render(request, "403_csrf.html", status=403)


def signed_out(request):
    """Answer something sent after the sign-in ended, or by somebody who never signed in."""
    return render(request, "accounts/signed_out.html", status=403)
