"""The index in PostgreSQL: two `tsvector`s for each row of `core_searchentry`, made from our stems.

`vector` holds all, `head` the title, the people and the keywords: what is found there, and what is
suggested while typing, does not wait for the bodies.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from core.searchindex.columns import GAP
from core.searchindex.rows import (
    ENTRY_COLUMNS,
    SHOWN_COLUMNS,
    STEM_COLUMNS,
    Row,
)

AT_ONCE = 1  # rows that wait for others: none do, since they are written while more are made
CREATE = """
    CREATE TABLE core_searchvector (entry_id bigint PRIMARY KEY, vector tsvector NOT NULL);
    CREATE INDEX core_searchvector_gin ON core_searchvector USING gin (vector);
    """
DROP = "DROP TABLE core_searchvector"
CREATE_HEAD = (
    "ALTER TABLE core_searchvector ADD COLUMN head tsvector NOT NULL DEFAULT ''",
    "UPDATE core_searchvector SET head = ts_filter(vector, '{a,b,c}')",
    "CREATE INDEX core_searchvector_head ON core_searchvector USING gin (head)",
)
DROP_HEAD = ("ALTER TABLE core_searchvector DROP COLUMN head",)


_LAST = 16383  # the last position that a tsvector tells from those behind it
_PLACES = {weight: [f":{place}{weight}" for place in range(_LAST + 1)] for weight in "ABCD"}


def _placed(text: str, weight: str, before: int) -> list[str]:
    """The tokens of a column with their weight and their positions, so many `before` the first."""
    tokens = text.split()
    count = max(0, _LAST - 1 - before)
    near = zip(tokens, islice(_PLACES[weight], before + 1, _LAST), strict=False)
    last = _PLACES[weight][_LAST]
    found = [token + place for token, place in near if token != GAP]
    return found + [token + last for token in dict.fromkeys(tokens[count:]) if token != GAP]


def _vectors(row: Row) -> tuple[str, str]:
    """Of the head and of all, as https://www.postgresql.org/docs/current/datatype-textsearch.html
    writes a tsvector, which joins what it is told of one token in several places.

    A title has weight A, people B, keywords and identifiers C, the body D.
    """
    found: list[str] = []
    before = 0
    for weight, text in zip(
        "ABCC", (row.title_stems, row.people_stems, row.keyword_stems, row.ids), strict=True
    ):
        found += _placed(text, weight, before)
        before += len(text.split()) + 1  # so that no phrase runs over
    head = " ".join(found)
    return head, " ".join([head, *_placed(row.body_stems, "D", before)])


def _copy(
    cursor: Any, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    copying = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(copying) as copy:
        for row in rows:
            copy.write_row(row)


def delete(cursor: Any, entry_ids: Sequence[int]) -> None:
    keys = list(entry_ids)
    cursor.execute("DELETE FROM core_searchvector WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchtext WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchentry WHERE id = ANY(%s)", [keys])


def empty(cursor: Any) -> None:
    """Let nothing be found."""
    cursor.execute("DELETE FROM core_searchvector")


def prepare(row: Row) -> None:
    """Do ahead what `insert` does with a row and needs no database."""
    row.vectors = _vectors(row)


def insert(cursor: Any, rows: Sequence[Row]) -> None:
    """Let these rows be found."""
    _copy(cursor, "core_searchentry", ENTRY_COLUMNS, [row.entry for row in rows])
    insert_texts(cursor, rows)


def insert_texts(cursor: Any, rows: Sequence[Row]) -> None:
    """All of these rows but the entries without which they are not found."""
    _copy(
        cursor,
        "core_searchtext",
        ("entry_id", *STEM_COLUMNS, *SHOWN_COLUMNS),
        [(row.entry_id, *row.stems, *row.shown) for row in rows],
    )
    vectors = [(row.entry_id, *(row.vectors or _vectors(row))) for row in rows]
    _copy(cursor, "core_searchvector", ("entry_id", "head", "vector"), vectors)


def learn(cursor: Any, rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add words that are not yet in the vocabulary, each with its first and last letters."""
    words, heads, tails, lengths = zip(*rows, strict=True)
    cursor.execute(
        "INSERT INTO core_searchword (word, head, tail, length) "
        "SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::smallint[]) "
        "ON CONFLICT DO NOTHING",
        [list(words), list(heads), list(tails), list(lengths)],
    )


def expect_many(cursor: Any) -> None:
    """PostgreSQL merges what it has gathered by itself, when that is large enough."""


def expect_few(cursor: Any) -> None:
    """See `expect_many`."""


def tidy_up(cursor: Any) -> None:
    """Merge what many small writes have left in pieces, and count anew for the planner."""
    for name in ("core_searchvector_gin", "core_searchvector_head"):
        cursor.execute("SELECT gin_clean_pending_list(%s)", [name])
    cursor.execute("ANALYZE core_searchvector")
    cursor.execute("ANALYZE core_searchentry")
