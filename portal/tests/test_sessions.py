from datetime import timedelta

import pytest

from portal.accounts.tests.people import browser, make_person, verified, with_password_only

pytestmark = pytest.mark.django_db

ADDRESS = "/accounts/"


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to("2026-11-02 09:00Z", tick=False)


def test_an_idle_sign_in_ends_after_thirty_minutes_and_the_person_is_told(time_machine):
    client = verified(make_person())
    time_machine.shift(timedelta(minutes=29))
    assert client.get(ADDRESS).status_code == 200

    time_machine.shift(timedelta(minutes=30))
    answer = client.get(ADDRESS)
    page = client.get(answer.url)

    assert answer.url == "/accounts/sign-in/?next=%2Faccounts%2F&ended=idle"
    assert b"nothing happened for 30 minutes" in page.content


def test_somebody_who_works_is_signed_out_after_eight_hours_all_the_same(time_machine):
    client = verified(make_person())
    for _ in range(8 * 3 - 1):
        time_machine.shift(timedelta(minutes=20))
        assert client.get(ADDRESS).status_code == 200

    time_machine.shift(timedelta(minutes=20))
    answer = client.get(ADDRESS)
    page = client.get(answer.url)

    assert answer.url.endswith("ended=over")
    assert b"signed in for 8 hours" in page.content


def test_a_session_that_ended_is_gone_from_the_server(time_machine):
    from django.contrib.sessions.models import Session

    client = verified(make_person())
    key = client.cookies["sessionid"].value
    time_machine.shift(timedelta(minutes=31))

    client.get(ADDRESS)

    assert not Session.objects.filter(session_key=key).exists()


def test_what_is_sent_from_an_idle_session_is_refused(time_machine):
    client = verified(make_person())
    time_machine.shift(timedelta(minutes=31))

    assert client.post("/accounts/recovery-codes/").status_code == 403


def test_a_password_without_a_code_is_no_longer_good_after_the_idle_limit(time_machine):
    client = with_password_only(make_person())
    time_machine.shift(timedelta(minutes=31))

    assert client.get("/accounts/verify/").url == "/accounts/sign-in/"


def test_a_session_without_a_beginning_is_over():
    client = verified(make_person())
    session = client.session
    del session["signed_in_at"]
    session.save()

    assert client.get(ADDRESS).url.startswith("/accounts/sign-in/")


def test_an_active_person_costs_one_session_write_a_minute(time_machine, django_assert_num_queries):
    client = verified(make_person())
    client.get(ADDRESS)
    time_machine.shift(timedelta(seconds=30))

    assert writes(client) == 0
    time_machine.shift(timedelta(seconds=31))
    assert writes(client) == 1


def writes(client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(ADDRESS)
    return sum("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in queries)


def test_the_idle_limit_is_a_setting(settings, time_machine):
    settings.SESSION_IDLE_MINUTES = 15
    client = verified(make_person())

    time_machine.shift(timedelta(minutes=16))

    assert client.get(ADDRESS).url.endswith("ended=idle")


def test_an_invented_reason_is_not_shown():
    page = browser().get("/accounts/sign-in/?ended=%3Cb%3Ehello").content.decode()

    assert "hello" not in page
    assert "You were signed out" not in page


def test_a_factor_taken_away_ends_what_it_opened():
    from portal.accounts import factors

    ann = make_person()
    client = verified(ann)

    factors.remove(ann)

    assert client.get(ADDRESS).url.startswith("/accounts/verify/")
