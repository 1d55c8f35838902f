"""Narrowing any list to what holds some words: a condition for a queryset, without a rank.

The search app ranks; this only says which objects of one model have all the words of a text in
their titles, names, keywords and identifiers, as a filter of a list wants it.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from core.searchindex.documents import Searchable, entry_id
from core.searchindex.folding import fold, identifier, stems, words

MOST_PIECES = 8  # of a text; what follows is not looked for
SHORTEST_PREFIX = 2  # letters that a word may begin with; a single one is a word of its own
_KEY = (1 << 40) - 1  # the bits of an entry's id that are the object's key


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was typed between two spaces: a phrase of stems, or words that begin so."""

    stems: tuple[str, ...]
    prefix: str = ""


def _pieces(text: str) -> list[_Piece]:
    pieces = []
    for typed in text.split():
        found = tuple(stems(typed))
        beginning = fold(words(typed)[0]) if len(found) == 1 else ""
        telling = len(beginning) >= SHORTEST_PREFIX and beginning.isalnum()
        if found:
            pieces.append(_Piece(found, beginning if telling else ""))
    return list(dict.fromkeys(pieces))[:MOST_PIECES]


def _sqlite_expression(pieces: list[_Piece], token: str) -> str:
    """For FTS5: https://sqlite.org/fts5.html, 3. Tokens hold no quotes."""
    wanted = []
    for piece in pieces:
        phrase = '"' + " ".join(piece.stems) + '"'
        wanted.append(f'({phrase} OR "{piece.prefix}" *)' if piece.prefix else phrase)
    joined = " AND ".join(wanted)
    exact = f'ids : "{token}"' if token else ""
    return f"({joined}) OR {exact}" if joined and exact else joined or exact


def _postgresql_expression(pieces: list[_Piece], token: str) -> str:
    """For tsquery: https://www.postgresql.org/docs/current/datatype-textsearch.html."""
    wanted = []
    for piece in pieces:
        phrase = " <-> ".join(f"'{stem}'" for stem in piece.stems)
        wanted.append(f"({phrase} | '{piece.prefix}':*)" if piece.prefix else f"({phrase})")
    joined = " & ".join(wanted)
    exact = f"'{token}'" if token else ""
    return f"({joined}) | {exact}" if joined and exact else joined or exact


def keys_matching(model: type[Searchable], text: str) -> RawSQL | None:
    """The keys of the objects that hold every word of `text`, or are named by it as a whole.

    For `queryset.filter(pk__in=…)`; None where `text` has nothing that could be found. A word is
    found by its stem and by its first letters; bodies are not looked at. Only objects that a
    stranger may see are in the index.
    """
    pieces, token = _pieces(text), identifier(text)
    if not pieces and not token:
        return None
    span = (entry_id(model, 0), entry_id(model, _KEY))
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT entry_id & {_KEY} FROM core_searchvector "  # noqa: S608  a number of ours
            "WHERE head @@ %s::tsquery AND entry_id BETWEEN %s AND %s"
        )
        return RawSQL(sql, (_postgresql_expression(pieces, token), *span))  # noqa: S611
    sql = (
        f"SELECT rowid & {_KEY} FROM core_searchhead "  # noqa: S608  a number of ours
        "WHERE core_searchhead MATCH %s AND rowid BETWEEN %s AND %s"
    )
    return RawSQL(sql, (_sqlite_expression(pieces, token), *span))  # noqa: S611
