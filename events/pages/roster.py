"""Who belongs to the organisation on a day, since when, and how that came about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.choices import PeriodRole
from events.models import Actor, Country, Evidence, Period, standing_on

from . import drawing
from .years import FOUNDED

#: The Shanghai Five first met on this day; before it there is no standing.
BEGINNING = date(1996, 4, 26)
SHANGHAI_FIVE = "Shanghai Five"
ORDER = (
    PeriodRole.MEMBER,
    PeriodRole.OBSERVER,
    PeriodRole.DIALOGUE_PARTNER,
    PeriodRole.PARTNER,
)
STRIP_CLASSES = {
    PeriodRole.MEMBER: "s-m",
    PeriodRole.OBSERVER: "s-o",
    PeriodRole.DIALOGUE_PARTNER: "s-p",
    PeriodRole.PARTNER: "s-p",
}
#: Least number of events of each shade of the tiles, as parts of the largest number.
TILE_SHARES = (0.0, 0.02, 0.15, 0.4, 0.75)
#: Row and column of each state on the map of tiles: roughly where it lies.
TILES = {
    "BY": (1, 3),
    "RU": (1, 6),
    "TR": (2, 1),
    "AM": (2, 2),
    "AZ": (2, 3),
    "KZ": (2, 5),
    "MN": (2, 7),
    "TM": (3, 4),
    "UZ": (3, 5),
    "KG": (3, 6),
    "CN": (3, 8),
    "EG": (4, 1),
    "KW": (4, 3),
    "IR": (4, 4),
    "AF": (4, 5),
    "TJ": (4, 6),
    "SA": (5, 2),
    "BH": (5, 3),
    "PK": (5, 5),
    "IN": (5, 6),
    "NP": (5, 7),
    "MM": (5, 8),
    "LA": (5, 9),
    "QA": (6, 3),
    "AE": (6, 4),
    "MV": (6, 5),
    "LK": (6, 6),
    "KH": (6, 9),
}


@dataclass(frozen=True)
class Clock:
    """The time in a capital: as the reader's device can keep it, and as the server knows it."""

    zone: str
    iso: str
    text: str
    offset: str


def clock(country: Country, moment: datetime) -> Clock | None:
    """The local time in the capital; None where its zone is not on record."""
    if not country.timezone:
        return None
    local = moment.astimezone(ZoneInfo(country.timezone))
    return Clock(country.timezone, f"{local:%H:%M}{_offset(local)}", f"{local:%H:%M}", _utc(local))


def _offset(local: datetime) -> str:
    text = f"{local:%z}"
    return f"{text[:3]}:{text[3:5]}"


def _utc(local: datetime) -> str:
    """`UTC+5:30`, `UTC+8`, `UTC`."""
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


@dataclass(frozen=True)
class Entry:
    """A country in the table: its standing that day, its clock, its activity."""

    country: Country
    period: Period | None
    clock: Clock | None
    events: int
    strip: list[drawing.Piece]


@dataclass(frozen=True)
class Group:
    """The countries of one standing; `forum` is set where it was another body than the SCO."""

    role: PeriodRole
    forum: Actor | None
    entries: list[Entry]


@dataclass(frozen=True)
class Tile:
    """A state on the map of tiles."""

    country: Country
    row: int
    column: int
    events: int
    shade: int
    role: str

    @property
    def role_label(self) -> str:
        """Its standing in words, or nothing."""
        return str(PeriodRole(self.role).label) if self.role else ""


@dataclass(frozen=True)
class Roster:
    """The organisation on a day."""

    day: date
    groups: list[Group]
    others: list[Entry]
    unsure: list[Country]
    tiles: list[Tile]
    scale: list[tuple[int, int, int | None]]

    @property
    def leader(self) -> Tile | None:
        """The state in most events."""
        most = max(self.tiles, key=lambda tile: tile.events, default=None)
        return most if most and most.events else None

    def number(self, role: str) -> int:
        """How many countries have a standing in the SCO that day."""
        return sum(len(group.entries) for group in self.groups if group.role == role)

    @property
    def members(self) -> int:
        """How many members."""
        return self.number(PeriodRole.MEMBER)

    @property
    def observers(self) -> int:
        """How many observers."""
        return self.number(PeriodRole.OBSERVER)

    @property
    def partners(self) -> int:
        """How many dialogue partners and partners."""
        return self.number(PeriodRole.DIALOGUE_PARTNER) + self.number(PeriodRole.PARTNER)


def countries() -> list[Country]:
    """Every country with its periods, by name; a fixed number of queries."""
    return list(Country.objects.with_standing().by_name())


def roster(rows: list[Country], counts: Counter[str], day: date, now: datetime) -> Roster:
    """The table and the tiles for a day.

    rows: countries() ; counts: events by country; now: for the clocks and the end of the strips.
    Countries without any standing that day, but with events or a standing on another day, follow
    under `others`; the rest of the vocabulary is left out.
    """
    axis = drawing.Axis(date(BEGINNING.year, 1, 1), now.date())
    grouped: dict[tuple[PeriodRole, bool], list[Entry]] = defaultdict(list)
    others, unsure = [], []
    for country in rows:
        period = standing_on(country.periods.all(), day)
        entry = Entry(
            country=country,
            period=period,
            clock=clock(country, now),
            events=counts[country.iso2],
            strip=strip(country, axis),
        )
        if period:
            grouped[PeriodRole(period.role), is_forum(period)].append(entry)
        elif entry.events or entry.strip:
            others.append(entry)
        if not period and _maybe(country, day):
            unsure.append(country)
    steps = tile_steps(counts, rows)
    return Roster(
        day=day,
        groups=_groups(grouped),
        others=sorted(others, key=lambda entry: (-entry.events, entry.country.name_en)),
        unsure=unsure,
        tiles=_tiles(rows, counts, steps, day),
        scale=[
            (index, step, following - 1 if following else None)
            for index, (step, following) in enumerate(
                zip(steps, [*steps[1:], None], strict=True), start=1
            )
            if following is None or following > step
        ],
    )


def is_forum(period: Period) -> bool:
    """Whether the standing was in the body that came before the SCO."""
    return bool(period.organ.name_en == SHANGHAI_FIVE)


def _groups(grouped: dict[tuple[PeriodRole, bool], list[Entry]]) -> list[Group]:
    def order(entry: Entry) -> tuple[date, int, str]:
        since = entry.period.earliest if entry.period else date.max
        return since, -entry.events, entry.country.name_en

    groups = []
    for role in ORDER:
        for forum in (True, False):
            entries = sorted(grouped.get((role, forum), []), key=order)
            if entries:
                period = entries[0].period
                groups.append(Group(role, period.organ if forum and period else None, entries))
    return groups


def _maybe(country: Country, day: date) -> bool:
    """Whether the sources leave open if it had a standing that day."""
    return any(p.role != PeriodRole.CHAIR and p.on(day) is None for p in country.periods.all())


def strip(country: Country, axis: drawing.Axis) -> list[drawing.Piece]:
    """Its standings along an axis."""
    return drawing.strip(
        (
            (
                "s-5" if is_forum(period) else STRIP_CLASSES[PeriodRole(period.role)],
                period.earliest,
                period.latest,
            )
            for period in country.periods.all()
            if period.role != PeriodRole.CHAIR
        ),
        axis,
    )


def tile_steps(counts: Counter[str], rows: Iterable[Country]) -> list[int]:
    """Where each shade of the tiles begins."""
    top = max((counts[country.iso2] for country in rows), default=0)
    return sorted({max(1, round(top * share)) for share in TILE_SHARES})


def _tiles(rows: list[Country], counts: Counter[str], steps: list[int], day: date) -> list[Tile]:
    tiles = []
    for country in rows:
        if country.iso2 in TILES:
            row, column = TILES[country.iso2]
            number = counts[country.iso2]
            period = standing_on(country.periods.all(), day)
            role = period.role if period else ""
            shade = drawing.shade(number, steps)
            tiles.append(Tile(country, row, column, number, shade, role))
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


# How the organisation grew -------------------------------------------------------------------

ROLE_GROUPS = ("member", "observer", "partner")


@dataclass(frozen=True)
class Growth:
    """Members, observers and partners at the end of each year, or today in the running one."""

    bars: drawing.Bars
    rows: list[tuple[int, list[int]]]

    @property
    def first(self) -> int:
        """All standings in the first year."""
        return sum(self.rows[0][1]) if self.rows else 0

    @property
    def last(self) -> int:
        """All standings now."""
        return sum(self.rows[-1][1]) if self.rows else 0


def growth(rows: list[Country], today: date) -> Growth:
    """Numbers at the end of every year since the founding."""
    table: dict[int, Counter[str]] = {}
    for year in range(FOUNDED, today.year + 1):
        day = min(date(year, 12, 31), today)
        roles = [standing_on(country.periods.all(), day) for country in rows]
        table[year] = Counter(
            "partner" if "partner" in period.role else period.role for period in roles if period
        )
    if not any(table.values()):
        return Growth(drawing.Bars([], []), [])
    return Growth(
        drawing.stacked(table, ROLE_GROUPS),
        [(year, [numbers[role] for role in ROLE_GROUPS]) for year, numbers in table.items()],
    )


def evidence_of(country: Country) -> dict[int, list[Evidence]]:
    """The evidence of its periods, by period; one query."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in Evidence.objects.with_source().filter(period__country=country).order_by("pk"):
        if row.period_id:
            found[row.period_id].append(row)
    return found


@dataclass(frozen=True)
class Turn:
    """A day on which the table changed: who joined in which role."""

    day: date
    role: str
    countries: list[Country]


def turning_points(rows: list[Country]) -> list[Turn]:
    """The days on which members joined, and the first observers, oldest first."""
    joined: dict[tuple[date, str], list[Country]] = defaultdict(list)
    for country in rows:
        for period in country.periods.all():
            if period.role in ORDER[:2] and not is_forum(period):
                joined[period.earliest, period.role].append(country)
    return [
        Turn(day, role, countries)
        for (day, role), countries in sorted(joined.items())
        if role == PeriodRole.MEMBER or len(countries) > 1
    ]
