"""Precision and recall of the suggestions against the gold, by half, kind and language.

    python -m benchmarks.assist [--half development] [--articles-dir DIR] [--errors] [--markdown]
    python -m benchmarks.assist --speed

Loads the starter dataset into a temporary SQLite database and asks `events.assist.suggest` for
each report. The five source articles need their folder (ARTICLES_DIR); without it the rest is
measured and that is said. Ends with 1 if the gold cannot be read.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from benchmarks import scoring
from benchmarks.scoring import GoldError, Mark, Report, Result, Tally

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "benchmarks" / "gold"
ROWS = (
    "names",
    "actor",
    "country",
    "place",
    "title",
    "date",
    "initiative",
    "initiative paraphrased",
    "quotation",
    "quotation words",
    "event kind",
    "event organ",
    "event number",
    "topic",
    "match first",
)
ARTICLE_WORDS, MADE_UP_ALIASES, ROUNDS = 2_000, 10_000, 5
HEAD = ("half", "what", "hits", "alarms", "misses", "precision", "recall", "exact span")


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    half: str
    what: str
    tally: Tally

    def cells(self) -> tuple[str, ...]:
        """As printed."""
        hits, alarms, misses = self.tally.hits, self.tally.alarms, self.tally.misses
        counts = (str(hits), str(alarms), str(misses))
        precision, recall = proportion(hits, hits + alarms), proportion(hits, hits + misses)
        exact = proportion(self.tally.exact, hits, is_plain=True)
        # A paraphrase has no right extent, and nothing but a miss can be wrong about one.
        if self.what.endswith("paraphrased"):
            precision = exact = ""
        return (self.half, self.what, *counts, precision, recall, exact)


def proportion(part: int, whole: int, *, is_plain: bool = False) -> str:
    """`0.95 (0.90-0.98)`: a share and its 95 percent interval."""
    rate = scoring.share(part, whole)
    if rate is None:
        return "-"
    low, high = scoring.wilson(part, whole)
    return f"{rate:.3f}" if is_plain else f"{rate:.3f} ({low:.3f}-{high:.3f})"


# --- the site's side -----------------------------------------------------------------------------


class Site:
    """The project over a temporary database with the starter dataset.

    Its modules can be imported only when Django is set up for that database.
    """

    def __init__(self, folder: str) -> None:
        os.environ |= {
            "ENV_FILE": "none",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": f"benchmark-{secrets.token_urlsafe(50)}",
            "CONTACT": "errors@example.org",
            "DATABASE_URL": f"sqlite:///{folder}/gold.sqlite3",
            "DJANGO_SETTINGS_MODULE": "sco_portal.settings",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        importlib.import_module("events.dataset").load(ROOT / "fixtures")
        self.assist = importlib.import_module("events.assist")
        self.models = importlib.import_module("events.models")
        self.tokens = importlib.import_module("events.tokens")

    def suggest(self, report: Report, names: Any) -> list[Any]:
        """The suggestions for a report."""
        source = self.assist.Source(
            passages=[(p.number, p.text, p.kind, p.dated) for p in report.passages],
            published=report.published,
            language=report.language,
            publisher_country=report.publisher_country,
        )
        return list(self.assist.suggest(source, names=names))

    def add_made_up_aliases(self) -> None:
        """Fill the alias table up; the spellings say that they are made up."""
        alias = self.models.Alias
        public = self.models.Actor.objects.published().order_by("pk")
        actors = list(public.values_list("pk", flat=True))
        missing = MADE_UP_ALIASES - alias.objects.count()
        rows = zip(itertools.islice(spellings(), missing), itertools.cycle(actors), strict=False)
        with self.models.writing():
            alias.objects.bulk_create(
                alias(spelling=words, script=script, language=language, actor_id=actor)
                for (words, script, language), actor in rows
            )


def spellings() -> Iterator[tuple[str, str, str]]:
    """Made-up names in three scripts, no two alike."""
    latin = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    cyrillic = ["ба", "ке", "ли", "мо", "ну", "ра", "се", "ти", "во", "зу"]
    for digits in itertools.product(range(10), repeat=4):
        name = "".join(latin[digit] for digit in digits).capitalize()
        yield f"Madeup {name}", "Latn", "en"
        name = "".join(cyrillic[digit] for digit in digits).capitalize()
        yield f"Выдуманный {name}", "Cyrl", "ru"
        yield "虚构" + "".join("甲乙丙丁戊己庚辛壬癸"[digit] for digit in digits), "Hans", "zh"


def found_marks(suggestions: Sequence[Any]) -> list[Mark]:
    """Suggestions that stand for words, in the terms of the gold."""
    marks = []
    for s in suggestions:
        kind = "title" if s.kind == "actor" and s.detail.get("via") == "title" else s.kind
        target = s.target
        if kind == "quotation":
            target = str(s.detail.get("speaker") or s.target)
        if kind in scoring.KINDS:
            marks.append(Mark(s.paragraph, s.start, s.end, kind, target))
    return marks


def best(suggestions: Sequence[Any], kind: str) -> Any | None:
    """The suggestion of a kind with the highest score, the first of equals."""
    ranked = [suggestion for suggestion in suggestions if suggestion.kind == kind]
    return max(ranked, key=lambda suggestion: suggestion.score, default=None)


def score_report(report: Report, suggestions: Sequence[Any]) -> Result:
    """All lines of the table for one report."""
    found = found_marks(suggestions)
    result = scoring.score_marks(report.marks, found)
    result.add("quotation words", scoring.score_words(report.marks, found))
    event = best(suggestions, "event")
    given = event.detail if event else {}
    for name, row in (("kind", "kind"), ("organ", "organ"), ("organ_number", "number")):
        value = str(given.get(name) or (event.target if event and name == "kind" else ""))
        result.add(f"event {row}", scoring.score_value(report.event[name], value))
    topics = {suggestion.target for suggestion in suggestions if suggestion.kind == "topic"}
    result.add("topic", scoring.score_set(report.topics, topics))
    match = best(suggestions, "match")
    result.add("match first", scoring.score_value(report.match, match.target if match else ""))
    return result


# --- the two measurements ------------------------------------------------------------------------


def texts_of(folder: str) -> dict[str, dict[int, str]]:
    """The paragraphs of the articles that are there."""
    cuts = json.loads((ROOT / "tests" / "data" / "articles.json").read_text(encoding="utf-8"))
    found = {}
    for name, about in cuts.items():
        for path in Path(folder).glob(f"{name}_*.txt") if folder else ():
            found[name] = scoring.cut(path.read_bytes().decode(), about["paragraphs"])
    return found


def lines_of(results: Sequence[tuple[Report, Result]]) -> list[Line]:
    """The table: each half, then each half by language."""
    lines = []
    halves = [half for half in scoring.HALVES if any(r.half == half for r, _ in results)]
    for half in halves:
        of_half = [(report, result) for report, result in results if report.half == half]
        groups = {f"{half}, {len(of_half)} reports": of_half}
        for language in ("en", "ru", "zh"):
            groups[f"{half}, {language}"] = [
                pair for pair in of_half if pair[0].language == language
            ]
        for title, group in groups.items():
            for row in ROWS:
                tallies = [result.tallies[row] for _, result in group if row in result.tallies]
                total = sum(tallies, Tally())
                if total != Tally():
                    lines.append(Line(title, row, total))
    return lines


def print_errors(report: Report, result: Result) -> None:
    """Each miss and false alarm of a report with its words."""
    texts = {passage.number: passage.text for passage in report.passages}
    for what, marks in (("missed", result.missed), ("false", result.false)):
        for m in marks:
            words = texts.get(m.paragraph, "")[m.start : m.end]
            where = f"{report.id} {m.paragraph}:{m.start}-{m.end}"
            print(f"{what:6} {where:20} {m.kind:10} {m.target:22} {words[:60]!r}")
    for row in ("event kind", "event organ", "event number", "topic", "match first"):
        tally = result.tallies[row]
        if tally.alarms or tally.misses:
            print(f"wrong  {report.id:20} {row}: {tally.misses} missed, {tally.alarms} false")


def print_table(lines: Sequence[Line], *, is_markdown: bool) -> None:
    """The table, for a terminal or as Markdown."""
    rows = [HEAD, *(line.cells() for line in lines)]
    if is_markdown:
        rows.insert(1, ("---",) * len(HEAD))
        print("\n".join("| " + " | ".join(row) + " |" for row in rows))
        return
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def measure(options: argparse.Namespace, reports: Sequence[Report]) -> None:
    """Print precision and recall."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        names = site.assist.Names.load()
        results = [(r, score_report(r, site.suggest(r, names))) for r in reports]
    if options.errors:
        for report, result in results:
            print_errors(report, result)
    print_table(lines_of(results), is_markdown=options.markdown)


def median_ms(run: Callable[[], Any]) -> float:
    """The median of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def long_report(reports: Sequence[Report]) -> Report:
    """A made-up article of 2,000 English words: made-up reports end to end, made-up names among."""
    made_up = [r for r in reports if r.language == "en" and not r.file]
    names = (words for words, script, _language in spellings() if script == "Latn")
    passages: list[scoring.Passage] = []
    count = 0
    for passage in itertools.cycle(p for report in made_up for p in report.passages):
        text = f"{passage.text} {next(names)} listened."
        words = text.split()[: ARTICLE_WORDS - count]
        passages.append(scoring.Passage(len(passages) + 1, " ".join(words)))
        count += len(words)
        if count >= ARTICLE_WORDS:
            break
    return replace(made_up[0], passages=tuple(passages), marks=())


def measure_speed(reports: Sequence[Report]) -> None:
    """Print the time of suggestions for a long article beside that of cutting it into words."""
    report = long_report(reports)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        site.add_made_up_aliases()
        count = site.models.Alias.objects.count()
        start = time.perf_counter()
        names = site.assist.Names.load()
        loading = (time.perf_counter() - start) * 1000
        amount = len(site.suggest(report, names))
        suggesting = median_ms(lambda: site.suggest(report, names))
    text = "\n".join(passage.text for passage in report.passages)
    cutting = median_ms(lambda: list(site.tokens.words(text)))
    print(f"aliases: {count} (made-up ones added), words: {len(text.split())}")
    print(f"loading the names: {loading:.0f} ms, once per version of the data")
    print(f"suggestions: {amount} in {suggesting:.0f} ms (median of {ROUNDS})")
    print(f"plain tokenisation: {cutting:.1f} ms, so {suggesting / cutting:.1f} times that")


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="assist", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=[*scoring.HALVES, "both"], default="both")
    parser.add_argument("--articles-dir", default=os.environ.get("ARTICLES_DIR", "").strip())
    parser.add_argument("--gold", type=Path, default=GOLD, help="another folder of gold")
    parser.add_argument("--errors", action="store_true", help="list misses and false alarms")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--speed", action="store_true", help="measure the time only")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 if the gold cannot be read."""
    options = read_options(arguments)
    halves = scoring.HALVES if options.half == "both" else (options.half,)
    try:
        reports, missing = scoring.read_gold(options.gold, halves, texts_of(options.articles_dir))
    except GoldError as error:
        print(f"The gold cannot be read: {error}", file=sys.stderr)
        return 1
    if options.speed:
        measure_speed(reports)
        return 0
    if missing:
        print(f"NOT MEASURED, no text (ARTICLES_DIR): {', '.join(missing)}", file=sys.stderr)
    measure(options, reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
