"""Suggestions as the desk shows them: ids with their names, dates in words, what was decided."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from events import assist, edtf
from events.choices import SuggestionKind
from events.models import Actor, Article, Event, Evidence, Judgement, Paragraph, Place, Post
from events.pages.desk.labels import labels


def suggestions_of(found: Article, paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
    """What the text seems to say, each with what a curator has made of it already."""
    passages = [(row.number, row.text, row.kind, row.dated) for row in paragraphs if row.text]
    if not passages:
        return []
    country = found.publisher.country_id or ""
    suggestions = assist.suggest(assist.Source(passages, found.published, found.language, country))
    cited = _events_of(found)
    suggestions = [
        one for one in suggestions if one.kind != SuggestionKind.MATCH or one.target not in cited
    ]
    names = _names(suggestions)
    decided = _decided(found)
    id_of = {row.number: row.public_id for row in paragraphs}
    return [_shown(one, id_of[one.paragraph], names, decided) for one in suggestions]


def _events_of(found: Article) -> set[str]:
    """The events that the article is evidence of already, drafts included."""
    rows = Evidence.objects.in_article(found).exclude(event=None)
    return {f"{Event.prefix}{key}" for key in rows.values_list("event", flat=True)}


def _decided(found: Article) -> dict[tuple[Any, ...], bool]:
    rows = Judgement.objects.of_article(found)
    return {
        (f"{Paragraph.prefix}{row.paragraph_id}", row.start, row.end, row.kind, row.target): (
            row.accepted
        )
        for row in rows
    }


def _names(suggestions: list[assist.Suggestion]) -> dict[str, str]:
    """The names of the places, posts and actors that details give by id."""
    wanted: dict[Any, set[str]] = {Actor: set(), Place: set(), Post: set()}
    for one in suggestions:
        wanted[Actor].update(one.detail.get("actors") or ())
        wanted[Place].update(filter(None, [one.detail.get("place")]))
        wanted[Post].update(filter(None, [one.detail.get("post")]))
    return labels(wanted)


def _shown(
    one: assist.Suggestion,
    paragraph: str,
    names: dict[str, str],
    decided: dict[tuple[Any, ...], bool],
) -> dict[str, Any]:
    # The matcher spells countries as addresses do, documents as ISO does.
    target = one.target.upper() if one.kind == SuggestionKind.COUNTRY else one.target
    place = (paragraph, one.start, one.end, one.kind, target)
    accepted = decided.get(place)
    return {
        **asdict(one),
        "paragraph": paragraph,
        "target": target,
        "detail": _in_words(one.detail, names),
        "number": one.paragraph,
        "key": ":".join(map(str, place)),
        "decided": None if accepted is None else "accepted" if accepted else "dismissed",
    }


def _in_words(given: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The detail with a name beside each id, and a date as people read it."""
    detail = dict(given)
    if detail.get("country"):
        detail["country"] = detail["country"].upper()
    if detail.get("date") and edtf.valid(detail["date"]):
        detail["date_words"] = edtf.words(detail["date"])
    for name in ("place", "post"):
        if label := names.get(detail.get(name) or ""):
            detail[f"{name}_label"] = label
    if detail.get("actors"):
        detail["actor_labels"] = [names.get(key, key) for key in detail["actors"]]
    return detail
