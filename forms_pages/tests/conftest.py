import pytest

from forms_pages import handlers
from forms_pages.tests import sample


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
