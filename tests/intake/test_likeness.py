"""The sketch of a text, and articles that are there already, found three ways."""

import pytest

from events import intake, models
from events.intake.likeness import KEPT, NEAR, resemblance, sketch
from tests import factories

from .made_up import CHINESE, FIRST, SECOND, TEXT, THIRD, reading

#: Words that make no sense, long enough that changing one changes little.
LONG = " ".join(f"made{n} up{n % 7} words{n % 31}" for n in range(400))


def words_changed(text: str, every: int) -> str:
    listed = text.split()
    return " ".join("other" if at % every == 0 else word for at, word in enumerate(listed))


def test_sketch_is_small_ordered_and_the_same_each_time():
    first = sketch(LONG)
    assert len(first) == KEPT
    assert first == sorted(set(first))
    assert first == sketch(LONG.upper().replace(" ", "\n"))
    assert max(first) < 2**48


def test_short_text_has_no_sketch():
    assert sketch("Made-up words, and few of them") == []


def test_text_resembles_itself_wholly_and_another_not_at_all():
    other = sketch(" ".join(f"quite{n} another{n}" for n in range(600)))
    assert resemblance(sketch(LONG), sketch(LONG)) == 1.0
    assert resemblance(sketch(LONG), other) == 0.0
    assert resemblance(sketch(LONG), []) == 0.0


@pytest.mark.parametrize(("every", "is_near"), [(300, True), (60, True), (6, False)])
def test_resemblance_follows_the_words_changed(every, is_near):
    assert (resemblance(sketch(LONG), sketch(words_changed(LONG, every))) >= NEAR) is is_near


def test_text_with_something_added_is_near_and_far_longer_one_is_not():
    assert resemblance(sketch(LONG), sketch(f"{LONG} {THIRD * 3}")) >= NEAR
    longer = " ".join(f"more{n} and{n} more" for n in range(2_000))
    assert resemblance(sketch(LONG), sketch(f"{LONG} {longer}")) == 0.0


def test_chinese_is_compared_by_characters():
    assert resemblance(sketch(CHINESE), sketch(CHINESE.replace("。", "！"))) == 1.0


@pytest.mark.django_db
def test_nothing_alike_is_found_where_nothing_is():
    factories.article()
    assert intake.look_alikes(reading(url="https://press.example/new")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "http://www.press.example/made-up/7/?utm_source=x",
        "https://PRESS.example/made-up/7#part",
    ],
)
def test_article_is_known_by_its_address(url):
    row = factories.article(url="http://press.example/made-up/7")
    factories.article(url="https://press.example/made-up/77")
    found = intake.look_alikes(reading("Made-up words.", url=url))
    assert found == [intake.Likeness(row, "url")]


@pytest.mark.django_db
def test_article_is_known_by_its_text():
    row = intake.keep(reading("Made-up words."), None)
    assert intake.look_alikes(reading("Made-up words.")) == [intake.Likeness(row, "text")]
    assert intake.look_alikes(reading("Made-up other words.")) == []


@pytest.mark.django_db
def test_article_is_known_by_a_text_nearly_the_same():
    row = intake.keep(reading(TEXT * 3), None)
    changed = f"Share\n\n{TEXT * 3}".replace("Tuesday", "Monday")
    found = intake.look_alikes(reading(changed))
    assert [(likeness.article, likeness.how) for likeness in found] == [(row, "near")]
    assert NEAR <= found[0].share < 1
    assert intake.look_alikes(reading(f"{FIRST} {LONG}")) == []


@pytest.mark.django_db
def test_each_article_is_named_once_the_surest_way_first():
    row = intake.keep(reading(url="https://press.example/7"), None)
    near = intake.keep(reading(f"{TEXT}\n\n{THIRD} {SECOND}", headline="Made-up"), None, apart=True)
    found = intake.look_alikes(reading(url="https://press.example/7"))
    assert [(likeness.article, likeness.how) for likeness in found] == [
        (row, "url"),
        (near, "near"),
    ]
    assert models.Article.objects.count() == 2
