from django.core.management.base import BaseCommand

from casework.tasks import SCHEDULES, ensure_schedules
from portal import boards, tasks


class Command(BaseCommand):
    help = (
        "Make both boards ready: pages, forms, panels, seats and editors. Makes what is missing "
        "and leaves the rest as staff have it, so it may be run again at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, help="port of the boards' public addresses")

    def handle(self, port, verbosity, **options):
        loaded = boards.load(port=port)
        ensure_schedules((*SCHEDULES, *tasks.SCHEDULES))
        for board in loaded if verbosity else ():
            panels = ", ".join(str(panel) for panel in board.panels.all())
            self.stdout.write(f"{board.name} is ready: {panels}.")
