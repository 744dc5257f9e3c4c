import pytest

from forms_pages import handlers
from forms_pages.tests import browsing, sample


@pytest.fixture
def receiver():
    """A receiver of the sample form, and its list of agencies, for one test."""
    kept = handlers.Registry(dict(handlers._registry.handlers), dict(handlers._registry.lists))
    receiver = sample.Receiver()
    handlers.register(receiver)
    handlers.register_list(
        sample.LIST,
        lambda form_page: [handlers.Option("police", "Police"), handlers.Option("fire", "Fire")],
    )
    yield receiver
    handlers._registry.handlers, handlers._registry.lists = kept.handlers, kept.lists


@pytest.fixture
def journey_only(settings, receiver, db):
    """Run the journey without the portal around it: it is to be liftable."""
    settings.ROOT_URLCONF = "forms_pages.tests.urls"
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    return receiver


@pytest.fixture
def form_page(journey_only):
    form_page = sample.make_form_page()
    sample.make_version(form_page)
    return form_page


@pytest.fixture
def begun(client, form_page):
    """A browser that has begun a draft."""
    client.post("/form/begin/")
    return client


@pytest.fixture
def filled(begun):
    """A browser whose draft is complete."""
    browsing.keep(sample.WHOLE)
    return begun
