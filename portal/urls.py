"""Every address of the portal. Which host answers which is in `portal.hosts`."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views import board_colours
from portal import health
from portal.accounts.views import doors

urlpatterns = [
    path("board.css", board_colours, name="board_colours"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("accounts/", include("portal.accounts.urls")),
    path("casework/", include("casework.urls")),
    path("", include("casework.public_urls")),
    # Wagtail's own ways in and out come to ours.
    path("cms/login/", RedirectView.as_view(pattern_name="accounts:sign_in")),
    path("cms/logout/", doors.sign_out),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]

handler400 = "portal.errors.not_understood"
handler500 = "portal.errors.went_wrong"
