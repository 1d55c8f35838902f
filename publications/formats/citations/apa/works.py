"""The titles, numbers and kinds of works, as APA names them."""

from __future__ import annotations

from ..cite import Cite
from ..kinds import EDITORS, SERIAL, TALKS, in_series, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .people import contributors_of

PICTURES = {"broadcast", "graphic", "map", "motion_picture"}


def title_of(c: Cite) -> Piece:
    """The title, in italics where it stands for itself."""
    if c.type in {"post", "webpage"}:
        return macro(_own_title(c), styles=(ITALIC,))
    if in_series(c):
        styles = () if c.has("container-title") else (ITALIC,)
        return macro(macro(_own_title(c), styles=styles))
    if c.has("container-title"):
        return macro(c.text("title"))
    title = group(c.text("title"), macro(volume_title(c)), delimiter=": ")
    return macro(macro(title, styles=(ITALIC,)))


def _own_title(c: Cite) -> Piece:
    if is_review(c) and not (c.has("title") and c.has("reviewed-genre", "reviewed-title")):
        return None
    return macro(group(c.text("title"), macro(_part_title(c)), delimiter=": "))


def _part_title(c: Cite) -> Piece:
    if c.has("part-title"):
        part = c.text("part-title", case="first")
        return group(macro(_part_number(c)), part, delimiter=". ")
    return None if c.numeric("part-number") else macro(_part_number(c))


def _part_number(c: Cite) -> Piece:
    label = c.term("part", "short", "first") if c.numeric("part-number") else None
    return group(label, c.text("part-number", case="first"), delimiter=" ")


def volume_title(c: Cite) -> Piece:
    """ "Vol. 2. Its title"."""
    volume, part = c.numeric("volume"), c.numeric("part-number")
    pieces: list[Piece] = []
    if c.has("volume-title"):
        title = group(macro(_volume(c)), c.text("volume-title"), delimiter=". ")
        pieces = [group(title, macro(_part_title(c)), delimiter=": ")]
    elif c.has("part-title"):
        pieces = [macro(_volume(c)), macro(_part_title(c))]
    elif part and volume:
        pieces = []
    elif part:
        pieces = [macro(_volume(c))] if c.has("volume") else []
    elif volume:
        pieces = [macro(_part_number(c))] if c.has("part-number") else []
    else:
        pieces = [macro(_volume(c)), macro(_part_number(c))]
    return group(*pieces, delimiter=", ")


def _volume(c: Cite) -> Piece:
    label = c.label("volume", "short", "first") if c.numeric("volume") else None
    return group(label, c.text("volume", case="first"), delimiter=" ")


def _label_number(c: Cite) -> Piece:
    labelled = c.type != "standard" and (
        c.numeric("number") or c.type in {"legislation", "patent", "regulation"}
    )
    label = c.label("number", "short", "first") if labelled else None
    return group(label, c.text("number", case="first"), delimiter=" ")


def number_of(c: Cite) -> Piece:
    """ "Technical Report No. 12"."""
    kind: Piece = None
    if c.type == "thesis" and c.has("genre"):
        kind = c.value("publication", case="first")
    elif c.has("number"):
        kind = c.text("genre", case="title")
    return group(kind, macro(_label_number(c)), delimiter=" ")


def _chapter_number(c: Cite) -> Piece:
    label: Piece = None
    if c.numeric("chapter-number"):
        song = c.type == "song"
        label = c.value("track", "first") if song else c.label("chapter-number", case="first")
    return group(label, c.text("chapter-number"), delimiter=" ")


def supplement_of(c: Cite) -> Piece:
    """ "Suppl. 1"."""
    label = c.term("supplement", "short", "first") if c.numeric("supplement-number") else None
    return group(label, c.text("supplement-number", case="first"), delimiter=" ")


def _number_part(c: Cite) -> Piece:
    if c.has("part-title") or not c.numeric("part-number"):
        return None
    return macro(_part_number(c))


def monographic(c: Cite) -> Piece:
    """Edition, volume, pages of a book."""
    excluded = SERIAL | {"broadcast", "event", "patent", "performance", "post", "speech", "webpage"}
    if c.type in excluded or (not c.has(*EDITORS) and c.type in TALKS):
        return None
    return macro(_monographic_item(c))


def _monographic_item(c: Cite) -> Piece:
    version = group(c.label("version", case="first"), c.text("version"), delimiter=" ")
    if c.numeric("edition"):
        edition = group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    else:
        edition = group(c.text("edition"), delimiter=" ")
    issue = group(c.label("issue", case="first"), c.text("issue"), delimiter=" ")
    return group(
        macro(version),
        macro(edition),
        macro(_report_series(c)),
        macro(supplement_of(c)),
        macro(_number_volume(c)),
        macro(_number_part(c)),
        macro(issue),
        macro(_locators(c)),
        delimiter=", ",
    )


def _report_series(c: Cite) -> Piece:
    if c.type not in {"document", "report", "standard"}:
        return None
    return group(
        c.text("collection-title", case="title"), c.text("collection-number"), delimiter=" "
    )


def _number_volume(c: Cite) -> Piece:
    if c.has("volume") and c.has("volume-title", "part-title"):
        return None
    if c.numeric("volume"):
        return macro(_volume(c))
    if not c.numeric("number-of-volumes"):
        return macro(group(c.text("number-of-volumes"), delimiter=" "))
    label = c.label("number-of-volumes", "short", "first")
    count = group(c.term("page-range-delimiter", prefix="1"), c.number("number-of-volumes"))
    return macro(group(label, count, delimiter=" "))


def _locators(c: Cite) -> Piece:
    if c.has("page"):
        return macro(group(c.label("page", "short"), c.text("page"), delimiter=" "))
    if c.has("chapter-number") and c.has("genre", "title"):
        return macro(_chapter_number(c))
    return None


def identifier_of(c: Cite) -> Piece:
    """What tells the work from others: edition, number, editors, in parentheses."""
    return group(*_identifiers(c), delimiter="; ", prefix="(", suffix=")")


def _identifiers(c: Cite) -> list[Piece]:  # noqa: PLR0911 (one kind of work a line)
    if c.type == "patent":
        return [macro(_patent(c))]
    if c.type in {"post", "webpage"}:
        return [macro(contributors_of(c)), macro(number_of(c)), macro(monographic(c))]
    if c.type == "report":
        if c.has("container-title"):
            return [macro(contributors_of(c))]
        if c.has("title"):
            return [macro(contributors_of(c)), macro(number_of(c)), macro(monographic(c))]
        return [macro(contributors_of(c)), macro(monographic(c))]
    if c.has("container-title"):
        chapter = None if c.has("genre", "title") else macro(_chapter_number(c))
        number = macro(number_of(c)) if c.type in PICTURES else None
        return [chapter, macro(contributors_of(c)), number, macro(_serial_part(c))]
    return [
        macro(contributors_of(c)),
        macro(number_of(c)),
        macro(monographic(c)),
        macro(_serial_part(c)),
    ]


def _patent(c: Cite) -> Piece:
    kind = c.text("genre", case="first") if c.has("genre") else c.term("patent", case="first")
    return group(c.text("authority", form="short"), kind, macro(_label_number(c)), delimiter=" ")


def _serial_part(c: Cite) -> Piece:
    return macro(_number_part(c)) if in_series(c) else None
