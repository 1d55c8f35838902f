"""One ranked SQL query over all that is indexed, with visibility and the counts of facets in it."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.db import connection

from search.query import Level, Query
from search.ranking import postgresql, sqlite
from search.ranking.scoring import Scorer

WINDOW = 50  # of the best are weighed anew by their words, alike on every database

# What lies in a private collection, or in one below it.
_PRIVATE = """
    SELECT c.id FROM wagtailcore_collection c, wagtailcore_collection p,
        wagtailcore_collectionviewrestriction r
    WHERE r.collection_id = p.id AND substr(c.path, 1, length(p.path)) = p.path"""
_VISIBLE = f"""
    (e.expires IS NULL OR e.expires > %s)
    AND (e.collection_id IS NULL OR e.collection_id NOT IN ({_PRIVATE}))"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out: kinds that nobody can reach, other facets, other years."""

    hidden_kinds: Sequence[int] = ()
    facet: str = ""
    genre: str = ""
    first_year: int | None = None
    last_year: int | None = None

    def years_sql(self) -> tuple[str, list[Any]]:
        limits = [("year >= %s", self.first_year), ("year <= %s", self.last_year)]
        given = [(sql, value) for sql, value in limits if value is not None]
        return " AND ".join(sql for sql, _ in given) or "1=1", [value for _, value in given]

    def type_sql(self) -> tuple[str, list[Any]]:
        limits = [("facet = %s", self.facet), ("genre = %s", self.genre)]
        given = [(sql, value) for sql, value in limits if value]
        return " AND ".join(sql for sql, _ in given) or "1=1", [value for _, value in given]


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


def visible_sql(hidden_kinds: Sequence[int]) -> tuple[str, list[Any]]:
    """A condition on the entry `e`, true for what a stranger may see now."""
    kinds = ", ".join(str(int(kind)) for kind in hidden_kinds)
    return _VISIBLE + (f" AND (e.id >> 40) NOT IN ({kinds})" if kinds else ""), [int(time.time())]


def matches(query: Query, level: Level, hidden_kinds: Sequence[int]) -> tuple[str, list[Any], str]:
    """What to select from for all that matches at this level and may be seen, the entry as `e`: the
    FROM and WHERE of SQL, their parameters, and the score. "" where nothing can match."""
    vendor = backend()
    visible, visible_params = visible_sql(hidden_kinds)
    conditions, params = [visible], list(visible_params)
    if query.excluded:
        condition, expression = vendor.without(query.excluded)
        conditions.append(condition)
        params.append(expression)
    where = " AND ".join(conditions)
    if level is Level.ALL and not (query.terms or query.exact):
        return f"core_searchentry e WHERE {where}", params, "0.0"
    wanted = vendor.expression(query, level)
    if not wanted:
        return "", [], "0.0"
    source, score = vendor.source(level)
    return f"{source} WHERE {where}", [wanted, *params], score


def _best(query: Query, filters: Filters, most: int) -> tuple[str, list[Any]]:
    """SQL of the `most` best, level by level; a level is only looked at where those above have
    fewer. Among those that have all words in the title the shortest title comes first, among the
    others what the database finds best, then the newest."""
    tables: list[str] = []
    params: list[Any] = []
    above: list[str] = []
    by_type, type_params = filters.type_sql()
    by_year, year_params = filters.years_sql()
    lowest = Level.HEAD if query.head_only else Level.ALL
    for level in (Level.EXACT, Level.TITLE, Level.HEAD, Level.ALL):
        if level < lowest or (query.any_term and level in (Level.TITLE, Level.HEAD)):
            continue  # where any word is enough, one in the title is not more than two below it
        source, values, score = matches(query, level, filters.hidden_kinds)
        if not source:
            continue
        told = level >= Level.TITLE
        # Left out above is what stands there; and where that is enough, no more is looked for.
        unseen = "".join(f" AND e.id NOT IN (SELECT id FROM {name})" for name in above)  # noqa: S608
        counts = " + ".join(f"(SELECT count(*) FROM {name})" for name in above)  # noqa: S608
        needed = f" AND {counts} < {int(most)}" if above else ""
        name = f"level_{level.value}"
        tables.append(
            f"{name} AS MATERIALIZED (SELECT e.id AS id, {level.value} AS tier, "  # noqa: S608
            f"{'0.0' if told else score} AS score, {'e.title_words' if told else '0'} AS words, "
            "e.day AS day, e.facet AS facet, e.year AS year "
            f"FROM {source} AND {by_type} AND {by_year}{unseen}{needed} "
            f"ORDER BY words, score, day DESC, id DESC LIMIT {int(most)})"
        )
        params += [*values, *type_params, *year_params]
        above.append(name)
    union = " UNION ALL ".join(f"SELECT * FROM {name}" for name in above)  # noqa: S608
    return (f"WITH {', '.join(tables)} {union}", params) if tables else ("", [])


def _counts(query: Query, hidden_kinds: Sequence[int]) -> tuple[str, list[Any]]:
    """SQL of how many match in each facet, genre and year."""
    level = Level.HEAD if query.head_only else Level.ALL
    source, params, _ = matches(query, level, hidden_kinds)
    columns = "e.facet, e.genre, e.year"
    return f"SELECT {columns}, count(*) FROM {source} GROUP BY {columns}", params  # noqa: S608


def find(
    query: Query, filters: Filters, *, start: int = 0, count: int = 10, facets: bool = True
) -> Found:
    """Return hits `start` to `start + count` of all that matches, and the counts of the facets.

    A facet's counts are those that it would show were it not chosen, so that another may be. One
    query for the hits, one for the counts, one to weigh the best anew.
    """
    most = max(WINDOW, start + count)
    best, params = _best(query, filters, most)
    if not best:
        return Found([])
    with connection.cursor() as cursor:
        cursor.execute(best, params)
        rows = cursor.fetchall()
        hits = sorted((-tier, words, score, -day, -pk) for pk, tier, score, words, day, *_ in rows)
        found = Found([], len(hits))
    if facets:
        with backend().counting() as cursor:
            cursor.execute(*_counts(query, filters.hidden_kinds))
            found = _counted(cursor.fetchall(), filters)
    found.facts = {row[0]: (row[-2], row[-1]) for row in rows}
    found.ids = _weighed(query, hits[:WINDOW], hits[WINDOW:])[start : start + count]
    return found


def _counted(rows: Sequence[tuple[str, str, int | None, int]], filters: Filters) -> Found:
    found = Found([])
    for facet, genre, year, count in rows:
        of_type = filters.facet in ("", facet) and filters.genre in ("", genre)
        low, high = filters.first_year, filters.last_year
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


def _weighed(query: Query, hits: list[Any], rest: list[Any]) -> list[int]:
    """Ids in order, the first weighed anew by the words they hold."""
    ids = [-hit[-1] for hit in hits]
    if query.terms and len(hits) > 1:
        columns = (*_HEAD_STEMS, "''" if query.head_only else "body_stems")
        score = Scorer(query).score
        scores = {pk: score(stems) for pk, *stems in texts(ids, columns)}
        hits = sorted(
            hits, key=lambda hit: (hit[0], -scores.get(-hit[-1], 0.0), hit[1], hit[-2], hit[-1])
        )
    return [-hit[-1] for hit in (*hits, *rest)]
