"""Numbers and histories for pages and charts. Pure: querysets in, plain data out.

Years are those of the earliest day, so every number equals the list behind `year=`. Nothing here
decides which events count: pages pass `events.held()` where they say so.
"""

from .counts import (
    Figures,
    Grid,
    GridRow,
    YearCount,
    events_per_year,
    events_per_year_and_group,
    events_per_year_and_kind,
    figures,
    heat,
    topics_per_year,
)
from .lives import LifeLine, Silence, Support, in_motion, life_line, months_between, support
from .meetings import (
    Attendance,
    Counterpart,
    Level,
    Pair,
    Summit,
    attendance,
    counterparts,
    pair,
)

__all__ = [
    "Attendance",
    "Counterpart",
    "Figures",
    "Grid",
    "GridRow",
    "Level",
    "LifeLine",
    "Pair",
    "Silence",
    "Summit",
    "Support",
    "YearCount",
    "attendance",
    "counterparts",
    "events_per_year",
    "events_per_year_and_group",
    "events_per_year_and_kind",
    "figures",
    "heat",
    "in_motion",
    "life_line",
    "months_between",
    "pair",
    "support",
    "topics_per_year",
]
