"""Whose words a statement gives, and whether its quotation stands where it is taken from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import checks, models
from events.checks.spoken import stands_in
from events.choices import StatementRole
from tests import factories

pytestmark = pytest.mark.django_db
TEXTS = (
    "Made-up opening words of a report.",
    "He said: \u201cWe made-up people welcome this road,",
    "which leads to the made-up sea.\u201d",
    "",
    "A made-up end.",
)


def found(record):
    return [(p.level, p.field) for p in checks.check(record)]


@pytest.fixture
def passages():
    """The passages of one capture, the fourth without captured text."""
    capture = factories.paragraph().capture
    for number, text in enumerate(TEXTS, start=1):
        models.Paragraph.objects.update_or_create(
            capture=capture, number=number, defaults={"text": text, "digest": "Made-up passage."}
        )
    return list(capture.paragraphs.filter(number__gt=0).order_by("number"))


def quoting(words, source):
    return factories.statement(quotation=words, on_behalf_of="KG", source=source)


@pytest.mark.parametrize("kind", ["quotation", "paraphrase"])
def test_words_need_somebody_who_said_them(kind):
    statement = factories.statement(kind=kind)
    assert found(statement) == [("error", "parties")]
    with models.writing():
        party = models.StatementParty.objects.create(
            statement=statement, country=factories.country("KG"), role=StatementRole.ADDRESSEE
        )
    assert found(statement) == [("error", "parties")]
    for role in (StatementRole.SPEAKER, StatementRole.ON_BEHALF_OF):
        with models.writing():
            models.StatementParty.objects.filter(pk=party.pk).update(role=role)
        assert found(statement) == []


@pytest.mark.parametrize("kind", ["joint-text", "read-out"])
def test_text_of_several_may_name_no_speaker(kind):
    assert found(factories.statement(kind=kind)) == []


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("We made-up people welcome this road", True),
        ("we  MADE-UP \u00abpeople\u00bb", True),
        ("welcome this road, which leads to the made-up sea", True),
        ("We \u2026 welcome this road", True),
        ("We ... welcome [...] sea", True),
        ("We [the hosts] welcome", True),
        ("We [the made-up hosts] made-up people", True),
        ("welcome \u2026 people", False),
        ("We welcome this road", False),
        ("A made-up end", False),
        ("wel", False),
        ("\u2026", False),
    ],
)
def test_quotation_stands_in_its_passage_or_beside_it(passages, quotation, stands):
    expected = [] if stands else [("error", "quotation")]
    assert found(quoting(quotation, passages[1])) == expected


def test_quotation_may_be_chinese():
    assert (
        stands_in(
            "\u300c\u4eba\u6c11\u2026\u9053\u8def\u300d",
            "\u6211\u4eec\u4eba\u6c11\u6b22\u8fce\u8fd9\u6761\u9053\u8def\u3002",
        )
        is True
    )
    assert (
        stands_in(
            "\u9053\u8def\u4eba\u6c11", "\u4eba\u6c11\u6b22\u8fce\u8fd9\u6761\u9053\u8def\u3002"
        )
        is False
    )


def test_quotation_without_captured_text_has_nothing_to_be_compared_with(passages):
    assert found(quoting("Made-up nonsense", passages[3])) == []


def test_quotation_that_may_stand_in_an_uncaptured_passage_is_pointed_at(passages):
    statement = quoting("Made-up nonsense", passages[0])
    factories.evidence(statement, factories.paragraph(factories.article()))
    assert found(statement) == [("warning", "quotation")]


def test_quotation_is_not_looked_for_in_what_contradicts(passages):
    statement = quoting("Made-up nonsense", passages[0])
    other = factories.paragraph(factories.article())
    models.Paragraph.objects.filter(pk=other.pk).update(text="It was made-up nonsense.")
    row = factories.evidence(statement, other, stance="contradicts")
    assert found(statement) == [("error", "quotation")]
    with models.writing():
        models.Evidence.objects.filter(pk=row.pk).update(stance="supports")
    assert found(statement) == []


def test_quotation_from_the_article_as_a_whole_stands_anywhere_in_it(passages):
    whole = passages[0].capture.paragraphs.get(number=0)
    assert found(quoting("made-up end", whole)) == []
    assert found(quoting("made-up nonsense", whole)) == [("error", "quotation")]


def test_quotation_costs_two_queries(passages):
    def cost(quotation):
        statement = quoting(quotation, passages[1])
        with CaptureQueriesContext(connection) as queries:
            checks.check(statement)
        return len(queries)

    assert cost("made-up people") - cost("") == 2
