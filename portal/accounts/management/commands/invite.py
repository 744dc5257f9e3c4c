from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from portal.accounts import factors, invitations
from portal.accounts.models import User


class Command(BaseCommand):
    help = (
        "Invite a person to set up their account. The invitation goes to their email address; "
        "in the demonstration the link is printed instead."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="first and last name, for a new account")
        parser.add_argument("--cms", action="store_true", help="they work in the CMS")
        parser.add_argument(
            "--reset",
            action="store_true",
            help="take away their password, authenticator and sessions first",
        )

    def handle(self, email, name, cms, reset, **options):
        user = self.account(email.strip().lower(), name)
        if reset:
            invitations.reset(user=user)
        elif factors.authenticator_of(user):
            raise CommandError("They already have a working account. Use --reset to begin again.")
        token = invitations.invite(user=user, now=timezone.now())
        address = invitations.link(token, cms=cms)
        if settings.DEMO:
            self.stdout.write(address)
        else:
            invitations.send(user, address)
            self.stdout.write("An invitation is on its way. It works for 24 hours.")

    def account(self, email: str, name: str) -> User:
        user = User.objects.filter(email=email).first()
        if user is None:
            try:
                validate_email(email)
            except ValidationError as wrong:
                raise CommandError("That is not an email address.") from wrong
            first, _, last = name.strip().partition(" ")
            user = User.objects.create_user(email, first_name=first, last_name=last)
        if not user.is_active:
            raise CommandError("That account is closed.")
        return user
