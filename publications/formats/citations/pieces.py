"""Pieces of a citation, and the groups that hold them together.

A group prints nothing if it asked for variables and got none, so "vol." never stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .output import Node, Style
from .terms import ROMAN
from .titles import CASES

# A node; what printed nothing, true if a variable was asked for; no piece at all; or several.
type Piece = Node | bool | Sequence[Piece] | None

ASKED = True
_ROMAN = re.compile(ROMAN)
_NARROW = re.compile(" ([:;?!»])")
_OPENING = ":.;!? "


def group(
    *pieces: Piece,
    delimiter: str = "",
    prefix: str = "",
    suffix: str = "",
    styles: tuple[Style, ...] = (),
) -> Piece:
    """Pieces side by side; nothing if variables were asked for and none was there."""
    nodes: list[Node] = []
    # Whether a variable was asked for, whether one was got, whether a word was said.
    state = [False, False, False]
    _gather(pieces, nodes, state)
    asked, got, said = state
    if got or (said and not asked):
        return Node(nodes, prefix=prefix, suffix=suffix, delimiter=delimiter, styles=styles)
    return asked


def macro(
    *pieces: Piece, prefix: str = "", suffix: str = "", styles: tuple[Style, ...] = ()
) -> Piece:
    """A group with a name of its own: the affixes and styles are around the whole of it."""
    inner = group(*pieces)
    if not isinstance(inner, Node):
        return inner
    return Node([inner], prefix=prefix, suffix=suffix, styles=styles)


def _gather(pieces: Iterable[Piece], nodes: list[Node], state: list[bool]) -> None:
    for piece in pieces:
        if piece is None:
            continue
        if isinstance(piece, bool):
            state[0] = piece
        elif isinstance(piece, Node):
            nodes.append(piece)
            if piece.role == "word":
                state[2] = True
            elif not piece.role:
                state[1] = True
        else:
            _gather(piece, nodes, state)


def word(
    text: str, case: str = "", prefix: str = "", suffix: str = "", no_periods: bool = False
) -> Node:
    """A word of the style's or the language's own, which is no reason to keep a group."""
    if no_periods:
        text = text.replace(".", "")
    node = written(text, case=case, prefix=prefix, suffix=suffix)
    node.role = "word"
    return node


def written(
    text: str,
    *,
    prefix: str = "",
    suffix: str = "",
    styles: tuple[Style, ...] = (),
    case: str = "",
    no_periods: bool = False,
) -> Node:
    """A piece of text as it will be printed, its opening punctuation set apart."""
    text = _NARROW.sub("\u202f\\1", text).replace("« ", "«\u202f")
    text = re.sub(r"\s+'", " '", text) if "'" in text else text
    if text.startswith("'"):
        text = " " + text
    content = text
    if text[:1] in _OPENING and text[:1] != " " and text:
        content = text.lstrip(_OPENING)
        if content:
            prefix += text[: len(text) - len(content)]
        else:
            content = text
    if case:
        content = CASES[case](text)
    if no_periods:
        content = re.sub(r"\.([^a-z]|$)", r"\1", content)
    if styles and not _ROMAN.search(content):
        styles = tuple(style for style in styles if style[0] != "slant")
    return Node(content, prefix=prefix, suffix=suffix, styles=styles)


def flat(pieces: Iterable[Piece]) -> Iterable[Node]:
    """The nodes among pieces and lists of pieces, in order."""
    for piece in pieces:
        if isinstance(piece, Node):
            yield piece
        elif isinstance(piece, list | tuple):
            yield from flat(piece)
