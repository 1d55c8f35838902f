"""An entry on its way from the file to its publication."""

from dataclasses import dataclass, field
from typing import Any

from publications.bibtex.reader import Entry
from publications.importing.describing import Told, tell_alone
from publications.importing.known import Candidate
from publications.importing.naming import slug_stem
from publications.importing.shapes import instance, to_json
from publications.importing.values import PEOPLE, Values, short_key, storable, text_of
from publications.models import FurtherSource, Publication, Source


@dataclass(slots=True)
class Item:
    """One entry on its way; `base` where it is known under its key to have changed."""

    position: int
    entry: Entry
    identity: str
    digest: str
    values: Values = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    last_chance: bool = False  # everything else that may claim a publication has done so
    # What a new publication of it would be, from here on: worked out by whoever has the time first.
    made: Publication | None = None
    columns: dict[str, Any] | None = None  # of `made`, which is slow to hand on; without the empty
    stem: str = ""  # of its slug
    said: dict[str, str] = field(default_factory=dict)  # JSON of its fields, and of its values
    told: Told | None = None  # how it is found

    @property
    def text(self) -> tuple[str, str]:
        """Its key and its text, under whatever edition they are understood."""
        return self.identity, text_of(self.digest)

    @property
    def publication(self) -> Publication:
        """The new publication that this entry would be."""
        if self.made is None and self.columns is not None:
            self.made = instance(Publication, self.columns)
        elif self.made is None:
            self.made = publication_of(self.values)
        return self.made

    @property
    def slug_stem(self) -> str:
        """The slug that the new publication would have if nobody else had it."""
        if not self.stem:
            self.stem = slug_stem(self.publication.plain_title or self.entry.key, Publication)
        return self.stem

    def prepare(self, *, indexed: bool) -> None:
        """Work out all that a new publication would be, to be handed on to another process."""
        publication = self.publication
        self.stem = self.slug_stem
        if indexed:
            publication.key = short_key(self.entry.key.strip())
            self.told = tell_alone(publication, self.values)
        # What is empty is so by default too, but for `live`, which is only taken from it later.
        self.columns = {n: v for n, v in publication.__dict__.items() if v and n != "_state"}
        self.made = None
        self.said = {"fields": to_json(self.entry.fields), "values": to_json(self.values)}


@dataclass(slots=True)
class Match:
    """The publication that an entry is; `source` what it said last, if it came in before."""

    candidate: Candidate
    source: Source | FurtherSource | None
    further: bool  # another entry is the one that the publication follows


def identity_of(entry: Entry, checksum: str) -> str:
    """The key that an entry comes in under; one without a key goes by what it says."""
    return short_key(entry.key.strip()) or f"~{checksum}"


def publication_of(values: Values) -> Publication:
    publication: Publication = instance(
        Publication, {name: value for name, value in values.items() if name not in PEOPLE}
    )
    publication.derive()
    return publication


def source_text(item: Item, values: Values, kept: list[str]) -> dict[str, Any]:
    entry = item.entry
    return {
        "key": item.identity,
        "file": file_name(entry.file),
        "digest": item.digest,
        "raw": entry.raw,
        "fields": entry.fields,
        "inherited": sorted(entry.inherited),
        "values": values,
        "kept": kept,
    }


def file_name(path: str) -> str:
    """What a file is remembered by: its name without its folder."""
    return storable(path).replace("\\", "/").rpartition("/")[2][-255:]


def source_as_dict(source: Source | FurtherSource | None) -> dict[str, Any] | None:
    if source is None:
        return None
    names = ("key", "file", "digest", "raw", "fields", "inherited", "values", "kept")
    return {name: getattr(source, name) for name in names}
