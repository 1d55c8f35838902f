"""Publications as BibTeX: as they came in, or normalised.

An entry that was imported is given back in its own fields, LaTeX and all, but for those that an editor
changed since. Anything else is written anew.
"""

from collections.abc import Iterable, Iterator, Set

from django.db.models import prefetch_related_objects

from publications import edtf
from publications.bibtex import collaborations, vocabulary
from publications.bibtex.identifiers import URL_FIELDS
from publications.bibtex.macros import definitions
from publications.bibtex.pages import PAGE_FIELDS
from publications.bibtex.reader import Entry
from publications.bibtex.record import (
    KEYWORD_FIELDS,
    LINKS,
    Name,
    Record,
    interpret,
)
from publications.bibtex.writer import fields_of, write, write_entry
from publications.importing.values import NameRow, Values, normal_of, values_of
from publications.models import Authorship, Publication, Source

MEDIA_TYPE = "application/x-bibtex"
NEEDS = ("authorships__author__names",)  # whom the file named, however they are written elsewhere
_PARENTS = ("crossref", "xdata")
_SAME = (
    "key", "entry_type", "type", "title", "others", "date", "venue", "series", "volume", "number",
    "pages", "publisher", "place", "institution", "edition", "chapter", "event", "event_place",
    "doi", "arxiv_id", "isbn", "issn", "url", "abstract", "language", "kind", "note", "status", "award",
    "code_url", "slides_url", "video_url", "poster_url", "data_url", "pdf_url", "extra",
)  # fmt: skip
# The fields that say a value under other names than the one it is written anew under.
_ALSO_SAID_BY = {
    "date": ("date", "year", "month", "day", "issue_date"),
    "venue": ("journal", "journaltitle", "booktitle", "maintitle"),
    "title": ("title", "subtitle", "titleaddon"),
    "institution": ("institution", "school", "university", "organization"),
    "place": ("address", "location"),
    "kind": ("type", "howpublished"),
    "doi": ("doi",),
    "arxiv_id": ("eprint", "eprinttype", "archiveprefix", "arxiv", "arxivid", "primaryclass"),
    "authors": ("author", collaborations.FIELD),
    "editors": ("editor",),
    "others": ("author", collaborations.FIELD),
    "keywords": KEYWORD_FIELDS,
    "pages": PAGE_FIELDS,
    "url": URL_FIELDS,
    "is_selected": ("selected",),
    "event": ("eventtitle",),
    "event_place": ("venue", "location"),
    "status": ("pubstate",),
    "protected": ("title",),
    **dict(LINKS),
}


def _names(people: list[Authorship]) -> tuple[Name, ...]:
    return tuple(
        Name(
            authorship.author.family, authorship.author.given, authorship.author.particle,
            authorship.author.suffix, authorship.author.literal,
        )
        for authorship in people
    )  # fmt: skip


def record_of(publication: Publication) -> Record:
    """What reading its entry would give. Takes no query where the authors are prefetched."""
    span = edtf.parse(publication.date)
    start = span.start if span else None
    return Record(
        **{name: getattr(publication, name) for name in _SAME},
        authors=_names(publication.authors),
        editors=_names(publication.editors),
        year=start.year if start else None,
        month=start.month or None if start else None,
        day=start.day or None if start else None,
        keywords=tuple(map(str, publication.keywords)),
        protected=tuple(map(str, publication.protected)),
        selected=publication.is_selected,
    )


def normalised(publication: Publication) -> str:
    """The entry written anew, whatever it came as."""
    return write(record_of(publication))


def _changed(publication: Publication, values: Values, source: Source) -> set[str]:
    """The values that are no longer what the file said."""
    names = {*values, *source.values} - {"topics"}
    changed = {name for name in names if values.get(name) != source.values.get(name)}
    for role in changed & {"authors", "editors"}:
        if _are_called(getattr(publication, role), source.values.get(role, [])):
            changed = changed - {role}
    return changed


def _are_called(people: list[Authorship], names: list[NameRow]) -> bool:
    """Whether these are the people whom the file named, however they are written elsewhere."""
    authors = [person.author for person in people]
    if len(authors) != len(names):
        return False
    prefetch_related_objects(authors, "names")
    known = [{written.normal for written in author.names.all()} for author in authors]
    return all(normal_of(name) in spelt for name, spelt in zip(names, known, strict=True))


def is_as_it_came(publication: Publication) -> bool:
    """Whether it goes out in the very fields it came in. Takes no query with source, authors and their
    names."""
    source: Source | None = getattr(publication, "source", None)
    if source is None or not source.fields:
        return False
    return not _changed(publication, values_of(record_of(publication))[0], source)


def _own_fields(source: Source, parents: Set[str]) -> dict[str, str]:
    """The entry's fields: with its parent's key where that comes with it, else with what it inherited.

    What `@xdata` lends is no publication, and so never comes with it.
    """
    fields: dict[str, str] = source.fields
    lent = bool(source.inherited) and "xdata" not in fields
    together = lent and fields.get("crossref") in parents
    left_out = source.inherited if together else _PARENTS
    return {name: value for name, value in fields.items() if name not in left_out}


def _as_edited(
    publication: Publication, record: Record, fields: dict[str, str], changed: set[str]
) -> str:
    """The entry's own fields, those that say what an editor changed written anew.

    Where reading that would not give the publication again, more is written anew, and its type told
    where an editor's change has left no other sign of it.
    """
    fresh = fields_of(record)
    said_by = {field for name in changed for field in (*_ALSO_SAID_BY.get(name, ()), name)}
    kept = {name: value for name, value in fields.items() if name not in said_by}
    only_changed = {name: value for name, value in fresh.items() if name in said_by}
    wanted = values_of(record)[0]
    told = {"entrysubtype": vocabulary.subtype_of(record.type)}
    for own, anew in ((kept, only_changed), (kept, fresh), ({}, fresh)):
        for more in ({}, told):
            merged = {**own, **{name: anew[name] for name in anew if name not in own}, **more}
            entry = Entry("", 1, "", publication.entry_type, publication.key, merged)
            if values_of(interpret(entry))[0] == wanted:
                return write_entry(publication.entry_type, publication.key, merged)
    return write(record)


def to_bibtex(publication: Publication, parents: Set[str] = frozenset()) -> str:
    """The entry as it came in, with what changed since.

    `parents` are the keys of the publications that come with it; an entry whose `crossref` is not
    among them says all itself. Loads the source and the authors' names where they are not loaded.
    """
    source: Source | None = getattr(publication, "source", None)
    record = record_of(publication)
    if source is None or not source.fields:
        return write(record)
    changed = _changed(publication, values_of(record)[0], source)
    if changed & {"type", "entry_type"}:
        return write(record)
    fields = _own_fields(source, parents)
    if changed:
        return _as_edited(publication, record, fields, changed)
    return write_entry(publication.entry_type, publication.key, fields)


def dumps(publications: Iterable[Publication], parents: Set[str] = frozenset()) -> Iterator[str]:
    """Entries one after another, with an empty line between them, and what LaTeX needs for them."""
    told: set[str] = set()
    for publication in publications:
        entry = to_bibtex(publication, parents)
        yield f"{definitions(entry, told)}{entry}\n"
