"""Settings of `make run`: one machine, invented people, an outbox that staff can open."""

import os

from portal.settings.base import *  # noqa: F403
from portal.settings.base import FACTORY_FACTOR_KEYS, VAR_DIR

DEBUG = False
SECRET_KEY = "development-only-" + "0" * 40  # noqa: S105
FACTOR_KEYS = FACTORY_FACTOR_KEYS
DEMO = True
ALLOWED_HOSTS = [".localhost", "127.0.0.1"]

PORT = os.environ.get("PORT", "8000")
CASEWORK_HOST = "casework.localhost"
CMS_HOST = "cms.localhost"
CASEWORK_URL = f"http://{CASEWORK_HOST}:{PORT}"
WAGTAILADMIN_BASE_URL = f"http://{CMS_HOST}:{PORT}"

# Staff may read whole messages in the browser, so that the demonstration needs no mailbox.
OUTBOX_IS_OPEN = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Complex Case Panel <panel@example.org>"

# Static files straight from their sources, without collecting them first.
WHITENOISE_USE_FINDERS = True
