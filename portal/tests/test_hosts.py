import pytest

from portal.accounts.tests.people import CASEWORK, CMS, browser, make_person, verified
from portal.tests.sites import BUCKS, OXON, make_sites

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sites():
    make_sites()


def test_the_front_of_each_staff_host_leads_to_its_work():
    assert browser(CASEWORK).get("/").url == "/casework/"
    assert browser(CMS).get("/").url == "/cms/"


@pytest.mark.parametrize("host", [BUCKS, OXON])
@pytest.mark.parametrize("path", ["/cms/", "/cms/login/", "/casework/", "/accounts/sign-in/"])
def test_staff_addresses_do_not_exist_on_a_boards_host(host, path):
    superuser = verified(make_person(is_superuser=True), host)

    assert browser(host).get(path).status_code == 404
    assert superuser.get(path).status_code == 404
    assert superuser.post(path).status_code == 404


@pytest.mark.parametrize(
    ("host", "path"),
    [
        (CASEWORK, "/cms/"),
        (CASEWORK, "/documents/1/a.pdf"),
        (CASEWORK, "/authorise/abc/"),
        (CASEWORK, "/terms-of-reference/"),
        (CMS, "/casework/"),
        (CMS, "/authorise/abc/"),
        (CMS, "/terms-of-reference/"),
        (CMS, "/_util/login/"),
    ],
)
def test_each_staff_host_answers_its_own_addresses_only(host, path):
    assert verified(make_person(is_superuser=True), host).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/cms/", "/casework/", "/accounts/sign-in/", "/authorise/a/"]
)
def test_an_unknown_host_answers_nothing(path):
    assert browser("elsewhere.localhost").get(path).status_code == 404


def test_a_host_nobody_allowed_is_a_bad_request():
    assert browser("evil.example").get("/").status_code == 400


def test_the_name_of_a_host_may_be_in_capitals_and_have_a_port():
    assert browser("CaseWork.localhost:8000").get("/").url == "/casework/"


def test_health_answers_whatever_the_host():
    for host in (BUCKS, CASEWORK, CMS, "127.0.0.1"):
        assert browser(host).get("/health/live").status_code == 200


def test_a_session_of_one_host_is_no_session_on_another():
    casework = verified(make_person(is_superuser=True))

    cookie = casework.cookies["sessionid"]

    assert not cookie["domain"]
