"""Names and aliases in made-up sentences: cases, boundaries, longer names, two of a kind."""

import pytest

from events.assist import Names
from events.models import Actor, writing
from tests import factories

from .conftest import Ask, alias, targets


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("A guest from Kyrgyzstan’s north.", "country", [("Kyrgyzstan", "kg")]),
        ("The Kyrgyz Republic agreed.", "country", [("Kyrgyz Republic", "kg")]),
        ("The Kyrgyz side agreed.", "country", [("Kyrgyz side", "kg")]),
        ("Гости из Кыргызстана и Киргизии.", "country",
         [("Кыргызстана", "kg"), ("Киргизии", "kg")]),
        ("Ответ кыргызской стороны.", "country", [("кыргызской стороны", "kg")]),
        ("吉尔吉斯斯坦和中方代表。", "country", [("吉尔吉斯斯坦", "kg"), ("中方", "cn")]),
        ("中哈两国关系。", "country", [("中", "cn"), ("哈", "kz")]),
        ("Шанхайской организации сотрудничества", "actor",
         [("Шанхайской организации сотрудничества", "ac1")]),
        ("Саммит ШОС, the SCO, the SCOs goals", "actor",
         [("ШОС", "ac1"), ("SCO", "ac1"), ("SCO", "ac1")]),
        ("Слова Садыра Жапарова", "actor", [("Садыра Жапарова", "ac11")]),
        ("Вчера в Астане, завтра в Бишкеке", "place",
         [("Астане", "astana"), ("Бишкеке", "bishkek")]),
        ("在阿斯塔纳举行", "place", [("阿斯塔纳", "astana")]),
        ("an SCO Development Bank", "initiative", [("SCO Development Bank", "in20")]),
        ("о Банке развития ШОС", "initiative", [("Банке развития ШОС", "in20")]),
        ("建立上海合作组织开发银行", "initiative", [("上海合作组织开发银行", "in20")]),
    ],
)  # fmt: skip
def test_name_in_any_form_is_found(ask: Ask, text: str, kind: str, found: list) -> None:
    assert targets(ask(text), kind) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Shanghai Cooperation Organization", "place"),
        ("They praised the Shanghai Spirit.", "place"),
        ("They adopted the Astana Declaration.", "place"),
        ("弘扬“上海精神”，上海合作组织", "place"),
        ("The China-Kyrgyzstan-Uzbekistan railway", "country"),
        ("发展中国家的呼声", "country"),
        ("The report is in Russian and Chinese.", "country"),
        ("Отчёт издан на русском и китайском языках.", "country"),
        ("They have to disco dance", "actor"),
        ("Хан и хана", "place"),
        ("The Asian Development Bank lends.", "initiative"),
    ],
)
def test_part_of_something_else_is_no_mention(ask: Ask, text: str, kind: str) -> None:
    assert targets(ask(text), kind) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a development bank of the SCO", [("development bank", "in20")]),
        ("the Universal Centre for Countering Security Threats",
         [("Universal Centre for Countering Security Threats", "in58")]),
        ("a railway from China through Kyrgyzstan to Uzbekistan",
         [("railway from China through Kyrgyzstan to Uzbekistan", "in24")]),
        ("应对威胁与挑战综合中心", [("应对威胁与挑战综合中心", "in58")]),
        ("trade between China, Kyrgyzstan and Uzbekistan", []),
    ],
)  # fmt: skip
def test_initiative_by_shortened_or_reordered_name(ask: Ask, text: str, found: list) -> None:
    assert targets(ask(text), "initiative") == found


def test_merged_record_stands_for_its_survivor(ask: Ask) -> None:
    with writing():
        Actor.objects.filter(pk=12).update(status="merged", merged_into=11)
    assert targets(ask("Akylbek Japarov spoke."), "actor") == [("Akylbek Japarov", "ac11")]


def test_retracted_record_is_not_suggested(world: None, ask: Ask) -> None:
    factories.actor("Made-up Withdrawn Person", id=99, status="retracted")
    assert targets(ask("Made-up Withdrawn Person spoke."), "actor") == []


def test_names_are_built_anew_only_where_a_row_differs(world: None) -> None:
    names = Names.load()
    assert Names.load() is names
    alias("Nur-Sultan", place_id="astana")
    assert Names.load() is not names


def test_alias_that_changes_in_place_is_seen(ask: Ask) -> None:
    alias("Made-up Spelling", place_id="astana")
    assert targets(ask("In Made-up Spelling."), "place") == [("Made-up Spelling", "astana")]
    with writing():
        Actor.objects.get(pk=1).aliases.model.objects.filter(spelling="Made-up Spelling").update(
            spelling="Made-up Speltway"
        )
    assert targets(ask("In Made-up Spelling."), "place") == []
    assert targets(ask("In Made-up Speltway."), "place") == [("Made-up Speltway", "astana")]
