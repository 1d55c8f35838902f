"""Fields that a note holds, one a line, as reference managers write what they have no field for.

"publisher: Knopf" in a note is the publisher of an item that has none. citeproc-js reads notes so;
the names of fields are those of CSL, in small letters or capitals throughout ("DOI").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .terms import words

_LINE = re.compile(r"([-_a-z]+|[A-Z]+):\s*([^}]+)")
_BRACED = re.compile(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")
_DATES = words("issued event-date accessed original-date available-date submitted")
_NAMES = words(
    """author chair collection-editor compiler composer container-author contributor curator
    director editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author
    script-writer series-creator translator"""
)


def fields_in_note(item: Mapping[str, Any]) -> dict[str, Any]:
    """The fields in an item's note that the item itself lacks; a type and dates win over its own."""
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return {}
    found: dict[str, Any] = {}
    for key, value in _lines(note):
        if key in _DATES:
            found[key] = {"raw": value}
        elif key == "type":
            found[key] = value
        elif item.get(key):
            continue
        elif key in _NAMES:
            found.setdefault(key, []).append(_name(value))
        else:
            found.setdefault(key, value)
    return found


def _lines(note: str) -> Iterator[tuple[str, str]]:
    """The field lines: they end at the first other line, which may only come before them."""
    for i, line in enumerate(_BRACED.sub(r"\n\1\n", note).split("\n")):
        field = _LINE.fullmatch(line)
        if field:
            yield field[1], field[2].strip()
        elif line.strip() and i:
            return


def _name(value: str) -> dict[str, str]:
    parts = re.split(r"\s*\|\|\s*", value)
    return dict(zip(("family", "given"), parts, strict=False)) if parts[1:] else {"literal": value}
