"""How many publications each filter link of the list leads to."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from publications import tallies
from publications.filters import HAVING, Filters
from publications.models import (
    Author,
    Authorship,
    Publication,
    PublicationTopic,
    Tally,
    Topic,
)

MOST_OPTIONS = 12  # links to authors, topics and venues
FLAGS = {"selected": "is_selected", **{name: f"has_{name}" for name in HAVING}}
Cells = dict[tuple[str, int | None], int]


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands on a list: by type and year, and the most frequent of what has many values.

    `authors` and `topics` are by primary key, `venues` by slug; None where the list is too long to
    be counted while someone waits.
    """

    cells: Cells = field(default_factory=dict)
    flags: Counter[str] = field(default_factory=Counter)
    authors: Counter[int] | None = None
    topics: Counter[int] | None = None
    venues: Counter[str] | None = None
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


def _scope(filters: Filters, author: Author | None, topic: Topic | None) -> str | None:
    """The kept list that the question asks for; None where it is a combination or a text."""
    asked = filters.narrowing()
    if not asked:
        return tallies.WHOLE
    if len(asked) > 1 or "q" in asked:
        return None
    ((name, value),) = asked.items()
    if name == "year":
        first, last = filters.span()
        return f"year:{first}" if first is not None and first == last else None
    scopes = {
        "author": f"author:{author.pk}" if author else "",
        "topic": f"topic:{topic.pk}" if topic else "",
        "selected": "has:selected",
        f"has:{value}": f"has:{value}",
    }
    return scopes.get(name, f"{name}:{value}") or None


def _kept(scope: str) -> Counts | None:
    """The counts of a scope as they are kept, if they are; four queries."""
    rows = Tally.objects.filter(scope=scope, count__gt=0)
    small = dict(rows.filter(facet__in=("cell", "has")).order_by().values_list("element", "count"))
    if not small:
        return None
    cells: Cells = {}
    flags: Counter[str] = Counter()
    for element, n in small.items():
        value = tallies.value_of(element)
        if tallies.facet_of(element) == "has":
            flags[value] = n
        else:
            kind, _, year = value.partition(".")
            cells[kind, int(year) if year else None] = n
    named = {}
    for facet in ("author", "topic", "venue"):
        most = rows.filter(facet=facet).order_by("-count", "element")[: MOST_OPTIONS + 1]
        named[facet] = [(tallies.value_of(row.element), row.count) for row in most]
    return Counts(
        cells,
        flags,
        Counter({int(value): n for value, n in named["author"]}),
        Counter({int(value): n for value, n in named["topic"]}),
        Counter(dict(named["venue"])),
    )


def _grouped(filters: Filters) -> Counts:
    """The counts by type, year and links of a list of any length, in one pass over it."""
    found = filters.apply(Publication.objects.listed()).order_by()
    rows = found.values_list("type", "year", *FLAGS.values()).annotate(n=Count("pk"))
    cells: Counter[tuple[str, int | None]] = Counter()
    counted: Counter[str] = Counter()
    for kind, year, *flags, n in rows:
        cells[kind, year] += n
        counted.update({name: n for name, flag in zip(FLAGS, flags, strict=True) if flag})
    return Counts(dict(cells), counted)


def _on_the_spot(filters: Filters) -> Counts | None:
    """All counts of a short list, and its keys; None where it is a long one. Three queries."""
    found = filters.apply(Publication.objects.listed()).order_by(*filters.order())
    columns = ("pk", "venue_slug", "type", "year", *FLAGS.values())
    rows = list(found.values_list(*columns)[: tallies.LARGE + 1])
    if len(rows) > tallies.LARGE:
        return None
    cells: Counter[tuple[str, int | None]] = Counter()
    counted: Counter[str] = Counter()
    for _key, _venue, kind, year, *flags in rows:
        cells[kind, year] += 1
        counted.update(name for name, flag in zip(FLAGS, flags, strict=True) if flag)
    keys = [row[0] for row in rows]
    authors = Authorship.objects.filter(publication__in=keys, author__is_owner=False).order_by()
    topics = PublicationTopic.objects.filter(content_object__in=keys).order_by()
    return Counts(
        dict(cells),
        counted,
        Counter(author for _, author in set(authors.values_list("publication_id", "author_id"))),
        Counter(topics.values_list("tag_id", flat=True)),
        Counter(row[1] for row in rows if row[1]),
        keys,
    )


def count(filters: Filters, author: Author | None = None, topic: Topic | None = None) -> Counts:
    """The counts of what `filters` finds; `author` and `topic` are those it names by their slugs."""
    scope = _scope(filters, author, topic)
    counts = _kept(scope) if scope is not None else None
    if counts is not None:
        return counts
    return _on_the_spot(filters) or _grouped(filters)
