import json
import logging
import sys

import pytest

from portal.accounts.tests.people import CMS, browser, make_person, verified
from portal.logs import PlainFacts

PERSONAL = "jane.doe@example.org"


def line_of(record) -> dict:
    return json.loads(PlainFacts().format(record))


def make_record(message="thing done", args=(), **extra):
    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    return record


def test_a_line_says_when_how_bad_and_what():
    line = line_of(make_record())

    assert line["at"].endswith("+00:00")
    assert (line["level"], line["logger"], line["event"]) == ("error", "portal", "thing done")


def test_what_is_put_into_a_message_is_left_out():
    line = line_of(make_record("sign-in of %s failed", (PERSONAL,), user=PERSONAL, status=200))

    assert line["event"] == "sign-in of %s failed"
    assert line["status"] == 200
    assert PERSONAL not in json.dumps(line)


def test_an_exception_is_its_kind_and_its_places():
    record = make_record()
    try:
        raise ValueError(PERSONAL)
    except ValueError:
        record.exc_info = sys.exc_info()

    line = line_of(record)

    assert line["exception"] == "ValueError"
    assert "test_logs.py" in line["places"][0]
    assert PERSONAL not in json.dumps(line)


@pytest.mark.django_db
def test_a_request_is_one_line_without_its_address(caplog):
    caplog.set_level(logging.INFO, "portal.requests")

    browser().get(f"/accounts/invitation/secret-token/?email={PERSONAL}")

    (record,) = [each for each in caplog.records if each.name == "portal.requests"]
    line = line_of(record)
    assert line["route"] == "accounts/invitation/<str:token>/"
    assert (line["method"], line["status"], line["view"]) == ("GET", 404, "accounts:invitation")
    assert "secret-token" not in json.dumps(line) and PERSONAL not in json.dumps(line)


@pytest.mark.django_db
def test_nothing_a_person_types_reaches_the_log_even_when_it_fails(caplog, monkeypatch):
    from portal.accounts import factors

    def broken(user):
        raise ValueError(PERSONAL)

    caplog.set_level(logging.DEBUG)
    client = verified(make_person(), raise_request_exception=False)
    browser().post("/accounts/sign-in/", {"email": PERSONAL, "password": "my own password"})
    monkeypatch.setattr(factors, "codes_left", broken)
    client.get(f"/accounts/?name={PERSONAL}")
    browser(CMS).get(f"/cms/{PERSONAL}/")

    written = "\n".join(PlainFacts().format(record) for record in caplog.records)
    assert '"exception": "ValueError"' in written
    assert PERSONAL not in written
    assert "my own password" not in written
