"""Dates as they are known: EDTF (ISO 8601-2), parsed, bounded, spoken and read.

Levels 0 and 1 for years 0001-9999 and, from level 2, one of a set. An interval is a span;
a set is one unknown day. Imports nothing else of ours.

Free text is read by our own grammar (`freetext`) and not by a date-guessing library: those
answer something for nearly any input ("June 14-15, 2001" became 2015-06-14, "mid" is dropped,
Russian and Chinese dates are mangled), and a wrong date looks just like a right one.
"""

from .freetext import read
from .parse import bounds, order, parse, valid, validate_edtf
from .value import MAX_LENGTH, Edtf, EdtfError, Point
from .words import words

__all__ = [
    "MAX_LENGTH",
    "Edtf",
    "EdtfError",
    "Point",
    "bounds",
    "order",
    "parse",
    "read",
    "valid",
    "validate_edtf",
    "words",
]
