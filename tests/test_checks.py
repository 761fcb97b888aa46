"""The rules across rows, and the audit."""

from datetime import date

import pytest

from events import checks, models
from events.choices import Stance, Status
from tests import factories

pytestmark = pytest.mark.django_db


def fields(record, **options):
    return [(p.field, p.level) for p in checks.check(record, **options)]


@pytest.mark.parametrize("build", ["event", "statement", "initiative", "document"])
def test_record_with_evidence_passes(build):
    assert fields(getattr(factories, build)()) == []


@pytest.mark.parametrize("build", ["event", "statement", "document"])
def test_record_with_contradicting_evidence_alone_is_refused(build):
    record = getattr(factories, build)()
    with models.writing():
        record.evidence.update(stance=Stance.CONTRADICTS)
    assert fields(record) == [("evidence", "error")]


def test_initiative_needs_a_step_with_evidence():
    initiative = factories.initiative(steps=[])
    factories.evidence(initiative)
    assert fields(initiative) == [("evidence", "error")]


def test_actor_that_nothing_names_is_refused():
    assert fields(factories.actor()) == [("evidence", "error")]


def test_actor_named_by_an_evidenced_record_passes():
    by_event, by_words, by_step, organ = (factories.actor() for _ in range(4))
    with models.writing():
        models.Actor.objects.filter(pk=organ.pk).update(kind="organisation")
    factories.participation(factories.event(organ=organ), actor=by_event)
    factories.statement(speaker=by_words)
    step = factories.initiative().steps.get()
    with models.writing():
        models.StepParty.objects.create(step=step, actor=by_step)
    assert [fields(a) for a in (by_event, by_words, by_step, organ)] == [[], [], [], []]


def test_reference_to_a_draft_is_named():
    draft = factories.actor("Made-up draft", status=Status.DRAFT)
    event = factories.event()
    factories.participation(event, actor=draft)
    problem = checks.check(event)[0]
    assert (problem.field, problem.level) == ("actor", "error")
    assert draft.public_id in problem.message


def test_reference_to_a_draft_of_the_same_bundle_passes():
    draft = factories.actor(status=Status.DRAFT)
    event = factories.event()
    factories.participation(event, actor=draft)
    assert fields(event, alongside={draft.public_id}) == []


def test_held_event_needs_a_report_not_older_than_itself():
    before = factories.paragraph(factories.article(published="2024-07-01"))
    event = factories.event(date="2024-07-04", source=before)
    assert fields(event) == [("state", "error")]
    factories.evidence(event, factories.paragraph(factories.article(published="2024-07-03")))
    assert fields(event) == []


def test_announced_event_may_rest_on_an_older_source():
    before = factories.paragraph(factories.article(published="2024-07-01"))
    assert fields(factories.event(date="2024-07-04", source=before, state="announced")) == []


def test_date_printed_on_the_passage_counts_before_the_articles_own():
    passage = factories.paragraph(factories.article(published="2011-04-14"))
    passage.dated = "2020-01-13"
    passage.save()
    assert checks.source_day(passage) == date(2020, 1, 13)
    assert fields(factories.event(date="2020-01-13", source=passage)) == []


@pytest.mark.parametrize(
    "since, until, flagged",
    [("2020-01-01", "2023-01-01", True), ("2024-01-01", "", False), ("2024", "2024", False)],
)
def test_person_out_of_office_is_flagged(since, until, flagged):
    person, office = factories.actor(), factories.post()
    factories.tenure(person, office, since, until)
    event = factories.event(date="2024-07-04")
    factories.participation(event, actor=person, post=office)
    assert fields(event) == ([("post", "warning")] if flagged else [])


def test_person_unknown_to_the_terms_is_flagged_only_where_another_held_the_post():
    office = factories.post()
    event = factories.event(date="2024-07-04")
    factories.participation(event, actor=factories.actor(), post=office)
    assert fields(event) == []
    factories.tenure(factories.actor(), office, "2024-01-01")
    assert fields(event) == [("post", "warning")]


def test_audit_names_two_events_of_one_day_and_one_party():
    person = factories.actor()
    for title in ("Made-up first", "Made-up second", "Made-up third"):
        factories.participation(factories.event(title), actor=person)
    other = models.Event.objects.get(title_en="Made-up third")
    with models.writing():
        models.Participation.objects.filter(event=other).update(actor=factories.actor())
    found = [(r.label, p.field) for r, p in checks.audit() if p.field == "participations"]
    assert found == [("Made-up second", "participations")]


def test_audit_counts_the_words_quoted_from_an_article():
    passage = factories.paragraph()
    event = factories.event(source=passage)
    for number in range(5):
        factories.evidence(event, passage, quote=f"{number} " + "word " * 20)
    found = [(r, p.field) for r, p in checks.audit()]
    assert found == [(passage.capture.article, "quote")]


def test_audit_names_a_digest_too_close_to_its_text():
    passage = factories.paragraph()
    passage.text = "One two three four five six seven eight nine."
    passage.digest = "He said two three four five six seven eight nine."
    passage.save()
    assert [(r, p.field) for r, p in checks.audit()] == [(passage.capture.article, "digest")]


def test_shares_words_needs_eight_in_a_row():
    assert checks.shares_words("a b c d e f g h", "x A b c d e f g h y") is True
    assert checks.shares_words("a b c d e f g", "a b c d e f g") is False


def test_held_event_with_an_undated_source_alone_is_a_warning():
    undated = factories.paragraph(factories.article(published=""))
    assert fields(factories.event(source=undated)) == [("state", "warning")]


def twins():
    return [r.label for r, p in checks.audit() if p.field == "participations"]


def test_audit_names_delegations_that_meet_twice_on_overlapping_days():
    factories.event("Made-up first", date="2024-07-03/2024-07-04", countries=["KG", "CN"])
    factories.event("Made-up second", date="2024-07-04", countries=["KG", "CN"])
    factories.event("Made-up third", date="2024-07-05", countries=["KG", "CN"])
    factories.event("Made-up fourth", date="2024-07-04", countries=["KG", "CN"], kind="visit")
    assert twins() == ["Made-up second"]


def test_audit_leaves_a_side_event_beside_its_parent():
    parent = factories.event("Made-up first", countries=["KG", "CN"])
    factories.event("Made-up second", countries=["KG", "CN"], parent=parent)
    assert twins() == []


def test_quoted_chinese_counts_two_characters_as_a_word():
    passage = factories.paragraph()
    event = factories.event(source=passage)
    for number in range(5):
        factories.evidence(event, passage, quote="字" * 49 + str(number))
    found = [(p.field, p.message) for r, p in checks.audit()]
    assert found == [("quote", "130 words are quoted from it.")]
