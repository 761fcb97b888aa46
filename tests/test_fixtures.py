"""The starter dataset: complete, equal to itself after a round trip, without a contradiction."""

from collections import Counter
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from events import checks, dataset, models
from events.choices import PeriodRole, Status
from tests import factories
from tests.numbering import restart_numbers

FIXTURES = Path(__file__).parent.parent / "fixtures"


class StarterDataset(TestCase):
    """Loaded once for all of these tests."""

    @classmethod
    def setUpTestData(cls):
        restart_numbers()
        dataset.load(FIXTURES)

    def test_export_equals_what_was_loaded(self):
        out = Path(self.enterContext(TemporaryDirectory()))
        dataset.dump(out, dataset.Profile.STARTER)
        files = sorted(path.name for path in FIXTURES.iterdir())
        assert sorted(path.name for path in out.iterdir()) == files
        for name in files:
            assert (out / name).read_bytes() == (FIXTURES / name).read_bytes(), name

    def test_loading_it_again_changes_nothing(self):
        report = dataset.load(FIXTURES, dry_run=True)
        assert [change for change in report.changes if change.action != "same"] == []

    def test_audit_finds_no_error(self):
        assert [(r.public_id, p) for r, p in checks.audit() if p.is_error] == []

    def test_meetings_of_heads_are_complete(self):
        numbers = {}
        for event in models.Event.objects.exclude(organ_number=None).select_related("organ"):
            numbers.setdefault(event.organ.name_en, []).append(event.organ_number)
        complete = {name: sorted(found) for name, found in numbers.items()}
        assert complete["SCO Council of Heads of State"] == list(range(1, 27))
        assert complete["SCO Council of Heads of Government"] == list(range(1, 26))
        assert complete["Shanghai Five"] == list(range(1, 7))

    def test_countries_standings_and_chairs_are_complete(self):
        standing = models.Period.objects.standings().count()
        assert standing == 54
        assert models.Period.objects.chairs().count() == 26
        concerned = models.Period.objects.standings().values("country").distinct().count()
        assert concerned == 27
        assert models.Topic.objects.count() == 25

    def test_sco_had_six_members_in_2001(self):
        found = {
            period.country_id
            for period in models.Period.objects.filter(role=PeriodRole.MEMBER)
            if period.organ.acronym == "SCO" and period.earliest.year == 2001
        }
        assert found == {"CN", "KZ", "KG", "RU", "TJ", "UZ"}

    def test_every_topic_is_defined_in_three_languages(self):
        for topic in models.Topic.objects.all():
            texts = (topic.name_ru, topic.name_zh, topic.definition_ru, topic.definition_zh)
            assert all(texts), topic.slug

    def test_every_draft_says_why(self):
        for model in models.RECORDS:
            assert not model.objects.filter(status=Status.DRAFT, status_reason="").exists()
        assert not models.Revision.objects.open().filter(comment="").exists()

    def test_every_published_record_belongs_to_a_batch_with_its_audit(self):
        for model in models.RECORDS:
            assert not model.objects.published().filter(batch=None).exists()
        assert not models.ImportBatch.objects.filter(audit="").exists()

    def test_development_bank_is_one_life_line_of_articles_and_harvest(self):
        bank = models.Initiative.objects.published().get(name_en="SCO Development Bank")
        steps = list(bank.steps.oldest_first())
        assert (steps[0].date, steps[0].verb) == ("2010-11-25", "proposed")
        assert {"2022-05~", "2025-09-01", "2025-11-18"} <= {step.date for step in steps}

    def test_railway_is_one_life_line(self):
        railway = models.Initiative.objects.published().filter(
            name_en__icontains="Kyrgyzstan-Uzbekistan"
        )
        assert [initiative.steps.count() for initiative in railway] == [8]

    def test_audience_of_article_000_is_uncertain_and_the_official_represents_the_sco(self):
        event = models.Event.objects.published().get(date="2022-05~")
        assert (event.date_basis, event.place_id) == ("external", "bishkek")
        parties = {p.actor.name_en: p for p in event.participations.all()}
        zhang = parties["Zhang Ming"]
        assert (zhang.country_id, zhang.represents.acronym) == (None, "SCO")
        assert parties["Sadyr Japarov"].country_id == "KG"

    def test_headlines_dated_years_after_article_003_are_events_of_their_own_day(self):
        unnamed = models.Participation.objects.get(country="TM", office="Ambassador to China")
        assert unnamed.actor is None
        assert unnamed.event.earliest.isoformat() == "2020-01-13"
        dated = unnamed.event.evidence.first().paragraph
        assert (dated.dated, dated.article.published) == ("2020-01-13", "2011-04-14")

    def test_no_two_actors_share_a_name_or_an_alias(self):
        spellings = Counter()
        for actor in models.Actor.objects.prefetch_related("aliases"):
            own = {actor.name_en, *(alias.spelling for alias in actor.aliases.all())}
            spellings.update(own)
        assert [name for name, count in spellings.items() if count > 1] == []


@pytest.mark.django_db
def test_audit_command_fails_with_an_error_and_passes_without():
    factories.event("Made-up event")
    out = StringIO()
    call_command("audit", stdout=out)
    assert out.getvalue() == "0 errors and 0 warnings.\n"
    broken = factories.event("Made-up bare event", evidenced=False)
    out = StringIO()
    with pytest.raises(CommandError, match="1 errors and 0 warnings"):
        call_command("audit", stdout=out)
    assert out.getvalue() == (
        f"{broken.public_id} error: evidence: It has no supporting evidence. [Made-up bare event]\n"
    )
