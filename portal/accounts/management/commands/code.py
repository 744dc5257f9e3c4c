from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.enrolment import current_code
from portal.accounts.models import User


class Command(BaseCommand):
    help = "Print the code a demonstration person's authenticator would show now."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        if not settings.DEMO:
            raise CommandError("Only the demonstration gives codes away.")
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("There is no account with that email address.")
        try:
            self.stdout.write(current_code(user, now=timezone.now()))
        except LookupError as refusal:
            raise CommandError(str(refusal)) from refusal
