"""What a small site's entries are, held in each process for as long as nothing changes; for SQLite.

FTS5 says in a tenth of a millisecond which of a thousand entries match. To look each of them up, to
sort and to count them takes SQL ten times as long, and here no longer than that again. The answer is
the same: what is not visible is taken out by what is private and what has expired as it is asked.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpRequest

from core.frame import once_a_version
from search.query import Level, Query
from search.ranking import sqlite
from search.ranking.filters import Filters, Hidden
from search.ranking.scoring import Body, Head
from search.ranking.steps import LEVELS, WINDOW, Count, Row, Step, guides, most_of, steps

LONGEST = 3000  # characters of the stems of a body; a longer one is read for each search
LARGEST = 3000  # entries, which are read in some 35 ms and take some 12 MB


class _Fact(NamedTuple):
    facet: str
    year: int | None
    day: int
    words: int


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of one version of the site, by their ids, written out as FTS5 strings them together.

    `newest` is the place of each in the order of what comes first among equals, `shortest` the same
    after the number of words in the title. `group` says of which facet, genre and year each is.
    """

    facts: dict[str, _Fact] = field(default_factory=dict)
    heads: dict[int, Head] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    shortest: dict[str, tuple[int, int]] = field(default_factory=dict)
    group: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[str, str, int | None], int] = field(default_factory=dict)
    kinds: dict[int, list[str]] = field(default_factory=dict)
    collections: dict[int, list[str]] = field(default_factory=dict)
    expiring: list[tuple[int, str]] = field(default_factory=list)

    def hold(self, place: int, row: tuple[Any, ...]) -> None:
        """Add a row of `_ALL`, the newest first."""
        pk, facet, genre, year, day, words, expires, collection, *head, body = row
        key = str(pk)
        self.facts[key] = _Fact(facet, year, day, words)
        self.heads[pk] = Head.of(*head)
        if body is not None:
            self.bodies[pk] = Body.of(body)
        self.newest[key] = place
        self.shortest[key] = (words, place)
        self.group[key] = self.groups.setdefault((facet, genre, year), len(self.groups))
        self.kinds.setdefault(pk >> 40, []).append(key)
        if collection is not None:
            self.collections.setdefault(collection, []).append(key)
        if expires is not None:
            self.expiring.append((expires, key))

    def hidden(self, hidden: Hidden) -> set[str]:
        """What no stranger may see now."""
        now = int(time.time())
        found = {key for expires, key in self.expiring if expires <= now}
        for kind in hidden.kinds:
            found.update(self.kinds.get(kind, ()))
        for collection in hidden.collections:
            found.update(self.collections.get(collection, ()))
        return found

    def counted(self, keys: Iterable[str]) -> list[Count]:
        counts = Counter(map(self.group.__getitem__, keys))
        groups = list(self.groups)
        return [(*groups[at], count) for at, count in counts.items()]


_ALL = """
    SELECT e.id, facet, genre, year, day, title_words, expires, collection_id,
        title_stems, people_stems, keyword_stems,
        CASE WHEN length(body_stems) <= %s THEN body_stems END
    FROM core_searchentry e JOIN core_searchtext t ON t.entry_id = e.id ORDER BY day DESC, e.id DESC"""
_HOW_MANY = "SELECT count(*) FROM (SELECT 1 FROM core_searchentry LIMIT %s)"


def read() -> Entries | None:
    """All entries as they are now; None where they are too many."""
    with connection.cursor() as cursor:
        cursor.execute(_HOW_MANY, [LARGEST + 1])
        if cursor.fetchone()[0] > LARGEST:
            return None
        cursor.execute(_ALL, [LONGEST])
        entries = Entries()
        for place, row in enumerate(cursor.fetchall()):
            entries.hold(place, row)
    return entries


def entries(request: HttpRequest | None) -> Entries | None:
    """Those of the site's present version; None where it is large, on PostgreSQL, and for a request
    for which nothing is held, such as an editor's."""
    if connection.vendor != "sqlite" or not getattr(request, "site_version", ""):
        return None
    return once_a_version(request, "entries", read)


@dataclass(slots=True)
class _Looking:
    """One search among the entries: what it may find, and what it has found so far."""

    cursor: Any
    entries: Entries
    query: Query
    hidden: set[str]
    groups: Collection[int] | None  # that the filters take, where they do not take all
    taken: set[str] = field(default_factory=set)
    matching: list[str] | None = None  # all that matches at the level that is counted, if known

    def _open(self, keys: Collection[str]) -> Collection[str]:
        """Those that may be seen, and are not left out nor found by a step above."""
        if self.hidden or self.taken:
            gone = self.hidden | self.taken
            keys = [key for key in keys if key not in gone]
        if self.groups is not None:
            group = self.entries.group
            keys = [key for key in keys if group[key] in self.groups]
        return keys

    def best(self, step: Step, most: int) -> list[Row]:
        """The best of a step, as `sqlite.best` has them."""
        level = LEVELS[step]
        kinds = guides() if step is Step.GUIDES else ()
        wanted = sqlite.expression(self.query, level)
        if not wanted or (kinds and self.entries.kinds.keys().isdisjoint(kinds)):
            return []
        keys = self._open(self._matching(level, wanted, kinds))
        # What is weighed anew in any case needs no score.
        weighed = len(keys) <= (most if kinds else WINDOW - len(self.taken))
        if level >= Level.TITLE or weighed or not self.query.terms:
            order = self.entries.shortest if level >= Level.TITLE else self.entries.newest
            found = [(key, 0.0) for key in sorted(keys, key=order.__getitem__)[:most]]
        else:
            found = self._best_scored(sqlite.scored(self.cursor, level, wanted, kinds), keys, most)
        self.taken.update(key for key, _ in found)
        return [self._row(step, key, score) for key, score in found]

    def _matching(self, level: Level, wanted: str, kinds: Collection[int] = ()) -> list[str]:
        """All that matches, whether it may be seen or not."""
        found = sqlite.ids(self.cursor, level, wanted, kinds)
        if level is Level.EXACT and not found and self.query.terms:
            self.query = replace(self.query, exact=())  # which need not be looked for again
        if level is _counted_level(self.query) and not kinds:
            self.matching = found
        return found

    def _best_scored(
        self, scored: Iterable[tuple[str, float]], keys: Collection[str], most: int
    ) -> list[tuple[str, float]]:
        """The best of these keys; among those that are as good the newest."""
        among, newest = set(keys), self.entries.newest
        found: list[tuple[float, int, str]] = []
        for key, score in scored:
            if len(found) >= most and score > found[-1][0]:
                break
            if key in among:
                found.append((score, newest[key], key))
        return [(key, score) for score, _, key in sorted(found)[:most]]

    def _row(self, step: Step, key: str, score: float) -> Row:
        facet, year, day, words = self.entries.facts[key]
        in_title = LEVELS[step] >= Level.TITLE
        return Row(step, int(key), facet, year, day, words if in_title else 0, score)

    def counts(self) -> list[Count]:
        """How many of each facet, genre and year match."""
        if self.matching is None:
            level = _counted_level(self.query)
            wanted = sqlite.expression(self.query, level)
            self.matching = self._matching(level, wanted) if wanted else []
        if self.hidden:
            self.matching = [key for key in self.matching if key not in self.hidden]
        return self.entries.counted(self.matching)


def _counted_level(query: Query) -> Level:
    return Level.HEAD if query.head_only else Level.ALL


def find(
    entries: Entries, query: Query, filters: Filters, shown: int, facets: bool
) -> tuple[list[Row], list[Count]] | None:
    """The best of each step in order, of which the first `shown` are among the hits, and where facets
    are wanted all that matches, counted. None where SQL has to tell."""
    if query.excluded or not (query.terms or query.exact):
        return None
    groups = None
    if not filters.take_all:
        groups = {
            at
            for (facet, genre, year), at in entries.groups.items()
            if filters.take(facet, genre) and filters.take_year(year)
        }
    with sqlite.reading() as cursor:
        looking = _Looking(cursor, entries, query, entries.hidden(filters.hidden), groups)
        hits: list[Row] = []
        try:
            for step in steps(query):
                if step is Step.GUIDES or len(hits) < shown:
                    hits += looking.best(step, most_of(step, shown))
            return hits, looking.counts() if facets else []
        except KeyError:  # the index holds what came after these entries were read
            return None
