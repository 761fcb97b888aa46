"""Each parameter of the other five lists, alone: which made-up records it keeps."""

import pytest
from django.http import QueryDict

from events import models, search
from events.choices import PublisherKind, StatementRole, Status, Verb
from events.filters import (
    ActorFilter,
    ArticleFilter,
    DocumentFilter,
    InitiativeFilter,
    StatementFilter,
    select,
)
from tests import factories

pytestmark = pytest.mark.django_db

UNSEEN = ((8, Status.DRAFT), (9, Status.RETRACTED))


def ids(filterset, query):
    selection = select(filterset, QueryDict(query))
    assert (selection.errors, selection.unknown) == ({}, [])
    return list(selection.queryset.values_list("pk", flat=True))


def child(model, **fields):
    with models.writing():
        return model.objects.create(**fields)


@pytest.fixture(autouse=True)
def rows():
    """Two or three public records of every kind, and drafts and retracted ones like the first."""
    factories.country("UZ")
    topic = factories.topic("transport")
    rail = factories.topic("rail", parent=topic)
    body = factories.actor("Made-up body", kind="organisation", id=1)
    organ = factories.actor("Made-up assembly", kind="organ", parent=body, id=2)
    person = factories.actor("Made-up person", id=3)
    factories.tenure(person, factories.post(of="KZ"), "2020")
    source = factories.paragraph(factories.article(published="2020-05", id=1))
    official = factories.publisher("made-up-ministry")
    models.Publisher.objects.filter(pk=official.pk).update(kind=PublisherKind.OFFICIAL)
    other = factories.paragraph(
        factories.article(published="2021-09-17~", id=2, publisher=official, headline="Made-up bus")
    )
    undated = factories.paragraph(factories.article(published="", id=3))
    factories.article(id=4, published="2020")
    event = factories.event(
        id=1, date="2019", countries=["KG", "CN"], organ=organ, source=source, evidenced=True
    )
    factories.participation(event, actor=person, country=factories.country("RU"))
    plan = factories.initiative(
        "Made-up bank", id=1, steps=(), topics=[rail], kind="institution", source=source
    )
    road = factories.initiative("Made-up road", id=2, steps=(), kind="infrastructure")
    words = factories.statement(
        "Made-up praise of the bus.",
        id=1,
        date="2021",
        speaker=person,
        on_behalf_of="KG",
        initiatives=[plan],
        topics=[rail],
        source=other,
    )
    child(
        models.StatementParty,
        statement=words,
        country=factories.country("CN"),
        role=StatementRole.ADDRESSEE,
    )
    factories.statement(
        "Made-up answer.",
        id=2,
        date="2022-05?",
        on_behalf_of="CN",
        kind="quotation",
        source=undated,
    )
    text = factories.document(
        "Made-up charter",
        id=1,
        date="2020",
        kind="treaty",
        event=event,
        topics=[rail],
        source=source,
    )
    factories.document(
        "Made-up plan",
        id=2,
        date="2022",
        kind="plan",
        place=factories.place(of="RU"),
        source=source,
    )
    for verb, date, where, code, actor in (
        (Verb.PROPOSED, "2015", plan, "KG", None),
        (Verb.SUPPORTED, "2018-03", plan, "CN", person),
        (Verb.SIGNED, "2023~", road, "KG", None),
    ):
        step = child(
            models.InitiativeStep,
            initiative=where, verb=verb, date=date,
            document=text if verb == Verb.PROPOSED else None,
            statement=words if verb == Verb.SIGNED else None,
        )  # fmt: skip
        child(models.StepParty, step=step, country=factories.country(code), actor=actor)
        factories.evidence(step, source)
    for pk, status in UNSEEN:
        like = {"id": pk, "status": status, "topics": [rail], "source": source}
        factories.statement(speaker=person, on_behalf_of="KG", **like)
        factories.document(event=event, **like)
        factories.actor("Made-up person", id=pk, status=status)
        factories.initiative(countries=["KG"], **like)
    search.rebuild()


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [2, 1]),
        ("q=praise", [1]),
        ("country=KG", [1]),
        ("country=CN", [2, 1]),
        ("country=UZ", []),
        ("since=2022", [2]),
        ("until=2021", [1]),
        ("year=2021", [1]),
        ("certainty=certain", [1]),
        ("kind=quotation", [2]),
        ("topic=transport", [1]),
        ("topic=rail", [1]),
        ("actor=ac3", [1]),
        ("actor=ac1", []),
        ("initiative=in1", [1]),
        ("initiative=in2", [1]),
        ("sort=date", [1, 2]),
        ("q=made-up&sort=relevance", [2, 1]),
        ("page=1", [2, 1]),
    ],
)
def test_statements_parameter(query, expected):
    assert ids(StatementFilter, query) == expected


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [1, 2]),
        ("q=road", [2]),
        ("country=KG", [1, 2]),
        ("country=CN", [1]),
        ("country=UZ", []),
        ("since=2019", [2]),
        ("until=2018", [1]),
        ("year=2015&year=2016", [1]),
        ("certainty=certain", [1]),
        ("kind=infrastructure", [2]),
        ("topic=transport", [1]),
        ("verb=signed", [2]),
        ("verb=signed&verb=supported", [1, 2]),
        ("actor=ac3", [1]),
        # Everything about steps holds for the same step.
        ("country=KG&verb=supported", []),
        ("country=CN&verb=supported&since=2018&until=2018", [1]),
        ("actor=ac3&verb=proposed", []),
        ("sort=-date", [2, 1]),
        ("sort=name", [1, 2]),
        ("q=made-up&sort=relevance", [1, 2]),
        ("page=1", [1, 2]),
    ],
)
def test_initiatives_parameter(query, expected):
    assert ids(InitiativeFilter, query) == expected


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [2, 1]),
        ("q=charter", [1]),
        ("country=KG", [1]),
        ("country=RU", [2, 1]),
        ("country=UZ", []),
        ("since=2021", [2]),
        ("until=2020", [1]),
        ("year=2020", [1]),
        ("since=2020-02&until=2020-03&certainty=certain", []),
        ("kind=treaty", [1]),
        ("topic=transport", [1]),
        ("initiative=in1", [1]),
        ("initiative=in2", []),
        ("organ=ac2", [1]),
        ("organ=ac3", []),
        ("sort=date", [1, 2]),
        ("q=made-up&sort=relevance", [2, 1]),
        ("page=1", [2, 1]),
    ],
)
def test_documents_parameter(query, expected):
    assert ids(DocumentFilter, query) == expected


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [2, 1, 3]),
        ("q=assembly", [2]),
        ("country=KZ", [3]),
        ("country=RU", [3]),
        ("country=KG", [3]),
        ("country=CN", [3]),
        ("country=UZ", []),
        ("kind=person", [3]),
        ("kind=organ&kind=organisation", [2, 1]),
        ("sort=name", [2, 1, 3]),
        ("q=made-up&sort=relevance", [1, 2, 3]),
        ("page=1", [2, 1, 3]),
    ],
)
def test_actors_parameter(query, expected):
    assert ids(ActorFilter, query) == expected


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", [2, 1, 3]),
        ("q=bus", [2]),
        ("country=KG", [2, 1]),
        ("country=CN", [2, 1, 3]),
        ("country=RU", [1]),
        ("country=UZ", []),
        ("since=2021", [2]),
        ("until=2020", [1]),
        ("year=2021", [2]),
        ("certainty=certain", [1]),
        ("kind=official", [2]),
        ("kind=news", [1, 3]),
        ("sort=date", [3, 1, 2]),
        ("q=made-up&sort=relevance", [2, 1, 3]),
        ("page=1", [2, 1, 3]),
    ],
)
def test_articles_parameter(query, expected):
    assert ids(ArticleFilter, query) == expected


@pytest.mark.parametrize(
    "filterset, query, unknown",
    [
        (StatementFilter, "together=1&place=x&verb=signed", ["together", "place", "verb"]),
        (InitiativeFilter, "initiative=in1&organ=ac2", ["initiative", "organ"]),
        (DocumentFilter, "actor=ac3&state=held", ["actor", "state"]),
        (ActorFilter, "since=2020&topic=rail", ["since", "topic"]),
        (ArticleFilter, "topic=rail&group=summits", ["topic", "group"]),
    ],
)
def test_parameters_of_other_lists_are_unknown(filterset, query, unknown):
    assert select(filterset, QueryDict(query)).unknown == unknown


@pytest.mark.parametrize(
    "filterset, query, parameter",
    [
        (StatementFilter, "kind=summit", "kind"),
        (StatementFilter, "actor=ac8", "actor"),
        (InitiativeFilter, "verb=sung", "verb"),
        (InitiativeFilter, "sort=date", "sort"),
        (DocumentFilter, "initiative=in8", "initiative"),
        (ActorFilter, "sort=-date", "sort"),
        (ArticleFilter, "kind=gossip", "kind"),
    ],
)
def test_bad_value_is_an_error(filterset, query, parameter):
    selection = select(filterset, QueryDict(query))
    assert (list(selection.errors), selection.count) == ([parameter], 0)


def test_country_of_a_draft_event_does_not_count():
    source = models.Paragraph.objects.filter(capture__article=1, number=1).get()
    secret = factories.event(id=20, status=Status.DRAFT, countries=["UZ"], source=source)
    person = models.Actor.objects.get(pk=3)
    factories.participation(secret, actor=person, country=factories.country("UZ"))
    factories.document(id=20, event=secret, source=source)
    for filterset in (ActorFilter, DocumentFilter, ArticleFilter):
        assert ids(filterset, "country=UZ") == []
        facet = select(filterset, QueryDict("")).facets[0]
        assert "UZ" not in [option.value for option in facet.options]
