"""Addresses of the senior manager's pages, on each board's own host, under `/authorise/`."""

from django.urls import path

from casework.views import authorise

urlpatterns = [
    path("<str:token>/", authorise.link, name="authorise"),
    path("<str:token>/code/", authorise.code, name="authorise_code"),
    path("<str:token>/referral/", authorise.referral, name="authorise_referral"),
    path("<str:token>/decide/", authorise.decide, name="authorise_decide"),
]
