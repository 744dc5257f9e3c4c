"""Every address of the portal. Which host answers which is in `portal.middleware`."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from home.views import board_colours

urlpatterns = [
    path("board.css", board_colours, name="board_colours"),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
