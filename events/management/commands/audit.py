"""Lists facts of the published data that contradict each other or the rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.checks import audit


class Command(BaseCommand):
    help = "List what the published data holds against its own rules; errors make it fail."

    def handle(self, *args: Any, **options: Any) -> None:
        errors = warnings = 0
        for record, problem in audit():
            line = f"{record.public_id} {problem.level}: {problem.field}: {problem.message}"
            self.stdout.write(f"{line} [{record.label}]")
            errors += problem.is_error
            warnings += not problem.is_error
        if errors:
            raise CommandError(f"{errors} errors and {warnings} warnings.")
        self.stdout.write(f"0 errors and {warnings} warnings.")
