"""Steps as plain values, as the process that reads hands them to the one that writes.

`marshal` knows no classes, and takes a third of the time that `pickle` does. Both processes are one
program, so that its format need not be the same tomorrow.
"""

import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from core.searchindex.rows import Row
from publications.bibtex.reader import Entry, Known, Rejected
from publications.importing.describing import Told
from publications.importing.items import Item
from publications.searching import Person

type Numbered = tuple[int, Known | Rejected | Item]
type Values = tuple[Any, ...]


def _values_of(kind: type) -> Callable[[Any], Values]:
    """What gives all that an object of a dataclass is made of, in order."""
    return attrgetter(*(item.name for item in fields(kind)))


_known, _rejected, _entry, _row = map(_values_of, (Known, Rejected, Entry, Row))
_own = attrgetter("identity", "digest", "values", "problems")
_ahead = attrgetter("columns", "stem", "said")


def packed(some: Iterable[Numbered]) -> bytes:
    """Some of a step as bytes."""
    return marshal.dumps([(position, *_plain(found)) for position, found in some])


def unpacked(some: bytes) -> list[Numbered]:
    """What `packed` was given."""
    return [(found[0], _MADE[found[1]](*found)) for found in marshal.loads(some)]  # noqa: S302  ours


def _plain(found: Known | Rejected | Item) -> Values:
    if isinstance(found, Known):
        return "known", _known(found)
    if isinstance(found, Rejected):
        return "rejected", _rejected(found)
    return "item", _entry(found.entry), _own(found), _ahead(found), _told(found.told)


def _told(told: Told | None) -> Values | None:
    if told is None:
        return None
    return _row(told.row), told.key, list(map(tuple, told.people)), told.topics


def _item(position: int, _kind: str, entry: Values, own: Values, ahead: Values, told: Any) -> Item:
    item = Item(position, Entry(*entry), *own)
    item.columns, item.stem, item.said = ahead
    if told:
        row, key, people, topics = told
        item.told = Told(Row(*row), key, list(map(Person._make, people)), topics)
    return item


_MADE: dict[str, Callable[..., Known | Rejected | Item]] = {
    "known": lambda _position, _kind, values: Known(*values),
    "rejected": lambda _position, _kind, values: Rejected(*values),
    "item": _item,
}
