"""`manage.py rebuild_search`: write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from events import search


class Command(BaseCommand):
    """Write the search index anew from the published records."""

    help = "Write the search index anew from the published records, in one transaction."

    def handle(self, *args: Any, **options: Any) -> None:
        """Show progress and say how many rows there are."""
        silent = options["verbosity"] == 0
        with tqdm(
            total=search.expected_size(), unit="row", file=self.stderr, disable=silent or None
        ) as bar:
            done = search.rebuild(on_progress=bar.update)
        if not silent:
            self.stdout.write(f"The search index has {done} rows.")
