"""Import articles from files and addresses; see events.intake."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from events import edtf, intake
from events.curation.binding import bind_quotes
from events.models import Publisher

#: A longer passage is cut in the list of what was found.
LONGEST = 90


class Command(BaseCommand):
    help = "Import articles: text files, saved pages or addresses, as many as are named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="FILE|URL")
        parser.add_argument("--publisher", default="", help="slug of a publisher, for all of them")
        parser.add_argument("--published", default="", help="date of publication (EDTF)")
        parser.add_argument("--language", default="", help="language (BCP 47), e.g. en")
        parser.add_argument("--user", default="", help="the account in whose name it is done")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what was found, save nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = self._given(options)
        user = self._user(options["user"])
        failed = 0
        with tqdm(
            options["sources"],
            desc="articles",
            disable=True if options["verbosity"] == 0 else None,
            leave=False,
        ) as progress:
            for source in progress:
                try:
                    reading = _overruled(_read(source), given)
                    lines = _found(reading) if options["dry_run"] else [_taken(reading, user)]
                except intake.IntakeError as error:
                    failed += 1
                    progress.clear()
                    self.stderr.write(f"{source}: {_reason(error)}")
                    continue
                progress.clear()
                for line in lines:
                    self.stdout.write(f"{source}: {line}")
        if failed:
            raise CommandError(f"{failed} of {len(options['sources'])} failed.")

    def _given(self, options: dict[str, Any]) -> dict[str, str]:
        """What the caller says of every article, checked before anything is read."""
        slug = options["publisher"]
        if slug and not Publisher.objects.filter(slug=slug).exists():
            raise CommandError(f"There is no publisher “{slug}”.")
        if options["published"]:
            try:
                options["published"] = edtf.read(options["published"]).text
            except edtf.EdtfError as error:
                raise CommandError(error.reason) from None
        names = ("publisher", "published", "language")
        return {name: options[name] for name in names if options[name]}

    def _user(self, name: str) -> Any:
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account “{name}”.")
        return user


def _read(source: str) -> intake.Reading:
    if source.lower().startswith(("http://", "https://")):
        return intake.read_url(source)
    path = Path(source)
    try:
        return intake.read_file(path.name, path.read_bytes())
    except OSError as error:
        raise intake.IntakeError([("file", error.strerror or str(error))]) from None


def _overruled(reading: intake.Reading, given: dict[str, str]) -> intake.Reading:
    """What the caller says counts for more than what was read."""
    return replace(
        reading,
        publisher=given.get("publisher", reading.publisher),
        published=given.get("published", reading.published),
        language=given.get("language", reading.language),
    )


def _taken(reading: intake.Reading, user: Any) -> str:
    """Keep a reading, as text for an article that has none where it is there already."""
    count = len(reading.passages)
    try:
        article = intake.keep(reading, user)
    except intake.Duplicate as duplicate:
        likeness = duplicate.likeness
        if not intake.lacks_text(likeness):
            return f"duplicate of {likeness.article.public_id} ({_how(likeness)})"
        capture = intake.correct(likeness.article, reading, user)
        bound = len(bind_quotes(capture, user))
        revisions = f", {bound} revisions proposed" if bound else ""
        return f"{likeness.article.public_id} has its text: {count} paragraphs{revisions}"
    return f"{article.public_id} imported: {count} paragraphs"


def _how(likeness: intake.Likeness) -> str:
    if likeness.how == "near":
        return f"{likeness.share:.0%} the same text"
    return {"url": "same address", "text": "same text"}[likeness.how]


def _reason(error: intake.IntakeError) -> str:
    return " ".join(f"{field}: {text}" if field else text for field, text in error.problems)


def _found(reading: intake.Reading) -> Iterator[str]:
    for name in ("headline", "url", "publisher", "site", "published", "language"):
        yield f"{name}: {getattr(reading, name) or '-'}"
    for likeness in intake.look_alikes(reading):
        yield f"duplicate of {likeness.article.public_id} ({_how(likeness)})"
    yield from reading.notes
    for passage in reading.passages:
        text = " ".join(passage.text.split())
        short = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
        yield f"{passage.number} {passage.kind} {passage.dated}".rstrip() + f": {short}"
