"""The index in PostgreSQL: two `tsvector`s for each row of `core_searchentry`, made from our stems.

`vector` holds all, `head` the title, the people and the keywords: what is found there, and what is
suggested while typing, does not wait for the bodies.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from core.searchindex.rows import (
    ENTRY_COLUMNS,
    SHOWN_COLUMNS,
    STEM_COLUMNS,
    Row,
    tokens_with_positions,
)

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


def _vectors(row: Row) -> tuple[str, str]:
    """Of all and of the head, as https://www.postgresql.org/docs/current/datatype-textsearch.html
    writes a tsvector."""
    tokens = tokens_with_positions(row)
    every = [f"'{token}':{','.join(places[:255])}" for token, places in tokens.items()]
    # The body comes last: a token whose first place is there has no other.
    head = [
        f"'{token}':{','.join(place for place in places[:255] if place[-1] != 'D')}"
        for token, places in tokens.items()
        if places[0][-1] != "D"
    ]
    return " ".join(head), " ".join(every)


def _copy(
    cursor: Any, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


_LOCK = 0x706F6C79  # any number that nothing else locks


def lock(cursor: Any, alone: bool) -> None:
    """Until the transaction ends: write beside others, or wait for them and then `alone`."""
    kind = "" if alone else "_shared"
    cursor.execute(f"SELECT pg_advisory_xact_lock{kind}({_LOCK})")


def delete(cursor: Any, entry_ids: Sequence[int]) -> None:
    keys = list(entry_ids)
    cursor.execute("DELETE FROM core_searchvector WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchtext WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchentry WHERE id = ANY(%s)", [keys])


def prepare(row: Row) -> None:
    """Do ahead what `insert` does with a row and needs no database."""
    row.vectors = _vectors(row)


def insert(cursor: Any, rows: Sequence[Row], *, entries: str = "core_searchentry") -> None:
    """Let these rows be found, or only once their `entries` come out of another table."""
    _copy(cursor, entries, ENTRY_COLUMNS, [row.entry for row in rows])
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


def tidy_up(cursor: Any) -> None:
    """Merge what many small writes have left in pieces, and count anew for the planner."""
    for name in ("core_searchvector_gin", "core_searchvector_head"):
        cursor.execute("SELECT gin_clean_pending_list(%s)", [name])
    cursor.execute("ANALYZE core_searchvector")
    cursor.execute("ANALYZE core_searchentry")
