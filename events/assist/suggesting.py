"""Everything together: an article in, suggestions out, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language

from events.choices import EventKind, ParagraphKind, SuggestionKind
from events.models.names import LANGUAGE_SUFFIX

from .cast import Cast
from .dates import Dated, find_dates
from .matching import Evidence, find_matches
from .mentions import Mention, Reading, read
from .names import Found, Names
from .occasions import Occasion, find_occasions
from .patterns import ACTOR, COUNTRY, INITIATIVE, PLACE
from .quotations import Quotation, find_quotations
from .reading import Passage
from .resolving import persons_of, resolve
from .suggestion import Base, Source, Suggestion
from .topics import Subject, find_topics

#: Where in an article a date stands tells how likely it is the event's.
_MAIN, _LATER = 1.0, 0.7
#: Far more than any paragraph; bounds the work on a hostile text.
_LONGEST_PASSAGE = 20_000
_SPEECHLESS = {ParagraphKind.SIDEBAR, ParagraphKind.BOILERPLATE}


def suggest(source: Source, *, names: Names | None = None) -> list[Suggestion]:
    """What a curator might code of an article; the text itself is kept nowhere.

    Boilerplate is passed over, and a sidebar too unless it carries its own date: it is not
    what the article reports.
    """
    return _Article(source, names or Names.load()).suggestions()


class _Article:
    """One article on its way through the readers."""

    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names
        self.language = LANGUAGE_SUFFIX.get(get_language() or "en", "en")
        self.passages = [
            Passage(number, text[:_LONGEST_PASSAGE], kind, Base(dated or source.published))
            for number, text, kind, dated in source.passages
            if text
            and kind != ParagraphKind.BOILERPLATE
            and (kind != ParagraphKind.SIDEBAR or dated)
        ]
        self.mentions: dict[int, list[Mention]] = {}
        self.dates: dict[int, list[Dated]] = {}
        self.cues: list[tuple[Passage, list[Found]]] = []

    def suggestions(self) -> list[Suggestion]:
        """All of them, ordered by paragraph and place."""
        self._read()
        made = [*self._named(), *self._dated(), *self._quoted(), *self._whole()]
        return sorted(made, key=lambda s: (s.paragraph, s.start, -s.end, s.kind, -s.score))

    @property
    def main(self) -> list[Passage]:
        """The passages that report; sidebars speak of other things."""
        return [passage for passage in self.passages if passage.kind not in _SPEECHLESS]

    def _read(self) -> None:
        readings: list[Reading] = []
        for passage in self.passages:
            reading, cues = read(passage, self.names)
            readings.append(reading)
            if passage.kind not in _SPEECHLESS:
                self.cues.append((passage, cues))
        country = self.source.publisher_country.lower()
        cast = Cast(self.names, country)
        cast.prepare(r for r in readings if r.passage.kind not in _SPEECHLESS)
        for reading in readings:
            number, own = reading.passage.number, cast
            if reading.passage.kind in _SPEECHLESS:
                own = Cast(self.names, country)
                own.prepare([reading])
            found = [*reading.mentions, *resolve(reading, own)]
            self.mentions[number] = sorted(found, key=lambda m: (m.start, -m.end))
            self.dates[number] = self._dates(reading.passage)

    def _dates(self, passage: Passage) -> list[Dated]:
        """Dates, those apart that are part of a name: "Strategy until 2035"."""
        named = [m for m in self.mentions[passage.number] if m.kind in (INITIATIVE, ACTOR)]
        return [
            dated
            for dated in find_dates(passage)
            if not any(m.holds(dated.start, dated.end) for m in named)
        ]

    def _named(self) -> Iterator[Suggestion]:
        kinds = {
            ACTOR: SuggestionKind.ACTOR,
            COUNTRY: SuggestionKind.COUNTRY,
            PLACE: SuggestionKind.PLACE,
            INITIATIVE: SuggestionKind.INITIATIVE,
        }
        for mentions in self.mentions.values():
            for m in mentions:
                detail = dict(m.detail)
                if m.kind == ACTOR and not detail:
                    detail = {"post": "", "country": "", "via": "alias"}
                if m.kind == PLACE:
                    detail = {"country": self.names.countries_of_places.get(m.target, "")}
                yield self._made(
                    kinds[m.kind], m.passage, m.start, m.end, m.target, m.score, detail
                )

    def _dated(self) -> Iterator[Suggestion]:
        for passage in self.passages:
            for dated in self.dates[passage.number]:
                detail = {"words": dated.words, "basis": dated.basis}
                yield self._made(
                    SuggestionKind.DATE, passage, dated.start, dated.end, dated.edtf, 0.9, detail,
                    label=dated.words,
                )  # fmt: skip

    def _quoted(self) -> Iterator[Suggestion]:
        earlier = ""
        for passage in self.main:
            persons = persons_of(self.mentions[passage.number], self.names)
            for found in find_quotations(passage, persons, earlier):
                yield self._quotation(passage, found)
            if persons:
                earlier = persons[-1].target

    def _quotation(self, passage: Passage, found: Quotation) -> Suggestion:
        speaker = self._label(found.speaker) if found.speaker else ""
        detail = {
            "speaker": found.speaker,
            "speaker_label": speaker,
            "text": found.text,
            "quote": found.quote,
        }
        return self._made(
            SuggestionKind.QUOTATION, passage, found.start, found.end, found.speaker, found.score,
            detail, label=speaker,
        )  # fmt: skip

    def _whole(self) -> Iterator[Suggestion]:
        """What is said of the article as a whole: its event, topics, and the event on record."""
        occasions = find_occasions(self.main, self.mentions, self.names)
        for occasion in occasions:
            yield self._occasion(occasion)
        mentions = [m for passage in self.main for m in self.mentions[passage.number]]
        subjects = find_topics(self.cues, mentions, self.names)
        for subject in subjects:
            yield self._topic(subject)
        yield from self._matches(occasions, frozenset(subject.topic for subject in subjects))

    def _occasion(self, found: Occasion) -> Suggestion:
        detail = {
            "kind": str(found.kind),
            "organ": found.organ,
            "organ_number": found.organ_number,
            "organ_label": self._label(found.organ) if found.organ else "",
        }
        return self._made(
            SuggestionKind.EVENT, found.passage, found.start, found.end, str(found.kind),
            found.score, detail, label=str(EventKind(found.kind).label),
        )  # fmt: skip

    def _topic(self, found: Subject) -> Suggestion:
        return self._made(
            SuggestionKind.TOPIC,
            found.passage,
            found.start,
            found.end,
            found.topic,
            found.score,
            {},
        )

    def _matches(self, occasions: list[Occasion], topics: frozenset[str]) -> Iterator[Suggestion]:
        main = self.main
        if not main:
            return
        dates = [
            (dated, _MAIN if place < 2 else _LATER)
            for place, passage in enumerate(main)
            for dated in self.dates[passage.number]
        ]
        mentions = [m for passage in main for m in self.mentions[passage.number]]
        stems = Counter(token.stem for passage in main for token in passage.tokens)
        published = Base(self.source.published).span
        evidence = Evidence(published, dates, mentions, occasions, stems, topics, main[:2])
        for match in find_matches(evidence, self.names):
            passage, start, end = self._place_of(match.reasons, dates, occasions)
            detail = {"score": match.score, **match.reasons}
            yield self._made(
                SuggestionKind.MATCH, passage, start, end, match.event.public_id, match.score,
                detail, label=str(match.event.title),
            )  # fmt: skip

    def _place_of(
        self,
        reasons: dict[str, Any],
        dates: list[tuple[Dated, float]],
        occasions: list[Occasion],
    ) -> tuple[Passage, int, int]:
        """The strongest cue of a match: the meeting, the place, a person, else the beginning."""
        for occasion in occasions:
            if occasion.organ and occasion.organ == reasons.get("organ"):
                return occasion.passage, occasion.start, occasion.end
        wanted = {reasons["place"], *reasons["actors"]} - {""}
        for passage in self.main:
            for mention in self.mentions[passage.number]:
                if mention.target in wanted:
                    return passage, mention.start, mention.end
        if occasions:
            return occasions[0].passage, occasions[0].start, occasions[0].end
        passage = self.main[0]
        start, end = passage.sentences[0]
        return passage, start, end

    def _label(self, target: str) -> str:
        english, russian, chinese = self.names.labels.get(target, (target, "", ""))
        return {"ru": russian, "zh": chinese}.get(self.language, english) or english

    def _made(
        self,
        kind: str,
        passage: Passage,
        start: int,
        end: int,
        target: str,
        score: float,
        detail: dict[str, Any],
        *,
        label: str = "",
    ) -> Suggestion:
        return Suggestion(
            kind=str(kind),
            paragraph=passage.number,
            start=start,
            end=end,
            exact=passage.text[start:end],
            target=target,
            label=label or self._label(target),
            detail=detail,
            score=score,
        )
