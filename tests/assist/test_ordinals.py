"""Ordinals of meetings in three languages."""

import pytest

from events.assist.ordinals import ORDINAL, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the 24th meeting", 24),
        ("the twenty-fourth meeting", 24),
        ("the twentieth meeting", 20),
        ("a ninth session", 9),
        ("24-е заседание", 24),
        ("на 21-м заседании", 21),
        ("двадцать четвёртое заседание", 24),
        ("двадцатое заседание", 20),
        ("двенадцатом заседании", 12),
        ("третье заседание", 3),
        ("第二十四次会议", 24),
        ("第十次会议", 10),
        ("第十四次会议", 14),
        ("第24次会议", 24),
        ("第九次会议", 9),
    ],
)
def test_ordinal_has_its_number(text: str, number: int) -> None:
    match = ORDINAL.search(text)
    assert match is not None
    assert number_of(match) == number


@pytest.mark.parametrize(
    "text", ["24 people", "in 2024", "версия 2.4", "二十四人", "пять стран", "двадцати лет"]
)
def test_other_numbers_are_no_ordinals(text: str) -> None:
    assert ORDINAL.search(text) is None
