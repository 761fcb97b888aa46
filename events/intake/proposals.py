"""What a text or page seems to be, its language and its publisher: for a curator to mend."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.text import slugify

from events.models import Article, Publisher
from events.tokens import fold, words

from .addresses import host_of, site_of

_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-zA-Z]")
#: Letters of neighbours' alphabets that Russian has not.
_NOT_RUSSIAN = re.compile("[әғқңөұүһіїєґўҳҷӣӯ]", re.IGNORECASE)

_ENGLISH = frozenset(words("the of and to in a is that for on with as was by are has at from its"))
_RUSSIAN = frozenset(words("и в на не с по что для к от о из при за как это его также а до"))
#: One word in so many is a stop word of the language, and one letter in so many of another's.
_STOP_WORDS = 12
_FOREIGN = 200


def language_of(text: str) -> str:
    """en, ru or zh by script and stop words; empty for any other, or where it cannot be told."""
    sample = text[:_SAMPLE]
    han, cyrillic, latin = (len(p.findall(sample)) for p in (_HAN, _CYRILLIC, _LATIN))
    if han * 2 > cyrillic + latin:
        return "" if len(_KANA_OR_HANGUL.findall(sample)) * 10 > han else "zh"
    listed = list(words(sample))
    if cyrillic > latin:
        foreign = len(_NOT_RUSSIAN.findall(sample))
        is_russian = foreign * _FOREIGN <= cyrillic and _share(listed, _RUSSIAN)
        return "ru" if is_russian else ""
    return "en" if latin and _share(listed, _ENGLISH) else ""


def _share(listed: list[str], stop_words: frozenset[str]) -> bool:
    return sum(word in stop_words for word in listed) * _STOP_WORDS >= len(listed)


def publisher_of(url: str, site: str) -> str:
    """The slug of the publisher that a host or the name of a site belongs to, or empty."""
    host = host_of(url)
    return _by_host(host) or _by_name(site) or _by_name(host) or _by_name(site_of(host))


def _by_host(host: str) -> str:
    """Whose articles stand on this host, or else on the same site; the one with most of them."""
    if not host:
        return ""
    site = site_of(host)
    rows = Article.objects.filter(url__icontains=site).values_list("url", "publisher")
    found = [(host_of(url), slug) for url, slug in rows]
    exact = Counter(slug for other, slug in found if other == host)
    near = Counter(slug for other, slug in found if site_of(other) == site)
    ranked = exact.most_common(1) or near.most_common(1)
    return str(ranked[0][0]) if ranked else ""


def _by_name(name: str) -> str:
    if not name.strip():
        return ""
    known = dict(Publisher.objects.values_list("slug", "name"))
    if slugify(name) in known:
        return slugify(name)
    wanted = fold(name)
    return next((slug for slug, other in known.items() if fold(other) == wanted), "")
