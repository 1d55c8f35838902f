"""Rich and plain text to LaTeX, such that decoding gives the same text again.

Letters stay Unicode (UTF-8 is what LaTeX reads today); what has a meaning for TeX or BibTeX is
escaped, and braces that are text become commands, since BibTeX counts escaped braces.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from publications.bibtex.name_marks import with_signs
from publications.bibtex.names import Name, encode_name
from publications.bibtex.richtext import collapse, math_text, plain, tokens

_ESCAPES = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "$": "\\$",
    "&": "\\&",
    "%": "\\%",
    "#": "\\#",
    "_": "\\_",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "`": "\\textasciigrave{}",
    "\xa0": "~",
}
_SPECIAL = re.compile(
    r"\\(?P<command>(?=['\"]?[A-Za-z]))|[\\{}$%#_~^`\xa0]"
    r"|&(?P<entity>\#?\w{1,8};)?|-(?=-)|'(?=')|,(?=,\w)|<(?=[/A-Za-z])"
)
_COMMANDS = {
    "i": "textit",
    "b": "textbf",
    "sup": "textsuperscript",
    "sub": "textsubscript",
    "sc": "textsc",
    "code": "texttt",
}
_ADDRESS = re.compile(r"[%#&_$]")


def _escaped(match: re.Match[str]) -> str:
    character = match[0][0]
    if match["command"] is not None:
        return "{\\textbackslash{}}"  # else it would be read as a command that a program escaped
    if match["entity"]:
        return "\\&{}" + _SPECIAL.sub(_escaped, match["entity"])
    if character in "-',":
        return character + "{}"
    if character == "<":
        return "\\textless{}"
    return _ESCAPES[character]


def encode_plain(text: str) -> str:
    """Bare Unicode text as LaTeX on one line."""
    return _SPECIAL.sub(_escaped, collapse(text, paragraphs=False))


def encode(text: str, protected: Iterable[str] = ()) -> str:
    """Rich text as LaTeX; the protected words and phrases stand in braces.

    `decode(encode(text)).text == text` for every text that `richtext.clean` leaves as it is.
    """
    phrases = sorted((phrase for phrase in protected if phrase), key=len, reverse=True)
    if phrases and " ".join(plain(text).split()) == phrases[0]:
        return _braced(encode(text))
    parts: list[str] = []
    stretch: list[tuple[str, str]] = []
    link: tuple[str, int] | None = None
    for kind, value in [*tokens(text), ("end", "")]:
        if kind in {"text", "math"}:
            stretch.append((kind, value))
            continue
        parts.append(_stretch(stretch, phrases))
        stretch = []
        if kind == "open":
            parts.append(f"\\{_COMMANDS[value]}{{")
        elif kind == "link":
            link = value, len(parts)
            parts.append(f"\\href{{{_ADDRESS.sub(r'\\\g<0>', value)}}}{{")
        elif kind != "end":
            parts.append("}")
        if kind == "unlink" and link:
            _shorten(parts, *link)
            link = None
    return "".join(parts)


def _stretch(stretch: list[tuple[str, str]], phrases: list[str]) -> str:
    """Text and formulas without elements between them, with braces around the phrases."""
    shown = "".join(value if kind == "text" else math_text(value) for kind, value in stretch)
    pattern = "|".join(map(whole_words, phrases))
    spans = dict(match.span() for match in re.finditer(pattern, shown)) if phrases else {}
    pieces = _pieces(stretch, {*spans, *spans.values()})
    # A phrase that begins or ends within a formula stays unprotected.
    starts, ends = {start for start, _, _ in pieces}, {end for _, end, _ in pieces}
    spans = {start: end for start, end in spans.items() if start in starts and end in ends}
    parts: list[str] = []
    phrase: list[str] = []
    until = -1
    for start, end, latex in pieces:
        until = spans.get(start, until) if until < 0 else until
        if until < 0:
            parts.append(latex)
            continue
        phrase.append(latex)
        if end >= until:
            parts.append(_braced("".join(phrase)))
            phrase, until = [], -1
    return "".join(parts)


def _pieces(stretch: list[tuple[str, str]], cuts: set[int]) -> list[tuple[int, int, str]]:
    """The LaTeX of a stretch, its text cut at some offsets: (start, end, LaTeX) of each piece."""
    pieces, at = [], 0
    for kind, value in stretch:
        if kind == "math":
            end = at + len(math_text(value))
            pieces.append((at, end, f"\\({value}\\)" if "$" in value else f"${value}$"))
        else:
            end = at + len(value)
            edges = [at, *sorted(cut for cut in cuts if at < cut < end), end]
            pieces += [
                (start, stop, _SPECIAL.sub(_escaped, value[start - at : stop - at]))
                for start, stop in pairwise(edges)
            ]
        at = end
    return pieces


def _braced(latex: str) -> str:
    """In braces that protect: not of the kind that BibTeX takes for a letter, `{\\_NASA}`."""
    return f"{{{{{latex}}}}}" if latex.startswith("\\") else f"{{{latex}}}"


def whole_words(phrase: str) -> str:
    """A pattern for a phrase that neither begins nor ends inside a word, whatever blanks are in it."""
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + r"\s+".join(map(re.escape, phrase.split())) + after


def _shorten(parts: list[str], address: str, start: int) -> None:
    """`\\url` where a link's text is its address."""
    if "".join(parts[start + 1 : -1]) == encode_plain(address):
        parts[start:] = [f"\\url{{{_ADDRESS.sub(r'\\\g<0>', address)}}}"]


def encode_names(names: Iterable[Name], *, others: bool = False) -> str:
    """Names as the value of an `author` field."""
    written = [encode_name(name, lambda text: with_signs(encode_plain(text))) for name in names]
    return " and ".join([*written, "others"] if others else written)


def encode_address(address: str) -> str:
    """A web address as a verbatim value, which the url package prints as it is."""
    for character, escaped in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D")):
        address = address.replace(character, escaped)
    return address
