"""What an entry says, in the terms of `Publication`, so that it can be stored and compared.

`Values` is a dict that JSON can hold: the fields of `PLAIN` under their names, `authors` and
`editors` as lists of `[family, given, particle, suffix, literal]`, `keywords`, `protected` and
`extra`. What is empty is left out.
"""

import hashlib
import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from publications import naming
from publications.bibtex.reader import Entry, digest_alone
from publications.bibtex.record import Name, Record, interpret
from publications.models import Publication
from publications.models.types import TYPE_ORDER

type Values = dict[str, Any]
type NameRow = Sequence[str]  # family, given, particle, suffix, literal

NAME_LENGTH = 500

PLAIN = (
    "type", "entry_type", "title", "others", "date", "venue", "series", "volume", "number", "pages",
    "chapter", "edition", "publisher", "place", "institution", "event", "event_place", "kind", "doi",
    "arxiv_id", "isbn", "issn", "url", "abstract", "language", "note", "status", "award", "pdf_url",
    "code_url", "slides_url", "video_url", "poster_url", "data_url", "is_selected", "protected",
    "keywords", "extra",
)  # fmt: skip
PEOPLE = ("authors", "editors")
EMPTY: Values = {name: Publication._meta.get_field(name).get_default() for name in PLAIN} | {
    "authors": [],
    "editors": [],
    "topics": [],
    "type": "misc",
}

_plain_of = attrgetter(*("selected" if name == "is_selected" else name for name in PLAIN))
_LIMITS: dict[str, int] = {
    field.name: field.max_length
    for field in Publication._meta.concrete_fields
    if isinstance(field, models.CharField) and field.max_length and field.name in PLAIN
}
_ADDRESSES = tuple(name for name in PLAIN if name.endswith("url"))
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.I)
# Neither database nor page can hold these: NUL, and halves of characters without the other half.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
KEY_LENGTH = 255
# Of how entries are understood. Raised when that changes, the next import reads anew what it would
# otherwise know by its text.
EDITION = 6


def storable(text: str) -> str:
    """`text` without what no database takes."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_entry(entry: Entry) -> Entry:
    """The entry itself, or one like it without what no database takes."""
    if entry.alone and entry.raw.isascii() and "\0" not in entry.raw:
        return entry  # its fields are parts of its text
    if not any(map(_UNSTORABLE.search, (entry.raw, *entry.fields.values()))):
        return entry
    return Entry(
        file=storable(entry.file),
        line=entry.line,
        raw=storable(entry.raw),
        type=storable(entry.type),
        key=storable(entry.key),
        fields={storable(name): storable(value) for name, value in entry.fields.items()},
        inherited=entry.inherited,
        problems=entry.problems,
    )


def short_key(key: str) -> str:
    """The key, or for one longer than `KEY_LENGTH` its beginning and a checksum of the whole."""
    if len(key) <= KEY_LENGTH:
        return key
    return f"{key[: KEY_LENGTH - 17]}~{_checksum(key)[:16]}"


def _checksum(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def digest(entry: Entry) -> str:
    """A checksum of all that an entry says, its inherited fields and its text: 32 hex digits."""
    if entry.alone:
        return digest_alone(entry.raw)
    parts = [entry.type, entry.key, entry.raw]
    for name, value in entry.fields.items():
        parts += (name, value)
    return _checksum("\x1f".join(parts))


def as_read_now(checksum: str) -> str:
    """The checksum with the edition of how entries are understood: 32 hex digits.

    An entry that came in under another edition is no longer known, but read and compared.
    """
    return f"{text_of(checksum)}{EDITION:02x}"


def text_of(checksum: str) -> str:
    """What tells of the entry's text alone, under whatever edition it was understood: 30 hex digits."""
    return checksum[:30]


def _names(names: tuple[Name, ...]) -> list[list[str]]:
    rows = (
        [name.family[:255], name.given[:255], name.particle[:60], name.suffix[:60], name.literal[:500]]
        for name in names
    )  # fmt: skip
    return [row for row in rows if any(row)]


def full_name(name: NameRow) -> str:
    """As one reads it."""
    family, given, particle, suffix, literal = name
    return naming.full_name(given, particle, family, suffix, literal)


def written_name(name: NameRow) -> str:
    """As it is kept among the ways in which it is written."""
    family, given, particle, suffix, literal = name
    return naming.written_name(given, particle, family, suffix, literal)


def normal_of(name: NameRow) -> str:
    """The key under which a name is found; names of signs alone are their own."""
    text = written_name(name)
    return naming.normal_name(text)[:NAME_LENGTH]


def _fitted(values: Values, problems: list[str]) -> None:
    """Cut what is too long for its column and set aside addresses that are none."""
    for name in _ADDRESSES:
        address = values.get(name)
        if address and (len(address) > _LIMITS[name] or not _ADDRESS.fullmatch(address)):
            problems.append(
                _("%(field)s: “%(value)s” is no web address; it is kept for export only.")
                % {"field": name, "value": address[:80]}
            )
            del values[name]
    for name, limit in _LIMITS.items():
        if name in values and len(values[name]) > limit:
            problems.append(
                _("%(field)s: longer than %(limit)s characters; the rest is kept for export only.")
                % {"field": name, "limit": limit}
            )
            values[name] = values[name][:limit]


def values_of(record: Record) -> tuple[Values, list[str]]:
    """The values of a record, and what had to be said about them."""
    values: Values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in zip(PLAIN, _plain_of(record), strict=True)
        if value
    }
    if values.get("type") not in TYPE_ORDER:
        values["type"] = "misc"
    for name, people in (("authors", record.authors), ("editors", record.editors)):
        if people:
            values[name] = _names(people)
    problems = list(record.problems)
    _fitted(values, problems)
    return values, problems


def understood(entry: Entry) -> tuple[Values, list[str]]:
    """What an entry says, and everything that was odd about it."""
    values, problems = values_of(interpret(entry))
    if not values.get("title"):
        problems.append(_("The entry has no title."))
    if len(entry.key) > KEY_LENGTH:
        problems.append(_("The citation key is too long and was shortened."))
    return values, list(dict.fromkeys([*entry.problems, *problems]))
