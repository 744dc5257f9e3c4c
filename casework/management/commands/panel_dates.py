import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from casework.models import Panel
from casework.rules import deadlines


class Command(BaseCommand):
    help = (
        "Print what a meeting of a panel on a given day promises: when its list closes, when "
        "the case list goes out, and when returns and the pack are due. Stores nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--panel", required=True, help="the panel's slug, such as adult")
        parser.add_argument("--date", required=True, help="the day of the meeting: YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, **options):
        facts = facts_of(panel_called(options["panel"]), day_called(options["date"]))
        self.stdout.write(as_json(facts) if options["json"] else as_text(facts))


def panel_called(slug: str) -> Panel:
    found = Panel.objects.select_related("board").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Panel.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no panel “{slug}”. Panels here: {known or 'none'}.")
    return found


def day_called(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Write it as 2026-12-10.") from None


def facts_of(panel: Panel, held_on: date) -> dict:
    holidays = panel.board.closed_days(near=held_on)
    dates = deadlines.meeting_dates(held_on, panel.rules, holidays=holidays)
    return {
        "panel": panel.slug,
        "date": held_on,
        "close": dates.closes_on,
        "closing_instant": dates.closes_at,
        "case_list": dates.list_due,
        "returns_due": dates.returns_due,
        "pack_by": dates.pack_due,
    }


def as_json(facts: dict) -> str:
    return json.dumps({k: v if isinstance(v, str) else v.isoformat() for k, v in facts.items()})


def as_text(facts: dict) -> str:
    lines = (
        ("Panel", facts["panel"]),
        ("Meets on", deadlines.in_words(facts["date"])),
        ("List closes", deadlines.in_words(facts["close"])),
        ("In time before", facts["closing_instant"].isoformat()),
        ("Case list", deadlines.in_words(facts["case_list"])),
        ("Returns due", deadlines.in_words(facts["returns_due"])),
        ("Pack by", deadlines.in_words(facts["pack_by"])),
    )
    return "\n".join(f"{name + ':':<16}{value}" for name, value in lines)
