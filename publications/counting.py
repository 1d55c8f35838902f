"""How many publications each filter link of the list leads to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Count, Q, QuerySet

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
class Named:
    """The authors and topics that a question names, by their slugs; those there are."""

    authors: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)

    @classmethod
    def by(cls, filters: Filters) -> Self:
        """One query for each of the two that the question names."""
        authors = Author.objects.filter(slug__in=filters.author) if filters.author else ()
        topics = Topic.objects.filter(slug__in=filters.topic) if filters.topic else ()
        return cls({one.slug: one for one in authors}, {one.slug: one for one in topics})

    def thing(self, facet: str, slug: str) -> Author | Topic | None:
        return self.authors.get(slug) if facet == "author" else self.topics.get(slug)


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands on a list: by type and year, and the most frequent of what has many values.

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


def _scope(filters: Filters, named: Named) -> str | None:
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
    if name == "selected":
        return "has:selected"
    facet, several, _slug = name.partition(":")
    if facet in ("author", "topic"):
        thing = named.thing(facet, value)
        return f"{facet}:{thing.pk}" if thing else None
    return name if several else f"{name}:{value}"


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


def _most_frequent(rows: QuerySet[Any], name: str, of: str) -> Counter[Any]:
    """The values of `name` that most publications have, and how many have them; one query.

    `of` names the publication, which counts once however often a value stands beside it.
    """
    counted = rows.order_by().values_list(name).annotate(n=Count(of, distinct=of != "pk"))
    return Counter(dict(counted.order_by("-n", name)[: MOST_OPTIONS + 1]))


def _cells_and_flags(rows: Iterable[tuple[Any, ...]]) -> tuple[Cells, Counter[str]]:
    """Of rows of type, year, `FLAGS` and how many publications are so."""
    cells: Counter[tuple[str, int | None]] = Counter()
    counted: Counter[str] = Counter()
    for kind, year, *flags, n in rows:
        cells[kind, year] += n
        for name, flag in zip(FLAGS, flags, strict=True):
            if flag:
                counted[name] += n
    return dict(cells), counted


def _short(filters: Filters) -> tuple[list[int], Cells, Counter[str]] | None:
    """The keys of a short list in its order, and what its rows tell; None where it is a long one."""
    found = filters.apply(Publication.objects.listed()).order_by(*filters.order())
    rows = list(found.values_list("pk", "type", "year", *FLAGS.values())[: tallies.LARGE + 1])
    if len(rows) > tallies.LARGE:
        return None
    return [row[0] for row in rows], *_cells_and_flags((*row[1:], 1) for row in rows)


def _on_the_spot(filters: Filters) -> Counts:
    """All counts of a list that none are kept of; five queries at most."""
    found = filters.apply(Publication.objects.listed()).order_by()
    short = _short(filters)
    if short is not None:
        keys, cells, flags = short
        within: Any = keys
        venues = Publication.objects.filter(pk__in=keys)
    else:
        keys = None
        rows = found.values_list("type", "year", *FLAGS.values()).annotate(n=Count("pk"))
        cells, flags = _cells_and_flags(rows)
        within, venues = found.values("pk"), found
    authors = Authorship.objects.filter(publication__in=within)
    topics = PublicationTopic.objects.filter(content_object__in=within)
    return Counts(
        cells,
        flags,
        _most_frequent(authors, "author_id", "publication_id"),
        _most_frequent(topics, "tag_id", "pk"),
        _most_frequent(venues.exclude(venue_slug=""), "venue_slug", "pk"),
        keys,
    )


def written_by(author: Author) -> int:
    """How many of the listed publications someone wrote; one query, two where none are kept."""
    kept = Tally.objects.filter(scope=tallies.WHOLE, element__in=(f"author:{author.pk}", "kept:"))
    counts = dict(kept.values_list("element", "count"))
    if counts:
        return counts.get(f"author:{author.pk}", 0)
    return Publication.objects.listed().by(author).count()


def simplest(filters: Filters, named: Named) -> Filters:
    """The same question without the owner of the site, where someone wrote all with the owner.

    What two people wrote together is a combination, of which no counts are kept; but most of those
    who stand on the site of a person wrote everything there with that person. One query for two
    authors, else none.
    """
    owners = [one for one in named.authors.values() if one.is_owner]
    others = [one for one in named.authors.values() if not one.is_owner]
    if len(owners) != 1 or len(others) != 1:
        return filters
    own, other = f"author:{owners[0].pk}", f"author:{others[0].pk}"
    rows = Tally.objects.filter(
        Q(scope=other, element=own) | Q(scope=tallies.WHOLE, element=other)
    ).order_by()
    together = [n for n in rows.values_list("count", flat=True) if n]
    if len(together) == len((own, other)) and len(set(together)) == 1:
        return filters.without(f"author:{owners[0].slug}")
    return filters


def count(filters: Filters, named: Named | None = None) -> Counts:
    """The counts of what `filters` finds; `named` is what it names."""
    named = named or Named.by(filters)
    filters = simplest(filters, named)
    scope = _scope(filters, named)
    counts = _kept(scope) if scope is not None else None
    if counts is not None:
        return counts
    return _on_the_spot(filters)
