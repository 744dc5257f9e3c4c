from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.models import Board
from portal import story
from portal.story import people

RULE = "-" * 78


class Command(BaseCommand):
    help = (
        "Tell the demonstration's story on both boards, with invented people, and print where "
        "to look and who can sign in. Run again, it changes nothing and prints the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, help="port of the printed addresses")

    def handle(self, port, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is only for development: settings.DEMO is off.")
        if not Board.objects.exists():
            raise CommandError("There are no boards yet. Run: manage.py load_boards")
        if story.is_told():
            self.stdout.write("The story is already there.")
        else:
            story.tell(now=timezone.now())
            self.stdout.write("The story is told.")
        for line in self.guide(port or settings.PORT):
            self.stdout.write(line)

    def guide(self, port) -> list[str]:
        """Return where everything is, who is who, and how to get in."""
        return [
            RULE,
            *self.addresses(port),
            RULE,
            *(self.introduction(character) for character in people.cast()),
            RULE,
            f"Everyone’s password:  {people.PASSPHRASE}",
            "Their current code:   make code FOR=priya.raman@example.org",
            "A senior manager’s link and code are in the outbox, for administrators:",
            f"  http://{settings.CASEWORK_HOST}:{port}/casework/outbox/",
            RULE,
        ]

    def addresses(self, port) -> list[str]:
        boards = Board.objects.select_related("site").order_by("slug")
        places = [(board.name, f"http://{board.site.hostname}:{port}/") for board in boards]
        places += [
            ("Casework, for staff and members", f"http://{settings.CASEWORK_HOST}:{port}/"),
            ("Pages and forms, for editors", f"http://{settings.CMS_HOST}:{port}/"),
        ]
        return [f"{name:<43} {address}" for name, address in places]

    def introduction(self, character) -> str:
        where = character.board.upper() or "Both boards"
        return f"{character.email:<32} {where:<12} {character.name}. {character.what_for}."
