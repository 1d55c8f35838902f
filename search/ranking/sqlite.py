"""Matches in SQLite, with FTS5. See https://sqlite.org/fts5.html, 3 and 5.1."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection

from search.query import Level, Query, Term

_COLUMNS = {"people": "people_stems", "title": "title_stems", "venue": "ids"}
_WITHIN = {Level.EXACT: "ids", Level.TITLE: "title_stems", Level.HEAD: "", Level.ALL: ""}
# How much a word counts in ids, title, people, keywords, body.
_SCORES = {
    "core_searchhead": "bm25(core_searchhead, 0, 8, 5, 3)",
    "core_searchfts": "bm25(core_searchfts, 0, 8, 5, 3, 1)",
}


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words).replace('"', '""') + '"'


def _term(term: Term, within: str) -> str:
    parts = [_quoted(phrase) for phrase in term.phrases]
    parts += [f"{_quoted([prefix])} *" for prefix in term.prefixes]
    column = _COLUMNS.get(term.column, within)
    return f"{column} : ({' OR '.join(parts)})" if column else f"({' OR '.join(parts)})"


def expression(query: Query, level: Level) -> str:
    """The FTS5 expression of what must be there at this level; "" where nothing can be."""
    wanted = _wanted(query, level)
    appeared = " AND ".join(_term(term, "") for term in query.venues)
    if wanted and appeared:
        return f"({wanted}) AND {appeared}"
    # Where nothing else is asked for all that appeared there is found, by the widest level alone.
    return wanted or (appeared if level is query.widest and not query.terms else "")


def _wanted(query: Query, level: Level) -> str:
    if level is Level.EXACT:
        tokens = " OR ".join(_quoted([token]) for token in query.exact)
        return f"ids : ({tokens})" if tokens else ""
    joint = " OR " if query.any_term else " AND "
    within = "{title_stems people_stems}" if query.head_only and level is Level.HEAD else ""
    wanted = joint.join(_term(term, within or _WITHIN[level]) for term in query.needed)
    if level is Level.ALL and query.exact:
        exact = _wanted(query, Level.EXACT)
        return f"({wanted}) OR {exact}" if wanted else exact
    return wanted


def _table(level: Level) -> str:
    return "core_searchfts" if level is Level.ALL else "core_searchhead"


def source(level: Level, provided: str, kinds: Iterable[int]) -> str:
    """What to select from, the entry as `e`, provided that a condition holds; of these kinds only,
    where any are given."""
    name = _table(level)
    ranges = [f"{name}.rowid BETWEEN {kind << 40} AND {(kind + 1 << 40) - 1}" for kind in kinds]
    limit = f" AND ({' OR '.join(ranges)})" if ranges else ""
    # CROSS JOIN keeps SQLite to this order. In WHERE the condition would be asked of each match.
    first = f"(SELECT 1 WHERE {provided})"
    return (
        f"{first} CROSS JOIN {name}(%s) CROSS JOIN core_searchentry e ON e.id = {name}.rowid{limit}"
    )


def parameters(wanted: str) -> list[str]:
    """What the source asks for."""
    return [wanted]


def key(level: Level) -> str:
    return f"{_table(level)}.rowid"


def best(level: Level, selected: str, most: int, *, scored: bool) -> str:
    """SQL of the `most` best of what is selected, each as id, facet, year, day, words of the title and
    score, the lower the better. Titles are not scored: the shortest comes first, then the newest."""
    in_title = level >= Level.TITLE
    words = "e.title_words" if in_title else "0"
    score = _SCORES[_table(level)] if scored and not in_title else "0.0"
    return (
        f"SELECT e.id AS id, e.facet AS facet, e.year AS year, e.day AS day, {words} AS words, "  # noqa: S608
        f"{score} AS score FROM {selected} ORDER BY words, score, day DESC, id DESC LIMIT {most}"
    )


def ids(cursor: Any, level: Level, wanted: str) -> list[str]:
    """The ids, written out, of all that matches; FTS5 alone is asked, which is many times as quick."""
    cursor.execute(f"SELECT group_concat(rowid) FROM {_table(level)}(%s)", [wanted])  # noqa: S608
    found = cursor.fetchone()[0]
    return found.split(",") if found else []


def scored(cursor: Any, level: Level, wanted: str) -> Iterator[tuple[str, float]]:
    """The ids, written out, and the scores of all that matches, the best first, as they are fetched."""
    name = _table(level)
    cursor.execute(
        f"SELECT CAST(rowid AS TEXT), {_SCORES[name]} AS score "  # noqa: S608
        f"FROM {name}(%s) ORDER BY score",
        [wanted],
    )
    # Not from the cursor, which would be closed with this where nobody reads on.
    while some := cursor.fetchmany(64):
        yield from some


def without(terms: Iterable[Term]) -> tuple[str, str]:
    """A condition on the entry `e` that none of the terms is in it, and its parameter."""
    condition = "e.id NOT IN (SELECT rowid FROM core_searchfts(%s))"
    return condition, " OR ".join(_term(term, "") for term in terms)


def reading() -> AbstractContextManager[Any]:
    """A cursor that looks for what matches; SQLite plans it well by itself."""
    return connection.cursor()
