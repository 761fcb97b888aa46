"""The dataset: the columns of every model, packages dumped and loaded, documents of records."""

from .apply import apply
from .columns import TABLE_OF, Profile
from .documents import Change, difference, document, documents, placeholders
from .dump import dump
from .load import Report, load
from .problems import LoadError, Problem
from .rebase import rebase
from .sequences import reserve
from .world import RowChange

__all__ = [
    "TABLE_OF",
    "Change",
    "LoadError",
    "Problem",
    "Profile",
    "Report",
    "RowChange",
    "apply",
    "difference",
    "document",
    "documents",
    "dump",
    "load",
    "placeholders",
    "rebase",
    "reserve",
]
