"""Load a data package; see events.dataset.load."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from events import dataset

#: A longer value is cut in the list of changes.
LONGEST = 200


class Command(BaseCommand):
    help = "Load a data package in one transaction; loading it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="folder of the package")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say row by row what would change, change nothing",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="overwrite records that are newer here, or were taken back here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["verbosity"] == 0

        def progress(items: Iterable[Any], what: str) -> Iterable[Any]:
            return tqdm(items, desc=what, disable=True if is_quiet else None, leave=False)

        try:
            report = dataset.load(
                options["path"],
                dry_run=options["dry_run"],
                force=options["force"],
                progress=progress,
            )
        except dataset.LoadError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from None
        if options["dry_run"]:
            self._print_rows(report)
        if not is_quiet:
            self._print_counts(report)

    def _print_rows(self, report: dataset.Report) -> None:
        for change in report.changes:
            if change.action == "same":
                continue
            self.stdout.write(f"{change.table} {change.id} {change.action}")
            for name, (old, new) in change.columns.items():
                self.stdout.write(f"    {name}: {_short(old)} -> {_short(new)}")

    def _print_counts(self, report: dataset.Report) -> None:
        for table, counts in report.counts().items():
            words = ", ".join(f"{counts[action]} {action}" for action in sorted(counts))
            self.stdout.write(f"{table}: {words}")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
