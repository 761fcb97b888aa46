"""Web pages into readings: the article, what stands around it, what the page says of itself."""

from dataclasses import replace

import pytest

from events import intake
from events.intake import addresses, pages
from events.intake.fetching import Fetched
from tests import factories

from .made_up import ARTICLE, CHINESE, FIRST, GERMAN, RUSSIAN, SECOND, THIRD, TITLE, page, shape

pytestmark = pytest.mark.django_db

AROUND = (
    "<nav><ul><li><a href='/'>Home</a><li><a href='/w'>World</a></ul></nav>"
    "<div>01:45Made-up Town</div>{article}"
    "<aside><ul>"
    "<li><span>13.01.2020 14:10</span> <a href='/1'>Made-up report about a made-up bridge</a>"
    "<li><div>12.01.2020</div><a href='/2'>Made-up report about another bridge</a>"
    "<li><a href='/3'>Made-up report that has no date on it</a>"
    "</ul></aside>"
    "<table><tr><td>USD<td>84.79</table><footer>All rights reserved.</footer>"
)


def refusals(page: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(intake.IntakeError) as refused:
        intake.read_html(page)
    return refused.value.problems


def test_page_gives_the_article_and_what_stands_around_it_in_order():
    found = intake.read_html(page(AROUND.format(article=ARTICLE)))
    assert [(str(p.kind), p.text, p.dated) for p in found.passages] == [
        ("boilerplate", "Home\nWorld\n01:45Made-up Town", ""),
        ("heading", TITLE, ""),
        ("body", FIRST, ""),
        ("body", SECOND, ""),
        ("body", THIRD, ""),
        ("sidebar", "13.01.2020 14:10 Made-up report about a made-up bridge", "2020-01-13"),
        ("sidebar", "12.01.2020\nMade-up report about another bridge", "2020-01-12"),
        ("sidebar", "Made-up report that has no date on it", ""),
        ("boilerplate", "USD\n84.79\nAll rights reserved.", ""),
    ]


def test_text_of_a_page_is_its_passages():
    found = intake.read_html(page(ARTICLE))
    assert found.text == "\n\n".join(p.text for p in found.passages)
    assert found.headline == TITLE


def test_dates_in_a_row_of_elements_find_their_headlines():
    related = "".join(
        f"<div>{day}.01.2020</div><div>Made-up report number {day} of many</div>"
        for day in (13, 12, 11)
    )
    found = intake.read_html(page(f"{ARTICLE}<section>{related}</section>"))
    assert [(str(p.kind), p.dated) for p in found.passages[4:]] == [
        ("sidebar", "2020-01-13"),
        ("sidebar", "2020-01-12"),
        ("sidebar", "2020-01-11"),
    ]


def test_subheading_and_list_of_an_article_are_told_apart():
    body = (
        f"<h2>Made-up part</h2><p>{SECOND}</p><ul><li>Trade</li><li>Roads</li></ul><p>{THIRD}</p>"
    )
    found = intake.read_html(page(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{body}</article>"))
    assert [str(p.kind) for p in found.passages] == [
        "heading",
        "body",
        "heading",
        "body",
        "body",
        "body",
        "body",
    ]


def test_lines_of_an_old_page_are_passages():
    old = (
        f"<table><tr><td><b>{TITLE}</b><br><br>{FIRST}<br><br>{SECOND}<br>{THIRD}</td></tr></table>"
    )
    found = intake.read_html(page(old))
    assert [p.text for p in found.passages] == [TITLE, FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("head", "published", "notes"),
    [
        (
            '<meta property="article:published_time" content="2024-07-04T23:30:00+05:00">',
            "2024-07-04",
            (),
        ),
        ('<meta itemprop="datePublished" content="2024-07-04">', "2024-07-04", ()),
        (
            '<script type="application/ld+json">{"datePublished": "2024-07-04T01:00:00Z"}</script>',
            "2024-07-04",
            (),
        ),
        (
            '<meta property="article:published_time" content="2024-07-04">'
            '<meta name="dc.date" content="2024-07-05">',
            "2024-07-04",
            ("The page names 2024-07-04 as its date; 2024-07-05 was found too.",),
        ),
        ("", "", ("No date of publication was found.",)),
    ],
)
def test_publication_is_read_from_the_head(head, published, notes):
    found = intake.read_html(page(ARTICLE, head=head))
    assert (found.published, found.notes) == (published, notes)


def test_day_printed_beside_the_headline_counts_for_more_than_a_guess():
    meta = "<div>4 July 2024, 12:30 1 234 views</div>"
    found = intake.read_html(page(ARTICLE.replace("</h1>", f"</h1>{meta}")))
    assert (found.published, found.notes) == ("2024-07-04", ())
    assert (found.passages[1].kind, found.passages[1].dated) == ("boilerplate", "2024-07-04")


def test_guess_of_the_library_is_named_a_guess():
    found = intake.read_html(page(f"{ARTICLE}<p>Published on July 4, 2024</p>"))
    assert found.published == "2024-07-04"
    assert found.notes == ("The date 2024-07-04 was guessed from the page: check it.",)


def test_language_of_the_text_counts_for_more_than_that_of_the_page():
    article = (
        f"<article><h1>Вымышленный заголовок</h1><p>{RUSSIAN}</p><p>{RUSSIAN} И ещё.</p></article>"
    )
    found = intake.read_html(page(article, lang="en-US"))
    assert found.language == "ru"
    assert "The page says its language is en; the text reads as ru." in found.notes


def test_chinese_page_is_chinese():
    article = f"<article><h1>虚构的新闻标题</h1><p>{CHINESE}</p><p>另外，{CHINESE}</p></article>"
    found = intake.read_html(page(article, lang="zh-CN"))
    assert (found.language, [str(p.kind) for p in found.passages]) == (
        "zh",
        ["heading", "body", "body"],
    )


def test_other_language_is_that_of_the_page():
    german = f"<article><h1>Erfundene Meldung</h1><p>{GERMAN}</p><p>{GERMAN} Ende.</p></article>"
    assert intake.read_html(page(german, lang="de-AT")).language == "de"
    assert intake.read_html(page(german, lang="")).language == ""


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
def test_declared_encoding_is_read(encoding):
    article = (
        f"<article><h1>Вымышленный заголовок</h1><p>{RUSSIAN}</p><p>{RUSSIAN} И ещё.</p></article>"
    )
    written = page(article, head=f'<meta charset="{encoding}">', lang="ru").encode(encoding)
    assert intake.read_html(written).passages[1].text == RUSSIAN


def test_canonical_address_counts_on_its_own_host_alone():
    own = '<link rel="canonical" href="https://press.example/made-up-7?utm_source=x">'
    url = "http://www.press.example/made-up-7?fbclid=1#top"
    assert (
        intake.read_html(page(ARTICLE, head=own), url=url).url == "https://press.example/made-up-7"
    )
    other = '<link rel="canonical" href="https://thief.example/made-up-7">'
    read = intake.read_html(page(ARTICLE, head=other), url=url)
    assert read.url == "https://www.press.example/made-up-7"
    front = '<link rel="canonical" href="https://press.example/">'
    read = intake.read_html(page(ARTICLE, head=front), url=url)
    assert read.url == "https://www.press.example/made-up-7"


def test_saved_page_knows_its_address():
    saved = "<!-- saved from url=(0035)https://press.example/made-up?id=7 -->"
    found = intake.read_file("made-up.html", (saved + page(ARTICLE)).encode())
    assert found.url == "https://press.example/made-up?id=7"


def test_publisher_is_known_by_the_host_of_its_articles():
    press, other = factories.publisher("made-up-press"), factories.publisher("made-up-other")
    factories.article(publisher=press, url="http://www.press.example/1")
    factories.article(publisher=other, url="https://en.press.example/2")
    hosts = ("https://press.example/9", "https://en.press.example/9", "https://ru.press.example/9")
    found = [intake.read_html(page(ARTICLE), url=url).publisher for url in hosts]
    assert found[:2] == ["made-up-press", "made-up-other"]
    assert found[2] in {"made-up-press", "made-up-other"}


def test_publisher_is_known_by_the_name_of_the_site():
    factories.publisher("made-up-press")
    named = '<meta property="og:site_name" content="MADE-UP press">'
    found = intake.read_html(page(ARTICLE, head=named), url="https://elsewhere.example/1")
    assert (found.publisher, found.site) == ("made-up-press", "MADE-UP press")
    assert intake.read_html(page(ARTICLE), url="https://elsewhere.example/1").publisher == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (
            "HTTP://WWW.Press.Example:80/A?b=2&utm_medium=x&a=1#part",
            "https://www.press.example/A?b=2&a=1",
        ),
        ("https://press.example", "https://press.example/"),
        ("https://press.example:8443/a?id=%20x", "https://press.example:8443/a?id=%20x"),
        ("", ""),
    ],
)
def test_address_is_kept_in_one_form(url, kept):
    assert intake.canonical(url) == kept
    assert intake.canonical(kept) == kept


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "made up", "https://a:b@press.example/"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(intake.IntakeError) as refused:
        intake.canonical(url)
    assert refused.value.problems == [("url", "This is no address of the web (http or https).")]


def test_addresses_of_one_page_have_one_key():
    variants = ("http://www.press.example/a/", "https://press.example/a?utm_id=1#x")
    assert {addresses.key_of(url) for url in variants} == {"press.example/a"}
    assert addresses.key_of("https://press.example/a?id=1") == "press.example/a?id=1"


def test_what_stands_around_is_capped_and_the_cut_is_named():
    links = "".join(f"<li>Made-up report of the day number {n}</li>" for n in range(250))
    found = intake.read_html(page(f"{ARTICLE}<ul>{links}</ul>"))
    assert len(found.passages) == 4 + pages.MAX_AROUND
    assert "50 passages around the article were left out." in found.notes


def test_markup_and_scripts_of_a_page_are_gone():
    hostile = (
        f"<article><h1>{TITLE}</h1><p onclick='x()'>{FIRST}<script>alert(1)</script></p>"
        f"<p>{SECOND} &lt;img src=x onerror=alert(2)&gt;</p><p>{THIRD}</p></article>"
        "<style>p{}</style><div hidden>Made-up words that nobody is meant to see here.</div>"
    )
    found = intake.read_html(page(hostile))
    assert [p.text for p in found.passages] == [
        TITLE,
        FIRST,
        f"{SECOND} <img src=x onerror=alert(2)>",
        THIRD,
    ]
    assert "Parts of the page that readers do not see were left out." in found.notes


def test_hidden_characters_of_a_page_are_removed_and_counted():
    article = ARTICLE.replace(FIRST, f"&#8238;{FIRST}&#x2066;")
    found = intake.read_html(page(article))
    assert found.passages[1].text == FIRST
    assert "2 hidden characters were removed." in found.notes


@pytest.mark.parametrize(
    "body", ["", "<div id=app></div><script>run()</script>", "<nav>Home</nav><p>Loading</p>"]
)
def test_page_without_text_is_refused(body):
    assert refusals(page(body)) == [("text", "No article was found on the page.")]


def test_page_of_too_many_elements_is_refused():
    assert refusals(page("<i>x</i>" * 30_001)) == [
        ("file", "More than 30,000 elements: that is no article.")
    ]


def test_page_nested_without_end_is_refused_or_read_without_failing():
    assert refusals(page("<div>" * 20_000)) == [("text", "No article was found on the page.")]


def test_address_is_read_as_page_or_as_text():
    body = page(ARTICLE).encode("utf-16")
    fetched = Fetched("https://press.example/7?utm_source=x", "text/html; charset=utf-16", body)
    found = intake.read_url("https://press.example/7", fetch=lambda url: fetched)
    assert (found.url, found.method, found.headline) == ("https://press.example/7", "fetch", TITLE)
    plain = replace(fetched, content_type="text/plain", body=f"<b>{TITLE}</b>".encode())
    found = intake.read_url("https://press.example/7", fetch=lambda url: plain)
    assert shape(found) == [("body", "<b>Made-up minister says")]


def test_site_that_answers_over_http_only_keeps_its_scheme():
    fetched = Fetched("http://press.example/7", "text/html", page(ARTICLE).encode())
    found = intake.read_url("http://press.example/7", fetch=lambda url: fetched)
    assert found.url == "http://press.example/7"
