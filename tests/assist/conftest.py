"""A small made-up world that articles can name, and how tests ask about them."""

from collections.abc import Callable

import pytest

from events.assist import Names, Source, Suggestion, suggest
from events.choices import ActorKind, PostLevel, Script
from events.models import Alias, writing
from tests import factories


def alias(spelling: str, **target: object) -> None:
    """Another spelling of a made-up row."""
    with writing():
        Alias.objects.create(spelling=spelling, script=Script.LATIN, **target)


def _bodies() -> None:
    sco = factories.actor(
        "Shanghai Cooperation Organization",
        id=1,
        kind=ActorKind.ORGANISATION,
        name_ru="Шанхайская организация сотрудничества",
        name_zh="上海合作组织",
        acronym="SCO",
    )
    alias("ШОС", actor=sco)
    alias("上合组织", actor=sco)
    council = factories.actor(
        "SCO Council of Heads of State",
        id=2,
        kind=ActorKind.ORGAN,
        parent=sco,
        name_ru="Совет глав государств — членов ШОС",
        name_zh="上海合作组织成员国元首理事会",
    )
    alias("Council of Heads of State", actor=council)
    alias("Совет глав государств", actor=council)
    factories.post(
        "sco-secretary-general",
        name_en="Secretary-General of the SCO",
        level=PostLevel.HEAD_OF_ORGANISATION,
        country=None,
        organisation=sco,
    )


def _people() -> None:
    president = factories.post("kg-president", name_en="President of Kyrgyzstan")
    cabinet = factories.post(
        "kg-cabinet-chairman",
        name_en="Chairman of the Cabinet of Ministers of Kyrgyzstan",
        level=PostLevel.HEAD_OF_GOVERNMENT,
    )
    chinese = factories.post("cn-president", of="CN", name_en="President of China")
    kazakh = factories.post("kz-president", of="KZ", name_en="President of Kazakhstan")
    sadyr = factories.actor(
        "Sadyr Japarov",
        id=11,
        name_ru="Садыр Жапаров",
        name_zh="扎帕罗夫",
        nationality=factories.country("KG"),
    )
    alias("Sadyr Zhaparov", actor=sadyr)
    akylbek = factories.actor(
        "Akylbek Japarov", id=12, name_ru="Акылбек Жапаров", nationality=factories.country("KG")
    )
    xi = factories.actor(
        "Xi Jinping",
        id=13,
        name_ru="Си Цзиньпин",
        name_zh="习近平",
        nationality=factories.country("CN"),
    )
    tokayev = factories.actor(
        "Kassym-Jomart Tokayev",
        id=14,
        name_ru="Касым-Жомарт Токаев",
        name_zh="托卡耶夫",
        nationality=factories.country("KZ"),
    )
    factories.tenure(sadyr, president, "2021-01-28")
    factories.tenure(akylbek, cabinet, "2021-10-12", "2024-12-16")
    factories.tenure(xi, chinese, "2013-03-14")
    factories.tenure(tokayev, kazakh, "2019-06-12")


def _places_and_initiatives() -> None:
    factories.place("astana", of="KZ", name_en="Astana", name_ru="Астана", name_zh="阿斯塔纳")
    factories.place("bishkek", name_en="Bishkek", name_ru="Бишкек", name_zh="比什凯克")
    factories.place("shanghai", of="CN", name_en="Shanghai", name_ru="Шанхай", name_zh="上海")
    factories.place("hanoi", of="CN", name_en="Hanoi", name_ru="Ханой", name_zh="河内")
    finance = factories.topic("finance", name_en="Finance", name_ru="Финансы", name_zh="金融")
    factories.topic("transport", name_en="Transport", name_ru="Транспорт", name_zh="交通运输")
    factories.initiative(
        "SCO Development Bank",
        id=20,
        name_ru="Банк развития ШОС",
        name_zh="上合组织开发银行",
        topics=[finance],
    )
    factories.initiative(
        "China-Kyrgyzstan-Uzbekistan railway",
        id=24,
        name_ru="Железная дорога Китай — Кыргызстан — Узбекистан",
        name_zh="中吉乌铁路",
    )
    factories.initiative(
        "SCO Universal Centre against security threats",
        id=58,
        name_zh="上合组织应对安全威胁与挑战综合中心",
    )


@pytest.fixture
def world(db: None) -> None:
    """Bodies, people, places, initiatives; ids are given, so that the tests can name them."""
    for code in factories.COUNTRIES:
        factories.country(code)
    alias("Kyrgyz Republic", country=factories.country("KG"))
    alias("Киргизия", country=factories.country("KG"))
    _bodies()
    _people()
    _places_and_initiatives()


Ask = Callable[..., list[Suggestion]]


@pytest.fixture
def ask(world: None) -> Ask:
    """`ask(text, ...)`: the suggestions for made-up paragraphs of body text."""

    def asked(*texts: str, published: str = "2024-07-04", country: str = "", **given: str):
        kind, dated = given.get("kind", "body"), given.get("dated", "")
        passages = [(number, text, kind, dated) for number, text in enumerate(texts, start=1)]
        source = Source(passages, published=published, publisher_country=country)
        return suggest(source, names=Names.load())

    return asked


def targets(suggestions: list[Suggestion], kind: str) -> list[tuple[str, str]]:
    """(words, target) of one kind in the order of the text."""
    return [(s.exact, s.target) for s in suggestions if s.kind == kind]
