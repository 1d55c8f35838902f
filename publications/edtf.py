"""Dates as they are stored: Extended Date/Time Format, level 1 (ISO 8601-2:2019, Library of Congress).

A date may be a year, a month, a day, a season (month 21 to 24), a decade (“199X”), about (“2004~”),
uncertain (“2004?”), or a span of two of these (“2010/2012”, “2010/..”).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

_POINT = re.compile(r"(-?\d{1,4}|\d{1,3}X{1,3})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)")
FORTHCOMING = 5  # years from now in which what is written today may appear
SEASON_MONTHS = {1: 3, 2: 6, 3: 9, 4: 12}  # where a season stands among the months


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a span; parts that are not known are 0, a season is 1 (spring) to 4 (winter)."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0
    last_year: int = 0  # of a decade or century: “199X” is 1990 to 1999
    circa: bool = False

    @property
    def parts(self) -> tuple[int, ...]:
        """The known parts, the coarsest first: (2011,), (2011, 10) or (2011, 10, 3)."""
        known = (self.year, self.month, self.day)
        return known[: 3 if self.day else 2 if self.month else 1]

    @property
    def order(self) -> int:
        """YYYYMMDD with 00 for what is not known, so that dates sort as numbers."""
        month = self.month or SEASON_MONTHS.get(self.season, 0)
        sign = -1 if self.year < 0 else 1
        return sign * (abs(self.year) * 10_000 + month * 100 + self.day)


@dataclass(frozen=True, slots=True)
class Span:
    """A date: `end` is None where it is one point; `open_end` where it still goes on."""

    start: Point
    end: Point | None = None
    open_end: bool = False


def this_year() -> int:
    return timezone.localdate().year


def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text.strip())
    if not match:
        return None
    year, mark = match[1], match[4]
    month, day = (int(part) if part and part != "XX" else 0 for part in match.group(2, 3))
    circa = bool(mark)
    if "X" in year:
        return Point(
            int(year.replace("X", "0")), last_year=int(year.replace("X", "9")), circa=circa
        )
    if 21 <= month <= 24:
        return Point(int(year), season=month - 20, circa=circa)
    if month > 12 or day > 31:
        return None
    return Point(int(year), month, day if month else 0, circa=circa)


@lru_cache(4096)
def parse(text: str) -> Span | None:
    """The date that `text` says, or None where it is empty or not a date."""
    first, slash, last = text.strip().partition("/")
    start, end = _point(first), _point(last)
    if start is None:
        # “../2012”: only its end is known, so that is where it stands among the others.
        return Span(end) if end and first in ("", "..") else None
    if slash and end is None and last not in ("", ".."):
        return None
    return Span(start, end, open_end=bool(slash) and end is None)


def _point_in_words(point: Point) -> str:
    year = f"{point.year}s" if point.last_year else str(point.year)
    if point.year < 0:
        year = _("%(year)s BC") % {"year": -point.year}
    if point.season:
        season = (_("Spring"), _("Summer"), _("Autumn"), _("Winter"))[point.season - 1]
        year = f"{season} {year}"
    elif point.month:
        year = f"{point.day or ''} {MONTHS[point.month]} {year}".strip()
    return _("about %(date)s") % {"date": year} if point.circa else year


def in_words(text: str) -> str:
    """The date as one reads it: “3 October 2011”, “Spring 2011”, “2010–2012”, “about 2004”.

    What is not a date comes back as it was written.
    """
    span = parse(text)
    if span is None:
        return text
    start = _point_in_words(span.start)
    if span.open_end:
        return f"{start}–"
    return f"{start}–{_point_in_words(span.end)}" if span.end else start
