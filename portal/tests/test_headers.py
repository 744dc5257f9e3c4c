import re

import pytest
from django.db import InterfaceError, OperationalError

from portal.accounts.tests.people import CASEWORK, CMS, browser, make_person, verified
from portal.tests.sites import BUCKS, make_sites

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sites():
    make_sites()


def policy(answer) -> dict[str, str]:
    parts = answer["Content-Security-Policy"].split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts if part.strip())


@pytest.fixture
def database_is_away(monkeypatch):
    """Make every question to the database after this one fail."""

    def go_away(kind=OperationalError):
        from django.db.backends.base.base import BaseDatabaseWrapper

        def away(*args, **kwargs):
            raise kind("the database is away")

        monkeypatch.setattr(BaseDatabaseWrapper, "cursor", away)

    return go_away


def answers(away):
    """Answers of every kind: page, redirect, refusals, not found, too many, style, health."""
    superuser = make_person(is_superuser=True)
    yield browser(CASEWORK).get("/accounts/sign-in/")
    yield browser(CASEWORK).get("/accounts/")
    yield browser(CASEWORK).post("/accounts/")
    yield browser(CASEWORK, enforce_csrf_checks=True).post("/accounts/sign-in/")
    yield browser(CASEWORK).get("/accounts/nothing/")
    yield browser(CASEWORK).get("/elsewhere/")
    yield browser(BUCKS).get("/nothing-here/")
    yield browser(BUCKS).get("/board.css")
    yield browser(BUCKS).get("/health/live")
    yield browser("unknown.localhost").get("/")
    yield browser("evil.example").get("/")
    yield verified(superuser, CMS).get("/cms/")
    yield verified(superuser, CMS).get("/cms/nothing/")
    yield verified(make_person("b@example.org"), CMS).get("/cms/")
    client = verified(superuser, raise_request_exception=False)
    away()
    yield client.get("/accounts/")


def test_every_answer_has_every_header(database_is_away):
    statuses = set()
    for answer in answers(database_is_away):
        statuses.add(answer.status_code)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
        assert policy(answer)["default-src"] == "'none'"
        assert "unsafe-eval" not in answer["Content-Security-Policy"]
        if not answer.headers["Content-Type"].startswith("text/css"):
            assert "no-store" in answer["Cache-Control"]

    assert statuses == {200, 302, 400, 403, 404, 503}


@pytest.mark.parametrize("host", [CASEWORK, BUCKS, "unknown.localhost"])
def test_outside_the_cms_nothing_runs_that_is_not_ours(host):
    assert policy(browser(host).get("/accounts/sign-in/")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_the_cms_may_run_wagtails_inline_scripts_and_frame_itself_and_no_more():
    strict = policy(browser(CASEWORK).get("/accounts/sign-in/"))

    found = policy(verified(make_person(is_superuser=True), CMS).get("/cms/"))

    assert {name for name in found if found[name] != strict.get(name)} == {
        "script-src",
        "img-src",
        "frame-src",
        "frame-ancestors",
    }
    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert found["img-src"] == "'self' data: blob:"
    assert found["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["sign-in/", "", "recovery-codes/", "password/"])
def test_account_pages_hold_nothing_the_policy_would_stop(path):
    client = browser() if path == "sign-in/" else verified(make_person())

    page = client.get(f"/accounts/{path}").content.decode()

    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|data:", page)


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_said_in_plain_words(kind, database_is_away):
    client = verified(make_person(), raise_request_exception=False)
    database_is_away(kind)

    answer = client.get("/accounts/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert b"the service is not available" in answer.content


def test_a_database_that_goes_away_inside_a_view_is_a_503_too(monkeypatch):
    from portal.accounts import factors

    def away(user):
        raise OperationalError("gone in the middle")

    client = verified(make_person())
    monkeypatch.setattr(factors, "codes_left", away)

    answer = client.get("/accounts/")

    assert answer.status_code == 503
    assert b"gone in the middle" not in answer.content


def test_any_other_fault_is_a_500_that_gives_nothing_away(monkeypatch):
    from portal.accounts import factors

    def broken(user):
        raise ValueError("Jane Doe, 1 High Street")

    client = verified(make_person(), raise_request_exception=False)
    monkeypatch.setattr(factors, "codes_left", broken)

    answer = client.get("/accounts/")

    assert answer.status_code == 500
    assert b"Jane Doe" not in answer.content
    assert policy(answer)["default-src"] == "'none'"


def test_a_form_without_its_token_is_answered_in_plain_words():
    answer = browser(enforce_csrf_checks=True).post("/accounts/sign-in/", {"email": "a"})

    assert answer.status_code == 403
    assert b"Go back" in answer.content
    assert b"saved" in answer.content


def test_cookies_are_closed_to_scripts_and_to_other_sites():
    client = browser()
    client.get("/accounts/sign-in/")
    client.post(
        "/accounts/sign-in/",
        {"email": make_person().email, "password": "marble otter hillside lamp"},
    )

    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"] is True
        assert client.cookies[name]["samesite"] == "Lax"
        assert not client.cookies[name]["domain"]
