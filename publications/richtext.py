"""The rich text of titles, venues and abstracts, as HTML for the site's pages."""

import re

from django.utils.safestring import SafeString, mark_safe

from core.mathml import to_mathml

_MATH = re.compile(r"\\\((.+?)\\\)", re.S)
_TAG = re.compile(r'(</?(?:i|b|sup|sub|sc|code)>|<a href="https?://[^"<>]*">|</a>)')
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_SPECIAL = re.compile(r"[<>&\\]")
_OPENING = {"sc": '<span class="smallcaps">', "a": ""}
_CLOSING = {"sc": "</span>"}


def _escaped(text: str) -> str:
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _formula(match: re.Match[str]) -> str:
    tex = match[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return to_mathml(tex)


def _words(text: str) -> str:
    """Text between two tags: escaped, but for its mathematics."""
    pieces, at = [], 0
    for match in _MATH.finditer(text):
        pieces += [_escaped(text[at : match.start()]), _formula(match)]
        at = match.end()
    return "".join([*pieces, _escaped(text[at:])])


def _balanced(text: str) -> str:
    """Known tags opened and closed in order; anything else that looks like one is shown as text."""
    pieces: list[str] = []
    open_tags: list[str] = []
    for part in _TAG.split(text):
        name = part.strip("</>").partition(" ")[0] if _TAG.fullmatch(part) else ""
        if not name:
            pieces.append(_words(part))
        elif not part.startswith("</"):
            open_tags.append(name)
            pieces.append(_OPENING.get(name) or part)
        elif name in open_tags:
            while True:
                closed = open_tags.pop()
                pieces.append(_CLOSING.get(closed, f"</{closed}>"))
                if closed == name:
                    break
    pieces += [_CLOSING.get(name, f"</{name}>") for name in reversed(open_tags)]
    return "".join(pieces)


def to_html(text: str, *, paragraphs: bool = False) -> SafeString:
    """Return safe HTML for rich text, its mathematics as MathML, whoever wrote it.

    Only the elements that `publications.bibtex.richtext` names come through; with `paragraphs` an
    empty line starts a new `<p>`.
    """
    if not paragraphs:
        # Most titles have no markup, and a page of the list has a hundred.
        return mark_safe(_balanced(text) if _SPECIAL.search(text) else text)  # noqa: S308
    parts = (part.strip() for part in text.split("\n\n"))
    return mark_safe("".join(f"<p>{_balanced(part)}</p>" for part in parts if part))  # noqa: S308
