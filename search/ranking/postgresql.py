"""Matches in PostgreSQL, with `tsvector`.

See https://www.postgresql.org/docs/current/textsearch-controls.html. Titles have weight A, people
B, keywords and identifiers C, bodies D.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from search.query import Level, Query, Term

_COLUMNS = {"people": "B", "title": "A"}
# ts_rank's weights of D, C, B, A; 1 divides by the logarithm of the length, as BM25 does in effect.
_SCORE = "-ts_rank('{0.1, 0.3, 0.5, 1.0}', v.%s, q.query, 1)"


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


def expression(query: Query, level: Level) -> str:
    """The tsquery of what must be there at this level; "" where nothing can be."""
    if level is Level.EXACT:
        return " | ".join(_lexeme(token, "") for token in query.exact)
    joint = " | " if query.any_term else " & "
    weights = "A" if level is Level.TITLE else "AB" if query.head_only else ""
    wanted = joint.join(_term(term, weights) for term in query.terms)
    if level is Level.ALL and query.exact:
        exact = expression(query, Level.EXACT)
        return f"({wanted}) | {exact}" if wanted else exact
    return wanted


def source(level: Level) -> tuple[str, str]:
    """What to select from, the entry as `e`, and the score: the lower the better."""
    column = "vector" if level is Level.ALL else "head"
    return (
        "(SELECT %s::tsquery AS query) q "
        f"JOIN core_searchvector v ON v.{column} @@ q.query "
        "JOIN core_searchentry e ON e.id = v.entry_id",
        _SCORE % column,
    )


def without(terms: Iterable[Term]) -> tuple[str, str]:
    """A condition on the entry `e` that none of the terms is in it, and its parameter."""
    condition = (
        "NOT EXISTS (SELECT 1 FROM core_searchvector n "
        "WHERE n.entry_id = e.id AND n.vector @@ %s::tsquery)"
    )
    return condition, " | ".join(_term(term, "") for term in terms)


@contextmanager
def counting() -> Iterator[Any]:
    """A cursor that counts all that matches from the inverted index, however common the words are.

    For a common word the planner would read every vector, and it does not count what it costs to
    fetch those from where PostgreSQL keeps long values: five times what the index costs. (And it
    would compile the query, which takes longer than to run it.)
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield cursor
