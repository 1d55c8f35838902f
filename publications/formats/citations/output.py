"""The tree a citation is built of, and its two renderings: HTML and plain text.

A node is a piece of text or a list of nodes, with a prefix, a suffix, a delimiter between its
children and styles around its content. Punctuation is settled on the tree (``punctuation.py``),
so that two full stops never meet, before it is turned into text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .terms import QUOTES

Style = tuple[str, str]
Run = tuple[str, frozenset[str]]

ITALIC: Style = ("slant", "italic")
BOLD: Style = ("weight", "bold")
QUOTED: Style = ("quotes", "outer")

TAGS = {
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "small-caps": ('<span class="smallcaps">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
}
_REVERSES = {"slant": "italic", "weight": "bold", "variant": "small-caps"}
_TWO_SPACES = re.compile(r"\s\s")

# Characters that HTML output shows as raised ordinary ones.
SUPERSCRIPTS = dict(
    zip(
        "ªº²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿʰʲʳʷʸˡˢˣᵃᵇᵈᵉᵍᵏᵐᵒᵖᵗᵘᵛ",
        "ao2310i456789+−=()nhjrwylsxabdegkmoptuv",
        strict=True,
    )
) | {"™": "TM", "℠": "SM"}
_RAISED = re.compile(f"([{''.join(SUPERSCRIPTS)}])")


@dataclass(slots=True, eq=False)
class Node:
    """One piece of a citation; ``content`` is its text or its children."""

    content: str | list[Node]
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    styles: tuple[Style, ...] = ()
    # A number keeps its punctuation to itself.
    number: bool = False
    # A term that opens the whole citation is capitalised.
    term: bool = False
    # What a group makes of it: empty for a variable's text, "word" for a word of the style's,
    # "silent" for what is there but is no reason to keep the group.
    role: str = ""


def leaves(node: Node) -> Iterator[Node]:
    """Every node with text of its own, in reading order."""
    if isinstance(node.content, str):
        yield node
    else:
        for child in node.content:
            yield from leaves(child)


def pruned(node: Node) -> Node | None:
    """The tree without what would print nothing and without levels that add nothing."""
    content = node.content
    if isinstance(content, str):
        return node if content else None
    children = [kept for child in content if (kept := pruned(child)) is not None]
    if not children:
        return None
    if len(children) == 1 and _bare(node) and _bare(children[0]):
        return children[0]
    node.content = children
    return node


def _bare(node: Node) -> bool:
    return not (node.prefix or node.suffix or node.styles or node.number)


def printed(node: Node, html: bool) -> list[Run]:
    """A whole citation as pieces of text, without the blanks that absent parts leave at its ends.

    In HTML a blank inside a tag, as of a title that opens with one, stays.
    """
    pieces = _runs(node, html)
    while pieces and not (html and pieces[-1][1]):
        text, styles = pieces.pop()
        if text := text.rstrip():
            pieces.append((text, styles))
            break
    for i, (text, styles) in enumerate(pieces):
        if html and styles:
            return pieces[i:]
        if text := text.lstrip():
            return [(text, styles), *pieces[i + 1 :]]
    return []


def _runs(node: Node, html: bool) -> list[Run]:
    """A node as pieces of text, each with the styles it is printed in."""
    inside = _inside(node, html)
    if not inside or not (node.prefix or node.suffix):
        return inside
    return [*_plain(node.prefix, html), *inside, *_plain(node.suffix, html)]


def _inside(node: Node, html: bool) -> list[Run]:
    content = node.content
    pieces: list[Run]
    if isinstance(content, str):
        pieces = _plain(content, html)
    else:
        pieces = []
        for child in content:
            part = _runs(child, html)
            if part:
                if pieces and node.delimiter:
                    pieces += _plain(node.delimiter, html)
                pieces += part
    if pieces:
        for kind, value in node.styles:
            pieces = _with_style(pieces, kind, value)
    return pieces


def _with_style(pieces: list[Run], kind: str, value: str) -> list[Run]:
    if kind == "quotes":
        if value not in QUOTES:
            return pieces
        opening, closing = QUOTES[value]
        return [(opening, frozenset()), *pieces, (closing, frozenset())]
    if value == "normal":
        return [(text, styles | {f"no {_REVERSES[kind]}"}) for text, styles in pieces]
    return [(text, _added(styles, value)) for text, styles in pieces]


def _added(styles: frozenset[str], value: str) -> frozenset[str]:
    """An outer style added to what is inside it, unless the inside has turned it off."""
    if f"no {value}" in styles:
        return styles - {f"no {value}"}
    return styles | {value}


def _plain(text: str, html: bool) -> list[Run]:
    if not text:
        return []
    if not html or (text.isalnum() and text.isascii()):
        return [(text, frozenset())]
    text = _TWO_SPACES.sub("\u00a0 ", text)
    if not _RAISED.search(text):
        return [(text, frozenset())]
    return [
        (SUPERSCRIPTS[piece], frozenset({"sup"})) if piece in SUPERSCRIPTS else (piece, frozenset())
        for piece in _RAISED.split(text)
        if piece
    ]


def to_html(pieces: Iterable[Run]) -> str:
    """HTML of the pieces; the only tags in it are those of ``TAGS``."""
    out: list[str] = []
    open_tags: list[str] = []
    for text, styles in pieces:
        if styles or open_tags:
            wanted = [name for name in TAGS if name in styles]
            kept = 0
            while kept < min(len(open_tags), len(wanted)) and open_tags[kept] == wanted[kept]:
                kept += 1
            out += (TAGS[name][1] for name in reversed(open_tags[kept:]))
            out += (TAGS[name][0] for name in wanted[kept:])
            open_tags = wanted
        out.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    out += (TAGS[name][1] for name in reversed(open_tags))
    return "".join(out)
