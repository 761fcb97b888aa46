"""Every change of editorial status: submit, publish, return, retract, merge, propose.

Each function is one transaction. A record is a draft, in review, published, retracted or
merged; a change to a published record is a revision that is proposed, submitted and published
in the same way. The reviewer is never among the authors, superusers included.

The desk's side: articles are claimed, coded and finished, documents kept as drafts or revisions.
"""

from .articles import (
    CODE,
    assign,
    claim,
    finish,
    is_held_by,
    judge,
    next_article,
    open_at_desk,
    release,
    set_aside,
    take_up_again,
    triage,
    write_digest,
)
from .base import REVIEW, CurationError, authors_of, by_public_id, contribute, record_id, record_of
from .desk import Conflict, Diverged, Kept, keep_draft, open_revision, remove, stamp
from .merging import merge
from .receipts import once
from .revisions import is_outdated, propose, rebase, rebased, revise, staged, withdraw
from .selfcheck import Line, self_check
from .steps import bundle_of, changed, dependants, publish, retract, return_, submit
from .submitting import Refused, Submitted, submit_article

__all__ = [
    "CODE",
    "REVIEW",
    "Conflict",
    "CurationError",
    "Diverged",
    "Kept",
    "Line",
    "Refused",
    "Submitted",
    "assign",
    "authors_of",
    "bundle_of",
    "by_public_id",
    "changed",
    "claim",
    "contribute",
    "dependants",
    "finish",
    "is_held_by",
    "is_outdated",
    "judge",
    "keep_draft",
    "merge",
    "next_article",
    "once",
    "open_at_desk",
    "open_revision",
    "propose",
    "publish",
    "rebase",
    "rebased",
    "record_id",
    "record_of",
    "release",
    "remove",
    "retract",
    "return_",
    "revise",
    "self_check",
    "set_aside",
    "staged",
    "stamp",
    "submit",
    "submit_article",
    "take_up_again",
    "triage",
    "withdraw",
    "write_digest",
]
