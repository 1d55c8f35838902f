"""The journal, magazine or newspaper a work is in."""

from __future__ import annotations

from ..cite import Cite
from ..kinds import is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .dating import specific_date, status_and_date
from .people import whole_contributors
from .works import CREATORS, ENTRIES, WEEKLIES, edition_of, numbered, volume_title

_IDENTIFIED = ("collection-title", "issue", "number", "page", "supplement-number", "volume")


def serial_of(c: Cite) -> Piece:
    """Journal, volume, issue, date and pages."""
    spaced = c.type not in WEEKLIES and c.has("volume") and not c.has("collection-title")
    journal = group(
        macro(_journal(c)), macro(_serial_identifier(c)), delimiter=" " if spaced else ", "
    )
    return group(macro(_special_volume(c)), journal, delimiter=". ")


def _special_volume(c: Cite) -> Piece:
    if not c.has("volume-title"):
        return None
    title = group(macro(preposition_of(c)), macro(volume_title(c)), delimiter=" ")
    return group(title, macro(whole_contributors(c)), delimiter=", ")


def preposition_of(c: Cite) -> Piece:
    """ "In", "to", "on": how a work is in another."""
    if c.type in {"broadcast", "motion_picture"}:
        return None
    introduces = c.type == "chapter" or (c.type == "article-journal" and c.has("volume-title"))
    if introduces and c.has_all("container-title", "genre"):
        return c.value("to")
    if c.type in ENTRIES:
        return c.term("in", case="first") if c.has("author", "composer") else None
    if not c.has("chapter-number"):
        return c.term("in", case="first")
    inside = c.term("on" if c.type == "song" else "in")
    return group(macro(_chapter(c)), inside, delimiter=" ")


def _chapter(c: Cite) -> Piece:
    label: Piece = None
    if c.numeric("chapter-number"):
        song = c.type == "song"
        label = c.value("track", "first") if song else c.label("chapter-number", "short", "first")
    return group(label, c.text("chapter-number", case="first"), delimiter=" ")


def _journal(c: Cite) -> Piece:
    ahead = None
    name = macro(serial_name(c))
    online = c.type == "article-journal" and c.has_all("DOI", "issued")
    if online and not c.has(*_IDENTIFIED, "volume-title", "available-date", "status"):
        ahead = c.term("advance-online-publication")
    return group(_special_issue(c), name, ahead, delimiter=", ")


def _special_issue(c: Cite) -> Piece:
    if not c.has("container-title"):
        return None
    if c.type != "periodical" and not c.has("supplement-number", "volume-title"):
        return None
    titled = c.has("volume-title") or (c.type == "periodical" and c.has("title"))
    if not titled:
        return None
    name = "supplement" if c.has("supplement-number") else "special-issue"
    return c.term(name, case="first")


def serial_name(c: Cite) -> Piece:
    """The journal, and its place where that tells it from another."""
    place = None
    title = c.text("container-title", case="title", styles=(ITALIC,))
    if not c.has("event-date", "event-title"):
        place = c.text("publisher-place", prefix="(", suffix=")")
    return group(title, place, delimiter=" ")


def _serial_identifier(c: Cite) -> Piece:
    if c.type in WEEKLIES:
        dated = group(macro(_volume_and_date(c)), macro(edition_of(c, "first")), delimiter=". ")
        pieces: list[Piece] = [dated, macro(_serial_locator(c))]
    elif c.has("issue", "supplement-number", "volume"):
        located = group(macro(_volume_and_date(c)), macro(_serial_locator(c)), delimiter=": ")
        pieces = [located]
    else:
        pieces = [macro(_volume_and_date(c)), macro(_serial_locator(c))]
    return group(*pieces, delimiter=", ")


def _volume_and_date(c: Cite) -> Piece:
    if c.type in WEEKLIES:
        pieces: list[Piece] = [c.text("collection-title"), macro(_volume_status(c))]
    elif c.has("issue", "supplement-number", "volume"):
        pieces = [
            macro(specific_date(c)) if _review_dated_first(c) else None,
            c.text("collection-title"),
            group(*_volume_and_issue(c), delimiter=" "),
        ]
    else:
        publisher = c.type in {"interview", "post-weblog"}
        pieces = [
            c.text("collection-title"),
            c.text("publisher") if publisher else None,
            macro(_volume_status(c)),
        ]
    return group(*pieces, delimiter=", ")


def _review_dated_first(c: Cite) -> bool:
    if c.has(*CREATORS) or not is_review(c) or c.has("supplement-number"):
        return False
    return not c.has_all("issue", "volume") and c.has("issue", "volume")


def _volume_and_issue(c: Cite) -> list[Piece]:
    if c.has("volume"):
        return [_serial_volume(c), _issue_in_parentheses(c)]
    if not c.has("issue", "supplement-number"):
        return []
    issue = group(macro(issue_of(c)), macro(_supplement(c)), delimiter=", ")
    dated = macro(specific_date(c), prefix="(", suffix=")") if c.has(*CREATORS) else None
    return [group(issue, dated, delimiter=" ")]


def _serial_volume(c: Cite) -> Piece:
    if c.has("collection-title"):
        return macro(numbered(c, "volume"))
    if is_review(c) and not c.has(*CREATORS):
        return macro(numbered(c, "volume", "first"))
    return c.text("volume")


def _issue_in_parentheses(c: Cite) -> Piece:
    if c.has("issue", "supplement-number"):
        pieces: list[Piece] = [c.text("issue"), macro(_supplement(c))]
    elif not is_review(c) or c.has(*CREATORS):
        pieces = [macro(specific_date(c))]
    else:
        pieces = []
    return group(*pieces, delimiter=", ", prefix="(", suffix=")")


def issue_of(c: Cite) -> Piece:
    """ "no. 2"."""
    return group(c.label("issue", "short"), c.text("issue"), delimiter=" ")


def _supplement(c: Cite) -> Piece:
    label: Piece = None
    if c.has_all("issue", "supplement-number"):
        label = c.term("supplement", "short")
    elif c.numeric("supplement-number"):
        special = c.has("volume-title") or (c.type == "periodical" and c.has("title"))
        label = c.term("issue" if special else "supplement", "short")
    return group(label, c.text("supplement-number"), delimiter=" ")


def _volume_status(c: Cite) -> Piece:
    accepted = None
    if not c.has(*_IDENTIFIED, "volume-title", "issued") and c.has("available-date"):
        accepted = group(c.value("accepted"), c.date("available-date"), delimiter=" ")
    return group(accepted, status_and_date(c), delimiter=", ")


def _serial_locator(c: Cite) -> Piece:
    if c.has("number"):
        placed = c.has("archive_collection", "archive_location", "archive-place")
        held = c.has("archive") and not placed
        return group(None if held else c.text("number"), delimiter=", ")
    return None if c.type in WEEKLIES else c.text("page")
