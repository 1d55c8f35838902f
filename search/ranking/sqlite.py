"""Ranked matches in SQLite, with FTS5. See https://sqlite.org/fts5.html, 3 and 5.1."""

from collections.abc import Iterable
from typing import Any

from search.query import Query, Term

HEAD = "{title_stems people_stems keyword_stems}"
_COLUMNS = {"people": "people_stems", "title": "title_stems"}
# ids, title, people, keywords, body
_BM25 = "bm25(core_searchfts, 0, 8, 5, 3, 1)"


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words).replace('"', '""') + '"'


def _term(term: Term) -> str:
    parts = [_quoted(phrase) for phrase in term.phrases]
    if term.prefix:
        parts.append(f"{_quoted([term.prefix])} *")
    either = f"({' OR '.join(parts)})"
    return f"{_COLUMNS[term.column]} : {either}" if term.column else either


def _all(query: Query, terms: Iterable[Term]) -> str:
    return (" OR " if query.any_term else " AND ").join(map(_term, terms))


def exact(query: Query) -> str:
    return f"ids : ({' OR '.join(_quoted([token]) for token in query.exact)})"


def everything(query: Query) -> str:
    """The FTS5 expression of the whole query; "" where it names no word that must be there."""
    parts = []
    if query.terms:
        wanted = f"({_all(query, query.terms)})"
        parts.append(f"{HEAD} : {wanted}" if query.head_only else wanted)
    if query.exact:
        parts.append(exact(query))
    expression = " OR ".join(parts)
    if expression and query.excluded:
        return f"({expression}) NOT ({excluded(query)})"
    return expression


def excluded(query: Query) -> str:
    return " OR ".join(map(_term, query.excluded))


def _tiers(query: Query) -> tuple[str, list[Any]]:
    """How well each match matches: 3 exactly, 2 all in the title, 1 all in its head, else 0."""
    free = [term for term in query.terms if not term.column]
    tests = [(3, exact(query))] if query.exact else []
    if free:
        tests += [(2, f"title_stems : ({_all(query, free)})"), (1, f"{HEAD} : ({_all(query, free)})")]
    inside = "WHEN core_searchfts.rowid IN (SELECT rowid FROM core_searchfts(%s)) THEN {}"
    whens = " ".join(inside.format(tier) for tier, _ in tests)
    return f"CASE {whens} ELSE 0 END" if tests else "0", [test for _, test in tests]


def matched(query: Query, visible: str, visible_params: list[Any]) -> tuple[str, list[Any]]:
    """SQL of all that matches and may be seen: id, facet, genre, year, day, title_words, tier, score.

    The lower the score the better.
    """
    columns = "e.id, e.facet, e.genre, e.year, e.day, e.title_words"
    expression = everything(query)
    if expression:
        tier, params = _tiers(query)
        return (
            f"SELECT {columns}, {tier} AS tier, {_BM25} AS score "  # noqa: S608  our own names
            "FROM core_searchfts CROSS JOIN core_searchentry e ON e.id = core_searchfts.rowid "
            f"WHERE core_searchfts MATCH %s AND {visible}",
            [*params, expression, *visible_params],
        )
    without = "AND e.id NOT IN (SELECT rowid FROM core_searchfts(%s))" if query.excluded else ""
    return (
        f"SELECT {columns}, 0 AS tier, 0.0 AS score FROM core_searchentry e WHERE {visible} {without}",  # noqa: S608
        [*visible_params, *([excluded(query)] if query.excluded else [])],
    )
