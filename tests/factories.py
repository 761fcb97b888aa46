"""Builders of made-up rows for tests. Every title says that it is made up.

A builder returns a published row unless `status` says otherwise, with one supporting piece of
evidence, so that it passes `events.checks.check`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from events import models
from events.choices import (
    ActorKind,
    DocumentKind,
    EventKind,
    InitiativeKind,
    PostLevel,
    PublisherKind,
    StatementKind,
    Status,
    Verb,
)

_numbers = itertools.count(1)
MADE_UP = "Made-up"
COUNTRIES = {
    "KG": ("KGZ", "417", "Kyrgyzstan", "Кыргызстан", "吉尔吉斯斯坦"),
    "CN": ("CHN", "156", "China", "Китай", "中国"),
    "KZ": ("KAZ", "398", "Kazakhstan", "Казахстан", "哈萨克斯坦"),
    "RU": ("RUS", "643", "Russia", "Россия", "俄罗斯"),
    "UZ": ("UZB", "860", "Uzbekistan", "Узбекистан", "乌兹别克斯坦"),
    "TJ": ("TJK", "762", "Tajikistan", "Таджикистан", "塔吉克斯坦"),
    "IN": ("IND", "356", "India", "Индия", "印度"),
    "TM": ("TKM", "795", "Turkmenistan", "Туркменистан", "土库曼斯坦"),
}


def batch() -> models.ImportBatch:
    """The batch of all made-up rows."""
    return models.ImportBatch.objects.get_or_create(
        slug="made-up", defaults={"title": f"{MADE_UP} batch"}
    )[0]


def country(iso2: str = "KG") -> models.Country:
    """One of the eight countries above."""
    iso3, numeric, en, ru, zh = COUNTRIES[iso2]
    return models.Country.objects.get_or_create(
        iso2=iso2,
        defaults={"iso3": iso3, "numeric": numeric, "name_en": en, "name_ru": ru, "name_zh": zh},
    )[0]


def place(slug: str = "made-up-town", *, of: str = "KG", **fields: Any) -> models.Place:
    """A made-up town."""
    return models.Place.objects.get_or_create(
        slug=slug, defaults={"name_en": f"{MADE_UP} town {slug}", "country": country(of), **fields}
    )[0]


def topic(slug: str = "made-up-topic", **fields: Any) -> models.Topic:
    """A made-up topic."""
    return models.Topic.objects.get_or_create(
        slug=slug,
        defaults={"name_en": f"{MADE_UP} topic {slug}", "definition_en": "Made up.", **fields},
    )[0]


def publisher(slug: str = "made-up-press") -> models.Publisher:
    """A made-up publisher."""
    return models.Publisher.objects.get_or_create(
        slug=slug, defaults={"name": f"{MADE_UP} press", "kind": PublisherKind.NEWS}
    )[0]


def article(*, published: str = "2024-07-05", headline: str = "", **fields: Any) -> models.Article:
    """An article with a capture and its paragraphs 0 and 1."""
    number = next(_numbers)
    row = models.Article.objects.create(
        publisher=fields.pop("publisher", None) or publisher(),
        headline=headline or f"{MADE_UP} headline {number}",
        url=fields.pop("url", f"https://press.example/{number}"),
        published=published,
        language="en",
        **fields,
    )
    capture = models.Capture.objects.create(article=row)
    models.Paragraph.objects.create(capture=capture, number=0, kind="whole", digest="Made up.")
    models.Paragraph.objects.create(capture=capture, number=1, digest="Made-up passage.")
    return row


def paragraph(of: models.Article | None = None, number: int = 1) -> models.Paragraph:
    """A paragraph of an article."""
    return models.Paragraph.objects.get(capture__article=of or article(), number=number)


def evidence(claim: Any, passage: models.Paragraph | None = None, **fields: Any) -> models.Evidence:
    """Evidence for any record or child."""
    name = next(f.name for f in models.Evidence._meta.fields if f.related_model is type(claim))
    with models.writing():
        return models.Evidence.objects.create(
            **{name: claim}, paragraph=passage or paragraph(), **fields
        )


def _record(model: type[models.Record], status: str, fields: dict[str, Any]) -> Any:
    if status in (Status.PUBLISHED, Status.RETRACTED, Status.MERGED):
        fields.setdefault("batch", batch())
        fields.setdefault("published_at", timezone.now())
    if status == Status.RETRACTED:
        fields.setdefault("status_reason", "Made-up reason")
    topics = fields.pop("topics", ())
    with models.writing():
        row = model.objects.create(status=status, **fields)
        if topics:
            row.topics.set(topics)
    return row


def actor(
    name: str = "", *, kind: str = ActorKind.PERSON, status: str = Status.PUBLISHED, **fields: Any
) -> models.Actor:
    """An actor; evidence is up to the record that names it."""
    fields["name_en"] = name or f"{MADE_UP} person {next(_numbers)}"
    return _record(models.Actor, status, {"kind": kind, **fields})


def post(slug: str = "kg-made-up-president", *, of: str = "KG", **fields: Any) -> models.Post:
    """A made-up office of a country."""
    return models.Post.objects.get_or_create(
        slug=slug,
        defaults={
            "name_en": f"{MADE_UP} office {slug}",
            "level": PostLevel.HEAD_OF_STATE,
            "country": country(of),
            **fields,
        },
    )[0]


def tenure(holder: models.Actor, office: models.Post, since: str, until: str = "") -> Any:
    """A made-up term."""
    with models.writing():
        return models.Tenure.objects.create(actor=holder, post=office, since=since, until=until)


def event(
    title: str = "",
    *,
    date: str = "2024-07-04",
    countries: Iterable[str] = (),
    status: str = Status.PUBLISHED,
    source: models.Paragraph | None = None,
    evidenced: bool = True,
    **fields: Any,
) -> models.Event:
    """An event with one participation a country and one piece of evidence."""
    fields.setdefault("kind", EventKind.SUMMIT)
    fields["title_en"] = title or f"{MADE_UP} event {next(_numbers)}"
    row = _record(models.Event, status, {"date": date, **fields})
    for iso2 in countries:
        participation(row, country=country(iso2))
    if evidenced:
        evidence(row, source or paragraph(article(published="2026-01-01")))
    return row


def participation(of: models.Event, **fields: Any) -> models.Participation:
    """A part in an event."""
    with models.writing():
        return models.Participation.objects.create(event=of, **fields)


def statement(
    text: str = "",
    *,
    date: str = "2024-07-04",
    status: str = Status.PUBLISHED,
    speaker: models.Actor | None = None,
    on_behalf_of: str = "",
    initiatives: Iterable[models.Initiative] = (),
    source: models.Paragraph | None = None,
    **fields: Any,
) -> models.Statement:
    """A statement, with a speaker for a state where given; without one it is a joint text."""
    if not speaker and not on_behalf_of:
        fields.setdefault("kind", StatementKind.JOINT_TEXT)
    fields["text"] = text or f"{MADE_UP} words {next(_numbers)}."
    row = _record(models.Statement, status, {"date": date, **fields})
    with models.writing():
        if speaker or on_behalf_of:
            models.StatementParty.objects.create(
                statement=row,
                actor=speaker,
                country=country(on_behalf_of) if on_behalf_of else None,
            )
        row.initiatives.set(initiatives)
    evidence(row, source)
    return row


def initiative(
    name: str = "",
    *,
    status: str = Status.PUBLISHED,
    steps: Iterable[tuple[str, str]] = ((Verb.PROPOSED, "2024-07-04"),),
    countries: Iterable[str] = (),
    source: models.Paragraph | None = None,
    **fields: Any,
) -> models.Initiative:
    """An initiative with evidenced steps (verb, date), each taken by the countries."""
    fields.setdefault("kind", InitiativeKind.INSTITUTION)
    fields["name_en"] = name or f"{MADE_UP} initiative {next(_numbers)}"
    row = _record(models.Initiative, status, fields)
    for verb, date in steps:
        with models.writing():
            step = models.InitiativeStep.objects.create(initiative=row, verb=verb, date=date)
            for iso2 in countries:
                models.StepParty.objects.create(step=step, country=country(iso2))
        evidence(step, source)
    return row


def document(
    title: str = "",
    *,
    date: str = "2024-07-04",
    status: str = Status.PUBLISHED,
    source: models.Paragraph | None = None,
    **fields: Any,
) -> models.Document:
    """A document."""
    fields.setdefault("kind", DocumentKind.DECLARATION)
    fields["title_en"] = title or f"{MADE_UP} declaration {next(_numbers)}"
    row = _record(models.Document, status, {"date": date, **fields})
    evidence(row, source)
    return row


def user(name: str, *groups: str, superuser: bool = False) -> User:
    """A member of staff in the named groups (`Curators`, `Reviewers`)."""
    row = User.objects.create_user(name, password="made-up", is_staff=True)
    row.is_superuser = superuser
    row.save()
    row.groups.set(Group.objects.filter(name__in=groups))
    return row
