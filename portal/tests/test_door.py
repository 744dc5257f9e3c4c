"""Nobody gets in without a code: every address, both methods, three kinds of visitor."""

from collections import Counter
from functools import cache

import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, include, path, reverse

from portal import hosts
from portal.accounts.tests.people import (
    CASEWORK,
    CMS,
    browser,
    make_person,
    verified,
    with_password_only,
)
from portal.door import PUBLIC
from portal.tests.addresses import every_address
from portal.tests.sites import BUCKS, make_sites

pytestmark = pytest.mark.django_db

# Wagtail's own ways in and out, which ours stand in front of.
SHADOWED = ["cms/login/", "cms/logout/"]
# What a verified person may open who has been given no rights at all.
ONES_OWN = {
    "accounts:account",
    "accounts:password",
    "accounts:recovery_codes",
    "accounts:replace",
    "casework:home",
}
VISITORS = ("anonymous", "password only", "verified without rights")


@pytest.fixture(autouse=True)
def sites():
    make_sites()


@cache
def addresses():
    return every_address()


def host_for(address: str) -> str:
    part = hosts.first_part(address)
    return {"cms": CMS, "casework": CASEWORK, "accounts": CASEWORK}.get(part, BUCKS)


def visitor(kind: str, person, host: str):
    if kind == "anonymous":
        client = browser(host)
    elif kind == "password only":
        client = with_password_only(person, host)
    else:
        client = verified(person, host)
    client.raise_request_exception = False
    return client


def test_every_pattern_has_an_address_and_every_public_name_exists():
    found, missed = addresses()

    assert sorted(missed) == SHADOWED
    assert len(found) > 200
    assert set(PUBLIC) <= {address.view_name for address in found}
    # Eleven are the three ways by link and code, each of which opens one record.
    assert len(PUBLIC) <= 22
    assert all(PUBLIC.values())


def test_each_public_name_belongs_to_one_view():
    found, _ = addresses()

    times = Counter(address.view_name for address in found if address.view_name in PUBLIC)

    assert {name for name, count in times.items() if count > 1} <= {"wagtail_serve"}


@pytest.mark.parametrize("kind", VISITORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_is_closed_unless_it_is_named_public(kind, method):
    person = make_person()
    clients = {host: visitor(kind, person, host) for host in (CASEWORK, CMS, BUCKS)}
    open_ones = []
    for address in addresses()[0]:
        if address.view_name in PUBLIC:
            continue
        answer = getattr(clients[host_for(address.path)], method)(address.path)
        if not is_closed(answer, address, kind, method):
            open_ones.append((address.path, address.view_name, answer.status_code))

    assert not open_ones


def is_closed(answer, address, kind, method) -> bool:
    if answer.status_code in (403, 404):
        return True
    if kind == "verified without rights":
        return answer.status_code == 405 or address.view_name in ONES_OWN
    step = "accounts:sign_in" if kind == "anonymous" else "accounts:verify"
    return (
        method == "get" and answer.status_code == 302 and answer.url.startswith(reverse(step) + "?")
    )


@pytest.mark.parametrize("kind", VISITORS)
def test_public_addresses_do_not_break(kind):
    person = make_person()
    clients = {host: visitor(kind, person, host) for host in (CASEWORK, CMS, BUCKS)}

    broken = [
        (address.path, answer.status_code)
        for address in addresses()[0]
        if address.view_name in PUBLIC and address.view_name != "ready"
        for answer in [clients[host_for(address.path)].get(address.path)]
        if answer.status_code >= 500
    ]

    assert not broken


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "head"])
def test_no_other_method_gets_past_the_door(method):
    answer = getattr(with_password_only(make_person(), CMS), method)("/cms/")

    assert answer.status_code == (302 if method == "head" else 403)


def test_a_script_of_the_admin_is_refused_and_not_led_to_a_page():
    answer = browser(CMS).get("/cms/", headers={"X-Requested-With": "XMLHttpRequest"})

    assert answer.status_code == 403


def test_the_way_back_is_kept():
    answer = browser(CMS).get("/cms/pages/?p=2")

    assert answer.url == "/accounts/sign-in/?next=%2Fcms%2Fpages%2F%3Fp%3D2"


def test_what_is_sent_after_the_sign_in_ended_is_answered_in_plain_words():
    page = browser().post("/accounts/recovery-codes/").content

    assert b"You are signed out" in page
    assert b"go back a page and send it again" in page


def test_wagtails_own_sign_in_leads_to_ours_and_its_sign_out_is_ours():
    client = verified(make_person(is_superuser=True), CMS)

    assert browser(CMS).get("/cms/login/").url.startswith("/accounts/sign-in/")
    assert browser(CMS).post("/cms/login/", {"username": "a", "password": "b"}).status_code == 403
    out = client.post(reverse("wagtailadmin_logout"))
    assert out.url == "/accounts/sign-in/"
    assert client.get("/cms/").status_code == 302


def test_django_admin_and_wagtail_api_are_not_there():
    for name in ("admin:index", "wagtailapi:pages:listing", "wagtailapi_v2:pages:listing"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def make_editor():
    editor = make_person("editor@example.org")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return editor


def test_an_editor_reaches_the_cms_only_after_a_code():
    editor = make_editor()

    assert browser(CMS).get("/cms/").url.startswith("/accounts/sign-in/")
    assert with_password_only(editor, CMS).get("/cms/").url.startswith("/accounts/verify/")
    assert verified(editor, CMS).get("/cms/").status_code == 200


def test_a_person_without_the_right_is_told_so_and_not_sent_round_in_circles():
    answer = verified(make_person(), CMS).get("/cms/", follow=True)

    assert answer.status_code == 403
    assert b"You cannot see this page" in answer.content


def test_a_new_view_without_a_name_is_closed(settings):
    settings.ROOT_URLCONF = __name__

    assert browser().get("/casework/forgotten/").url.startswith("/accounts/sign-in/")


def forgotten(request):
    raise AssertionError("nobody may get here")


urlpatterns = [
    path("casework/forgotten/", forgotten),
    path("accounts/", include("portal.accounts.urls")),
]
