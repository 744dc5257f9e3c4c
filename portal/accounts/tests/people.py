"""People for tests, with a password and an authenticator, and browsers for them."""

import time
from datetime import UTC, datetime

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from portal.accounts import enrolment, sessions
from portal.accounts.models import User

CASEWORK, CMS = "casework.localhost", "cms.localhost"
PASSWORD = "marble otter hillside lamp"


def present() -> datetime:
    """Return the present moment as the test's clock has it."""
    return datetime.fromtimestamp(time.time(), UTC)


def make_person(email="ann@example.org", *, enrolled=True, **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    if enrolled:
        enrolment.enrol(user, now=present())
    return user


def browser(host=CASEWORK, **options) -> Client:
    return Client(HTTP_HOST=host, **options)


def with_password_only(user, host=CASEWORK, **options) -> Client:
    client = browser(host, **options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def verified(user, host=CASEWORK, **options) -> Client:
    """Return a browser in which this person gave their code just now."""
    client = with_password_only(user, host, **options)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = enrolment.enrol(user, now=present()).persistent_id
    sessions.note_verified(session, now=present())
    session.save()
    return client


def give_password(client, email="ann@example.org", password=PASSWORD, **options):
    return client.post("/accounts/sign-in/", {"email": email, "password": password}, **options)


def code_of(user) -> str:
    return enrolment.current_code(user, now=present())


def give_code(client, user, **data):
    return client.post("/accounts/verify/", {"code": code_of(user), **data})


def cookie_of(client) -> str:
    return client.cookies["sessionid"].value


def everything_stored() -> str:
    """Return every value of every table as text, to look for what must not be there."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found.extend(str(row) for row in cursor.fetchall())
    return "\n".join(found)
