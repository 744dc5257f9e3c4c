"""Addresses for people without an account, on each board's own host."""

from django.urls import include, path

from casework.views import authorise, lead_minutes, owned_action

senior_manager = [
    path("", authorise.link, name="authorise"),
    path("code/", authorise.code, name="authorise_code"),
    path("referral/", authorise.referral, name="authorise_referral"),
    path("decide/", authorise.decide, name="authorise_decide"),
]

lead_professional = [
    path("", lead_minutes.link, name="lead_minutes"),
    path("code/", lead_minutes.code, name="lead_minutes_code"),
    path("extract/", lead_minutes.extract, name="lead_minutes_extract"),
]

owner = [
    path("", owned_action.link, name="owned_action"),
    path("code/", owned_action.code, name="owned_action_code"),
    path("read/", owned_action.read, name="owned_action_read"),
    path("answer/<slug:verb>/", owned_action.answer, name="owned_action_answer"),
]

urlpatterns = [
    path("authorise/<str:token>/", include(senior_manager)),
    path("minutes/<str:token>/", include(lead_professional)),
    path("action/<str:token>/", include(owner)),
]
