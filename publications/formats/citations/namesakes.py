"""People of one item whose initials are the same and whose given names are not.

A style that tells them apart prints their given names as they are written: "J.-P. Serre" beside
"Jean-Paul Serre", where it would else be "J. P. Serre".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from .given import initials
from .names import Name, read_name, read_names
from .terms import words


def _without_stops(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(".", " ")).rstrip()


def _keys(name: Name) -> tuple[tuple[str, str], str]:
    """What two namesakes share, and what tells them apart."""
    given = _without_stops(name.given)
    family = f"{_without_stops(name.family)} {name.particle}".strip()
    return (family, initials(given, "%s")), given


_PEOPLE = words(
    """author chair compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer
    narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator"""
)


class Namesakes:
    """Those among the people of an item.

    Where the style's rule is so, they are only looked for among the `first` of each list of names;
    that style prints the editors of a series too.
    """

    def __init__(self, item: Mapping[str, Any], language: str, first: bool) -> None:
        self._first = first
        people = _PEOPLE | {"collection-editor"} if first else _PEOPLE
        lists = [read_names(item[name]) for name in people if name in item]
        self._given: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        for names in lists:
            for data in names[:1] if first else names:
                name = read_name(data, language)
                if not name.literal:
                    shared, given = _keys(name)
                    self._given[shared].add(given)
                    self._initials[shared[0]].add(shared[1])

    def has(self, name: Name, position: int) -> bool:
        """Whether someone else could be meant by the initials of the name at this place of a list."""
        return self._told(position) and len(self._given.get(_keys(name)[0], ())) > 1

    def share_family(self, name: Name, position: int) -> bool:
        """Whether someone else could be meant by the family name alone."""
        (family, _initials), _given = _keys(name)
        several = len(self._initials.get(family, ())) > 1
        return self._told(position) and (several or self.has(name, position))

    def _told(self, position: int) -> bool:
        return not (self._first and position)
