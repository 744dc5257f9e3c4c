import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal import diagnosis


class Command(BaseCommand):
    help = "Say what is set up and what is missing, in plain words. Ends with 1 if unfit for work."
    requires_system_checks = []

    def handle(self, **options):
        findings = diagnosis.examine(now=timezone.now())
        for finding in findings:
            self.stdout.write(f"{self.mark(finding):<8} {finding.what:<24} {finding.said}")
        if line := diagnosis.remedy(findings):
            self.stdout.write(f"\nTo install what this machine lacks:\n  {line}")
        if not diagnosis.is_fit(findings):
            self.stdout.write("\nThe portal is not ready for work.")
            sys.exit(1)
        self.stdout.write("\nThe portal is ready for work.")

    def mark(self, finding) -> str:
        if finding.is_well:
            return "well"
        return "MISSING" if finding.must_hold else "note"
