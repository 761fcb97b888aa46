"""Write the dataset as a data package; see events.dataset.dump."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from events import dataset


class Command(BaseCommand):
    help = "Write the dataset as a data package into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="folder of the package; made where it is missing")
        parser.add_argument(
            "--profile",
            choices=[profile.value for profile in dataset.Profile],
            default=dataset.Profile.PUBLIC.value,
            help="public; starter: drafts too; full: captured text and names too, for staff only",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["verbosity"] == 0

        def progress(items: Iterable[Any], what: str) -> Iterable[Any]:
            return tqdm(items, desc=what, disable=True if is_quiet else None, leave=False)

        profile = dataset.Profile(options["profile"])
        tables = dataset.dump(options["path"], profile, progress=progress)
        if not is_quiet:
            for table, rows in tables.items():
                self.stdout.write(f"{table}: {len(rows)}")
