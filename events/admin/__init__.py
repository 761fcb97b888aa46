"""The curators' side: Django's admin over every model, and the steps of curation.

A draft is edited in place. Saving a published record keeps a revision and leaves the public
rows alone (`proposing`); `reviewing` shows the difference to the reviewer.
"""

from . import children, records, reviewing, sources, vocabularies

__all__ = ["children", "records", "reviewing", "sources", "vocabularies"]
