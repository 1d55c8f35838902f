"""The optional elements: original date, reviews, series, volumes, access and medium."""

from __future__ import annotations

from ..cite import YEAR, Cite, Label
from ..kinds import in_series, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .containers import link_of
from .works import (
    CAPITAL_VERB,
    FULL,
    VERB,
    event_of,
    part_number,
    title_primary,
    uncertain,
    volume_of,
)


def after_title(c: Cite) -> Piece:
    """Who interviewed, when it first came out, what kind of thing it is."""
    interviewer = c.names("interviewer", FULL, CAPITAL_VERB, delimiter=", ")
    return group(
        macro(interviewer), macro(_original_date(c)), macro(_generic_label(c)), delimiter=", "
    )


def _original_date(c: Cite) -> Piece:
    if c.type == "personal_communication":
        return macro(event_of(c))
    if c.has("original-publisher", "original-publisher-place"):
        return None
    return uncertain(c, "original-date")


def _generic_label(c: Cite) -> Piece:
    if is_review(c):
        return macro(_review(c))
    if c.type == "thesis" or c.has("number"):
        return None
    return c.text("genre", case="first")


def _review(c: Cite) -> list[Piece]:
    pieces: list[Piece] = []
    if c.has("reviewed-genre"):
        pieces += [c.term("review-of", case="first"), c.text("reviewed-genre")]
        if not c.has("reviewed-title"):
            pieces.append(_by_author(c))
    elif not c.has("number") and c.has("genre"):
        pieces.append(c.text("genre", case="first"))
    else:
        pieces.append(c.term("review-of", case="first"))
    titled = c.has("reviewed-genre", "reviewed-title")
    title = c.text("reviewed-title" if titled else "title", case="title", styles=(ITALIC,))
    reviewed = group(*pieces, title, delimiter=" ")
    if c.has_all("reviewed-genre", "reviewed-title", "title") or not c.has("reviewed-genre"):
        return [reviewed, _by_author(c)]
    return [reviewed]


def _by_author(c: Cite) -> Piece:
    return c.names("reviewed-author", FULL, VERB)


def movable(c: Cite) -> Piece:
    """Thesis, publication history, series and volumes."""
    if in_series(c):
        return group(macro(c.text("section", case="title")), delimiter=", ")
    thesis = None
    if c.type == "thesis":
        thesis = group(c.text("publisher"), c.text("genre"), delimiter=", ")
    return group(
        macro(thesis),
        macro(_history(c)),
        macro(_book_series(c)),
        macro(_multivolume(c)),
        delimiter=", ",
    )


def _history(c: Cite) -> Piece:
    title = group(
        c.value("as"), c.text("original-title", case="title", styles=(ITALIC,)), delimiter=" "
    )
    published: list[Piece] = []
    if c.has("original-publisher", "original-publisher-place"):
        if c.has("original-publisher"):
            by = None if c.has("original-title") else c.term("by")
            published.append(group(by, c.text("original-publisher"), delimiter=" "))
        else:
            published.append(c.text("original-publisher-place"))
        published.append(uncertain(c, "original-date", YEAR))
    known = c.has("original-publisher", "original-publisher-place", "original-title")
    first = c.term("original-work-published", case="first") if known else None
    return group(first, group(title, *published, delimiter=", "), delimiter=" ")


def _book_series(c: Cite) -> Piece:
    series: list[Piece] = []
    if c.has("collection-title"):
        series = [c.text("collection-title", case="title"), c.text("collection-number")]
        if c.numeric("collection-number"):
            series = [group(*series, delimiter=" ")]
    return group(*series, delimiter=", ")


def _multivolume(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.has_all("part-number", "part-title", "volume", "volume-title"):
        pieces = [
            group(
                macro(part_number(c, "first")),
                c.value("of"),
                c.text("volume-title", case="title", styles=(ITALIC,)),
                delimiter=" ",
            ),
            group(macro(volume_of(c)), c.value("of"), _whole_work(c), delimiter=" "),
        ]
    elif c.has("part-title", "volume-title"):
        pieces = [group(*_which_volume(c), _whole_work(c), delimiter=" ")]
    if not c.has("volume"):
        label = c.label("number-of-volumes", "short") if c.numeric("number-of-volumes") else None
        pieces.append(macro(group(c.text("number-of-volumes"), label, delimiter=" ")))
    return group(*pieces, delimiter=", ")


def _which_volume(c: Cite) -> list[Piece]:
    if c.has_all("part-number", "volume"):
        volume = macro(volume_of(c, "first"))
        return [group(volume, macro(part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(part_number(c, "first")), c.value("of")]
    if c.has("volume"):
        return [macro(volume_of(c, "first")), c.value("of")]
    return []


def _whole_work(c: Cite) -> Piece:
    if c.has("container-title"):
        title = c.text("container-title", case="title", styles=(ITALIC,))
    else:
        title = macro(title_primary(c))
    editors = c.names("collection-editor", FULL, Label(prefix=", "))
    return group(title, editors, delimiter=", ")


def second_container(c: Cite) -> Piece:
    """The database it was found in."""
    if not c.has("source") or not c.has("DOI", "URL"):
        return group(delimiter=", ")
    return group(c.text("source", styles=(ITALIC,)), macro(link_of(c)), delimiter=", ")


def end(c: Cite) -> Piece:
    """When it was seen, its medium, and the rest."""
    accessed = None
    if not c.has("issued"):
        accessed = group(c.term("accessed", case="first"), c.date("accessed"), delimiter=" ")
    return group(
        macro(accessed),
        macro(c.text("medium", case="first")),
        None if c.has("source") else macro(movable(c)),
        delimiter=", ",
    )
