"""Years, the days and months they leave out, and what a work was then."""

from __future__ import annotations

from ..cite import YEAR, Cite
from ..dates import Layout, Part
from ..kinds import in_series
from ..pieces import Piece, group, macro
from .works import CREATORS, ENTRIES, TEXT_DATE, WEEKLIES

_MONTH_DAY = Layout((Part("month"), Part("day", prefix=" ")))
_MONTH = Layout((Part("month"),))
_DATED = {
    "article",
    "broadcast",
    "collection",
    "dataset",
    "document",
    "event",
    "graphic",
    "manuscript",
    "map",
    "patent",
    "performance",
    "personal_communication",
    "post",
    "software",
    "song",
    "speech",
    "standard",
    "webpage",
}


def year_of(c: Cite, variable: str) -> Piece:
    """A year, in brackets and with a question mark if it is uncertain."""
    return _dated(c, variable, YEAR)


def full_date(c: Cite, variable: str) -> Piece:
    """A date, likewise."""
    return _dated(c, variable, TEXT_DATE)


def _dated(c: Cite, variable: str, layout: Layout) -> Piece:
    around = ("[", "?]") if c.circa(variable) else ("", "")
    return c.date(variable, layout, *around)


def event_date(c: Cite) -> Piece:
    """When it was held."""
    around = ("[", "?]") if c.circa("issued") else ("", "")
    return c.date("event-date", None, *around)


def specific_date(c: Cite) -> Piece:
    """The month and day, which the year at the start of the entry leaves out."""
    if c.has("available-date") and c.has("volume-title", "part-title"):
        return macro(c.year("available-date"))
    return macro(macro(_month_and_day(c)))


def _month_and_day(c: Cite) -> Piece:
    if c.type == "personal_communication" and c.has_all("event-date", "issued"):
        return macro(year_of(c, "issued"))
    if c.type in ENTRIES:
        return macro(c.date("issued", _MONTH_DAY)) if c.has("DOI", "URL") else None
    if c.type in _DATED:
        return macro(c.date("issued", _MONTH_DAY))
    if not in_series(c):
        return None
    if c.type not in WEEKLIES and c.has("issue", "supplement-number", "volume"):
        return macro(macro(c.date("issued", _MONTH)))
    return macro(macro(c.date("issued", _MONTH_DAY)))


def original_date(c: Cite) -> Piece:
    """The day and month it first came out."""
    return macro(macro(_original_month_and_day(c)))


def _original_month_and_day(c: Cite) -> Piece:
    if c.type == "personal_communication" and c.has_all("event-date", "original-date"):
        return macro(year_of(c, "original-date"))
    if c.type in ENTRIES:
        return macro(c.date("original-date", _MONTH_DAY)) if c.has("DOI", "URL") else None
    if c.type in _DATED:
        return macro(c.date("original-date", _MONTH_DAY))
    if not in_series(c):
        return None
    month = c.has("issue", "supplement-number", "volume")
    return macro(c.date("original-date", _MONTH if month else _MONTH_DAY))


def status_and_date(c: Cite) -> Piece:
    """ "in press", "released", and the day."""
    return group(macro(_status(c)), macro(specific_date(c)), delimiter=" ")


def _status(c: Cite) -> Piece:  # noqa: PLR0911 (one kind of work a line)
    if c.has_all("issued", "status"):
        if c.type == "broadcast" and c.has("event-title"):
            return None
        return c.text("status", case="" if _status_continues(c) else "first")
    if c.type == "broadcast" and c.has("issued"):
        return None if c.has("URL") else c.value("aired", "first")
    if c.type == "software":
        if c.has_all("issued", "publisher"):
            named = c.has(*CREATORS, "contributor")
            return c.value("released", "" if named else "first")
        if c.has("original-date"):
            return c.value("released")
        return c.value("released", "first") if c.has("issued") else None
    return None


def _status_continues(c: Cite) -> bool:
    """Whether something of the publication stands before the status."""
    if c.type == "webpage":
        published = c.has("publisher") and c.has("author", "translator")
        return c.has("container-title") or published
    return c.has(
        "original-date",
        "original-publisher",
        "original-publisher-place",
        "original-title",
        "publisher",
    )
