"""Tell a person that their account was changed, so that they notice what was not them."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

PASSWORD_CHANGED = "Your password was changed"  # noqa: S105
AUTHENTICATOR_REPLACED = "Your authenticator was replaced"
CODES_MADE = "New recovery codes were made"
CODE_USED = "A recovery code was used to sign in"


def tell(user, what: str, *, now) -> None:
    """Email the person what was changed and when. The change stands if the mail does not go."""
    facts = {"what": what, "now": now, "help": settings.SIGN_IN_HELP}
    body = render_to_string("accounts/alert.txt", facts)
    EmailMessage("A change to your account", body, to=[user.email]).send(fail_silently=True)
