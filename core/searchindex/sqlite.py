"""The index in SQLite: FTS5 over the stems of `core_searchtext`.

Stems hold letters, digits and marks beyond ASCII only, so that FTS5's plainest tokenizer, which
parts them at spaces, keeps them as they are. See https://sqlite.org/fts5.html, 4.4.2.
"""

from collections.abc import Sequence
from itertools import batched
from typing import Any

from core.searchindex.rows import ENTRY_COLUMNS, SHOWN_COLUMNS, STEM_COLUMNS, Row

_STEMS = ", ".join(STEM_COLUMNS)
_TEXT = ", ".join((*STEM_COLUMNS, *SHOWN_COLUMNS))
CREATE = f"""
    CREATE VIRTUAL TABLE core_searchfts USING fts5(
        {_STEMS}, content='core_searchtext', content_rowid='entry_id', tokenize='ascii'
    )"""
DROP = "DROP TABLE core_searchfts"


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def delete(cursor: Any, entry_ids: Sequence[int]) -> None:
    for some in batched(entry_ids, 10_000, strict=False):
        keys = ", ".join(map(str, map(int, some)))
        # FTS5 must be told what it held: it keeps no copy of its own.
        cursor.execute(
            f"INSERT INTO core_searchfts(core_searchfts, rowid, {_STEMS}) "  # noqa: S608  our own names
            f"SELECT 'delete', entry_id, {_STEMS} FROM core_searchtext WHERE entry_id IN ({keys})"
        )
        cursor.execute(f"DELETE FROM core_searchtext WHERE entry_id IN ({keys})")  # noqa: S608
        cursor.execute(f"DELETE FROM core_searchentry WHERE id IN ({keys})")  # noqa: S608


def insert(cursor: Any, rows: Sequence[Row]) -> None:
    cursor.executemany(
        f"INSERT INTO core_searchentry ({', '.join(ENTRY_COLUMNS)}) "  # noqa: S608
        f"VALUES ({_marks(len(ENTRY_COLUMNS))})",
        [row.entry for row in rows],
    )
    cursor.executemany(
        f"INSERT INTO core_searchtext (entry_id, {_TEXT}) "  # noqa: S608
        f"VALUES ({_marks(1 + len(STEM_COLUMNS) + len(SHOWN_COLUMNS))})",
        [(row.entry_id, *row.stems, *row.shown) for row in rows],
    )
    cursor.executemany(
        f"INSERT INTO core_searchfts (rowid, {_STEMS}) VALUES ({_marks(1 + len(STEM_COLUMNS))})",  # noqa: S608
        [(row.entry_id, *row.stems) for row in rows],
    )


def learn(cursor: Any, rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add words that are not yet in the vocabulary, each with its first and last letters."""
    cursor.executemany(
        "INSERT OR IGNORE INTO core_searchword (word, head, tail, length) VALUES (%s, %s, %s, %s)",
        rows,
    )


def tidy_up(cursor: Any) -> None:
    """Merge what many small writes have left in pieces."""
    cursor.execute("INSERT INTO core_searchfts(core_searchfts) VALUES ('optimize')")
