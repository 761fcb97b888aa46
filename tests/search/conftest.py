"""A small made-up world to search in."""

import pytest

from events import search
from tests import factories
from tests.search.probes import alias


@pytest.fixture
def world():
    """A small made-up world: ids are given, so that the tests can name them."""
    kyrgyzstan, china = factories.country("KG"), factories.country("CN")
    kazakhstan = factories.country("KZ")
    alias("Киргизия", country=kyrgyzstan)
    astana = factories.place(
        "astana", of="KZ", name_en="Astana", name_ru="Астана", name_zh="阿斯塔纳"
    )
    alias("Nur-Sultan", place=astana)
    office = factories.post("kg-president", name_en="President of Kyrgyzstan")
    japarov = factories.actor(
        "Sadyr Japarov", id=1, name_ru="Садыр Жапаров", name_zh="萨德尔·扎帕罗夫"
    )
    alias("Zhaparov", actor=japarov)
    factories.tenure(japarov, office, "2021-01-28")
    xi = factories.actor("Xi Jinping", id=2, name_ru="Си Цзиньпин", name_zh="习近平")
    factories.actor("Made-up draft person", id=3, status="draft")

    summit = factories.event(
        "Made-up summit in Astana",
        id=1,
        date="2024-07-04",
        title_ru="Вымышленный саммит в Астане",
        title_zh="阿斯塔纳虚构峰会",
        place=astana,
        summary="The heads of state spoke of a development bank, it is made up.",
    )
    factories.participation(summit, actor=japarov, country=kyrgyzstan, post=office)
    factories.participation(summit, actor=xi, country=china)
    visit = factories.event("Made-up visit", id=2, date="2025-01-10", place=astana)
    factories.participation(visit, actor=xi, country=china, office="Chairman")
    factories.event("Made-up talks on banks", id=3, date="2023-05-02", countries=["KG", "KZ"])
    factories.event("Made-up talks on a bank", id=4, date="2023-05-02", countries=["KG"])
    factories.event("Made-up secret talks on a bank", id=5, status="draft")
    factories.event("Made-up withdrawn talks on a bank", id=6, status="retracted")

    bank = factories.initiative(
        "SCO Development Bank", id=1, name_ru="Банк развития ШОС", countries=["CN"]
    )
    alias("上合组织开发银行", initiative=bank)
    factories.statement(
        "Made-up words in favour of a common bank.",
        id=1,
        speaker=japarov,
        on_behalf_of="KG",
        initiatives=[bank],
        quotation="Вымышленная цитата о железной дороге",
        quotation_language="ru",
    )
    factories.document("Made-up Astana declaration", id=1, place=astana, event=summit)
    assert kazakhstan.pk == "KZ"
    search.rebuild()
