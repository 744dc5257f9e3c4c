import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django_otp import verify_token

from portal.accounts import factors, sealing
from portal.accounts.tests.people import (
    code_of,
    everything_stored,
    give_code,
    make_person,
    with_password_only,
)

THREADS = 8


def accepts(user, code, device=None) -> bool:
    device = device or factors.authenticator_of(user)
    return bool(verify_token(user, device.persistent_id, code))


def at_once(work, times=THREADS) -> list:
    """Run the same work in several threads that begin together."""
    gate = Barrier(times)

    def one(_):
        try:
            gate.wait(20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.django_db
def test_a_code_opens_once():
    ann = make_person()
    code = code_of(ann)

    assert accepts(ann, code)
    assert not accepts(ann, code)


@pytest.mark.django_db
def test_a_used_code_is_refused_in_another_browser_with_the_words_for_a_wrong_one():
    ann = make_person()
    give_code(with_password_only(ann), ann)

    answer = give_code(with_password_only(ann), ann)

    assert answer.status_code == 200
    assert b"That code is wrong or has been used" in answer.content


def test_one_code_in_eight_threads_opens_once(restored_database):
    ann = make_person()
    code = code_of(ann)

    opened = at_once(lambda: accepts(ann, code))

    assert sum(opened) == 1


def test_one_recovery_code_in_eight_threads_opens_once(restored_database):
    ann = make_person()
    code = factors.new_recovery_codes(ann)[0]
    sheet = factors.sheet_of(ann)

    opened = at_once(lambda: accepts(ann, code, sheet))

    assert sum(opened) == 1
    assert factors.codes_left(ann) == 9


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "opens"), [(-90, False), (-60, False), (-30, True), (0, True), (30, False)]
)
def test_a_code_is_good_for_its_half_minute_and_the_next(seconds, opens, time_machine):
    time_machine.move_to("2026-11-02 09:00:10Z", tick=False)
    ann = make_person()
    code = factors.authenticator_of(ann).code_at(time.time() + seconds)

    assert accepts(ann, code) is opens


@pytest.mark.django_db
def test_after_a_code_an_earlier_unused_one_is_refused(time_machine):
    time_machine.move_to("2026-11-02 09:00:10Z", tick=False)
    ann = make_person()
    earlier = factors.authenticator_of(ann).code_at(time.time() - 30)

    assert accepts(ann, code_of(ann))
    assert not accepts(ann, earlier)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "12345\n"]
)
def test_what_is_not_six_digits_is_no_code(code):
    ann = make_person()

    assert not accepts(ann, code)


@pytest.mark.django_db
def test_wrong_codes_make_the_next_wait_longer_but_never_over_a_quarter_of_an_hour(time_machine):
    time_machine.move_to("2026-11-02 09:00:10Z", tick=False)
    ann = make_person()
    waits = []
    for _ in range(14):
        assert not accepts(ann, "000000")
        until = factors.authenticator_of(ann).waits_until
        waits.append(round(until.timestamp() - time.time()))
        time_machine.shift(timedelta(seconds=waits[-1] + 1))

    assert waits[:5] == [1, 2, 4, 8, 16]
    assert max(waits) == 15 * 60
    assert accepts(ann, code_of(ann))


@pytest.mark.django_db
def test_a_right_code_during_the_wait_is_refused_and_the_page_says_until_when(time_machine):
    time_machine.move_to("2026-11-02 09:00:10Z", tick=False)
    ann, device = make_person(), None
    client = with_password_only(ann)
    for _ in range(4):
        client.post("/accounts/verify/", {"code": "000000"})
        device = factors.authenticator_of(ann)
        time_machine.move_to(device.waits_until + timedelta(seconds=1), tick=False)
    client.post("/accounts/verify/", {"code": "000000"})

    answer = give_code(client, ann)

    assert answer.status_code == 200
    assert b"You can try again at 09:00:" in answer.content


@pytest.mark.django_db
def test_another_persons_code_is_refused():
    ann, bob = make_person(), make_person("bob@example.org")

    assert not verify_token(ann, factors.authenticator_of(bob).persistent_id, code_of(bob))


@pytest.mark.django_db
def test_a_recovery_code_opens_once_however_it_is_typed():
    ann = make_person()
    codes = factors.new_recovery_codes(ann)
    client = with_password_only(ann)

    first = client.post("/accounts/recover/", {"code": f" {codes[0].lower().replace('-', ' ')} "})
    again = with_password_only(ann).post("/accounts/recover/", {"code": codes[0]})

    assert first.status_code == 302
    assert client.get("/accounts/").status_code == 200
    assert b"That is not one of your unused recovery codes" in again.content
    assert factors.codes_left(ann) == 9


@pytest.mark.django_db
def test_new_recovery_codes_are_ten_and_end_the_old_ones():
    ann = make_person()
    old, new = factors.new_recovery_codes(ann), factors.new_recovery_codes(ann)

    assert len(set(new)) == 10
    assert not set(old) & set(new)
    assert not accepts(ann, old[0], factors.sheet_of(ann))
    assert factors.codes_left(ann) == 10


@pytest.mark.django_db
def test_neither_seeds_nor_recovery_codes_are_in_the_database_in_clear():
    ann = make_person()
    codes = factors.new_recovery_codes(ann)
    device = factors.authenticator_of(ann)
    secrets = [device.seed.hex(), device.text_key.replace(" ", ""), *codes]
    secrets += [code.replace("-", "") for code in codes]

    stored = everything_stored()

    assert device.sealed_seed in stored
    assert not [secret for secret in secrets if secret.lower() in stored.lower()]


@pytest.mark.django_db
def test_a_new_key_in_front_still_opens_what_the_old_one_sealed(settings):
    from cryptography.fernet import Fernet

    ann = make_person()
    settings.FACTOR_KEYS = [Fernet.generate_key().decode(), *settings.FACTOR_KEYS]

    assert accepts(ann, code_of(ann))
    assert sealing.unseal(sealing.seal(b"seed")) == b"seed"


@pytest.mark.postgres
def test_the_row_is_locked_while_a_code_is_tried(restored_database):
    ann = make_person()
    with connection.execute_wrapper(note_statements([])) as _:
        pass
    statements = []
    with connection.execute_wrapper(note_statements(statements)):
        accepts(ann, code_of(ann))

    assert any("FOR UPDATE" in statement for statement in statements)


def note_statements(into):
    def note(execute, sql, params, many, context):
        into.append(sql)
        return execute(sql, params, many, context)

    return note
