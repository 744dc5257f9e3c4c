from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        user_logged_in.connect(begin_session, dispatch_uid="accounts.begin_session")


def begin_session(sender, request, user, **kwargs):
    """Start the clocks of every sign-in, whichever way it was made."""
    from portal.accounts import sessions

    sessions.begin(request.session, now=timezone.now())
