"""What the pages of records cost: a fixed number of queries, however much they show."""

import pytest
from django.test import Client

from events import models
from tests import factories

pytestmark = pytest.mark.django_db


def _party(statement, **fields):
    with models.writing():
        return models.StatementParty.objects.create(statement=statement, **fields)


def grown_statement(number: int):
    article = factories.article()
    statement = factories.statement(
        event=factories.event(), source=factories.paragraph(article), topics=[factories.topic()]
    )
    for _ in range(number):
        body = factories.actor(kind="organisation")
        _party(statement, actor=factories.actor(), represents=body, office="Envoy")
        bank = factories.initiative()
        with models.writing():
            bank.steps.update(statement=statement)
            statement.initiatives.add(bank)
        factories.statement(
            speaker=factories.actor(), event=factories.event(), source=factories.paragraph(article)
        )
    return statement


def grown_initiative(number: int):
    bank = factories.initiative(countries=["KG"], topics=[factories.topic()])
    event, words_, text = factories.event(), factories.statement(), factories.document()
    for year in range(number):
        step = models.InitiativeStep(initiative=bank, verb="supported", date=f"202{year}")
        step.event, step.statement, step.document = event, words_, text
        with models.writing():
            step.save()
            models.StepParty.objects.create(
                step=step, actor=factories.actor(), represents=factories.actor(kind="organisation")
            )
        factories.evidence(step)
        factories.statement(speaker=factories.actor(), event=event, initiatives=[bank])
    return bank


def grown_document(number: int):
    document = factories.document(
        event=factories.event(), place=factories.place(), topics=[factories.topic()]
    )
    for _ in range(number):
        bank = factories.initiative(countries=["KG"])
        with models.writing():
            bank.steps.update(document=document)
    return document


def grown_actor(number: int):
    person = factories.actor()
    for _ in range(number):
        factories.tenure(person, factories.post(), "2020")
        event = factories.event(topics=[factories.topic()])
        factories.participation(event, actor=person, country=factories.country("KG"))
        factories.participation(event, actor=factories.actor())
        factories.statement(speaker=person, on_behalf_of="KG", event=event)
        bank = factories.initiative()
        with models.writing():
            models.StepParty.objects.create(step=bank.steps.get(), actor=person)
    return person


def grown_article(number: int):
    article = factories.article()
    for _ in range(number):
        passage = factories.paragraph(article)
        event = factories.event(source=passage, countries=["KG"])
        factories.evidence(event.participations.get(), passage)
        factories.initiative(source=passage)
        factories.event(source=factories.paragraph(factories.article(duplicate_of=article)))
    return article


@pytest.mark.parametrize(
    ("build", "queries"),
    [
        # The statement; its parties, their actors and organisations (3); event; topics;
        # initiatives; steps; evidence; how much of the articles is coded; terms; neighbours, their
        # parties, actors and events (4); ids merged into it.
        (grown_statement, 16),
        # The initiative; topics; aliases; steps, their parties, actors and organisations (4),
        # events, documents, statements (3); what was said, its parties, actors and events (4), and
        # how much; evidence; how much of the articles is coded; ids merged into it.
        (grown_initiative, 18),
        # The document; event; topics; steps; evidence; coding of articles; ids merged into it.
        (grown_document, 7),
        # The actor; terms; aliases; organs; evidence (of no article); events, their parties and
        # topics (3), and how many; statements, their parties, actors and events (4), and how
        # many; initiatives and their steps (2), and how many; people met; ids merged into it.
        (grown_actor, 19),
        # The article with its numbers; evidence with its claims; paragraphs; duplicates; ids
        # merged into it.
        (grown_article, 5),
    ],
)
def test_record_page_costs_the_same_however_much_it_shows(
    client: Client, django_assert_num_queries, build, queries
) -> None:
    for number in (1, 3):
        record = build(number)
        with django_assert_num_queries(queries):
            assert client.get(record.get_absolute_url()).status_code == 200
