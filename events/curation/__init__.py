"""Every change of editorial status: submit, publish, return, retract, merge, propose.

Each function is one transaction. A record is a draft, in review, published, retracted or
merged; a change to a published record is a revision that is proposed, submitted and published
in the same way. The reviewer is never among the authors, superusers included.
"""

from .base import REVIEW, CurationError, authors_of, contribute, record_of
from .merging import merge
from .revisions import is_outdated, propose, rebase, rebased, revise, staged, withdraw
from .steps import bundle_of, changed, dependants, publish, retract, return_, submit

__all__ = [
    "REVIEW",
    "CurationError",
    "authors_of",
    "bundle_of",
    "changed",
    "contribute",
    "dependants",
    "is_outdated",
    "merge",
    "propose",
    "publish",
    "rebase",
    "rebased",
    "record_of",
    "retract",
    "return_",
    "revise",
    "staged",
    "submit",
    "withdraw",
]
