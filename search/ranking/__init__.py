"""One ranked SQL query over all that is indexed, with visibility and the counts of facets in it."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.db import connection

from core.models import SearchEntry, SearchText
from search.query import Query
from search.ranking import postgresql, sqlite
from search.ranking.scoring import score_of

WINDOW = 50  # of the best are weighed anew by their words, alike on every database

# What lies in a private collection, or in one below it.
_PRIVATE = """
    SELECT c.id FROM wagtailcore_collection c, wagtailcore_collection p,
        wagtailcore_collectionviewrestriction r
    WHERE r.collection_id = p.id AND substr(c.path, 1, length(p.path)) = p.path"""
_VISIBLE = f"""
    (e.expires IS NULL OR e.expires > %s)
    AND (e.collection_id IS NULL OR e.collection_id NOT IN ({_PRIVATE}))"""  # noqa: S608
# Of those that have all words in the title the shortest title comes first; of the rest, what the
# database finds best; then the newest.
_ORDER = "tier DESC, CASE WHEN tier > 1 THEN title_words ELSE 0 END, CASE WHEN tier > 1 THEN 0 ELSE score END, day DESC, id DESC"  # fmt: skip  # noqa: E501


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
    """Ids of one page of hits in order, how many there are, and how many by facet and by year."""

    ids: list[int]
    total: int = 0
    facets: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)


def backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def visible_sql(hidden_kinds: Sequence[int]) -> tuple[str, list[Any]]:
    """A condition on the entry `e`, true for what a stranger may see now."""
    kinds = ", ".join(str(int(kind)) for kind in hidden_kinds)
    return _VISIBLE + (f" AND (e.id >> 40) NOT IN ({kinds})" if kinds else ""), [int(time.time())]


def find(
    query: Query, filters: Filters, *, start: int = 0, count: int = 10, facets: bool = True
) -> Found:
    """Return hits `start` to `start + count` of all that matches, and the counts of the facets.

    A facet's counts are those that it would show were it not chosen, so that another may be.
    """
    visible, visible_params = visible_sql(filters.hidden_kinds)
    sql, params = backend().matched(query, visible, visible_params)
    by_type, type_params = filters.type_sql()
    by_year, year_params = filters.years_sql()
    limit, offset = (WINDOW, 0) if start + count <= WINDOW else (count, start)
    both = f"{by_type} AND {by_year}"
    selects = [
        f"SELECT * FROM (SELECT 'hit', '', id, tier, score, title_words, day FROM matched "  # noqa: S608
        f"WHERE {both} ORDER BY {_ORDER} LIMIT %s OFFSET %s) AS hits",
        f"SELECT 'total', '', count(*), 0, 0.0, 0, 0 FROM matched WHERE {both}",  # noqa: S608
    ]
    values = [*params, *type_params, *year_params, limit, offset, *type_params, *year_params]
    if facets:
        selects += [
            f"SELECT 'facet', facet, count(*), 0, 0.0, 0, 0 FROM matched WHERE {by_year} GROUP BY facet",  # noqa: S608
            f"SELECT 'year', '', year, count(*), 0.0, 0, 0 FROM matched WHERE {by_type} "  # noqa: S608
            "AND year IS NOT NULL GROUP BY year",
        ]
        values += [*year_params, *type_params]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH matched AS MATERIALIZED ({sql}) {' UNION ALL '.join(selects)}", values)  # noqa: S608
        rows = cursor.fetchall()
    found = Found([])
    hits = []
    for what, text, number, tier, *order in rows:
        if what == "hit":
            hits.append((-tier, *_order_in_tier(tier, order), -number))
        elif what == "total":
            found.total = number
        elif what == "facet":
            found.facets[text] = number
        else:
            found.years[number] = tier
    found.ids = _weighed(query, sorted(hits), offset == 0)[start - offset :][:count]
    return found


def _order_in_tier(tier: int, order: list[Any]) -> tuple[float, ...]:
    score, title_words, day = order
    return (title_words, -day) if tier > 1 else (score, -day)


def _weighed(query: Query, hits: list[tuple[Any, ...]], anew: bool) -> list[int]:
    """Ids in order; the window's own are weighed by the words they hold."""
    ids = [-hit[-1] for hit in hits]
    if not anew or not query.terms or len(hits) < 2:
        return ids
    texts = SearchText.objects.filter(entry_id__in=ids).values_list(
        "entry_id", "title_stems", "people_stems", "keyword_stems", "body_stems"
    )
    scores = {pk: score_of(query, stems) for pk, *stems in texts}
    by_merit = sorted(
        hits, key=lambda hit: (hit[0], -scores.get(-hit[-1], 0.0), hit[-2], hit[-1])
    )
    return [-hit[-1] for hit in by_merit]


def facts(ids: Sequence[int]) -> dict[int, tuple[str, int | None]]:
    """The facet and the year of each entry."""
    entries = SearchEntry.objects.filter(pk__in=ids)
    return {pk: (facet, year) for pk, facet, year in entries.values_list("pk", "facet", "year")}
