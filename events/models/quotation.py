"""How much of a source may be quoted: 25 words, or 50 Han characters, at a time."""

import re

MAX_QUOTE_WORDS = 25
_HAN = re.compile(r"[\u3400-\u9fff]")


def quoted_words(text: str) -> int:
    """How much a quotation counts for: two Han characters are one word."""
    han = len(_HAN.findall(text))
    return len(_HAN.sub(" ", text).split()) + (han + 1) // 2


def quotation_too_long(text: str) -> bool:
    """Whether a quotation passes 25 words, or 50 Han characters."""
    return quoted_words(text) > MAX_QUOTE_WORDS
