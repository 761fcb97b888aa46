"""Who is represented at an event, and how events are found by it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events import models
from tests import factories

pytestmark = pytest.mark.django_db


def refused(**fields):
    event = factories.event()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.participation(event, **fields)


def test_party_of_nobody_is_refused():
    refused(office="Made-up ambassador")


def test_party_for_state_and_organisation_is_refused():
    sco = factories.actor("Made-up organisation", kind="organisation")
    refused(country=factories.country("KG"), represents=sco)


def test_person_cannot_be_represented():
    part = models.Participation(represents=factories.actor())
    with pytest.raises(ValidationError) as refusal:
        part.clean()
    assert list(refusal.value.message_dict) == ["represents"]


def test_unnamed_ambassador_is_an_office_and_a_country():
    event = factories.event()
    part = factories.participation(
        event, country=factories.country("TM"), office="Ambassador to China"
    )
    assert part.label == "Ambassador to China, Turkmenistan"


def titles(rows):
    return sorted(row.title_en for row in rows)


@pytest.fixture
def meetings():
    factories.event("Made-up A", countries=["KG", "CN"])
    factories.event("Made-up B", countries=["KG", "CN", "UZ"])
    factories.event("Made-up C", countries=["UZ"], place=factories.place(of="KG"))
    factories.event("Made-up D", countries=["RU"])


def test_involving_one_country_counts_the_place_too(meetings):
    found = models.Event.objects.involving(["kg"])
    assert titles(found) == ["Made-up A", "Made-up B", "Made-up C"]


def test_involving_two_countries_is_either(meetings):
    found = models.Event.objects.involving(["RU", "UZ"])
    assert titles(found) == ["Made-up B", "Made-up C", "Made-up D"]


def test_involving_together_needs_each_represented(meetings):
    found = models.Event.objects.involving(["KG", "CN"], together=True)
    assert titles(found) == ["Made-up A", "Made-up B"]


def test_involving_only_allows_nobody_else(meetings):
    found = models.Event.objects.involving(["KG", "CN"], together=True, only=True)
    assert titles(found) == ["Made-up A"]


def test_official_of_an_organisation_is_no_meeting_of_his_nationality():
    china = factories.country("CN")
    sco = factories.actor("Made-up organisation", kind="organisation")
    event = factories.event("Made-up audience", countries=["KG"])
    official = factories.actor("Made-up secretary-general", nationality=china)
    factories.participation(event, actor=official, represents=sco)
    assert titles(models.Event.objects.involving(["CN"])) == []
    assert titles(models.Event.objects.involving(["KG"])) == ["Made-up audience"]
