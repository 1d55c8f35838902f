"""Narrowing any list to what holds some words: a condition for a queryset, without a rank.

The search app ranks; this only says which objects have the words of a text, as a filter of a list
wants it.
"""

from dataclasses import dataclass

from django.db import connection, models
from django.db.models.expressions import RawSQL

from core.searchindex.documents import entry_id, searchable_models
from core.searchindex.folding import LONGEST_WORD, fold, identifier, stems, words

LONGEST = 1000  # characters that are read
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
    for typed in text[:LONGEST].split():
        found = tuple(stems(typed))
        beginning = fold(words(typed)[0])[:LONGEST_WORD] if len(found) == 1 else ""
        telling = len(beginning) >= SHORTEST_PREFIX and beginning.isalnum()
        if found:
            pieces.append(_Piece(found, beginning if telling else ""))
    return list(dict.fromkeys(pieces))[:MOST_PIECES]


def _sqlite_expression(pieces: list[_Piece], token: str, joint: str) -> str:
    """For FTS5: https://sqlite.org/fts5.html, 3. Tokens hold no quotes."""
    wanted = []
    for piece in pieces:
        phrase = '"' + " ".join(piece.stems) + '"'
        wanted.append(f'({phrase} OR "{piece.prefix}" *)' if piece.prefix else phrase)
    joined = f" {joint} ".join(wanted)
    exact = f'ids : "{token}"' if token else ""
    return f"({joined}) OR {exact}" if joined and exact else joined or exact


def _postgresql_expression(pieces: list[_Piece], token: str, joint: str) -> str:
    """For tsquery: https://www.postgresql.org/docs/current/datatype-textsearch.html."""
    wanted = []
    for piece in pieces:
        phrase = " <-> ".join(f"'{stem}'" for stem in piece.stems)
        wanted.append(f"({phrase} | '{piece.prefix}':*)" if piece.prefix else f"({phrase})")
    joined = f" {joint} ".join(wanted)
    exact = f"'{token}'" if token else ""
    return f"({joined}) | {exact}" if joined and exact else joined or exact


def keys_matching(
    model: type[models.Model], text: str, *, bodies: bool = False, any_word: bool = False
) -> RawSQL | None:
    """The keys of the objects that hold every word of `text`, or any, or are named by it as a whole.

    For `queryset.filter(pk__in=…)`; None where `text` has nothing that could be found. A word is
    found by its stem and by its first letters; bodies are looked at only where `bodies` says so.
    Objects of `model` and of what inherits from it are found, those that a stranger may see: only
    they are in the index.
    """
    pieces, token = _pieces(text), identifier(text)
    kinds = [each for each in searchable_models().values() if issubclass(each, model)]
    if not kinds or (not pieces and not token):
        return None
    bounds = [(entry_id(kind, 0), entry_id(kind, _KEY)) for kind in kinds]
    postgresql = connection.vendor == "postgresql"
    key = "entry_id" if postgresql else "rowid"
    within = " OR ".join(f"{key} BETWEEN {first} AND {last}" for first, last in bounds)
    if postgresql:
        column = "vector" if bodies else "head"
        found = f"core_searchvector WHERE {column} @@ %s::tsquery"
        wanted = _postgresql_expression(pieces, token, "|" if any_word else "&")
    else:
        table = "core_searchfts" if bodies else "core_searchhead"
        found = f"{table} WHERE {table} MATCH %s"
        wanted = _sqlite_expression(pieces, token, "OR" if any_word else "AND")
    return RawSQL(f"SELECT {key} & {_KEY} FROM {found} AND ({within})", (wanted,))  # noqa: S608, S611
