"""Ranked matches in PostgreSQL, with `tsvector`.

See https://www.postgresql.org/docs/current/textsearch-controls.html. Titles have weight A, people
B, keywords and identifiers C, bodies D.
"""

from collections.abc import Iterable
from typing import Any

from search.query import Query, Term

_COLUMNS = {"people": "B", "title": "A"}
# ts_rank's weights of D, C, B, A; 1 divides by the logarithm of the length, as BM25 does in effect.
_RANK = "-ts_rank('{0.1, 0.3, 0.5, 1.0}', v.vector, q.query, 1)"


def _lexeme(word: str, suffix: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'{suffix}"


def _term(term: Term, weights: str) -> str:
    weights = _COLUMNS.get(term.column, weights)
    at = f":{weights}" if weights else ""
    parts = [" <-> ".join(_lexeme(word, at) for word in phrase) for phrase in term.phrases]
    if term.prefix:
        parts.append(_lexeme(term.prefix, f":*{weights}"))
    return f"({' | '.join(f'({part})' for part in parts)})"


def _all(query: Query, terms: Iterable[Term], weights: str = "") -> str:
    return (" | " if query.any_term else " & ").join(_term(term, weights) for term in terms)


def exact(query: Query) -> str:
    return " | ".join(_lexeme(token, "") for token in query.exact)


def everything(query: Query) -> str:
    """The tsquery of the whole query; "" where it names no word that must be there."""
    parts = []
    if query.terms:
        parts.append(f"({_all(query, query.terms, 'ABC' if query.head_only else '')})")
    if query.exact:
        parts.append(exact(query))
    expression = " | ".join(parts)
    if expression and query.excluded:
        return f"({expression}) & !({excluded(query)})"
    return expression


def excluded(query: Query) -> str:
    return " | ".join(_term(term, "") for term in query.excluded)


def _tiers(query: Query) -> tuple[str, list[Any]]:
    """How well each match matches: 3 exactly, 2 all in the title, 1 all in its head, else 0."""
    free = [term for term in query.terms if not term.column]
    tests = [(3, exact(query))] if query.exact else []
    if free:
        tests += [(2, _all(query, free, "A")), (1, _all(query, free, "ABC"))]
    whens = " ".join(f"WHEN v.vector @@ %s::tsquery THEN {tier}" for tier, _ in tests)
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
            f"SELECT {columns}, {tier} AS tier, {_RANK} AS score "  # noqa: S608  our own names
            "FROM core_searchvector v CROSS JOIN (SELECT %s::tsquery AS query) q "
            "JOIN core_searchentry e ON e.id = v.entry_id "
            f"WHERE v.vector @@ q.query AND {visible}",
            [*params, expression, *visible_params],
        )
    without = "AND NOT EXISTS (SELECT 1 FROM core_searchvector v WHERE v.entry_id = e.id AND v.vector @@ %s::tsquery)"  # fmt: skip  # noqa: E501
    return (
        f"SELECT {columns}, 0 AS tier, 0.0 AS score FROM core_searchentry e "  # noqa: S608
        f"WHERE {visible} {without if query.excluded else ''}",
        [*visible_params, *([excluded(query)] if query.excluded else [])],
    )
