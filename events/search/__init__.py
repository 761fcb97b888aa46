"""The search index of both databases: what it holds, how it is kept, how it is asked.

`rows.search(text)` asks for one kind; the model of the index and the query are in
`events.models.index`, the tokens in `events.tokens`.
"""

from .asking import Group, Result, by_name, everything
from .keeping import expected_size, rebuild, refresh

__all__ = ["Group", "Result", "by_name", "everything", "expected_size", "rebuild", "refresh"]
