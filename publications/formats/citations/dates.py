"""Dates: one day, a month, a season, a range, or words.

A CSL-JSON date has ``date-parts`` (one or two of year, month, day), or ``raw`` or ``literal``
text, perhaps a ``season`` and ``circa``. A layout says which parts are printed and in what order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .output import Node
from .raw_dates import read_raw_date
from .terms import Terms, term

_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a date's layout: "year", "month" or "day", its form and what is around it."""

    name: str
    form: str = "long"
    prefix: str = ""
    suffix: str = ""
    no_periods: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a date in the order they are printed, and what stands between them."""

    parts: tuple[Part, ...]
    delimiter: str = ""

    def only(self, *names: str) -> Layout:
        """The same layout with some of its parts."""
        return replace(self, parts=tuple(part for part in self.parts if part.name in names))


@dataclass(frozen=True, slots=True)
class Date:
    """A date as it can be printed; absent parts are ``None``."""

    start: Mapping[str, int | None]
    end: Mapping[str, int | None] | None = None
    literal: str = ""
    season: str = ""
    circa: bool = False

    def has(self, name: str) -> bool:
        """Whether there is something to print for a part."""
        return bool(self.start.get(name) or (self.end and self.end.get(name)))


def read_date(value: Any) -> Date | None:
    """A CSL-JSON date variable; ``None`` if it says nothing that can be read."""
    if isinstance(value, str | int):
        value = {"raw": str(value)}
    if not isinstance(value, Mapping):
        return None
    spans = _spans(value)
    if not spans and isinstance(value.get("raw"), str):
        value = read_raw_date(value["raw"])
        spans = _spans(value)
    literal, season = value.get("literal"), value.get("season")
    return Date(
        start=spans[0] if spans else {},
        end=spans[1] if len(spans) > 1 else None,
        literal=literal if isinstance(literal, str) else "",
        season=str(season) if season else "",
        circa=bool(value.get("circa")),
    )


def _spans(value: Mapping[str, Any]) -> list[dict[str, int | None]]:
    return [_numbers(part) for part in _list(value.get("date-parts")) if _list(part)]


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _numbers(parts: Iterable[Any]) -> dict[str, int | None]:
    return {name: _integer(part) for name, part in zip(_PARTS, parts, strict=False)}


def _integer(value: Any) -> int | None:
    found = re.match(r"\s*-?[0-9]{1,15}", str(value))
    return int(found[0]) if found else None


def date_nodes(date: Date, layout: Layout, own: Terms) -> list[Node]:
    """The printed parts of a date; of a range, what differs is printed twice around a dash."""
    differing = _differing(date, layout)
    nodes: list[Node] = []
    done: set[str] = set()
    ends: list[Node] = []
    for part in layout.parts:
        done.add(part.name)
        if date.literal and part.name == "year":
            nodes.append(_node(date.literal, part))
        text = _part_text(date.start, part, own)
        if text is None:
            if part.name == "month" and date.season:
                nodes.append(_node(_season(date.season, own), part))
            continue
        if not differing:
            nodes.append(Node(_with_era(text, date.start, part, own)))
            continue
        end = _part_text(date.end or {}, part, own)
        if differing <= done:
            nodes.append(_range(text, end, part, ends, date, own))
            differing, ends = set(), []
        else:
            nodes.append(Node(_with_era(text, date.start, part, own)))
            if part.name in differing and end is not None:
                # Both ends of a span have the era of the first.
                ends.append(Node(_with_era(end, date.start, part, own, first=not ends)))
    return nodes


def _range(
    text: str,
    end: str | None,
    part: Part,
    ends: list[Node],
    date: Date,
    own: Terms,
) -> Node:
    first = [Node(text, prefix=part.prefix)]
    era = _era(date.start, part, own)
    if end is not None:
        ends = [*ends, _node(end, part, prefix="" if not ends else part.prefix)]
    last = Node(ends)
    tail = [Node(era)] if era else []
    return Node([*first, Node("–"), last, *tail])


def _node(text: str, part: Part, prefix: str | None = None) -> Node:
    return Node(text, prefix=part.prefix if prefix is None else prefix, suffix=part.suffix)


def _with_era(
    text: str, parts: Mapping[str, int | None], part: Part, own: Terms, first: bool = False
) -> list[Node]:
    nodes = [_node(text, part, prefix="" if first else None)]
    era = _era(parts, part, own)
    return [*nodes, Node(era)] if era else nodes


def _era(parts: Mapping[str, int | None], part: Part, own: Terms) -> str:
    year = parts.get("year")
    if part.name != "year" or not year:
        return ""
    if year < 0:
        return term(own, "bc")
    return term(own, "ad") if year < 500 else ""


def _differing(date: Date, layout: Layout) -> set[str]:
    """The parts of a range from the first that differs on: those have to be printed twice."""
    if date.end is None:
        return set()
    printed = {part.name for part in layout.parts}
    both = [name for name in _PARTS if name in printed and date.end.get(name) is not None]
    for i, name in enumerate(both):
        if date.start.get(name) != date.end.get(name):
            return set(both[i:])
    return set(both[2:])


def _part_text(parts: Mapping[str, int | None], part: Part, own: Terms) -> str | None:
    value = parts.get(part.name)
    if not value:
        return None
    if part.name == "month":
        return _month(value, part, own)
    if part.name == "day" and part.form == "numeric-leading-zeros":
        return f"{value:02d}"
    return str(abs(value)) if part.name == "year" else str(value)


def _month(value: int, part: Part, own: Terms) -> str:
    """A month's name; 13 to 24 are the seasons, as EDTF and older data number them."""
    if not 1 <= value <= 24:
        return ""
    while value > 16:
        value -= 4
    name = f"month-{value:02d}" if value <= 12 else f"season-{value - 12:02d}"
    text = term(own, name, part.form)
    return text.replace(".", "") if part.no_periods else text


def _season(season: str, own: Terms) -> str:
    return term(own, f"season-0{season}") if season in {"1", "2", "3", "4"} else season
