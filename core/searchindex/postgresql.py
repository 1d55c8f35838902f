"""The index in PostgreSQL: a `tsvector` for each row of `core_searchentry`, made from our stems."""

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


def _vector(row: Row) -> str:
    """As https://www.postgresql.org/docs/current/datatype-textsearch.html writes a tsvector."""
    return " ".join(
        f"'{token}':{','.join(positions[:255])}"
        for token, positions in tokens_with_positions(row).items()
    )


def _copy(
    cursor: Any, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def delete(cursor: Any, entry_ids: Sequence[int]) -> None:
    keys = list(entry_ids)
    cursor.execute("DELETE FROM core_searchvector WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchtext WHERE entry_id = ANY(%s)", [keys])
    cursor.execute("DELETE FROM core_searchentry WHERE id = ANY(%s)", [keys])


def insert(cursor: Any, rows: Sequence[Row]) -> None:
    _copy(cursor, "core_searchentry", ENTRY_COLUMNS, [row.entry for row in rows])
    _copy(
        cursor,
        "core_searchtext",
        ("entry_id", *STEM_COLUMNS, *SHOWN_COLUMNS),
        [(row.entry_id, *row.stems, *row.shown) for row in rows],
    )
    vectors = [(row.entry_id, _vector(row)) for row in rows]
    _copy(cursor, "core_searchvector", ("entry_id", "vector"), vectors)


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
    cursor.execute("SELECT gin_clean_pending_list('core_searchvector_gin')")
    cursor.execute("ANALYZE core_searchvector")
    cursor.execute("ANALYZE core_searchentry")
