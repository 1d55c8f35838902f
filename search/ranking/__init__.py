"""One ranked SQL query over all that is indexed, with visibility and the counts of facets in it."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from operator import attrgetter
from types import ModuleType
from typing import Any, NamedTuple

from django.db import connection

from core.searchindex import searchable_models
from search.query import Level, Query
from search.ranking import postgresql, sqlite
from search.ranking.scoring import Scorer

WINDOW = 50  # of the best are weighed anew by their words, alike on every database

GUIDES = 3  # at most count as what has the words in its title
BY_PLACE = 3  # the best of them is shown


class Step(IntEnum):
    """Where the hits of a page come from, the worst first; a guide need only have them in its head."""

    REST = 0
    HEADS = 1
    TITLES = 2
    GUIDES = 3
    EXACT = 4


_LEVELS = {
    Step.EXACT: Level.EXACT, Step.GUIDES: Level.HEAD, Step.TITLES: Level.TITLE, Step.HEADS: Level.HEAD,
    Step.REST: Level.ALL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """What no stranger may see: kinds that nobody can reach, and collections that are private."""

    kinds: tuple[int, ...]
    collections: tuple[int, ...]

    def sql(self) -> tuple[str, list[Any]]:
        """A condition on the entry `e`, true for what a stranger may see now."""
        conditions = ["(e.expires IS NULL OR e.expires > %s)"]
        if self.collections:
            ids = ", ".join(str(int(pk)) for pk in self.collections)
            conditions.append(f"(e.collection_id IS NULL OR e.collection_id NOT IN ({ids}))")
        if self.kinds:
            conditions.append(f"(e.id >> 40) NOT IN ({', '.join(str(int(k)) for k in self.kinds)})")
        return " AND ".join(conditions), [int(time.time())]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out: what nobody may see, other facets, other genres than these, other years;
    and the facets and genres that are not wanted."""

    hidden: Hidden
    facet: str = ""
    genres: tuple[str, ...] = ()
    no_facets: tuple[str, ...] = ()
    no_genres: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    def years_sql(self) -> tuple[str, list[Any]]:
        limits = [("year >= %s", self.first_year), ("year <= %s", self.last_year)]
        given = [(sql, value) for sql, value in limits if value is not None]
        return " AND ".join(sql for sql, _ in given) or "1=1", [value for _, value in given]

    def type_sql(self) -> tuple[str, list[Any]]:
        facets = (self.facet,) if self.facet else ()
        limits = [
            ("facet IN", facets), ("genre IN", self.genres),
            ("facet NOT IN", self.no_facets), ("genre NOT IN", self.no_genres),
        ]  # fmt: skip
        given = [(sql, values) for sql, values in limits if values]
        sqls = [f"{sql} ({', '.join(['%s'] * len(values))})" for sql, values in given]
        return " AND ".join(sqls) or "1=1", [value for _, values in given for value in values]

    def take(self, facet: str, genre: str) -> bool:
        """Whether what is of this facet and genre is not left out for that."""
        return (
            self.facet in ("", facet)
            and (not self.genres or genre in self.genres)
            and facet not in self.no_facets
            and genre not in self.no_genres
        )


class _Row(NamedTuple):
    """A hit as the database gives it; `words` of the title, where the shortest comes first."""

    step: int
    pk: int
    facet: str
    year: int | None
    day: int
    words: int
    score: float

    @property
    def tier(self) -> int:
        return Step.TITLES if self.step == Step.GUIDES else self.step

    @property
    def order(self) -> tuple[float, ...]:
        return (-self.tier, self.words, self.score, -self.day, -self.pk)


@dataclass(slots=True)
class Found:
    """Ids of one page of hits in order, how many there are, and how many by facet and by year.

    `facts` holds the facet and the year of each hit.
    """

    ids: list[int]
    total: int = 0
    facets: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    facts: dict[int, tuple[str, int | None]] = field(default_factory=dict)


def backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def matches(
    query: Query, level: Level, hidden: Hidden, kinds: Sequence[int] = (), provided: str = "1=1"
) -> tuple[str, list[Any], str]:
    """What to select from for all that matches at this level and may be seen, the entry as `e`: the
    FROM and WHERE of SQL, their parameters, and the id as the inverted index has it. "" where nothing
    can match. Where kinds are given only what is of one of them; and nothing unless the condition
    `provided` holds, which is asked before anything is looked for."""
    vendor = backend()
    visible, visible_params = hidden.sql()
    conditions, params = [visible], list(visible_params)
    if query.excluded:
        condition, expression = vendor.without(query.excluded)
        conditions.append(condition)
        params.append(expression)
    where = " AND ".join(conditions)
    if level is Level.ALL and not (query.terms or query.exact):
        return f"core_searchentry e WHERE {provided} AND {where}", params, "e.id"
    wanted = vendor.expression(query, level)
    if not wanted:
        return "", [], ""
    return (
        f"{vendor.source(level, provided, kinds)} WHERE {where}",
        [*vendor.parameters(wanted), *params],
        vendor.key(level),
    )


def _steps(query: Query) -> list[Step]:
    """Where to look for the best. Where any word is enough, one in the title is not more than two
    below it."""
    steps = [Step.EXACT]
    if not query.any_term:
        guided = query.terms and not query.head_only and _guides()
        steps += [Step.GUIDES, Step.TITLES, Step.HEADS] if guided else [Step.TITLES, Step.HEADS]
    return steps if query.head_only else [*steps, Step.REST]


def _guides() -> list[int]:
    """The kinds of what leads to others."""
    return [kind for kind, model in searchable_models().items() if model.search_guides]


def _best(query: Query, filters: Filters, shown: int) -> tuple[str, list[Any]]:
    """SQL of the best of each step, of which the first `shown` are among the hits; one step is only
    looked at where those above have fewer. Among those that have all words in the title the shortest
    title comes first, among the others what the database finds best, then the newest."""
    most = max(WINDOW, shown)
    vendor = backend()
    tables: list[str] = []
    params: list[Any] = []
    above: list[str] = []
    by_type, type_params = filters.type_sql()
    by_year, year_params = filters.years_sql()
    for step in _steps(query):
        level = _LEVELS[step]
        kinds = _guides() if step is Step.GUIDES else ()
        counts = " + ".join(f"(SELECT count(*) FROM {name})" for name in above) or "0"  # noqa: S608
        few = "1=1" if step is Step.GUIDES else f"{counts} < {int(shown)}"
        source, values, key = matches(query, level, filters.hidden, kinds, few)
        if not source:
            continue
        limits = [source, by_type, by_year]
        if above:
            taken = " UNION ALL ".join(f"SELECT id FROM {name}" for name in above)  # noqa: S608
            limits.append(f"{key} NOT IN ({taken})")
        limit = GUIDES if step is Step.GUIDES else int(most)
        best = vendor.best(level, " AND ".join(limits), limit, scored=bool(query.terms))
        name = f"step_{step.value}"
        tables.append(f"{name} AS MATERIALIZED ({best})")
        params += [*values, *type_params, *year_params]
        above.append(name)
    union = " UNION ALL ".join(f"SELECT {name[5:]}, * FROM {name}" for name in above)  # noqa: S608
    return (f"WITH {', '.join(tables)} {union}", params) if tables else ("", [])


def _counts(query: Query, hidden: Hidden) -> tuple[str, list[Any]]:
    """SQL of how many match in each facet, genre and year."""
    level = Level.HEAD if query.head_only else Level.ALL
    source, params, _ = matches(query, level, hidden)
    # The year first: it tells most rows apart, and numbers are compared sooner than names.
    by = "e.year, e.genre, e.facet"
    return f"SELECT e.facet, e.genre, e.year, count(*) FROM {source} GROUP BY {by}", params  # noqa: S608


def find(
    query: Query, filters: Filters, *, start: int = 0, count: int = 10, facets: bool = True
) -> Found:
    """Return hits `start` to `start + count` of all that matches, and the counts of the facets.

    A facet's counts are those that it would show were it not chosen, so that another may be. One
    query for the hits, one for the counts, two to weigh the best anew.
    """
    best, params = _best(query, filters, start + count)
    if not best:
        return Found([])
    with backend().reading() as cursor:
        cursor.execute(best, params)
        hits = sorted((_Row(*row) for row in cursor.fetchall()), key=attrgetter("order"))
        found = Found([], len(hits))
        if facets:
            cursor.execute(*_counts(query, filters.hidden))
            found = _counted(cursor.fetchall(), filters)
    found.facts = {hit.pk: (hit.facet, hit.year) for hit in hits}
    weighed = [*_weighed(query, hits[:WINDOW], start + count), *hits[WINDOW:]]
    found.ids = [hit.pk for hit in weighed[start : start + count]]
    return found


def _counted(rows: Sequence[tuple[str, str, int | None, int]], filters: Filters) -> Found:
    found = Found([])
    low, high = filters.first_year, filters.last_year
    for facet, genre, year, count in rows:
        of_type = filters.take(facet, genre)
        in_years = (low is None and high is None) or (
            year is not None and (low is None or low <= year) and (high is None or year <= high)
        )
        found.total += count * (of_type and in_years)
        if in_years:
            found.facets[facet] += count
        if of_type and year is not None:
            found.years[year] += count
    return found


_HEAD_STEMS = ("entry_id", "title_stems", "people_stems", "keyword_stems")


def texts(ids: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """These columns of the texts of these entries, in any order; one query."""
    keys = ", ".join(str(int(pk)) for pk in ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM core_searchtext WHERE entry_id IN ({keys})"  # noqa: S608
        )
        return cursor.fetchall()


def _weighed(query: Query, hits: list[_Row], shown: int) -> list[_Row]:
    """The hits in order, weighed anew by the words they hold; those only that may come among the
    first `shown`, for which there are not enough better ones."""
    if not query.terms or len(hits) < 2:
        return hits
    shown = min(shown, len(hits))
    tier = hits[shown - 1].tier
    close = [hit for hit in hits if hit.tier >= tier or hit.step == Step.GUIDES]
    scorer = Scorer(query)
    keys = [hit.pk for hit in close]
    scores = dict.fromkeys(keys, 0.0)
    scores |= {pk: scorer.in_head(*stems) for pk, *stems in texts(keys, _HEAD_STEMS)}
    if not query.head_only:
        places = shown - sum(hit.tier > tier for hit in close)
        last = sorted((scores[hit.pk] for hit in close if hit.tier == tier), reverse=True)
        enough = last[places - 1] - scorer.most_in_body
        # A body takes longest to read: only those are read with which one may still come so far.
        near = [
            hit.pk for hit in close
            if scores[hit.pk] >= enough or hit.tier != tier or hit.step == Step.GUIDES
        ]  # fmt: skip
        for pk, body in texts(near, ("entry_id", "body_stems")):
            scores[pk] += scorer.in_body(body)

    def order(hit: _Row) -> tuple[float, ...]:
        return (-hit.tier, -round(scores.get(hit.pk, 0.0), 6), hit.words, -hit.day, -hit.pk)

    return _with_a_guide(sorted(hits, key=order))


def _with_a_guide(hits: list[_Row]) -> list[_Row]:
    """The hits in order, but the best guide by its place at the latest."""
    place = next((at for at, hit in enumerate(hits) if hit.step == Step.GUIDES), 0)
    if place >= BY_PLACE:
        hits.insert(BY_PLACE - 1, hits.pop(place))
    return hits
