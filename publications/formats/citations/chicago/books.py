"""The book a work is in, its series, and the event it was made for."""

from __future__ import annotations

from ..cite import Cite
from ..kinds import NUMBERED, in_series, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .dating import event_date
from .journals import issue_of, preposition_of, serial_of
from .people import contributors_besides_author, whole_contributors
from .works import (
    FULL,
    VERB,
    VOLUMES,
    described_format,
    edition_of,
    number_of,
    number_of_volumes,
    numbered,
    part_number,
    part_title,
    version_of,
    volume_title,
)

PUBLISHED = (
    "event-date",
    "original-date",
    "original-publisher",
    "original-publisher-place",
    "publisher",
    "status",
)


def source_of(c: Cite) -> Piece:
    """Where it appeared."""
    if c.type in {"patent", "post", "webpage"}:
        return None
    return macro(serial_of(c) if in_series(c) else _monographic(c))


def _monographic(c: Cite) -> Piece:
    where = None
    if c.has("container-title"):
        title = group(macro(preposition_of(c)), macro(whole_title(c)), delimiter=" ")
        where = group(
            title,
            macro(_whole_description(c)),
            macro(_whole_identifier(c)),
            macro(_whole_locator(c)),
            delimiter=", ",
        )
    others = macro(contributors_besides_author(c))
    return group(
        where,
        others,
        macro(series_of(c)),
        macro(event_of(c)) if c.has(*PUBLISHED) else None,
        delimiter=". ",
    )


def whole_title(c: Cite) -> Piece:
    """The most particular title of what it is in."""
    if c.has("part-title"):
        return macro(part_title(c))
    if c.has("volume-title"):
        return macro(volume_title(c))
    return c.text("container-title", case="title", styles=(ITALIC,))


def _whole_description(c: Cite) -> Piece:
    if c.type in {"document", "report", "software", "standard"}:
        return macro(described_format(c))
    if c.has(*NUMBERED):
        return None
    events = {"event", "paper-conference", "performance", "speech"}
    return macro(described_format(c)) if c.type in events else None


def _whole_identifier(c: Cite) -> Piece:
    pictures = {"broadcast", "graphic", "map", "motion_picture", "song"}
    told = not c.has("original-title") and c.has_all("issued", "original-date")
    return group(
        None if c.type in pictures else macro(number_of(c)),
        macro(version_of(c)),
        macro(None if told else macro(edition_of(c))),
        macro(_whole_contributors_and_volume(c)),
        delimiter=", ",
    )


def _whole_contributors_and_volume(c: Cite) -> Piece:
    people = macro(whole_contributors(c))
    volume = macro(_which_volume_of_whole(c))
    editor: Piece = None
    if c.has("number-of-volumes", *VOLUMES):
        editor = c.names("collection-editor", FULL, VERB)
    count = None if c.has(*VOLUMES, "page") else macro(number_of_volumes(c))
    return group(people, volume, editor, count, delimiter=", ")


def _which_volume_of_whole(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.has_all(*VOLUMES):
        title = c.text("container-title", case="title", styles=(ITALIC,))
        pieces = [
            group(macro(part_number(c)), c.value("of"), macro(volume_title(c)), delimiter=" "),
            group(macro(numbered(c, "volume")), c.value("of"), title, delimiter=" "),
        ]
    elif c.has("part-title", "volume-title"):
        title = c.text("container-title", case="title", styles=(ITALIC,))
        pieces = [group(*_numbers_of_volume(c), title, delimiter=" ")]
    elif c.has("part-number"):
        pieces = [macro(numbered(c, "volume")), macro(part_number(c))]
    else:
        pieces = [macro(numbered(c, "volume"))]
    return group(*pieces, delimiter=", ")


def _numbers_of_volume(c: Cite) -> list[Piece]:
    if c.has_all("part-number", "volume"):
        volume = macro(numbered(c, "volume"))
        return [group(volume, macro(part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(part_number(c)), c.value("of")]
    if c.has("volume"):
        return [macro(numbered(c, "volume")), c.value("of")]
    return []


def _whole_locator(c: Cite) -> Piece:
    return None if c.has("container-title") else c.text("page")


def series_of(c: Cite) -> Piece:
    """The series it belongs to, and its number there."""
    edited = c.has_all("collection-editor", "collection-title")
    if edited and not c.has("number-of-volumes", *VOLUMES):
        return group(
            c.text("collection-title", case="title"),
            c.names("collection-editor", FULL, VERB),
            macro(numbered(c, "collection-number")),
            macro(issue_of(c)),
            delimiter=", ",
        )
    return group(macro(_series_title(c)), delimiter=", ")


def _series_title(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.has("issue"):
        pieces = [
            c.text("collection-title", case="title"),
            macro(numbered(c, "collection-number")),
            macro(issue_of(c)),
        ]
    elif c.has("collection-title"):
        pieces = [c.text("collection-title", case="title"), c.text("collection-number")]
        if c.numeric("collection-number"):
            pieces = [group(*pieces, delimiter=" ")]
    return group(*pieces, delimiter=", ")


def event_of(c: Cite) -> Piece:
    """ "Paper presented at…", "Recorded at…"."""
    told = (
        c.type == "interview"
        or c.has("interviewer")
        or (c.type == "personal_communication" and c.has("recipient"))
        or is_review(c)
    )
    pieces: list[Piece] = []
    printed = c.type == "paper-conference" and c.has(*NUMBERED)
    if not told and not printed and c.has("event", "event-date", "event-title"):
        pieces = [macro(_event_status(c)), macro(_event_description(c))]
    return group(*pieces, delimiter=" ")


def _event_status(c: Cite) -> Piece:
    pieces: list[Piece] = []
    at = c.term("at") if c.has("event-title") and c.type in {"paper-conference", "song"} else None
    if c.type == "broadcast" and c.has("status"):
        pieces = [c.text("status", case="first")]
    elif c.type == "paper-conference":
        if c.has("genre"):
            pieces = [c.value("presented", "first"), at]
        else:
            kind = c.term("paper-conference", "short", "first")
            pieces = [kind, c.value("presented"), at]
    elif c.type == "song":
        pieces = [c.value("recorded", "first"), at]
    elif not c.has("issued"):
        pieces = [c.text("status", case="first")]
    return group(*pieces, delimiter=" ")


def _event_description(c: Cite) -> Piece:
    plain = c.type == "song" or (c.type == "paper-conference" and not c.has("genre"))
    name = "event-title" if c.has("event-title") else "event"
    return group(
        macro(c.text(name, case="" if plain else "first")),
        macro(event_date(c)),
        c.text("event-place"),
        delimiter=", ",
    )
