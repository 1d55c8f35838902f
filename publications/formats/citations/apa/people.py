"""Contributors beside the author."""

from __future__ import annotations

from ..cite import Cite, Label
from ..kinds import in_series
from ..names import NameStyle
from ..pieces import Piece, group, macro

NAMES = NameStyle(
    initials=". ",
    et_al_min=21,
    et_al_first=19,
    et_al_last=True,
)
AND = NAMES.but(and_word="&")
INVERTED = AND.but(before_last="always", inverted="all")
SHORT_ROLE = Label("short", "title", prefix=" (", suffix=")")
ROLE = Label("long", "title", prefix=" (", suffix=")")
_AFTER = Label("short", "title", prefix=", ")
_AFTER_LONG = Label("long", "title", prefix=", ")
_BY = Label("verb-short", "title", suffix=" ", before=True)
_OTHERS = "compiler chair organizer curator series-creator executive-producer"


def contributors_of(c: Cite) -> Piece:
    """Translators, narrators, editors of a book within its parentheses."""
    interviewer = None
    if c.has("title"):
        interviewer = c.names("interviewer", AND, _AFTER, delimiter="; ")
    if in_series(c):
        others = c.names("translator narrator", AND, _AFTER, delimiter="; ")
        return macro(group(interviewer, others, delimiter="; "))
    author = c.names("container-author", AND, _BY) if _names_container_author(c) else None
    if c.type in {"post", "webpage"}:
        pieces = [
            author,
            c.names("editor translator", AND, _AFTER, delimiter="; "),
            c.names("illustrator narrator", AND, _AFTER, delimiter="; "),
            c.names(_OTHERS, AND, _AFTER_LONG, delimiter="; "),
        ]
    else:
        pieces = [c.names("illustrator narrator", AND, _AFTER, delimiter="; ")]
        if not c.has("container-title"):
            pieces += [
                author,
                c.names("editor translator", AND, _AFTER, delimiter="; "),
                c.names(_OTHERS, AND, _AFTER_LONG, delimiter="; "),
            ]
        elif not c.has("editor-translator"):
            pieces.append(c.names("translator", AND, _AFTER, delimiter="; "))
    return macro(group(interviewer, *pieces, delimiter="; "))


def _names_container_author(c: Cite) -> bool:
    return c.type in {"post", "webpage"} or not c.has("container-title")
