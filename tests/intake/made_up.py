"""Made-up texts and pages for the tests of intake; none of it was ever published."""

from events import intake
from tests import factories

FIRST = (
    "The made-up minister of a made-up country said on Tuesday that nothing at all had happened"
    " in the made-up town, and that nothing was expected to happen there before the summer."
)
SECOND = (
    "He added that a second sentence was needed here, so that a reader of tests could tell one"
    " paragraph from another without counting the lines of this file."
)
THIRD = (
    "Observers of made-up affairs agreed with him, and went home early to write about it for"
    " newspapers that nobody prints and nobody reads."
)
TITLE = "Made-up minister says that nothing happened"
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"

RUSSIAN = (
    "Вымышленный министр вымышленной страны заявил во вторник, что в вымышленном городе ничего"
    " не произошло и что до лета там ничего не ожидается, как и в прошлом году."
)
CHINESE = (
    "虚构国家的虚构部长星期二表示，在虚构的城市里没有发生任何事情，"
    "而且预计在夏天之前也不会发生任何事情。"
)


def page(body: str, *, head: str = "", lang: str = "en") -> str:
    """A made-up page around a body."""
    title = f"<title>{TITLE} | Made-up press</title>"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{title}{head}</head><body>{body}</body></html>'
    )


ARTICLE = f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"


def reading(text: str = TEXT, **fields: str) -> intake.Reading:
    """A made-up text as it may be kept: publisher and language are named."""
    found = intake.read_text(text, url=fields.pop("url", ""))
    given = {"publisher": factories.publisher().slug, "language": "en", **fields}
    return intake.Reading(**{**vars(found), **given})


def shape(found: intake.Reading) -> list[tuple[str, str]]:
    """Kind and first words of every passage."""
    return [(str(p.kind), " ".join(p.text.split()[:3])) for p in found.passages]


GERMAN = (
    "Der erfundene Minister eines erfundenen Landes sagte am Dienstag, es sei in der erfundenen"
    " Stadt nichts geschehen, und vor dem Sommer werde dort auch nichts erwartet."
)
