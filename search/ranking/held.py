"""What a small site's entries are, held in each process for as long as nothing changes; for SQLite.

FTS5 says in a tenth of a millisecond which of a thousand entries match. To look each of them up, to
sort and to count them takes SQL ten times as long, and here no longer than that again. The answer is
the same: what is not visible is taken out by what is private and what has expired as it is asked.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpRequest

from core.frame import once_a_version
from core.searchindex.columns import VENUE
from search.query import Level, Query
from search.ranking import sqlite
from search.ranking.filters import Filters, Hidden
from search.ranking.scoring import Body, Head, Needles
from search.ranking.steps import LEVELS, WINDOW, Count, Row, Step, guides, most_of, steps

LONGEST = 3000  # characters of the stems of a body; a longer one is read for each search
LARGEST = 3000  # entries, read in some 60 ms; some 15 MB, and 18 more once all were looked for


class _Fact(NamedTuple):
    facet: str
    year: int | None
    day: int
    words: int


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of one version of the site, by their ids, written out as FTS5 strings them together.

    `newest` is the place of each in the order of what comes first among equals, `shortest` the same
    after the number of words in the title. `group` says of which facet, genre and year each is, and
    `exact` what stands for an identifier or for the whole of a title. Of bodies the words are counted
    when first asked for; `known` holds each word once.
    """

    facts: dict[str, _Fact] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    shortest: dict[str, tuple[int, int]] = field(default_factory=dict)
    group: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[str, str, int | None], int] = field(default_factory=dict)
    exact: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[int, list[str]] = field(default_factory=dict)
    collections: dict[int, list[str]] = field(default_factory=dict)
    expiring: list[tuple[int, str]] = field(default_factory=list)

    def hold(self, place: int, row: tuple[Any, ...]) -> None:
        """Add a row of `_ALL`, the newest first."""
        pk, facet, genre, year, day, words, expires, collection, tokens, *head, body = row
        key = str(pk)
        self.facts[key] = _Fact(facet, year, day, words)
        self.heads[key] = Head.of(*head)
        for token in tokens.split():
            if not token.startswith(VENUE):
                self.exact.setdefault(token, []).append(key)
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

    def body(self, pk: int) -> Body | None:
        """The body, where it is held, with its words counted."""
        body = self.bodies.get(pk)
        if body and body.words is None:
            body.count(self.known)
        return body

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
        ids, title_stems, people_stems, keyword_stems,
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
    """One search among the entries: what it may find, and what it has found so far.

    FTS5 is asked for all that matches in its head, and for all that matches; of which of these the
    title holds all is told from the stems that are held, and so is what matches exactly.
    """

    cursor: Any
    entries: Entries
    query: Query
    hidden: set[str]
    groups: Collection[int] | None  # that the filters take, where they do not take all
    taken: set[str] = field(default_factory=set)
    known: dict[Level, list[str]] = field(default_factory=dict)

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
        keys = self._open(self._found(step))
        level = LEVELS[step]
        # What is weighed anew in any case needs no score.
        weighed = len(keys) <= (most if step is Step.GUIDES else WINDOW - len(self.taken))
        if level >= Level.TITLE:
            keys = sorted(keys, key=self.entries.shortest.__getitem__)[:most]
        elif weighed or not self.query.terms:
            keys = sorted(keys, key=self.entries.newest.__getitem__)[:most]
        else:
            keys = self._best_scored(level, set(keys), most)
        self.taken.update(keys)
        return [self._row(step, key) for key in keys]

    def _found(self, step: Step) -> list[str]:
        """All that the step finds, whether it may be seen or not."""
        if step is Step.EXACT:
            return self._exactly()
        if step is Step.REST:
            return self._matching(Level.ALL)
        found = self._matching(Level.HEAD)
        if step is Step.TITLES:
            return self._titled(found)
        if step is Step.GUIDES:
            kinds = guides()
            return [key for key in found if int(key) >> 40 in kinds]
        return found

    def _exactly(self) -> list[str]:
        exact = self.entries.exact
        found = {key for token in self.query.exact for key in exact.get(token, ())}
        if not found and self.query.terms:
            self.query = replace(self.query, exact=())  # which need not be looked for any more
        return list(found)

    def _matching(self, level: Level) -> list[str]:
        found = self.known.get(level)
        if found is None:
            wanted = sqlite.expression(self.query, level)
            found = self.known[level] = sqlite.ids(self.cursor, level, wanted) if wanted else []
        return found

    def _titled(self, keys: Iterable[str]) -> list[str]:
        """Those that hold each term in their titles, or where else it has to be."""
        heads = self.entries.heads
        for term in self.query.needed:
            needles, where = Needles.of(term), attrgetter(term.column or "title")
            if len(needles.either) == 1:  # as most have, which need no call each
                needle = needles.either[0]
                keys = [key for key in keys if needle in where(heads[key])]
            else:
                keys = [key for key in keys if needles.are_in(where(heads[key]))]
        return list(keys)

    def _best_scored(self, level: Level, keys: set[str], most: int) -> list[str]:
        """The best of these keys; among those that are as good the newest."""
        newest = self.entries.newest
        found: list[tuple[float, int, str]] = []
        wanted = sqlite.expression(self.query, level)
        for key, score in sqlite.scored(self.cursor, level, wanted):
            if len(found) >= most and score > found[-1][0]:
                break
            if key in keys:
                found.append((score, newest[key], key))
        return [key for _, _, key in sorted(found)[:most]]

    def _row(self, step: Step, key: str) -> Row:
        facet, year, day, words = self.entries.facts[key]
        in_title = LEVELS[step] >= Level.TITLE
        return Row.of(step, int(key), facet, year, day, words if in_title else 0, 0.0)

    def counts(self) -> list[Count]:
        """How many of each facet, genre and year match."""
        keys = self._matching(self.query.widest)
        if self.hidden:
            keys = [key for key in keys if key not in self.hidden]
        return self.entries.counted(keys)


def find(
    entries: Entries, query: Query, filters: Filters, shown: int, facets: bool
) -> tuple[list[Row], list[Count]] | None:
    """The best of each step in order, of which the first `shown` are among the hits, and where facets
    are wanted all that matches, counted. None where SQL has to tell."""
    if query.excluded or query.venues or not (query.terms or query.exact):
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
