"""Formatted citations in six styles, each as citeproc-js prints it with the style's CSL file.

``as_html`` and ``as_text`` take an item in CSL-JSON 1.0.2 and never raise: of an item that is
odd or broken they make the best citation they can. The language is American English; numbered
styles come without their number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import apa, chicago, ieee, mla, nature, vancouver
from .cite import Cite, Manner
from .output import Run, to_html
from .pieces import Piece

STYLES: Mapping[str, str] = {
    "apa": "APA 7",
    "ieee": "IEEE",
    "mla": "MLA 9",
    "chicago": "Chicago author-date",
    "nature": "Nature",
    "vancouver": "Vancouver",
}
_ENTRIES: Mapping[str, tuple[Manner, Callable[[Cite], list[Piece]]]] = {
    "apa": (apa.MANNER, apa.entry),
    "ieee": (ieee.MANNER, ieee.entry),
    "mla": (mla.MANNER, mla.entry),
    "chicago": (chicago.MANNER, chicago.entry),
    "nature": (nature.MANNER, nature.entry),
    "vancouver": (vancouver.MANNER, vancouver.entry),
}


def as_html(item: Mapping[str, Any], style: str) -> str:
    """An item's citation as HTML: escaped, with ``<i> <b> <sup> <sub>`` and small capitals only.

    ``style`` is a key of ``STYLES``; another raises ``KeyError``.
    """
    return to_html(_runs(item, style, html=True))


def as_text(item: Mapping[str, Any], style: str) -> str:
    """The same as plain text."""
    return "".join(text for text, _ in _runs(item, style, html=False))


def _runs(item: Mapping[str, Any], style: str, html: bool) -> list[Run]:
    manner, entry = _ENTRIES[style]
    cite = Cite(item, manner)
    return cite.runs(entry(cite), html)
