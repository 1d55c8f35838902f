"""Contributors beside the author."""

from __future__ import annotations

from ..cite import Cite, Label
from ..kinds import in_series
from ..pieces import Piece, group, macro
from .works import CAPITAL_VERB, FULL, VERB


def _people(c: Cite, label: Label, delimiter: str, *roles: str) -> list[Piece]:
    return [c.names(role, FULL, label, delimiter=delimiter) for role in roles]


_COMPILERS = "compiler chair organizer curator"
_MAKERS = "series-creator executive-producer"


def contributors_of(c: Cite) -> Piece:
    """Who else had a hand in it, of a kind that fits the work."""
    if in_series(c):
        return macro(serial_contributors(c))
    return macro(monographic_contributors(c))


def serial_contributors(c: Cite) -> Piece:
    """Of an article or a talk."""
    roles = (
        "translator narrator",
        _COMPILERS,
        _MAKERS,
        "producer",
        "director",
        "script-writer",
        "performer",
    )
    return group(*_people(c, CAPITAL_VERB, ". ", *roles), delimiter=". ")


def monographic_contributors(c: Cite) -> Piece:
    """Of a book, a film, a web page."""
    before = (
        "container-author",
        "editor-translator",
        "editor translator",
        "editorial-director",
        "guest",
        "host",
    )
    after = (_COMPILERS, _MAKERS, "producer", "director")
    staged = ("script-writer",) if c.type in {"broadcast", "performance"} else ()
    if c.type in {"post", "webpage"}:
        roles = [*before, "illustrator", "narrator", *after, *staged, "performer", "contributor"]
    else:
        whole = not c.has("container-title")
        roles = [*before] if whole else []
        roles += ["illustrator", "narrator"]
        if whole:
            roles += [*after, *staged, "performer"]
            roles += [] if c.type in {"song", "thesis"} else ["contributor"]
        roles += ["contributor"] if c.type == "song" else []
    return group(*_people(c, CAPITAL_VERB, ". ", *roles), delimiter=". ")


def _container_roles(c: Cite) -> list[str]:
    roles = [
        "editor-translator",
        "editor translator",
        "guest",
        "host",
        "chair organizer",
        "illustrator narrator compiler curator",
        _MAKERS,
        "producer",
        "editorial-director",
    ]
    roles += ["script-writer"] if c.type in {"broadcast", "performance"} else []
    roles += ["director", "performer"]
    roles += [] if c.type in {"song", "thesis"} else ["contributor"]
    return roles


def _written_in_container(c: Cite) -> bool:
    return c.has_all("container-author", "container-title")


def whole_contributors(c: Cite) -> Piece:
    """Who made the book it is in: the author, or those who edited it."""
    if _written_in_container(c):
        return c.names("container-author", FULL, VERB)
    return group(*_people(c, VERB, ", ", *_container_roles(c)), delimiter=", ")


def contributors_besides_author(c: Cite) -> Piece:
    """Those who edited the book it is in, where that has an author of its own."""
    if not _written_in_container(c):
        return None
    return group(*_people(c, CAPITAL_VERB, ". ", *_container_roles(c)), delimiter=". ")
