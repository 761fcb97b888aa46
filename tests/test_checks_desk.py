"""What the self-check looks at beside the rules of publication."""

import pytest

from events import checks, models
from events.choices import Stance, Status
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "One two three four five six seven eight nine ten made-up words of a made-up report."


def closely(record):
    return [
        (p.level, p.field, p.row)
        for p in checks.check(record, closely=True)
        if p not in checks.check(record)
    ]


def in_article(article, *records):
    return [(p.level, p.field, p.row) for p in checks.check_article(article, records)]


@pytest.fixture
def article():
    article = factories.article()
    models.Paragraph.objects.filter(capture__article=article, number=1).update(text=TEXT)
    return article


@pytest.fixture
def passage(article):
    return factories.paragraph(article)


def test_party_without_a_passage_is_pointed_at():
    event = factories.event(countries=["KG", "CN"])
    first, second = event.participations.order_by("pk")
    factories.evidence(first)
    assert closely(event) == [("warning", "evidence", second.public_id)]


def test_step_without_a_passage_is_pointed_at():
    initiative = factories.initiative(steps=[("proposed", "2020"), ("agreed", "2021")])
    step = initiative.steps.newest_first().first()
    with models.writing():
        models.Evidence.objects.filter(step=step).delete()
    assert closely(initiative) == [("warning", "evidence", step.public_id)]


def test_person_out_of_office_is_pointed_at_by_the_row():
    person, office = factories.actor(), factories.post()
    factories.tenure(person, office, "2001", "2005")
    event = factories.event()
    row = factories.participation(event, actor=person, post=office)
    found = [(p.level, p.field, p.row) for p in checks.check(event)]
    assert found == [("warning", "post", row.public_id)]


def test_state_without_a_standing_that_day_is_pointed_at():
    body = factories.actor("Made-up organisation", kind="organisation")
    organ = factories.actor("Made-up council", kind="organ", parent=body)
    kg, cn, uz = (factories.country(code) for code in ("KG", "CN", "UZ"))
    period = models.Period.objects.create
    period(country=kg, organ=body, role="member", since="2001-06-15")
    period(country=cn, organ=body, role="observer", since="2005", until="2010")
    period(country=uz, organ=organ, role="chair", since="2020")
    event = factories.event(organ=organ, countries=["KG", "CN", "UZ"])
    rows = list(event.participations.order_by("pk"))
    guest = factories.participation(event, country=factories.country("TM"), role="guest")
    for row in (*rows, guest):
        factories.evidence(row)
    assert closely(event) == [("warning", "country", row.public_id) for row in rows[1:]]
    assert closely(factories.event(evidenced=True)) == []


@pytest.mark.parametrize(
    ("field", "value", "agrees"),
    [
        ("date", "4 July 2024", True),
        ("date", "July 2024", True),
        ("date", "2024-07-04", True),
        ("date", "5 July 2024", False),
        ("date", "today", True),
        ("date", "the other day, 5", True),
        ("kind", "Summit", True),
        ("kind", "conference", False),
        ("kind", "state visit", True),
        ("organ_number", "24", True),
        ("organ_number", "25", False),
        ("organ_number", "several", True),
        ("place", "Made-up town made-up-osh", True),
        ("place", "Ош", True),
        ("place", "Made-up elsewhere", False),
        ("place", "Made-up nowhere", True),
        ("summary", "anything", True),
        ("topics", "anything", True),
        ("title", "anything", True),
    ],
)
def test_value_other_than_the_records_is_pointed_at(field, value, agrees):
    place = factories.place("made-up-osh")
    models.Alias.objects.create(place=place, spelling="Ош")
    factories.place("made-up-elsewhere", name_en="Made-up elsewhere")
    organ = factories.actor("Made-up body", kind="organisation")
    event = factories.event(place=place, organ=organ, organ_number=24)
    row = factories.evidence(event, field=field, value=value)
    factories.evidence(event, field=field, value="Made-up", stance=Stance.CONTRADICTS)
    assert closely(event) == ([] if agrees else [("warning", "value", row.public_id)])


def test_event_like_another_is_pointed_at_once():
    place, person = factories.place(), factories.actor()
    event = factories.event(place=place, date="2024-07-04")
    part = factories.participation(event, actor=person)
    factories.evidence(part)
    near = factories.event("Made-up near", place=place, date="2024-07-06", status=Status.DRAFT)
    same = factories.event("Made-up same persons", date="2024-07-01")
    factories.participation(same, actor=person)
    factories.event("Made-up far", place=place, date="2024-07-09")
    factories.event("Made-up other kind", place=place, date="2024-07-04", kind="visit")
    factories.event("Made-up side", place=place, parent=event)
    tour = factories.event("Made-up tour", place=factories.place("made-up-far", of="CN"))
    factories.participation(tour, actor=person)
    factories.event("Made-up vague", place=place, date="2024")
    factories.event("Made-up gone", place=place, status=Status.RETRACTED)
    found = [p.message for p in checks.check(event, closely=True)]
    assert found == [
        f"Perhaps the same as {near.public_id} (Made-up near, 6 July 2024).",
        f"Perhaps the same as {same.public_id} (Made-up same persons, 1 July 2024).",
    ]


# An article as a whole ----------------------------------------------------------------------------


def test_passages_left_are_counted_without_sidebars(article, passage):
    capture = article.captures.get()
    for number, kind in enumerate(("body", "sidebar", "boilerplate", "heading"), start=2):
        models.Paragraph.objects.create(
            capture=capture, number=number, kind=kind, text="Made-up.", set_aside=kind == "heading"
        )
    problem = checks.check_article(article, [])[0]
    assert (problem.message, problem.row) == (
        "Neither coded nor set aside: ¶1, ¶2.",
        passage.public_id,
    )
    factories.event(status=Status.DRAFT, source=passage)
    assert checks.check_article(article, [])[0].message == "Neither coded nor set aside: ¶2."


def test_quotations_of_an_article_have_a_quota(article, passage):
    words = [" ".join(f"w{number}x{n}" for n in range(25)) for number in range(5)]
    event = factories.event(status=Status.DRAFT, source=passage)
    for text in words[:3]:
        factories.evidence(event, passage, quote=text)
    statement = factories.statement(quotation=words[3], source=passage, status=Status.DRAFT)
    factories.evidence(event, passage, quote=words[3])
    records = [event, statement]
    assert [line for line in in_article(article, *records) if line[0] == "error"] == []
    other = factories.statement(quotation=words[4], source=passage)
    assert ("error", "quote", "") in in_article(article, *records, other)


def test_words_of_the_text_are_found_in_ours(article, passage):
    copied = "He said one two three four five six seven eight nine."
    models.Paragraph.objects.filter(pk=passage.pk).update(digest=copied)
    event = factories.event(summary=copied, source=passage)
    plan = factories.initiative(source=passage)
    with models.writing():
        plan.steps.update(note=copied)
    assert in_article(article, event, plan) == [
        ("error", "digest", passage.public_id),
        ("warning", "summary", event.public_id),
        ("warning", "note", plan.steps.get().public_id),
    ]
