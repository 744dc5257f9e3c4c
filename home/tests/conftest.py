"""A site of our own, with an editor who may change its pages and nothing else."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

from home.models import HomePage

HOST = "reading.localhost"


@pytest.fixture
def home_page(db):
    root = Page.get_first_root_node()
    home = HomePage(title="A panel", slug="reading", introduction="<p>What we do.</p>")
    root.add_child(instance=home)
    Site.objects.create(hostname=HOST, root_page=home)
    return home


@pytest.fixture
def visitor(client):
    client.defaults["HTTP_HOST"] = HOST
    return client


@pytest.fixture
def editor_of(client, settings):
    """Sign someone in who edits one site. The door before the CMS has tests of its own."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "portal." not in one]

    def sign_in(home_page):
        group = Group.objects.create(name="Editors of these pages")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for codename in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(codename=codename)
            GroupPagePermission.objects.create(group=group, page=home_page, permission=permission)
        user = get_user_model().objects.create_user("editor@example.org")
        user.groups.add(group)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.defaults["HTTP_HOST"] = Site.objects.get(root_page=home_page).hostname
        return client

    return sign_in


@pytest.fixture
def editor(home_page, editor_of):
    return editor_of(home_page)
