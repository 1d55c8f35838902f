"""One ranked SQL query over all that is indexed, with visibility and the counts of facets in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from types import ModuleType
from typing import Any

from django.db import connection

from search.query import Level, Query
from search.ranking import held, postgresql, sqlite
from search.ranking.filters import Filters, Hidden
from search.ranking.held import Entries
from search.ranking.scoring import Body, Head, Scorer
from search.ranking.steps import LEVELS, WINDOW, Count, Row, Step, guides, most_of, steps

BY_PLACE = 3  # the best guide is shown


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
    if level is Level.ALL and not (query.terms or query.exact or query.venues):
        return f"core_searchentry e WHERE {provided} AND {where}", params, "e.id"
    wanted = vendor.expression(query, level)
    if not wanted:
        return "", [], ""
    return (
        f"{vendor.source(level, provided, kinds)} WHERE {where}",
        [*vendor.parameters(wanted), *params],
        vendor.key(level),
    )


def _best(query: Query, filters: Filters, shown: int) -> tuple[str, list[Any]]:
    """SQL of the best of each step, of which the first `shown` are among the hits; one step is only
    looked at where those above have fewer. Among those that have all words in the title the shortest
    title comes first, among the others what the database finds best, then the newest."""
    vendor = backend()
    tables: list[str] = []
    params: list[Any] = []
    above: list[str] = []
    by_type, type_params = filters.type_sql()
    by_year, year_params = filters.years_sql()
    for step in steps(query):
        level = LEVELS[step]
        kinds = guides() if step is Step.GUIDES else ()
        counts = " + ".join(f"(SELECT count(*) FROM {name})" for name in above) or "0"  # noqa: S608
        few = "1=1" if step is Step.GUIDES else f"{counts} < {int(shown)}"
        source, values, key = matches(query, level, filters.hidden, kinds, few)
        if not source:
            continue
        limits = [source, by_type, by_year]
        if above:
            taken = " UNION ALL ".join(f"SELECT id FROM {name}" for name in above)  # noqa: S608
            limits.append(f"{key} NOT IN ({taken})")
        best = vendor.best(
            level, " AND ".join(limits), most_of(step, shown), scored=bool(query.terms)
        )
        name = f"step_{step.value}"
        tables.append(f"{name} AS MATERIALIZED ({best})")
        params += [*values, *type_params, *year_params]
        above.append(name)
    union = " UNION ALL ".join(f"SELECT {name[5:]}, * FROM {name}" for name in above)  # noqa: S608
    return (f"WITH {', '.join(tables)} {union}", params) if tables else ("", [])


def _counts(query: Query, hidden: Hidden) -> tuple[str, list[Any]]:
    """SQL of how many match in each facet, genre and year."""
    source, params, _ = matches(query, query.widest, hidden)
    # The year first: it tells most rows apart, and numbers are compared sooner than names.
    by = "e.year, e.genre, e.facet"
    return f"SELECT e.facet, e.genre, e.year, count(*) FROM {source} GROUP BY {by}", params  # noqa: S608


def _asked(
    query: Query, filters: Filters, shown: int, facets: bool
) -> tuple[list[Row], list[Count]] | None:
    """The best of each step in order, and where facets are wanted all that matches, counted; None where
    nothing can match. Two queries."""
    best, params = _best(query, filters, shown)
    if not best:
        return None
    with backend().reading() as cursor:
        cursor.execute(best, params)
        hits = sorted((Row.of(*row) for row in cursor.fetchall()), key=attrgetter("order"))
        if not facets:
            return hits, []
        cursor.execute(*_counts(query, filters.hidden))
        return hits, cursor.fetchall()


def find(
    query: Query, filters: Filters, *, start: int = 0, count: int = 10, facets: bool = True,
    entries: Entries | None = None,
) -> Found:  # fmt: skip
    """Return hits `start` to `start + count` of all that matches, and the counts of the facets.

    A facet's counts are those that it would show were it not chosen, so that another may be. One
    query for the hits, one for the counts, two to weigh the best anew. Where the site's entries are
    held, the index is only asked which of them match.
    """
    shown = start + count
    asked = held.find(entries, query, filters, shown, facets) if entries else None
    if asked is None:
        entries = None
        asked = _asked(query, filters, shown, facets)
    if asked is None:
        return Found([])
    hits, counts = asked
    found = _counted(counts, filters) if facets else Found([], len(hits))
    weighed = [*_weighed(query, hits[:WINDOW], shown, entries), *hits[WINDOW:]][start:shown]
    found.facts = {hit.pk: (hit.facet, hit.year) for hit in weighed}
    found.ids = list(found.facts)
    return found


def _counted(rows: Sequence[Count], filters: Filters) -> Found:
    total, facets, years = 0, Counter[str](), Counter[int]()
    in_facet, in_year = facets.get, years.get  # a Counter's own += takes several times as long
    all_of_it = filters.take_all
    for facet, genre, year, count in rows:
        of_type = all_of_it or filters.take(facet, genre)
        in_years = all_of_it or filters.take_year(year)
        if of_type and in_years:
            total += count
        if in_years and (of_type or filters.may_choose(facet, genre)):
            facets[facet] = in_facet(facet, 0) + count
        if of_type and year is not None:
            years[year] = in_year(year, 0) + count
    return Found([], total, facets, years)


_HEAD_STEMS = ("entry_id", "title_stems", "people_stems", "keyword_stems")


def texts(
    ids: Sequence[int], columns: Sequence[str], hidden: Hidden | None = None
) -> list[tuple[Any, ...]]:
    """These columns of the texts of these entries, in any order, without those that are hidden; one
    query."""
    keys = ", ".join(str(int(pk)) for pk in ids)
    visible, params = hidden.sql() if hidden else ("1=1", [])
    joined = "JOIN core_searchentry e ON e.id = entry_id" if hidden else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM core_searchtext {joined} "  # noqa: S608
            f"WHERE entry_id IN ({keys}) AND {visible}",
            params,
        )
        return cursor.fetchall()


def _heads(ids: Sequence[int], entries: Entries | None) -> Iterator[tuple[int, Head]]:
    if entries:
        yield from ((pk, entries.heads[str(pk)]) for pk in ids)
    else:
        yield from ((pk, Head.of(*stems)) for pk, *stems in texts(ids, _HEAD_STEMS))


def _bodies(ids: Iterable[int], entries: Entries | None) -> Iterator[tuple[int, Body]]:
    """The bodies, of which those are read that are not held."""
    others = []
    for pk in ids:
        if body := entries and entries.body(pk):
            yield pk, body
        else:
            others.append(pk)
    if others:
        yield from ((pk, Body.of(stems)) for pk, stems in texts(others, ("entry_id", "body_stems")))


def _weighed(query: Query, hits: list[Row], shown: int, entries: Entries | None) -> list[Row]:
    """The hits in order, weighed anew by the words they hold; those only that may come among the
    first `shown`, for which there are not enough better ones."""
    if not query.terms or len(hits) < 2:
        return hits
    shown = min(shown, len(hits))
    tier = hits[shown - 1].tier
    close = [hit for hit in hits if hit.tier >= tier or hit.step == Step.GUIDES]
    scorer = Scorer(query)
    scores = dict.fromkeys([hit.pk for hit in hits], 0.0)
    for pk, head in _heads([hit.pk for hit in close], entries):
        scores[pk] = scorer.in_head(head)
    if not query.head_only:
        places = shown - sum([hit.tier > tier for hit in close])
        last = sorted([scores[hit.pk] for hit in close if hit.tier == tier], reverse=True)
        enough = last[places - 1] - scorer.most_in_body
        # A body takes longest to read: only those are read with which one may still come so far.
        near = [
            hit.pk for hit in close
            if scores[hit.pk] >= enough or hit.tier != tier or hit.step == Step.GUIDES
        ]  # fmt: skip
        for pk, body in _bodies(near, entries):
            scores[pk] += scorer.in_body(body)
    order = [
        (-hit.tier, -round(scores[hit.pk], 6), hit.words, -hit.day, -hit.pk, at)
        for at, hit in enumerate(hits)
    ]
    return _with_a_guide([hits[at] for *_, at in sorted(order)])


def _with_a_guide(hits: list[Row]) -> list[Row]:
    """The hits in order, but the best guide by its place at the latest."""
    place = next((at for at, hit in enumerate(hits) if hit.step == Step.GUIDES), 0)
    if place >= BY_PLACE:
        hits.insert(BY_PLACE - 1, hits.pop(place))
    return hits
