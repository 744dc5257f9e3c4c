"""Settings of a real board. Everything comes from the environment, or from a file it names.

Each name below may be given as itself or as NAME_FILE, the path of a file with the value.
Without a secret of its own the portal does not start.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import FACTORY_FACTOR_KEYS, VAR_DIR
from portal.settings.database import database_from


def given(name: str, default: str | None = None) -> str:
    """Return a setting's value from the environment or its file, or refuse to start."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to a file that holds it.")
    return value


def listed(name: str, default: str | None = None) -> list[str]:
    return given(name, default).replace(",", " ").split()


DEBUG = False
DEMO = False
OUTBOX_IS_OPEN = False

SECRET_KEY = given("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("development-only"):
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 random characters of your own.")
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS", "")
FACTOR_KEYS = listed("FACTOR_KEYS")
if not FACTOR_KEYS or set(FACTOR_KEYS) & set(FACTORY_FACTOR_KEYS):
    raise ImproperlyConfigured("FACTOR_KEYS must be keys of your own, newest first.")

# Without an address, the embedded SQLite under PORTAL_VAR.
DATABASES = {"default": database_from(given("DATABASE_URL", ""), VAR_DIR)}

CASEWORK_HOST = given("CASEWORK_HOST")
CMS_HOST = given("CMS_HOST")
ALLOWED_HOSTS = [CASEWORK_HOST, CMS_HOST, *listed("BOARD_HOSTS")]
CASEWORK_URL = f"https://{CASEWORK_HOST}"
WAGTAILADMIN_BASE_URL = f"https://{CMS_HOST}"

SIGN_IN_HELP = given("SIGN_IN_HELP", SIGN_IN_HELP)  # noqa: F405
SESSION_IDLE_MINUTES = int(given("SESSION_IDLE_MINUTES", "30"))
TRUSTED_PROXIES = int(given("TRUSTED_PROXIES", "1"))

# Behind a proxy of ours that ends TLS and sets this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = given("EMAIL_HOST")
EMAIL_PORT = int(given("EMAIL_PORT", "587"))
EMAIL_HOST_USER = given("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = given("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = given("DEFAULT_FROM_EMAIL")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
