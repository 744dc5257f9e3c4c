"""One line in the log for each request, that says nothing about anybody."""

import logging
import time

from portal.hosts import Host

log = logging.getLogger("portal.requests")


class JournalMiddleware:
    """Notes the kind of address, not the address: addresses hold references and tokens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.monotonic()
        response = self.get_response(request)
        log.info("request", extra=facts(request, response, time.monotonic() - began))
        return response


def facts(request, response, seconds: float) -> dict:
    match = request.resolver_match
    host = getattr(request, "host_kind", None)
    return {
        "method": request.method,
        "view": match.view_name if match else "",
        "route": match.route if match else "",
        "host_kind": host.value if isinstance(host, Host) else "",
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
    }
