import os
import subprocess
import sys

import pytest
from django.conf import settings as real

from portal import checks

SAFE = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 60,
    "FACTOR_KEYS": ["b3duLWtleS1vd24ta2V5LW93bi1rZXktb3duLWtleS0="],
    "ALLOWED_HOSTS": ["casework.board.example"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "OUTBOX_IS_OPEN": False,
    "AXES_ENABLED": True,
}


def refusals(settings, **changes) -> list[str]:
    for name, value in {**SAFE, **changes}.items():
        setattr(settings, name, value)
    return [found.id for found in checks.settings_are_safe(None)]


def test_safe_settings_are_not_refused(settings):
    assert refusals(settings) == []


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("DEBUG", True, "portal.E002"),
        ("SECRET_KEY", "development-only-000", "portal.E003"),
        ("FACTOR_KEYS", real.FACTORY_FACTOR_KEYS, "portal.E003"),
        ("FACTOR_KEYS", [], "portal.E004"),
        ("ALLOWED_HOSTS", ["*"], "portal.E005"),
        ("SESSION_COOKIE_SECURE", False, "portal.E006"),
        ("CSRF_COOKIE_SECURE", False, "portal.E007"),
        ("SECURE_HSTS_SECONDS", 0, "portal.E008"),
        ("OUTBOX_IS_OPEN", True, "portal.E009"),
        ("AXES_ENABLED", False, "portal.E010"),
        ("SESSION_IDLE_MINUTES", 14, "portal.E001"),
        ("SESSION_IDLE_MINUTES", 61, "portal.E001"),
    ],
)
def test_each_unsafe_setting_is_refused_by_name(settings, name, value, refused):
    assert refusals(settings, **{name: value}) == [refused]


def test_the_cms_holds_no_model_with_personal_data():
    assert checks.case_records_stay_out_of_the_cms(None) == []


@pytest.mark.parametrize("registry", ["the admin", "snippets", "the search index", "the API"])
def test_a_case_record_in_any_registry_is_refused(monkeypatch, registry):
    monkeypatch.setattr(
        checks, "registered_models", lambda: {registry: {"casework.Referral", "casework.Seat"}}
    )

    (found,) = checks.case_records_stay_out_of_the_cms(None)

    assert found.id == "portal.E020"
    assert "casework.Referral" in found.msg and registry in found.msg


def test_a_model_nobody_decided_on_counts_as_a_case_record():
    assert checks.is_a_case_record("casework.Invented")
    assert not checks.is_a_case_record("casework.Agency")
    assert not checks.is_a_case_record("home.HomePage")


def test_registries_are_really_read(monkeypatch):
    from wagtail.admin.admin_url_finder import finder_classes

    from casework.models import Referral

    monkeypatch.setitem(finder_classes.values_by_class, Referral, object)

    assert "casework.Referral" in checks.registered_models()["the admin"]


def production(**environment) -> subprocess.CompletedProcess:
    given = {
        "PATH": os.environ["PATH"],
        "PORTAL_VAR": os.environ.get("PORTAL_VAR", ""),
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "s" * 60,
        "FACTOR_KEYS": SAFE["FACTOR_KEYS"][0],
        "CASEWORK_HOST": "casework.board.example",
        "CMS_HOST": "cms.board.example",
        "BOARD_HOSTS": "www.board.example",
        "EMAIL_HOST": "mail.board.example",
        "DEFAULT_FROM_EMAIL": "panel@board.example",
        **environment,
    }
    script = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.SECURE_SSL_REDIRECT, s.DEMO, s.SECRET_KEY[:3])"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        env={name: value for name, value in given.items() if value},
        cwd=real.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_secrets_of_its_own():
    told = production().stdout.split()

    assert told == ["__Host-session", "__Host-csrf", "True", "True", "False", "sss"]


def test_production_reads_a_secret_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("f" * 60 + "\n")

    assert production(SECRET_KEY="", SECRET_KEY_FILE=str(secret)).stdout.endswith("fff\n")


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "at least 50"),
        ({"SECRET_KEY": "development-only-" + "0" * 50}, "of your own"),
        ({"FACTOR_KEYS": ""}, "Set FACTOR_KEYS"),
        ({"FACTOR_KEYS": real.FACTORY_FACTOR_KEYS[0]}, "keys of your own"),
        ({"BOARD_HOSTS": ""}, "Set BOARD_HOSTS"),
    ],
)
def test_production_does_not_start_with_the_keys_of_development(environment, reason):
    refused = production(**environment)

    assert refused.returncode != 0
    assert reason in refused.stderr
