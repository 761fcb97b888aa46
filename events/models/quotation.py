"""How much of a source may be quoted: 25 words, or 50 Han characters, at a time."""

import re

MAX_QUOTE_WORDS = 25
MAX_QUOTE_HAN = 50
_HAN = re.compile(r"[\u3400-\u9fff]")


def quotation_too_long(text: str) -> bool:
    """Whether a quotation passes 25 words, or 50 Han characters."""
    return len(_HAN.findall(text)) > MAX_QUOTE_HAN or len(text.split()) > MAX_QUOTE_WORDS
