"""Addresses for the journey's own tests: a form at /form/, and one mounted with a token."""

from django.urls import path

from forms_pages import views
from forms_pages.models import FormPage
from forms_pages.tests.sample import PURPOSE


def the_form() -> FormPage:
    return FormPage.objects.get(purpose=PURPOSE)


def form(request, steps=""):
    page = the_form()
    return views.serve(request, page, [step for step in steps.split("/") if step])


def mounted(request, token, steps=""):
    base = f"/elsewhere/{token}/"
    mount = views.Mount(the_form(), base=base, token=token, caption="Case 7, AB", back="/list/")
    return views.answer(request, mount, [step for step in steps.split("/") if step])


def personal(request, token, steps=""):
    mount = views.Mount(
        the_form(),
        base=f"/own/{token}/",
        token=token,
        initial={"first_name": "Ama"},
        personal=True,
    )
    return views.answer(request, mount, [step for step in steps.split("/") if step])


urlpatterns = [
    path("form/", form),
    path("form/<path:steps>", form),
    path("elsewhere/<slug:token>/", mounted),
    path("elsewhere/<slug:token>/<path:steps>", mounted),
    path("own/<slug:token>/", personal),
    path("own/<slug:token>/<path:steps>", personal),
]
