"""Who gets in: the right host, a living session, a verified person."""

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from portal import errors, hosts
from portal.accounts import sessions
from portal.door import PUBLIC
from portal.hosts import Host

ENTER_THE_CMS = "wagtailadmin.access_admin"


class HostMiddleware:
    """Answers 404 where an address does not belong to the host it was asked of.

    Wagtail's previews run a made-up request for the page's own host through here; they
    were let in already, and come from nowhere else.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if hosts.is_anywhere(request.path_info) or is_preview(request):
            return self.get_response(request)
        request.host_kind = hosts.host_of(request)
        front = hosts.FRONT.get(request.host_kind)
        if front and request.path_info == "/":
            return redirect(front)
        if not hosts.answers(request.host_kind, request.path_info):
            raise Http404
        return self.get_response(request)


class SessionLimitMiddleware:
    """Ends a sign-in that was idle for too long, or has lasted for too long."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = timezone.now()
            request.sign_in_ended = sessions.why_over(request.session, now=now)
            if request.sign_in_ended:
                logout(request)
            else:
                sessions.note_seen(request.session, now=now)
        return self.get_response(request)


class DoorMiddleware:
    """Default deny, by view name: whoever adds a view adds a closed one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in PUBLIC:
            return None
        if request.host_kind is Host.BOARD:
            raise Http404
        user = request.user
        if not (user.is_active and user.is_verified()):
            return turn_away(request)
        if is_of_the_cms(request) and not user.has_perm(ENTER_THE_CMS):
            raise PermissionDenied
        return None


class DatabaseAwayMiddleware:
    """A database that is away is not a fault of the page: say so, and when to come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, errors.DATABASE_AWAY):
            return errors.database_away(request, exception)
        return None


def is_preview(request) -> bool:
    return getattr(request, "is_dummy", False)


def is_of_the_cms(request) -> bool:
    return request.host_kind is Host.CMS and request.resolver_match.namespace != "accounts"


def turn_away(request):
    """Send a reader to the next step of signing in; refuse everything that would write."""
    if request.method not in {"GET", "HEAD"} or is_script(request):
        return errors.signed_out(request)
    step = "accounts:verify" if request.user.is_authenticated else "accounts:sign_in"
    query = {"next": request.get_full_path()}
    if ended := getattr(request, "sign_in_ended", ""):
        query["ended"] = ended
    return redirect(f"{reverse(step)}?{urlencode(query)}")


def is_script(request) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"
