"""What the site and the import itself already have that the next entries may be."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from publications.importing.shapes import columns_of
from publications.importing.staging import (
    OFTEN_EMPTY,
    quoted,
    real_table,
    select_in,
    staged_table,
)
from publications.importing.values import EMPTY, PLAIN, Values, text_of
from publications.models import (
    Author,
    Authorship,
    FurtherSource,
    Publication,
    PublicationAlias,
    PublicationTopic,
    Source,
)

_SAME_TITLE = 20  # more publications of one title than these are not compared with a new one


@dataclass(slots=True)
class Base:
    """An entry that came in before: of the site, or (`in_run`) of this very import."""

    publication_id: int
    further_id: int | None  # of a FurtherSource; None for the entry that the publication follows
    key: str
    digest: str
    slug: str
    has_kept: bool
    in_run: bool = False

    @property
    def identity(self) -> tuple[int, int | None]:
        return self.publication_id, self.further_id

    @property
    def text(self) -> tuple[str, str]:
        """As an item's."""
        return self.key, text_of(self.digest)


@dataclass(slots=True)
class Candidate:
    """A publication as it stands; `values` as an entry would say them, `ids` of those it names."""

    publication: Publication
    values: Values
    ids: dict[str, tuple[int, ...]]
    in_run: bool = False
    people: dict[str, list[str]] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return int(self.publication.pk)


def bases_of(keys: Collection[str]) -> list[Base]:
    """Every entry that came in under one of these keys, here or in this import."""
    found = []
    for in_run, table in ((False, real_table), (True, staged_table)):
        for further, model in ((False, Source), (True, FurtherSource)):
            number = "s.id" if further else "NULL"
            publication = (
                f"COALESCE(p.slug, (SELECT slug FROM {real_table(Publication)} r "  # noqa: S608
                "WHERE r.id = s.publication_id))"
                if in_run
                else "p.slug"
            )
            sql = (
                f"SELECT s.publication_id, {number}, s.key, s.digest, {publication}, s.kept "  # noqa: S608
                f"FROM {table(model)} s LEFT JOIN {table(Publication)} p "
                "ON p.id = s.publication_id WHERE s.key IN ({marks})"
            )
            for pk, further_id, key, digest, slug, kept in select_in(sql, keys):
                has_kept = kept not in ("[]", b"[]", [])
                found.append(Base(pk, further_id, key, digest, slug, has_kept, in_run))
    return found


def base_values(bases: Iterable[Base]) -> dict[tuple[int, int | None], Any]:
    """The stored sources of these bases, by identity."""
    bases = list(bases)
    own = [base.publication_id for base in bases if base.further_id is None]
    others = [base.further_id for base in bases if base.further_id is not None]
    found: dict[tuple[int, int | None], Any] = {}
    for source in Source.objects.filter(pk__in=own):
        found[source.publication_id, None] = source
    for further in FurtherSource.objects.filter(pk__in=others):
        found[further.publication_id, further.pk] = further
    return found


class Finder:
    """Candidates for a step of entries: asked for once for all, then found by key, number, title."""

    def __init__(self) -> None:
        self.candidates: dict[int, Candidate] = {}
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_alias: dict[str, list[int]] = defaultdict(list)
        self.by_number: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_title: dict[str, list[int]] = defaultdict(list)

    def look_up(self, keys: set[str], step: list[Values], titles: set[str]) -> set[int]:
        """Find whose key, DOI, arXiv number or title these are; returns the site's publications."""
        ids: set[int] = set()
        self._by_column("key", keys, self.by_key, ids)
        for column in ("doi", "arxiv_id"):
            numbers = {values[column] for values in step if values.get(column)}
            found: dict[str, list[int]] = defaultdict(list)
            self._by_column(column, numbers, found, ids)
            for number, pks in found.items():
                self.by_number[column, number] += pks
        self._by_alias(keys, step, ids)
        self._by_column("sort_title", titles, self.by_title, ids, most=_SAME_TITLE)
        return ids

    def _by_column(
        self,
        column: str,
        wanted: Collection[str],
        into: dict[str, list[int]],
        ids: set[int],
        most: int | None = None,
    ) -> None:
        narrowed = ""
        if column == "sort_title":
            narrowed = " AND live IN (true, false)"  # so that (live, sort_title, id) serves
        elif column in OFTEN_EMPTY:
            narrowed = f" AND {column} <> ''"  # so that the index of the stage serves
        for table in (real_table(Publication), staged_table(Publication)):
            sql = f"SELECT {column}, id FROM {table} WHERE {column} IN ({{marks}}){narrowed}"  # noqa: S608
            for value, pk in select_in(sql, wanted):
                if pk not in into[value] and (most is None or len(into[value]) < most):
                    into[value].append(pk)
                    ids.add(pk)

    def _by_alias(self, keys: set[str], step: list[Values], ids: set[int]) -> None:
        wanted = {
            "key": keys,
            "doi": {values["doi"] for values in step if values.get("doi")},
            "arxiv": {values["arxiv_id"] for values in step if values.get("arxiv_id")},
        }
        for table in (real_table(PublicationAlias), staged_table(PublicationAlias)):
            sql = f"SELECT kind, value, publication_id FROM {table} WHERE value IN ({{marks}})"  # noqa: S608
            for kind, value, pk in select_in(sql, set().union(*wanted.values())):
                if value not in wanted.get(kind, ()):
                    continue
                ids.add(pk)
                if kind == "key":
                    self.by_alias[value].append(pk)
                else:
                    self.by_number["arxiv_id" if kind == "arxiv" else kind, value].append(pk)

    def load(self, ids: Collection[int]) -> None:
        """Load these publications with all that a match or a merge looks at."""
        wanted = [pk for pk in ids if pk not in self.candidates]
        for in_run, table in ((False, real_table), (True, staged_table)):
            self._load_publications(wanted, table(Publication), in_run=in_run)
        people = _people(wanted)
        topics = _topics(wanted)
        for pk in wanted:
            candidate = self.candidates.get(pk)
            if candidate is None:
                continue
            for name, role in (("authors", "author"), ("editors", "editor")):
                rows = people.get((pk, role), [])
                candidate.ids[name] = tuple(row[0] for row in rows)
                if rows:
                    candidate.values[name] = [list(row[1:]) for row in rows]
            candidate.ids["topics"] = tuple(sorted(topics.get(pk, ())))

    def _load_publications(self, wanted: list[int], table: str, *, in_run: bool) -> None:
        names = ", ".join(map(quoted, columns_of(Publication)))
        for batch in (wanted[at : at + 1000] for at in range(0, len(wanted), 1000)):
            marks = ", ".join(["%s"] * len(batch))
            sql = f"SELECT {names} FROM {table} WHERE id IN ({marks})"  # noqa: S608
            for publication in Publication.objects.raw(sql, batch):
                self.candidates[publication.pk] = Candidate(
                    publication, _values(publication), {}, in_run
                )

    def add(self, candidate: Candidate) -> None:
        """Let the entries that follow find what this one made."""
        publication = candidate.publication
        self.candidates[candidate.pk] = candidate
        self.by_key[publication.key].append(candidate.pk)
        for column in ("doi", "arxiv_id"):
            number = getattr(publication, column)
            if number and candidate.pk not in self.by_number[column, number]:
                self.by_number[column, number].append(candidate.pk)
        same_title = self.by_title[publication.sort_title]
        if candidate.pk not in same_title and len(same_title) < _SAME_TITLE:
            same_title.append(candidate.pk)


def _values(publication: Publication) -> Values:
    values = {name: getattr(publication, name) for name in PLAIN}
    return {name: value for name, value in values.items() if value != EMPTY[name]} | {
        "type": publication.type
    }


def _people(ids: list[int]) -> dict[tuple[int, str], list[tuple[Any, ...]]]:
    """(publication, role) to rows of (author, family, given, particle, suffix, literal), in order.

    What the import has staged for a publication stands in place of what the site has.
    """
    found: dict[tuple[int, str], list[tuple[Any, ...]]] = defaultdict(list)
    staged = {row[0] for row in select_in(
        f"SELECT publication_id FROM {staged_table(Authorship)} "  # noqa: S608
        "WHERE publication_id IN ({marks})", ids,
    )}  # fmt: skip
    for in_run, table in ((False, real_table), (True, staged_table)):
        rows: list[tuple[Any, ...]] = []
        for authors in {real_table(Author), table(Author)}:
            sql = (
                "SELECT s.sort_order, s.publication_id, s.role, s.author_id, "  # noqa: S608
                f"a.family, a.given, a.particle, a.suffix, a.literal FROM {table(Authorship)} s "
                f"JOIN {authors} a ON a.id = s.author_id WHERE s.publication_id IN ({{marks}})"
            )
            rows += select_in(sql, [pk for pk in ids if (pk in staged) == in_run])
        for _order, pk, role, *rest in sorted(rows, key=lambda row: row[0] or 0):
            found[pk, role].append(tuple(rest))
    return found


def _topics(ids: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for table in (real_table, staged_table):
        sql = (
            f"SELECT content_object_id, tag_id FROM {table(PublicationTopic)} "  # noqa: S608
            "WHERE content_object_id IN ({marks})"
        )
        for pk, topic in select_in(sql, ids):
            found[pk].add(topic)
    return found
