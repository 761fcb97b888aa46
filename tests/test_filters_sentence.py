"""The filter in words."""

import pytest
from django.http import QueryDict
from django.utils import translation

from events.filters import (
    ActorFilter,
    ArticleFilter,
    DocumentFilter,
    EventFilter,
    InitiativeFilter,
    StatementFilter,
    select,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary():
    for code in ("KG", "CN", "KZ"):
        factories.country(code)
    factories.topic("transport", name_en="transport")
    factories.topic("trade", name_en="trade")
    body = factories.actor("Made-up body", kind="organisation", id=1)
    factories.actor("Made-up council", kind="organ", parent=body, id=2)
    factories.initiative("Made-up bank", id=1)
    factories.place("made-up-town", name_en="Made-up town")


@pytest.mark.parametrize(
    "filterset, query, sentence",
    [
        (EventFilter, "", "Events"),
        (EventFilter, "sort=date&page=2", "Events"),
        (
            EventFilter,
            "country=KG&since=2021&until=2025",
            "Events involving Kyrgyzstan from 2021 to 2025",
        ),
        (
            EventFilter,
            "country=CN&country=KG&together=1&kind=summit&kind=council-meeting&year=2021"
            "&topic=transport&q=bank",
            "Summits and council meetings involving China and Kyrgyzstan together, in 2021,"
            " about transport, matching “bank”",
        ),
        (
            EventFilter,
            "country=CN&country=KG&country=KZ",
            "Events involving China, Kyrgyzstan or Kazakhstan",
        ),
        (EventFilter, "country=KG&together=1", "Events with Kyrgyzstan represented"),
        (EventFilter, "country=KG&only=1", "Events involving Kyrgyzstan and no other state"),
        (
            EventFilter,
            "country=KG&country=CN&together=1&only=1",
            "Events involving Kyrgyzstan and China together and no other state",
        ),
        (EventFilter, "state=held", "Events that were held"),
        (
            EventFilter,
            "state=announced&state=cancelled&mode=video",
            "Events that were announced or cancelled by video",
        ),
        (EventFilter, "since=2021-09-17&until=2021-09-17", "Events on 17 September 2021"),
        (EventFilter, "since=2021-09&until=2021-09", "Events in September 2021"),
        (EventFilter, "since=2021-09", "Events since September 2021"),
        (
            EventFilter,
            "until=2021&certainty=certain",
            "Events until 2021 certainly within these dates",
        ),
        (EventFilter, "year=2021&year=2023", "Events in 2021 or 2023"),
        (EventFilter, "group=summits", "Events in the group “Summits”"),
        (EventFilter, "organ=ac2&place=made-up-town", "Events of Made-up council in Made-up town"),
        (
            EventFilter,
            "actor=ac1&initiative=in1",
            "Events with Made-up body on the initiative “Made-up bank”",
        ),
        (StatementFilter, "country=KG&kind=quotation", "Quotations on behalf of or to Kyrgyzstan"),
        (
            InitiativeFilter,
            "country=KG&verb=supported&kind=institution",
            "Initiatives involving Kyrgyzstan, with the step “supported”,"
            " of the kind “institution”",
        ),
        (
            DocumentFilter,
            "kind=treaty&organ=ac2&topic=trade&topic=transport",
            "Treaties adopted by Made-up council about trade or transport",
        ),
        (ActorFilter, "country=KG&kind=person", "People representing Kyrgyzstan"),
        (
            ArticleFilter,
            "country=KG&kind=official",
            "Articles cited for Kyrgyzstan from publishers of the kind “official”",
        ),
        (EventFilter, "kind=party", "Nothing, because the filter cannot be read"),
    ],
)
def test_sentence_says_the_filter(filterset, query, sentence):
    with translation.override("en"):
        assert str(select(filterset, QueryDict(query)).sentence) == sentence


def test_sentence_marks_values():
    sentence = select(EventFilter, QueryDict("country=KG&since=2021&until=2025")).sentence
    assert list(sentence) == [
        ("Events", False),
        (" ", False),
        ("involving ", False),
        ("Kyrgyzstan", True),
        (" ", False),
        ("from ", False),
        ("2021", True),
        (" to ", False),
        ("2025", True),
    ]


def test_sentence_of_a_pin_is_said():
    selection = select(EventFilter, QueryDict("year=2021"), pinned={"state": "held"})
    assert str(selection.sentence) == "Events in 2021 that were held"


@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_sentence_has_every_value_in_every_language(language):
    with translation.override(language):
        query = "country=KG&country=CN&since=2021&topic=trade&q=bank&state=held"
        selection = select(EventFilter, QueryDict(query))
        marked = [text for text, is_value in selection.sentence if is_value]
        names = {"ru": ["Кыргызстан", "Китай"], "zh-hans": ["吉尔吉斯斯坦", "中国"]}[language]
        assert set(names) <= set(marked)
        assert {"trade", "bank"} <= set(marked)
        assert len(marked) == 6
