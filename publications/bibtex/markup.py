"""HTML and JATS elements that publishers leave in the titles and abstracts which they export, and
LaTeX that a program took for text."""

import re
from typing import TYPE_CHECKING

from publications.bibtex.grammar import is_balanced
from publications.bibtex.richtext import escape

if TYPE_CHECKING:
    from publications.bibtex.decoder import Decoder

TAG = (
    r"</?[A-Za-z][A-Za-z0-9:-]{0,20}"
    r"(?:\s+[\w:-]{1,30}\s*=\s*(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'))*\s*/?>"
)
"""A start or an end tag, as a regular expression."""

ESCAPES = ("{\\textless}", "{$<$}", "lt;")
"""What a value has at least one of that `unescaped` changes."""

_ESCAPED = re.compile(
    r"(?:\{(?:\\textless|\$<\$)\}|(?:\{\\&\}|\\?&)(?:amp;)?lt;)"
    r"(/?[A-Za-z][A-Za-z0-9:-]{0,20}(?:\s[^{}<>]{1,300}?)?/?)"
    r"(?:\{(?:\\textgreater|\$>\$)\}|(?:\{\\&\}|\\?&)(?:amp;)?gt;)"
)
_NAME = re.compile(r"</?(?:jats:|mml:)?([A-Za-z0-9:-]+)", re.IGNORECASE)
_ELEMENTS = {
    "i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b", "sup": "sup",
    "sub": "sub", "inf": "sub", "sc": "sc", "scp": "sc", "code": "code", "tt": "code",
    "monospace": "code",
}  # fmt: skip
_BREAKS = {"p": "\n\n", "li": "\n\n", "list-item": "\n\n", "title": " ", "sec": " ", "br": " "}
_BARE = frozenset(
    [
        "span",
        "font",
        "u",
        "underline",
        "small",
        "big",
        "nobr",
        "nocase",
        "div",
        "a",
        "ul",
        "ol",
        "list",
        "tex",
        "tex-math",
        "inline-formula",
        "alternatives",
        "named-content",
        "ext-link",
        "sans-serif",
        "roman",
        "styled-content",
        "abstract",
        "h1",
        "h2",
        "h3",
        "h4",
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mstyle",
        "semantics",
    ]
)
_SMALL_CAPITALS = re.compile(r"small-?caps", re.IGNORECASE)


def unescaped(value: str) -> str:
    """A LaTeX value with the elements as such that Mendeley, Zotero and Crossref escape in it."""
    return _ESCAPED.sub(r"<\1>", value)


_BACKSLASH = r"(?:\{\\textbackslash\}|\\textbackslash\{\}|\$\\backslash\$)"
_OPEN, _SHUT = r"(?:\{\\\{\}|\\\{)", r"(?:\{\\\}\}|\\\})"
_CIRCUMFLEX = r"(?:\\\^\{\}|\{\\textasciicircum\}|\{\\\^\{\}\})"
_TILDE = r"(?:\\~\{\}|\{\\textasciitilde\}|\{\\~\{\}\})"
_COMMAND = re.compile(
    rf"{_BACKSLASH}(?:(?:['\"`]|{_CIRCUMFLEX}|{_TILDE})(?:[A-Za-z]|{_OPEN}\\?[A-Za-z]|\{{\\?[A-Za-z]\}})"
    rf"|(?:[cvuHkr]|emph|it|bf|em|sc|text(?:it|bf|sc|sl|tt|rm|sub|super)\w*)(?![A-Za-z])\s?{_OPEN})"
    rf"|\\\$\}}?[^$]{{0,200}}?{_BACKSLASH}[A-Za-z]{{2,}}[^$]{{0,200}}?\\\$"
)
_MEANT = {
    _BACKSLASH: "\\",
    _OPEN: "{",
    _SHUT: "}",
    _CIRCUMFLEX: "^",
    _TILDE: "~",
    r"\{\\\$\}|\\\$": "$",
    r"\{\\_\}|\\_": "_",
}
_MEANT_SIGN = re.compile("|".join(f"({written})" for written in _MEANT))
_SIGNS = tuple(_MEANT.values())


def with_commands(value: str) -> str:
    """A LaTeX value with the commands as such that a program escaped: `{\\textbackslash}'e`."""
    if not _COMMAND.search(value):
        return value
    meant = _MEANT_SIGN.sub(lambda match: _SIGNS[(match.lastindex or 1) - 1], value)
    return meant if is_balanced(meant) else value


def tag(decoder: "Decoder", written: str) -> None:
    """What a tag prints; one that has no partner, or is none of those, stays text."""
    name = _NAME.match(written)[1].lower()  # type: ignore[index]
    to = _ELEMENTS.get(name, "")
    if name in _BREAKS:
        decoder.out.append(_BREAKS[name])
    elif not to and name not in _BARE:
        decoder.out.append("&lt;")
        return
    elif written[1] == "/":
        frame = decoder.frames[-1]
        if frame.kind != "html" or _NAME.match(frame.more)[1].lower() != name:  # type: ignore[index]
            decoder.out.append(escape(written))
        else:
            decoder.frames.pop()
            decoder.out.append(frame.closing)
    elif not written.endswith("/>"):
        if name == "span" and _SMALL_CAPITALS.search(written):
            to = "sc"
        decoder.open("html", f"</{to}>" if to else "", written)
        decoder.out.append(f"<{to}>" if to else "")
    decoder.at += len(written) - 1
