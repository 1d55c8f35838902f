"""A picture of the years: a bar for each, built of the types that appeared in it, every part a link."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publications.counting import Counts
from publications.edtf import FORTHCOMING, this_year
from publications.filters import Filters
from publications.models.types import PLURALS, TYPE_ORDER, PublicationType

WIDTH, HEIGHT, FOOT = 720, 96, 18  # units of the drawing; the foot is for the years' names
MOST_YEARS = 60
NAME = 40  # units hold the name of a year with some room around it
MARGIN = 14  # units from its middle to the edge, so that it neither leaves the drawing nor meets the next
MOST_TYPES = 5  # with a colour of their own; the rest share one
GAP = 0.22  # of a year's width
# Colours that differ in lightness too, readable on light and on dark paper.
COLOURS = ("#b0643f", "#d8a24a", "#5f8a8b", "#7a6a9b", "#94a36a", "#9a9186")
OTHER = "other"
NO_YEAR = "0"


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: what is drawn of it, and where its name stands."""

    year: int
    middle: float  # of its name, which stays within the drawing
    parts: SafeString
    named: bool  # whether there is room for the year under it
    minor: bool  # whether its name gives way on a small screen


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in the legend and at the head of the table."""

    value: str
    label: str
    colour: str
    total: int


class Look(NamedTuple):
    """What the parts of one kind have in common; the link leads to the year 0, the texts are HTML."""

    link: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class YearsPicture:
    """The drawing, and the same numbers as the rows of a table, the last year first."""

    bars: list[Bar]
    kinds: list[Kind]
    rows: SafeString
    width: int = WIDTH
    height: int = HEIGHT
    full_height: int = HEIGHT + FOOT


def _kinds(counts: Counts) -> list[Kind]:
    types = counts.types
    frequent = list(types)
    if len(types) > MOST_TYPES + 1:
        # “Others” beside “Other types” would be one too many.
        known = [kind for kind, _n in types.most_common() if kind != PublicationType.MISC]
        frequent = known[:MOST_TYPES]
    own = sorted(frequent, key=lambda kind: TYPE_ORDER.get(kind, len(TYPE_ORDER)))
    kinds = [
        Kind(kind, str(PLURALS[kind]), COLOURS[place], types[kind])
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


def _looks(filters: Filters, kinds: list[Kind]) -> list[Look]:
    """Of each kind, with a link in whose year each part puts its own."""
    asked = filters.with_("year", NO_YEAR)
    looks = []
    for kind in kinds:
        narrowed = asked if kind.value == OTHER else asked.with_("type", kind.value)
        looks.append(Look(escape(narrowed.query_string()), escape(kind.label), kind.colour))
    return looks


def _parts(
    looks: list[Look], year: int, numbers: list[int], place: str, unit: float
) -> Iterator[str]:
    """The rectangles of one year from the ground up, `unit` high for each publication.

    `place` is where they stand and how wide they are. There are hundreds on a page, so that escaping
    each of their numbers would take longer than all the rest.
    """
    y = float(HEIGHT)
    for look, n in zip(looks, numbers, strict=True):
        if not n:
            continue
        y -= n * unit
        url = look.link.replace(f"year={NO_YEAR}", f"year={year}")  # no value holds a bare “=”
        label = f"{year}, {look.label}: {n}"
        yield (
            f'<a href="{url}" rel="nofollow" aria-label="{label}" tabindex="-1">'
            f'<title>{label}</title><rect {place} y="{round(y, 2)}" '
            f'height="{round(n * unit, 2)}" fill="{look.colour}"></rect></a>'
        )


def _rows(filters: Filters, table: dict[int, list[int]]) -> Iterator[str]:
    """The rows of the table: a year that leads to its list, a number for each kind, their sum."""
    link = escape(filters.with_("year", NO_YEAR).query_string())
    for year, numbers in reversed(table.items()):
        if total := sum(numbers):
            url = link.replace(f"year={NO_YEAR}", f"year={year}")
            cells = "".join([f"<td>{n or ''}</td>" for n in (*numbers, total)])
            yield f'<tr><th scope="row"><a href="{url}">{year}</a></th>{cells}</tr>'


def years_picture(filters: Filters, counts: Counts) -> YearsPicture | None:
    """The picture of what `filters` finds; None where one year or less is in it.

    Of more than `MOST_YEARS` years the last ones are drawn; the list of years beside it has them all. One
    far to come is a slip, or of another calendar, and pushes no other out.
    """
    latest = this_year() + FORTHCOMING
    dated = [year for year in counts.years if year <= latest]
    if len(dated) < 2:
        return None
    last = max(dated)
    years = range(max(min(dated), last - MOST_YEARS + 1), last + 1)
    kinds = _kinds(counts)
    table, looks = _table(counts, years, kinds), _looks(filters, kinds)
    tallest = max(map(sum, table.values())) or 1
    step = WIDTH / len(years)
    every = max(1, round(NAME / step))
    bars = []
    for place, year in enumerate(years):
        there = f'x="{round((place + GAP / 2) * step, 2)}" width="{round(step * (1 - GAP), 2)}"'
        parts = "".join(_parts(looks, year, table[year], there, HEIGHT / tallest))
        named = (last - year) % every == 0
        minor = (last - year) % (2 * every) != 0
        middle = round(min(max((place + 0.5) * step, MARGIN), WIDTH - MARGIN), 2)
        bars.append(Bar(year, middle, mark_safe(parts), named, minor))  # noqa: S308  as each is
    rows = mark_safe("".join(_rows(filters, table)))  # noqa: S308  numbers and an escaped link
    return YearsPicture(bars, kinds, rows)
