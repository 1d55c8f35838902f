"""Publisher, reprint, medium, archive and link."""

from __future__ import annotations

from ..cite import Cite
from ..kinds import in_series
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .dating import original_date, status_and_date
from .works import FULL, edition_of

_REPRINTED = {
    "book",
    "chapter",
    "classic",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "report",
    "thesis",
}


def publication_of(c: Cite) -> Piece:
    """Publisher, reprint, date beyond the year, original title."""
    published = None
    if c.type != "patent" and not in_series(c):
        published = macro(_publication_and_date(c))
    return group(published, macro(_original_title(c)), delimiter=". ")


def _publication_and_date(c: Cite) -> Piece:
    site = None
    if c.type in {"post", "webpage"}:
        named = c.type == "webpage" and c.has_all("container-title", "container-title-short")
        if c.has("publisher") or not named:
            site = c.text("container-title", case="title")
    online = c.type == "broadcast" and c.has("DOI", "URL")
    history = macro(_history(c)) if c.type != "broadcast" or online else None
    dated = status_and_date(c)
    channel = None
    if c.type == "broadcast" and not c.has("URL"):
        channel = group(c.term("on"), macro(_history(c)), delimiter=" ")
    return group(site, history, dated, channel, delimiter=", ")


def _history(c: Cite) -> Piece:
    if c.has("original-title"):
        return group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", ")
    if c.has("edition", "original-publisher", "original-publisher-place"):
        original = group(macro(_original_publisher(c)), macro(original_date(c)), delimiter=", ")
        dated = c.has_all("issued", "original-date")
        reissue = group(
            macro(edition_of(c, "first")) if dated else None,
            group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", "),
            delimiter=". ",
        )
        return group(original, reissue, delimiter=". ")
    now = group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", ")
    return group(macro(original_date(c)), now, delimiter="; ")


def _reprint(c: Cite) -> Piece:
    if c.type == "article":
        return None if c.has("genre") else c.term("preprint", case="first")
    if c.type == "thesis":
        return c.text("genre", case="first")
    reissued = c.has("original-publisher", "original-publisher-place")
    if not reissued or c.has("edition", "original-title") or c.type not in _REPRINTED:
        return None
    return c.value("reprint", "first") if c.has_all("issued", "original-date") else None


def _publisher(c: Cite) -> Piece:
    publisher: Piece = None
    if c.type == "thesis" and c.has("publisher"):
        publisher = c.text("publisher", case="first")
    elif c.has("publisher"):
        publisher = group(c.text("publisher", case="first"), delimiter=": ")
    elif not c.has("event-date", "event-title"):
        publisher = c.text("publisher-place", case="first")
    number_of_record = c.text("number") if c.type == "song" else None
    return group(publisher, number_of_record, delimiter=" ")


def _original_publisher(c: Cite) -> Piece:
    if c.has("original-publisher"):
        return group(c.text("original-publisher", case="first"), delimiter=": ")
    return c.text("original-publisher-place", case="first")


def _original_title(c: Cite) -> Piece:
    if not c.has("original-title"):
        return None
    title = c.text("original-title", case="title", styles=(ITALIC,))
    work = group(c.names("original-author", FULL), title, delimiter=", ")
    published = group(
        macro(_original_publisher(c)),
        macro(original_date(c)),
        delimiter=", ",
        prefix="(",
        suffix=")",
    )
    return group(c.term("original-work-published", case="first"), work, published, delimiter=" ")


def medium_of(c: Cite) -> Piece:
    """Its material, scale and size."""
    return group(
        c.text("medium", case="first"), c.text("scale"), c.text("dimensions"), delimiter=", "
    )


def archive_of(c: Cite) -> Piece:
    """Where the only copy is kept."""
    located = _held_at(c) if c.type == "graphic" else _held_in(c)
    return group(macro(located), macro(_database(c), prefix="(", suffix=")"), delimiter=" ")


def _held_at(c: Cite) -> Piece:
    names = ("archive", "archive-place", "archive_collection", "archive_location")
    return group(*[c.text(name) for name in names], macro(_page_in_archive(c)), delimiter=", ")


def _held_in(c: Cite) -> Piece:
    place = group(
        c.text("archive_location", case="first"), macro(_page_in_archive(c)), delimiter=", "
    )
    holder = group(c.text("archive"), c.text("archive-place"), delimiter=", ")
    return group(place, c.text("archive_collection"), holder, delimiter=". ")


def _page_in_archive(c: Cite) -> Piece:
    if not c.has_all("archive", "archive_location", "page"):
        return None
    if not c.numeric("page"):
        return c.text("page")
    return macro(group(c.label("page", "short"), c.text("page"), delimiter=" "))


def _database(c: Cite) -> Piece:
    if c.has("archive_collection", "archive_location", "archive-place"):
        return None
    if c.type == "thesis":
        return c.text("number")
    if c.type in {"dataset", "entry", "song"} or c.has("genre"):
        return None
    return c.text("number") if c.has("archive") else None


def link_of(c: Cite) -> Piece:
    """The DOI or the address, with when it was seen if nothing else is dated."""
    accessed = None
    dated = c.has("DOI", "available-date", "event-date", "issued", "status")
    if not dated and c.has_all("accessed", "URL"):
        accessed = group(c.term("accessed", case="first"), c.date("accessed"), delimiter=" ")
    doi = c.text("DOI", prefix="https://doi.org/") if c.has("DOI") else None
    return group(accessed, macro(doi or (c.text("URL") if c.has("URL") else None)), delimiter=". ")
