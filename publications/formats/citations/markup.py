"""Markup and quotation marks inside a field's text.

Titles come with ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, small capitals, ``nocase`` spans and
quotation marks, straight or curly. Here they become nodes with styles. What is nested in its own
kind is turned round: italics inside an italic title are upright, quotation marks inside quoted
titles are single. A mark with no partner stays as text, a lone single one as an apostrophe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .output import Node, Style
from .terms import ROMAN

_SMALL_CAPS = '<span style="font-variant:small-caps;">'
_NO_CASE = '<span class="nocase">'
_NO_DECOR = '<span class="nodecor">'


@dataclass(frozen=True, slots=True)
class _Kind:
    closer: str
    style: Style


_DOUBLE = _Kind('"', ("quotes", "outer"))
_SINGLE = _Kind("'", ("quotes", "inner"))
_OPENERS = {
    _NO_CASE: _Kind("</span>", ("class", "nocase")),
    _NO_DECOR: _Kind("</span>", ("class", "nodecor")),
    _SMALL_CAPS: _Kind("</span>", ("variant", "small-caps")),
    "<sc>": _Kind("</sc>", ("variant", "small-caps")),
    "<i>": _Kind("</i>", ("slant", "italic")),
    "<b>": _Kind("</b>", ("weight", "bold")),
    "<sup>": _Kind("</sup>", ("align", "sup")),
    "<sub>": _Kind("</sub>", ("align", "sub")),
    ' "': _DOUBLE,
    " '": _SINGLE,
    '("': _DOUBLE,
    "('": _SINGLE,
    "“": _Kind("”", ("quotes", "outer")),
    "‘": _Kind("’", ("quotes", "inner")),
}
_STRAIGHT = {' "': "outer", '("': "outer", " '": "inner", "('": "inner"}
_CLOSERS = tuple(dict.fromkeys(kind.closer for kind in _OPENERS.values()))
_ANY = re.compile("|".join(re.escape(tag) for tag in (*_OPENERS, *_CLOSERS)))
_TURNED = {"outer": "inner", "inner": "outer"}
_UPRIGHT = {"slant": "italic", "weight": "bold", "variant": "small-caps"}
_CURLY_APOSTROPHE = re.compile(f"({ROMAN})’({ROMAN})")
_SMALL_CAPS_SPELLINGS = re.compile(
    r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>', re.IGNORECASE
)
_CLASS_SPELLINGS = re.compile(r'<span\s+class="(no(?:case|decor))"[^>]*>')
_MAY_HAVE_MARKUP = re.compile("[<\"'“”‘’]")


def read_markup(node: Node, around: tuple[Style, ...] = ()) -> bool:
    """Turn the markup in a tree's texts into nodes, in place; whether there was any.

    ``around`` are the styles of what the tree is in.
    """
    content = node.content
    styles = (*around, *node.styles) if node.styles else around
    if isinstance(content, str):
        return bool(_MAY_HAVE_MARKUP.search(content)) and _read_text(node, content, styles)
    found = False
    for child in content:
        found = read_markup(child, styles) or found
    return found


def _read_text(node: Node, text: str, around: tuple[Style, ...]) -> bool:
    keeps_space = text[0] == " " and not re.match(r"\s+['\"]", text)
    pieces = _Pieces.of(" " + _CURLY_APOSTROPHE.sub(r"\1'\2", text))
    if not pieces.tags:
        return False
    pieces.pair_up()
    straight = pieces.neutralise()
    if keeps_space:
        pieces.texts[0] = " " + pieces.texts[0]
    node.content = _tree(pieces, around, straight)
    return True


@dataclass(slots=True)
class _Pieces:
    """A text cut at its tags: ``texts[0] tags[0] texts[1] tags[1] …``."""

    tags: list[str]
    texts: list[str]
    # Whether the space of the tag after this one was put in, not found.
    forced: list[bool]
    open: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> _Pieces:
        text = _SMALL_CAPS_SPELLINGS.sub(_SMALL_CAPS, text)
        text = _CLASS_SPELLINGS.sub(r'<span class="\1">', text)
        tags = _ANY.findall(text)
        texts = _ANY.split(text)
        forced = []
        for i in range(len(tags) - 1):
            if tags[i] in _OPENERS:
                touching = not texts[i + 1] and tags[i + 1] in {'"', "'"}
                if touching:
                    tags[i + 1] = " " + tags[i + 1]
                forced.append(touching)
        return cls(tags, texts, forced)

    def pair_up(self) -> None:
        """Find each opening tag its closing one, and turn what has none back into text."""
        for i in range(len(self.tags)):
            tag = self.tags[i]
            apostrophe = _apostrophe(tag, self.texts[i + 1])
            if apostrophe:
                self._as_text(i, apostrophe)
                continue
            if tag in _OPENERS:
                self.open.append((tag, i))
            else:
                self._place(tag, i)
        for tag, position in reversed(self.open):
            plain = " ’" if tag in {" '", "'"} else self.tags[position]
            self._as_text(position, plain)

    def _place(self, tag: str, i: int) -> None:
        """Match a closing tag, giving up opening ones that stand between it and its own."""
        while True:
            misplaced = self._close(tag, i)
            if misplaced is None:
                return
            if tag == "'":
                self._as_text(i, "’")
                break
            failed = self.tags[misplaced]
            if 0 < misplaced <= len(self.forced) and self.forced[misplaced - 1]:
                failed = failed[1:]
            self._as_text(misplaced, failed)
            if not self.open:
                break
            self.open.pop()
        self._as_text(i, self.tags[i])

    def _as_text(self, i: int, plain: str) -> None:
        self.texts[i + 1] = plain + self.texts[i + 1]
        self.tags[i] = ""

    def _close(self, tag: str, i: int) -> int | None:
        if not self.open:
            return i
        opener, position = self.open[-1]
        if _OPENERS[opener].closer != tag:
            return position
        self.open.pop()
        if opener == _NO_CASE:
            self.tags[position] = self.tags[i] = ""
        return None

    def neutralise(self) -> dict[str, str]:
        """Join the texts between dropped tags; which straight marks are the outer ones."""
        tags: list[str] = []
        texts = [self.texts[0]]
        for tag, text in zip(self.tags, self.texts[1:], strict=True):
            if tag:
                tags.append(tag)
                texts.append(text)
            else:
                texts[-1] += text
        self.tags, self.texts = tags, texts
        straight = [tag for tag in tags if tag in _STRAIGHT]
        for i, tag in enumerate(tags):
            forced = 0 < i <= len(self.forced) and self.forced[i - 1]
            if tag in _STRAIGHT and not forced:
                texts[i] += tag[0]
        if straight and _STRAIGHT[straight[0]] == "inner":
            return {tag: _TURNED[level] for tag, level in _STRAIGHT.items()}
        return dict(_STRAIGHT)


def _apostrophe(tag: str, following: str) -> str:
    if tag == "'" and following and following[0] not in ",.?:; ":
        return "’"
    if tag == " '" and following.startswith(" "):
        return " ’"
    return ""


def _tree(pieces: _Pieces, around: tuple[Style, ...], straight: dict[str, str]) -> list[Node]:
    """Nodes for the texts, inside nodes for the tags around them."""
    first = pieces.texts[0]
    for _ in range(2):
        first = first.removeprefix(" ")
    root: list[Node] = [Node(first)] if first else []
    levels = [root]
    open_styles: list[Style] = []
    for tag, text in zip(pieces.tags, pieces.texts[1:], strict=True):
        if tag in _OPENERS:
            styles = _styles_of(tag, open_styles, around, straight)
            open_styles.append(styles[0] if styles else ("class", "nodecor"))
            inside: list[Node] = []
            levels[-1].append(Node(inside, styles=styles))
            levels.append(inside)
        elif len(levels) > 1:
            open_styles.pop()
            levels.pop()
        if text:
            levels[-1].append(Node(text))
    return root


def _styles_of(
    tag: str, inside: list[Style], around: tuple[Style, ...], straight: dict[str, str]
) -> tuple[Style, ...]:
    if tag == _NO_DECOR:
        kinds = dict.fromkeys(kind for kind, _ in around if kind in _UPRIGHT)
        return tuple((kind, "normal") for kind in kinds)
    kind, value = _OPENERS[tag].style
    if tag in straight:
        value = straight[tag]
    for other, current in (*reversed(inside), *around):
        if other == kind:
            return ((kind, _turned(kind, value, current)),)
    return ((kind, value),)


def _turned(kind: str, value: str, current: str) -> str:
    if kind == "quotes":
        return _TURNED[current]
    if kind in _UPRIGHT:
        return "normal" if current != "normal" else _UPRIGHT[kind]
    return value
