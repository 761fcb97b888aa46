"""Intake: bytes, an address or text in; an article with a capture and its passages out.

`read_text`, `read_html`, `read_file` and `read_url` give a Reading, which is shown for
correction; `keep` makes an article of it, `correct` attaches it to one that is there. What is
refused is an IntakeError with the field it is about.
"""

from .addresses import canonical, key_of
from .correcting import correct, describe, newest_text
from .doors import read_file, read_text, read_url
from .keeping import has_text, keep, lacks_text, new_publisher
from .likeness import Likeness, look_alikes, sketch
from .pages import read_html
from .problems import Duplicate, IntakeError
from .reading import Passage, Reading

__all__ = [
    "Duplicate",
    "IntakeError",
    "Likeness",
    "Passage",
    "Reading",
    "canonical",
    "correct",
    "describe",
    "has_text",
    "keep",
    "key_of",
    "lacks_text",
    "look_alikes",
    "new_publisher",
    "newest_text",
    "read_file",
    "read_html",
    "read_text",
    "read_url",
    "sketch",
]
