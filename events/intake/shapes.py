"""What a line looks like, whatever stands around it: prose, date, clock, rate, furniture."""

from __future__ import annotations

import re

from events.tokens import is_chinese, words

from .reading import day_of

#: A Chinese character says about as much as this many words.
_HAN_WEIGHT = 0.6
#: Sizes, in words: prose without a full stop, prose with one, the least of a headline.
LONG, SENTENCE, HEADLINE = 25, 8, 4
_LONGEST_STAMP, _LONGEST_HEADLINE = 60, 400

_CLOSERS = "[»\"”’'）)\\]]*\\s*$"
_ENDED = re.compile(f"[.!…。！;；:：]{_CLOSERS}")
_QUOTED = re.compile('[»"”]\\s*$')
_ASKED = re.compile(f"[?？]{_CLOSERS}")
_CONTINUES = re.compile("[,，、]\\s*$")
_OPENS_BODY = re.compile('\\s*(?:[-–—•*·▪]\\s|[0-9]{1,2}[.)）]\\s|[«"“(（])')

_CLOCK = re.compile(
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\\s*(?:[ap]\\.?m\\.?|utc|gmt|msk|мск))?"
    "|[0-9]{1,2}[时時][0-9]{1,2}分",
    re.IGNORECASE,
)
_WORLD_CLOCK = re.compile("\\s*[0-9]{1,2}:[0-9]{2}\\s*[^\\W\\d_].{0,50}")
_LABEL = (
    "(?:date|published(?: on)?|posted(?: on)?|updated|дата(?: публикации)?|опубликовано"
    "|发布时间|发布日期|日期|时间)"
)
_DAY = "(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4})"
_LABELLED = re.compile(f"\\s*{_LABEL}\\s*[:：]?\\s*({_DAY})(?![0-9])", re.IGNORECASE)
_DATED_START = re.compile(
    f"\\s*({_DAY})(?:,?\\s*{_CLOCK.pattern})?[\\s|–—-]+(?=\\S)", re.IGNORECASE
)
_DATED_END = re.compile(f"[\\s|(–—-]+({_DAY})(?:,?\\s*{_CLOCK.pattern})?\\)?\\s*$", re.IGNORECASE)
_COUNT = re.compile(
    "[0-9][0-9 ]*(?:views?|comments?|просмотр\\w*|комментари\\w*|次浏览)"
    "|(?:浏览|阅读)\\D{0,3}[0-9]+",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    "\\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\b\\.?"
    "|\\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\\b"
    "|(?:星期|周)[一二三四五六日天]",
    re.IGNORECASE,
)

_CODES = "USD|EUR|RUB|RUR|CNY|KZT|KGS|UZS|TJS|INR|PKR|IRR|BYN|GBP|JPY|TRY|CHF"
_RATE = re.compile(
    f"(?:\\s*(?:[0-9]+\\s*)?(?:{_CODES}|[$€₽¥£₸])[\\s:=]*[0-9]+(?:[.,][0-9]+)?)+(?:\\s*[-+▲▼(].*)?\\s*"
)

_FURNITURE = re.compile(
    "\\W*(?:"
    "share(?: (?:this|on)\\b.*)?|print(?: version)?|tweet|e-?mail|save|copy link"
    "|(?:add|leave|post) (?:a )?(?:comment|reply)|comments?(?: ?\\(?[0-9]+\\)?)?"
    "|no comments(?: yet)?"
    "|read (?:also|more|next)\\b.*|see also\\b.*|related (?:news|articles|stories|topics)"
    "|(?:latest|top|other|all|popular) (?:news|stories|articles)|most (?:read|popular)"
    "|subscribe\\b.*|sign (?:in|up)|log ?in|register|follow us\\b.*|currently reading"
    "|(?:photo|image|picture)s?(?: credit| by| from)?(?: ?[:/©].*)?|advertis(?:ement|ing)"
    "|home(?: ?page)?|contacts?(?: us)?|about us|site ?map|search|menu|skip to .*|back to top"
    "|add to favou?rites|tags? ?:.*|views? ?:? ?[0-9]+|[0-9]+ (?:views|comments|shares)"
    "|source ?:.*|copyright\\b.*|©.*|\\(c\\) ?[0-9]{4}.*|.*\\ball rights reserved\\b.*"
    "|поделиться\\b.*|распечатать|печать|версия для печати|(?:оставить|добавить) комментарий"
    "|комментари[ийев]+(?: ?\\(?[0-9]+\\)?)?|читайте также\\b.*|читать (?:далее|также)\\b.*"
    "|подпи(?:сывайтесь|шитесь|саться)\\b.*|фото(?: ?[:/©].*)?|источник ?:.*|реклама|главная"
    "|контакты|о нас|поиск|меню|войти|регистрация|(?:последние|другие|все) новости"
    "|новости по теме|по теме|теги ?:.*|просмотр(?:ов|ы) ?:? ?[0-9]+|.*все права защищены.*"
    "|分享(?:到.*)?|打印(?:本页)?|评论|我要评论|相关(?:新闻|阅读|报道|链接)|更多(?:新闻)?"
    "|(?:责任)?编辑 ?[:：].*|来源 ?[:：].*|版权所有.*|.*保留所有权利.*|图片?(?:来源)? ?[:：].*"
    "|字号.*|首页|返回首页"
    ")\\W*",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 200


def size(text: str) -> float:
    """How many words a text has; Chinese characters count for less."""
    return sum(_HAN_WEIGHT if is_chinese(word) else 1 for word in words(text))


def is_prose(text: str) -> bool:
    """Whether it reads like a sentence or more of an article, wherever it stands."""
    if is_furniture(text):
        return False
    length = size(text)
    if length >= LONG:
        return True
    if _ENDED.search(text):
        return length >= SENTENCE
    return bool(_QUOTED.search(text)) and length >= SENTENCE * 1.5


def asks(text: str) -> bool:
    """Whether it ends in a question."""
    return _ASKED.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether a short line is part of the running text: it ends or begins like it."""
    if _ENDED.search(text) or _CONTINUES.search(text) or _OPENS_BODY.match(text):
        return True
    return text.lstrip()[:1].islower()


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the site and not to the article: links, clocks, rates."""
    line = text.strip()
    if len(line) > _LONGEST_FURNITURE:
        return False
    if _FURNITURE.fullmatch(line) or _RATE.fullmatch(line):
        return True
    return bool(_WORLD_CLOCK.fullmatch(line)) and not _ENDED.search(line)


def stamp(text: str) -> str:
    """The day of a line that is a date and nothing else, a clock and a label apart; or empty."""
    if len(text) > _LONGEST_STAMP or not re.search("[0-9]{4}", text):
        return ""
    rest = _WEEKDAY.sub(" ", _COUNT.sub(" ", _CLOCK.sub(" ", text)))
    rest = re.sub(f"^\\W*{_LABEL}\\b", " ", rest, flags=re.IGNORECASE)
    return day_of(rest.strip(" \t,;:：|/–—-·()"))


def labelled_day(text: str) -> str:
    """The day that a passage begins with after a label ("date 2025-11-19 ..."), or empty."""
    match = _LABELLED.match(text)
    return day_of(match[1]) if match else ""


def day_beside(text: str) -> str:
    """The day printed before or after a headline in one line, or empty."""
    if len(text) > _LONGEST_HEADLINE:
        return ""
    match = _DATED_START.match(text) or _DATED_END.search(text)
    return day_of(match[1]) if match else ""
