"""MathML in exports of publishers and reference managers, as TeX.

Presentation MathML (MathML Core and its `mfenced`, `mmultiscripts`); what is no well-formed
element stays as it is.
"""

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree as Xml

from publications.bibtex.symbols import GREEK, MATH

_ELEMENT = re.compile(r"<((?:\w+:)?)math\b[^<>]*>.*?</\1math\s*>", re.DOTALL | re.IGNORECASE)
_PREFIX = re.compile(r"(</?)[A-Za-z]+:(?=[A-Za-z])")
_DECLARATION = re.compile(r"""\s(?:xmlns|[\w-]*:[\w-]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")
_ESCAPED = re.compile(r"\\([&%#_$])")
_COMMANDS = {
    character: f"\\{name} "
    for name, character in reversed((GREEK | MATH).items())
    if len(character) == 1 and not character.isascii()
}
_SPECIAL = {c: f"\\{c}" for c in "&%#_$"} | {"−": "-", "\xa0": " ", "\u2062": "", "\u2061": ""}
_ACCENTS = {
    mark: name
    for name, marks in {
        "hat": "^ˆ", "tilde": "~˜", "bar": "¯‾_", "vec": "→", "dot": "˙", "ddot": "¨",
    }.items()
    for mark in marks
}  # fmt: skip
_DEEPEST = 50
_NOTHING = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts", "none"})


def with_tex(value: str) -> str:
    """The value with each MathML element in it as a TeX formula."""
    return _ELEMENT.sub(_formula, value)


def _formula(match: re.Match[str]) -> str:
    written = _DECLARATION.sub("", _PREFIX.sub(r"\1", match[0]))
    written = _ESCAPED.sub(r"\1", written).replace("{", "").replace("}", "")
    written = _NAMED.sub(lambda entity: html.unescape(entity[0]), written)
    try:
        # One element without a document type: it can neither define nor load entities.
        root = Xml.fromstring(written)  # noqa: S314
    except Xml.ParseError:
        return match[0]
    return f"${' '.join(_tex(root).split())}$"


def _text(text: str) -> str:
    return "".join(_SPECIAL.get(c) or _COMMANDS.get(c, c) for c in text if c not in "\\{}")


def _tex(node: Xml.Element, depth: int = 0) -> str:
    name = node.tag.lower()
    if name in _NOTHING:
        return ""
    if depth > _DEEPEST or not len(node):
        return _leaf(name, "".join(node.itertext()))
    parts = [_tex(child, depth + 1) for child in node]
    if name in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}:
        return _scripts(name, parts)
    if name == "mfenced":
        opening, closing = node.get("open", "("), node.get("close", ")")
        return opening + node.get("separators", ",")[:1].join(parts) + closing
    return _LAYOUTS.get(name, "".join)(parts)


_LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: "\\frac" + "".join(f"{{{part}}}" for part in parts),
    "mroot": lambda parts: f"\\sqrt[{''.join(parts[1:])}]{{{parts[0]}}}",
    "msqrt": lambda parts: f"\\sqrt{{{''.join(parts)}}}",
    "mtable": lambda parts: "\\begin{matrix}" + " \\\\ ".join(parts) + "\\end{matrix}",
    "mtr": " & ".join,
    "semantics": lambda parts: parts[0],
}


def _leaf(name: str, text: str) -> str:
    text = " ".join(text.split()) if name != "mtext" else text
    if name == "mspace":
        return " "
    if name == "mtext" and text.strip():
        return f"\\text{{{_text(text)}}}"
    if name == "mi" and len(text) > 1 and text.isalpha():
        return f"\\mathrm{{{_text(text)}}}"
    return _text(text)


def _scripts(name: str, parts: list[str]) -> str:
    base, scripts = parts[0], parts[1:]
    if name == "mover" and scripts and scripts[0].strip() in _ACCENTS:
        return f"\\{_ACCENTS[scripts[0].strip()]}{{{base}}}"
    if len(base.strip()) > 1 and not re.fullmatch(r"\\[A-Za-z]+(?:\{[^{}]*\})?", base.strip()):
        base = f"{{{base}}}"
    signs = "^" if name in {"msup", "mover"} else "_^"
    return base.rstrip() + "".join(
        f"{sign}{{{script}}}" for sign, script in zip(signs, scripts, strict=False) if script
    )
