"""Matches in PostgreSQL, with `tsvector`.

See https://www.postgresql.org/docs/current/textsearch-controls.html. Titles have weight A, people
B, keywords and identifiers C, bodies D.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from search.query import Level, Query, Term

_COLUMNS = {"people": "B", "title": "A", "venue": "C"}
# ts_rank's weights of D, C, B, A; 1 divides by the logarithm of the length, as BM25 does in effect.
_SCORE = "-ts_rank('{{0.1, 0.3, 0.5, 1.0}}', {}, query, 1)"
CANDIDATES = 1000  # of what holds the words only in its body are ranked by it


def _lexeme(word: str, suffix: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'{suffix}"


def _term(term: Term, weights: str) -> str:
    weights = _COLUMNS.get(term.column, weights)
    at = f":{weights}" if weights else ""
    parts = [" <-> ".join(_lexeme(word, at) for word in phrase) for phrase in term.phrases]
    parts += [_lexeme(prefix, f":*{weights}") for prefix in term.prefixes]
    return f"({' | '.join(f'({part})' for part in parts)})"


def expression(query: Query, level: Level) -> str:
    """The tsquery of what must be there at this level; "" where nothing can be."""
    wanted = _wanted(query, level)
    appeared = " & ".join(_term(term, "") for term in query.venues)
    if wanted and appeared:
        return f"({wanted}) & {appeared}"
    # Where nothing else is asked for all that appeared there is found, by the widest level alone.
    return wanted or (appeared if level is query.widest and not query.terms else "")


def _wanted(query: Query, level: Level) -> str:
    if level is Level.EXACT:
        return " | ".join(_lexeme(token, "") for token in query.exact)
    joint = " | " if query.any_term else " & "
    weights = "A" if level is Level.TITLE else "AB" if query.head_only else ""
    wanted = joint.join(_term(term, weights) for term in query.needed)
    if level is Level.ALL and query.exact:
        exact = _wanted(query, Level.EXACT)
        return f"({wanted}) | {exact}" if wanted else exact
    return wanted


def source(level: Level, provided: str, kinds: Iterable[int]) -> str:
    """What to select from, the entry as `e`, provided that a condition holds; of these kinds only,
    where any are given.

    What is of few rows is looked up by its key. Anything else is found in the inverted index: behind
    its OFFSET the planner sees no other way.
    """
    column = "vector" if level is Level.ALL else "head"
    ranges = [f"entry_id BETWEEN {kind << 40} AND {(kind + 1 << 40) - 1}" for kind in kinds]
    limit = f" AND ({' OR '.join(ranges)})" if ranges else " OFFSET 0"
    return (
        "(SELECT entry_id, head, vector, query, either "  # noqa: S608
        f"FROM (SELECT %s::tsquery AS query, %s::tsquery AS either WHERE {provided}) q "
        f"JOIN core_searchvector ON {column} @@ query{limit}) v "
        "JOIN core_searchentry e ON e.id = v.entry_id"
    )


def parameters(wanted: str) -> list[str]:
    """What the source asks for: the expression, and the same content with some of the words."""
    return [wanted, wanted.replace("&", "|")]


def key(level: Level) -> str:
    return "v.entry_id"


_FACTS = "e.id AS id, e.facet AS facet, e.year AS year, e.day AS day"


def best(level: Level, selected: str, most: int, *, scored: bool) -> str:
    """SQL of the `most` best of what is selected, each as id, facet, year, day, words of the title and
    score, the lower the better. Titles are not scored: the shortest comes first, then the newest.

    A body is kept apart from its row, and to fetch it takes longer than all else. Of those that match
    by their bodies alone so many are ranked as can be in some milliseconds: what has some of the words
    in its head, then the newest.
    """
    in_title = level >= Level.TITLE
    end = f"ORDER BY words, score, day DESC, id DESC LIMIT {most}"
    if in_title or level is Level.HEAD or not scored:
        words = "e.title_words" if in_title else "0"
        score = _SCORE.format("v.head") if scored and not in_title else "0.0"
        return f"SELECT {_FACTS}, {words} AS words, {score} AS score FROM {selected} {end}"  # noqa: S608
    candidates = (
        f"SELECT {_FACTS}, v.vector AS vector, v.query AS query FROM {selected} "  # noqa: S608
        f"ORDER BY ts_rank(v.head, v.either) DESC, day DESC, id DESC LIMIT {CANDIDATES}"
    )
    columns = f"id, facet, year, day, 0 AS words, {_SCORE.format('vector')} AS score"
    return f"SELECT {columns} FROM ({candidates}) c {end}"  # noqa: S608


def without(terms: Iterable[Term]) -> tuple[str, str]:
    """A condition on the entry `e` that none of the terms is in it, and its parameter."""
    condition = (
        "NOT EXISTS (SELECT 1 FROM core_searchvector n "
        "WHERE n.entry_id = e.id AND n.vector @@ %s::tsquery)"
    )
    return condition, " | ".join(_term(term, "") for term in terms)


_PLANS = "; ".join(
    f"SET LOCAL {setting}"
    for setting in (
        "enable_seqscan = off",  # would read every body: the planner does not count what that costs
        "random_page_cost = 1.1",  # what was found is looked up in a table that lies in memory
        "enable_sort = off",  # facets are few, and counted in a table of hashes
        "jit = off",  # takes longer than the query
    )
)


_cursor: ContextVar[Any] = ContextVar("cursor", default=None)  # of the block that goes around


@contextmanager
def reading() -> Iterator[Any]:
    """A cursor that looks for what matches in the inverted index, however common the words are.

    Blocks inside of another one are a part of it, so that all of a search is told once how to plan.
    """
    if _cursor.get() is not None:
        yield _cursor.get()
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(_PLANS)
        token = _cursor.set(cursor)
        try:
            yield cursor
        finally:
            _cursor.reset(token)
