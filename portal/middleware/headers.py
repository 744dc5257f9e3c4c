"""What every answer tells the browser: keep nothing, tell nobody, run nothing foreign."""

from csp.middleware import CSPMiddleware
from django.conf import settings

from portal.hosts import Host

PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Stands outside everything that may fail, so that error pages carry these too.

    A page that says nothing about caching is not kept by anyone: case papers must not
    turn up in the browser of a shared computer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PolicyMiddleware(CSPMiddleware):
    """The content policy of the host: strict, but for what Wagtail's admin cannot do without.

    A preview is drawn for the board's host and shown in a frame of the CMS.
    """

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        if getattr(request, "host_kind", None) is Host.CMS:
            parts.config = settings.CMS_CONTENT_POLICY
        elif getattr(request, "is_dummy", False):
            parts.config = settings.PREVIEW_CONTENT_POLICY
        return parts
