"""A form answers at the address its page has in the tree of pages."""

import pytest
from wagtail.models import Page, Site

from forms_pages.models import Draft, FormPage
from forms_pages.tests.browsing import keep, send, text_of
from forms_pages.tests.sample import PURPOSE, WHOLE, make_version

HOST = "forms.example.org"


@pytest.fixture
def site(settings, journey_only):
    settings.ROOT_URLCONF = "wagtail.urls"
    settings.ALLOWED_HOSTS = [HOST]
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Home", slug="forms-home"))
    return Site.objects.create(hostname=HOST, root_page=home)


@pytest.fixture
def placed(site):
    """A public form below the home page, at /form/."""
    form_page = FormPage(title="A form", slug="form", purpose=PURPOSE)
    site.root_page.add_child(instance=form_page)
    make_version(form_page)
    return form_page


@pytest.fixture
def visitor(client):
    client.defaults["HTTP_HOST"] = HOST
    return client


def test_the_whole_journey_has_addresses_below_the_page(visitor, placed):
    assert "Start now" in text_of(visitor.get("/form/"))

    assert visitor.post("/form/begin/").url == "/form/begin/"
    assert visitor.post("/form/page/name/", {"first_name": "Ama"}).url == "/form/page/born/"
    keep(WHOLE)
    assert send(visitor).url == "/form/sent/"
    assert "Your reference" in text_of(visitor.get("/form/sent/"))


@pytest.mark.parametrize("steps", ["", "begin/", "tasks/", "page/name/", "send/", "nowhere/"])
def test_a_form_that_is_not_public_has_no_address(visitor, placed, receiver, steps):
    receiver.public = False

    assert visitor.get(f"/form/{steps}").status_code == 404
    assert visitor.post(f"/form/{steps}").status_code == 404
    assert not Draft.objects.exists()


def test_a_form_that_was_taken_down_answers_nothing(visitor, placed):
    visitor.post("/form/begin/")
    placed.live = False
    placed.save()

    assert visitor.get("/form/").status_code == 404
    assert visitor.get("/form/tasks/").status_code == 404
