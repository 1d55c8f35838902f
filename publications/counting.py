"""How many publications each filter link of the list leads to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from core.database import among
from core.searchindex import keys_matching
from publications import tallies
from publications.filters import HAVING, Filters, Named
from publications.models import Author, Publication, Tally
from publications.tallies import Cell, Marks

MOST_OPTIONS = 12  # links to authors, topics and venues
FLAGS = {"selected": "is_selected", **{name: f"has_{name}" for name in HAVING}}
BRIEFLY = ("pk", "venue_slug")  # of what else the row of a publication says there are marks
TOLD = (*BRIEFLY, "type", "year", *FLAGS.values())
FEW = 3_000  # publications, whose cells are looked up sooner than and'ed
Cells = dict[Cell, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands on a list: by type and year, and how often what has many values.

    `authors` (the owner among them) and `topics` are by primary key, `venues` by slug.
    """

    cells: Cells = field(default_factory=dict)
    flags: Counter[str] = field(default_factory=Counter)
    authors: Counter[int] = field(default_factory=Counter)
    topics: Counter[int] = field(default_factory=Counter)
    venues: Counter[str] = field(default_factory=Counter)
    keys: list[int] | None = None  # those of the list in its order, where they had to be found

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def types(self) -> Counter[str]:
        types: Counter[str] = Counter()
        for (kind, _), n in self.cells.items():
            types[kind] += n
        return types

    @property
    def years(self) -> Counter[int]:
        years: Counter[int] = Counter()
        for (_, year), n in self.cells.items():
            if year is not None:
                years[year] += n
        return years


def _span(marks: Marks, filters: Filters) -> int:
    """What appeared in the years asked for; all years of a span are kept, however rare."""
    first, last = filters.span()
    asked = [
        marked
        for year, marked in marks.get("year", {}).items()
        if (first is None or first <= int(year)) and (last is None or int(year) <= last)
    ]
    return reduce(or_, asked, 0)


def _saying(text: str) -> list[int]:
    """The keys of what says these words, by the search index; one query."""
    asked = keys_matching(Publication, text)
    if asked is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.params)
        return [key for (key,) in cursor.fetchall()]


def _asked(marks: Marks, filters: Filters, named: Named) -> Iterator[int | None]:
    """For each thing that narrows the list, what has it; None where that is not kept."""
    for name, value in filters.narrowing().items():
        facet = name.partition(":")[0]
        if facet == "q":
            yield tallies.mark(_saying(value))
        elif facet == "year":
            yield _span(marks, filters)
        elif facet in ("author", "topic"):
            thing = named.thing(facet, value)
            yield marks.get(facet, {}).get(str(thing.pk)) if thing else 0
        elif facet == "venue":
            yield marks.get(facet, {}).get(value)
        elif facet == "type":
            yield marks.get(facet, {}).get(value, 0)
        else:
            flag = "selected" if facet == "selected" else value
            yield marks.get("has", {}).get(flag, 0)


def _found(marks: Marks, filters: Filters, named: Named) -> int | None:
    """A bit for each publication that `filters` finds; None where only the database knows."""
    found = reduce(or_, marks.get("type", {}).values(), 0)
    for marked in _asked(marks, filters, named):
        if marked is None:
            return None
        found &= marked
    return found


def _cells(marks: Marks, found: int, keys: Sequence[int] | None = None) -> Cells:
    """How many of what is marked in `found` stand in each cell; `keys` are the same, where known."""
    if found.bit_count() <= FEW and marks.cells:
        return marks.cells.counted(keys or tallies.keys(found))
    cells: Cells = {}
    years = [(int(year), found & marked) for year, marked in marks.get("year", {}).items()]
    years = [(year, marked) for year, marked in years if marked]
    for kind, marked in marks.get("type", {}).items():
        of_kind = found & marked
        counts: Cells = {
            (kind, year): n for year, one in years if (n := (of_kind & one).bit_count())
        }
        if undated := of_kind.bit_count() - sum(counts.values()):
            counts[kind, None] = undated
        cells |= counts
    return cells


def _counted(marks: Marks, found: int, facet: str) -> Iterator[tuple[str, int]]:
    """How often each value of `facet` that is kept is marked in `found`, if it is."""
    for value, marked in marks.get(facet, {}).items():
        if n := (found & marked).bit_count():
            yield value, n


def _by_marks(marks: Marks, found: int, keys: list[int] | None = None) -> Counts:
    """The counts of what is marked in `found`, among what is frequent on the whole site."""
    return Counts(
        _cells(marks, found, keys),
        Counter(dict(_counted(marks, found, "has"))),
        Counter({int(value): n for value, n in _counted(marks, found, "author")}),
        Counter({int(value): n for value, n in _counted(marks, found, "topic")}),
        Counter(dict(_counted(marks, found, "venue"))),
        keys,
    )


# A publication counts once, though its author may be its editor too.
_NAMED_BY = {
    "author": (
        "SELECT 'author', author_id, COUNT(*) FROM (SELECT DISTINCT publication_id, author_id"
        " FROM publications_authorship WHERE {}) written GROUP BY author_id",
        "publication_id",
    ),
    "topic": (
        "SELECT 'topic', tag_id, COUNT(*) FROM publications_publicationtopic"
        " WHERE {} GROUP BY tag_id",
        "content_object_id",
    ),
}


def _authors_and_topics(
    keys: Sequence[int], marks: Marks, marked: int
) -> tuple[Counter[int], Counter[int]]:
    """How many of the publications with these keys, which are `marked`, each of them has.

    One query, for authors and topics of which some are too rare to be kept; few sites have that many topics.
    """
    counts: dict[str, Counter[int]] = {"author": Counter(), "topic": Counter()}
    in_order = sorted(keys)  # as in the indexes, of which fewer pages are then read twice
    asked, parameters = [], []
    for facet, (sql, column) in _NAMED_BY.items():
        if marks.has_all(facet):
            counts[facet].update({int(one): n for one, n in _counted(marks, marked, facet)})
        else:
            condition, parameter = among(column, in_order)
            asked.append(sql.format(condition))
            parameters.append(parameter)
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked), parameters)
            for facet, key, n in cursor.fetchall():
                counts[facet][key] = n
    return counts["author"], counts["topic"]


def _one_by_one(rows: Iterable[tuple[Any, ...]], marks: Marks | None) -> Counts:
    """All counts of a list whose rows have `BRIEFLY`, or `TOLD` where there are no marks, whatever is
    rare included; one query at most."""
    columns = list(zip(*rows, strict=True)) or [()] * len(TOLD)
    keys, venue_slugs, *said = columns
    venues = Counter(venue_slugs)
    del venues[""]
    marked = tallies.mark(keys)
    if marks is None:
        kinds, years, *flagged = said
        cells: Cells = dict(Counter(zip(kinds, years, strict=True)))
        flags = Counter({name: sum(flag) for name, flag in zip(FLAGS, flagged, strict=True)})
    else:
        cells = _cells(marks, marked, keys)
        flags = Counter(dict(_counted(marks, marked, "has")))
    named = _authors_and_topics(keys, marks or Marks(), marked)
    return Counts(cells, flags, *named, venues, list(keys))


def written_by(author: Author) -> int:
    """How many of the listed publications someone wrote; two queries at most."""
    kept = Tally.objects.filter(element=f"author:{author.pk}").values_list("count", flat=True)
    known = kept.first()
    return Publication.objects.listed().by(author).count() if known is None else known


def simplest(filters: Filters, named: Named) -> Filters:
    """The same question without the owner of the site, where someone wrote all with the owner.

    Most of those who stand on the site of a person wrote everything there with that person, and what
    one of two wrote is found sooner than what both did.
    """
    owners = [one for one in named.authors.values() if one.is_owner]
    others = [one for one in named.authors.values() if not one.is_owner]
    if len(owners) != 1 or len(others) != 1:
        return filters
    written = (tallies.marks() or Marks()).get("author", {})
    own, other = written.get(str(owners[0].pk)), written.get(str(others[0].pk))
    if own is not None and other is not None and own | other == own:
        return filters.without(f"author:{owners[0].slug}")
    return filters


def _all(filters: Filters, named: Named) -> QuerySet[Publication]:
    """What `filters` finds, in its order."""
    return filters.apply(Publication.objects.listed(), named).order_by(*filters.order())


def _few(
    filters: Filters, named: Named, keys: Iterable[int] | None = None
) -> QuerySet[Publication]:
    """What `filters` finds, where that is not much, or what of these keys is listed, in their order.

    It is asked for as “not unlisted”, with which no index begins. Where the index of the order could
    be used SQLite walks through all of it rather than look up a few rows and sort them.
    """
    few = Publication.objects.exclude(live=False).order_by(*filters.order())
    return filters.apply(few, named) if keys is None else few.filter(pk__among=list(keys))


def count(filters: Filters, named: Named | None = None, marks: Marks | None = None) -> Counts:
    """The counts of what `filters` finds; `named` is what it names, `marks` are the present ones.

    A list that has to be looked up, or is short enough to count what is rare in it too, comes with
    the keys of its publications.
    """
    named = named or Named.by(filters)
    marks = marks or tallies.marks()
    if marks is None:
        return _one_by_one(_all(filters, named).values_list(*TOLD), marks)
    marked = _found(marks, filters, named)
    if marked is None:
        # A venue has an index that leads to its rows in their order; an author and a topic have none.
        rare = _all(filters, named) if filters.venue else _few(filters, named)
        rows = list(rare.values_list(*BRIEFLY))
        if len(rows) <= tallies.LARGE:
            return _one_by_one(rows, marks)
        keys = [row[0] for row in rows]
        return _by_marks(marks, tallies.mark(keys), keys)
    if marked.bit_count() > tallies.LARGE or not filters.narrowing():
        return _by_marks(marks, marked)
    return _one_by_one(_few(filters, named, tallies.keys(marked)).values_list(*BRIEFLY), marks)
