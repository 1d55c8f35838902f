"""A picture of the years: a bar for each, built of the types that appeared in it, every part a link."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publications.counting import Counts
from publications.filters import Filters
from publications.models.publication import PLURALS, TYPE_ORDER

WIDTH, HEIGHT, FOOT = 720, 96, 18  # units of the drawing; the foot is for the years' names
MOST_YEARS = 60
MOST_TYPES = 5  # with a colour of their own; the rest share one
GAP = 0.22  # of a year's width
# Colours that differ in lightness too, readable on light and on dark paper.
COLOURS = ("#b0643f", "#d8a24a", "#5f8a8b", "#7a6a9b", "#94a36a", "#9a9186")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle: the publications of one type in one year."""

    y: float
    height: float
    colour: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    year: int
    x: float
    middle: float
    width: float
    parts: list[Part]
    named: bool  # whether there is room for the year under it
    minor: bool  # whether its name gives way on a small screen


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in the legend and at the head of the table."""

    value: str
    label: str
    colour: str
    total: int


@dataclass(frozen=True, slots=True)
class YearsPicture:
    """The drawing and the same numbers as rows: (year, link, a count for each kind, their sum)."""

    bars: list[Bar]
    kinds: list[Kind]
    rows: list[tuple[int, str, list[int], int]]
    width: int = WIDTH
    height: int = HEIGHT
    full_height: int = HEIGHT + FOOT


def _kinds(counts: Counts) -> list[Kind]:
    frequent = [kind for kind, _n in counts.types.most_common(MOST_TYPES)]
    if len(counts.types) == MOST_TYPES + 1:
        frequent = list(counts.types)
    own = sorted(frequent, key=lambda kind: TYPE_ORDER.get(kind, len(TYPE_ORDER)))
    kinds = [
        Kind(kind, str(PLURALS[kind]), COLOURS[place], counts.types[kind])
        for place, kind in enumerate(own)
    ]
    rest = counts.total - sum(kind.total for kind in kinds)
    return [*kinds, Kind(OTHER, _("Other types"), COLOURS[-1], rest)] if rest else kinds


def _table(counts: Counts, years: range, kinds: list[Kind]) -> dict[int, list[int]]:
    """For each year, how many of each kind."""
    place = {kind.value: number for number, kind in enumerate(kinds)}
    table = {year: [0] * len(kinds) for year in years}
    for (kind, year), n in counts.cells.items():
        if year in table:
            table[year][place.get(kind, len(kinds) - 1)] += n
    return table


def _parts(
    filters: Filters, kinds: list[Kind], year: int, numbers: list[int], unit: float
) -> list[Part]:
    """The rectangles of one year from the ground up, `unit` high for each publication."""
    parts = []
    y = float(HEIGHT)
    for kind, n in zip(kinds, numbers, strict=True):
        if not n:
            continue
        height = n * unit
        y -= height
        asked = filters.with_("year", str(year))
        if kind.value != OTHER:
            asked = asked.with_("type", kind.value)
        label = f"{year}, {kind.label}: {n}"
        url = asked.query_string()
        parts.append(Part(round(y, 2), round(height, 2), kind.colour, label, url))
    return parts


def years_picture(filters: Filters, counts: Counts) -> YearsPicture | None:
    """The picture of what `filters` finds; None where one year or less is in it.

    Of more than `MOST_YEARS` years the last ones are drawn; the list of years beside it has them all.
    """
    if len(counts.years) < 2:
        return None
    last = max(counts.years)
    years = range(max(min(counts.years), last - MOST_YEARS + 1), last + 1)
    kinds = _kinds(counts)
    table = _table(counts, years, kinds)
    tallest = max(map(sum, table.values())) or 1
    step = WIDTH / len(years)
    every = max(1, round(40 / step))  # 40 units hold the name of a year
    bars = []
    for place, year in enumerate(years):
        parts = _parts(filters, kinds, year, table[year], HEIGHT / tallest)
        x, middle = (place + GAP / 2) * step, (place + 0.5) * step
        width = step * (1 - GAP)
        named = (last - year) % every == 0
        minor = (last - year) % (2 * every) != 0
        bar = Bar(year, round(x, 2), round(middle, 2), round(width, 2), parts, named, minor)
        bars.append(bar)
    rows = [
        (year, filters.with_("year", str(year)).query_string(), table[year], sum(table[year]))
        for year in reversed(years)
        if sum(table[year])
    ]
    return YearsPicture(bars, kinds, rows)
