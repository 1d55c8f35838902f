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
    """What is drawn, and the same numbers as the rows of a table, the last year first."""

    bars: SafeString
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
    """The rectangles of one year from the ground up, `unit` high for each publication, each named by a
    title.

    `place` is where they stand and how wide they are. There are hundreds on a page, so that escaping
    each of their numbers would take longer than all the rest.
    """
    below, y = 0, float(HEIGHT)
    for look, n in zip(looks, numbers, strict=True):
        if not n:
            continue
        below += n
        foot, y = y, round(HEIGHT - below * unit, 1)  # each stands on the one below, without a gap
        url = look.link.replace(f"year={NO_YEAR}", f"year={year}")  # no value holds a bare “=”
        yield (
            f'<a href="{url}" rel="nofollow" tabindex="-1"><title>{year}, {look.label}: {n}</title>'
            f'<rect {place} y="{y}" height="{foot - y:.1f}" fill="{look.colour}"/></a>'
        )


def _name(year: int, place: int, step: float, years_to_come: int) -> str:
    """The year under its bar, where there is room for it; on a small screen each other name gives way.

    It stays within the drawing.
    """
    every = max(1, round(NAME / step))
    if years_to_come % every:
        return ""
    middle = min(max((place + 0.5) * step, MARGIN), WIDTH - MARGIN)
    minor = ' class="minor"' if years_to_come % (2 * every) else ""
    return f'<text{minor} x="{middle:.1f}" y="{HEIGHT + FOOT - 4}" aria-hidden="true">{year}</text>'


def _bars(looks: list[Look], table: dict[int, list[int]]) -> Iterator[str]:
    """A bar for each year, with its name."""
    unit = HEIGHT / (max(map(sum, table.values())) or 1)
    step = WIDTH / len(table)
    width = f'width="{step * (1 - GAP):.1f}"'
    for place, (year, numbers) in enumerate(table.items()):
        there = f'x="{(place + GAP / 2) * step:.1f}" {width}'
        parts = "".join(_parts(looks, year, numbers, there, unit))
        name = _name(year, place, step, len(table) - 1 - place)
        if parts or name:
            yield f"<g>{parts}{name}</g>"


def _rows(filters: Filters, table: dict[int, list[int]]) -> Iterator[str]:
    """The rows of the table: a year that leads to its list, a number for each kind, their sum."""
    links = filters.links("year", map(str, reversed(table)))
    for url, (year, numbers) in zip(links, reversed(table.items()), strict=True):
        if total := sum(numbers):
            cells = "".join([f"<td>{n or ''}</td>" for n in (*numbers, total)])
            yield f'<tr><th scope="row"><a href="{escape(url)}">{year}</a></th>{cells}</tr>'


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
    bars = mark_safe("".join(_bars(looks, table)))  # noqa: S308  as each part is
    rows = mark_safe("".join(_rows(filters, table)))  # noqa: S308  numbers and an escaped link
    return YearsPicture(bars, kinds, rows)
