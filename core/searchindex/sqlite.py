"""The index in SQLite: FTS5 over the stems of `core_searchtext`, once with bodies and once without.

Most of what is looked for stands in a title or is a name, and an index of those alone is a tenth of
the other: what is found there, and what is suggested while typing, does not wait for the bodies.

Stems hold letters, digits and marks beyond ASCII only, so that FTS5's plainest tokenizer, which
parts them at spaces, keeps them as they are. See https://sqlite.org/fts5.html, 4.4.2.
"""

from collections.abc import Mapping, Sequence
from itertools import batched
from operator import attrgetter
from typing import Any

from core.searchindex.rows import ENTRY_COLUMNS, SHOWN_COLUMNS, STEM_COLUMNS, Row

HEAD_COLUMNS = STEM_COLUMNS[:-1]
_TEXT = ", ".join((*STEM_COLUMNS, *SHOWN_COLUMNS))
_TABLES = {"core_searchfts": ", ".join(STEM_COLUMNS), "core_searchhead": ", ".join(HEAD_COLUMNS)}
_OPTIONS = "content='core_searchtext', content_rowid='entry_id', tokenize='ascii'"
CREATE = f"CREATE VIRTUAL TABLE core_searchfts USING fts5({_TABLES['core_searchfts']}, {_OPTIONS})"
DROP = "DROP TABLE core_searchfts"
CREATE_HEAD = (
    "CREATE VIRTUAL TABLE core_searchhead "
    f"USING fts5({_TABLES['core_searchhead']}, {_OPTIONS}, prefix='2 3')",
    "INSERT INTO core_searchhead(core_searchhead) VALUES ('rebuild')",
)
AT_ONCE = 1_000  # rows that are best written together where there are many: they become one piece
# How many pieces of one size may lie unmerged, and how many bytes are gathered for one.
_FEW = {"automerge": 4, "hashsize": 1 << 20}  # as FTS5 has it by itself
_MANY = {"automerge": 16, "hashsize": 4 << 20}  # with room for `AT_ONCE`
_PAGES = 500  # of about 4 kB, that are merged in one step
DROP_HEAD = ("DROP TABLE core_searchhead",)


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def delete(cursor: Any, entry_ids: Sequence[int]) -> None:
    for some in batched(entry_ids, 10_000):
        keys = ", ".join(map(str, map(int, some)))
        # FTS5 must be told what it held: it keeps no copy of its own.
        for name, columns in _TABLES.items():
            cursor.execute(
                f"INSERT INTO {name}({name}, rowid, {columns}) "  # noqa: S608  our own names
                f"SELECT 'delete', entry_id, {columns} FROM core_searchtext "
                f"WHERE entry_id IN ({keys})"
            )
        cursor.execute(f"DELETE FROM core_searchtext WHERE entry_id IN ({keys})")  # noqa: S608
        cursor.execute(f"DELETE FROM core_searchentry WHERE id IN ({keys})")  # noqa: S608


def empty(cursor: Any) -> None:
    """Let nothing be found, whether it is known any more what was; see “delete-all” in
    https://sqlite.org/fts5.html."""
    for name in _TABLES:
        cursor.execute(f"INSERT INTO {name}({name}) VALUES ('delete-all')")  # noqa: S608  our own names


def prepare(row: Row) -> None:
    """What FTS5 makes of a row takes a database."""


def insert(cursor: Any, rows: Sequence[Row]) -> None:
    """Let these rows be found."""
    cursor.executemany(
        f"INSERT INTO core_searchentry ({', '.join(ENTRY_COLUMNS)}) "  # noqa: S608
        f"VALUES ({_marks(len(ENTRY_COLUMNS))})",
        [row.entry for row in rows],
    )
    insert_texts(cursor, rows)


def insert_texts(cursor: Any, rows: Sequence[Row]) -> None:
    """All of these rows but the entries without which they are not found."""
    # FTS5 writes all that it gathered each time a row comes whose number is below the last one's.
    rows = sorted(rows, key=attrgetter("entry_id"))
    cursor.executemany(
        f"INSERT INTO core_searchtext (entry_id, {_TEXT}) "  # noqa: S608
        f"VALUES ({_marks(1 + len(STEM_COLUMNS) + len(SHOWN_COLUMNS))})",
        [(row.entry_id, *row.stems, *row.shown) for row in rows],
    )
    for name, columns in _TABLES.items():
        count = columns.count(",") + 1
        cursor.executemany(
            f"INSERT INTO {name} (rowid, {columns}) VALUES ({_marks(1 + count)})",  # noqa: S608
            [(row.entry_id, *row.stems[:count]) for row in rows],
        )


def learn(cursor: Any, rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add words that are not yet in the vocabulary, each with its first and last letters."""
    cursor.executemany(
        "INSERT OR IGNORE INTO core_searchword (word, head, tail, length) VALUES (%s, %s, %s, %s)",
        rows,
    )


def expect_many(cursor: Any) -> None:
    """Gather more, and let more pieces lie unmerged, while very much is written, until `expect_few`.

    Else most of what is written is what was written before. Should nobody come to `expect_few`, the
    index answers as well, from more pieces.
    """
    _configure(cursor, _MANY)


def expect_few(cursor: Any) -> None:
    _configure(cursor, _FEW)


def _configure(cursor: Any, options: Mapping[str, int]) -> None:
    """See “automerge” and “hashsize” in https://sqlite.org/fts5.html."""
    for name in _TABLES:
        for option, value in options.items():
            cursor.execute(f"INSERT INTO {name}({name}, rank) VALUES (%s, %s)", [option, value])  # noqa: S608


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def tidy_up(cursor: Any) -> None:
    """Merge what many small writes have left in pieces, in steps between which others can write.

    A step that changed nothing but the table that was told of it was the last: see “merge” in
    https://sqlite.org/fts5.html.
    """
    for name in _TABLES:
        pages = -_PAGES  # which says that all is to become one piece
        changed = 2
        while changed >= 2:
            before = _changes(cursor)
            cursor.execute(f"INSERT INTO {name}({name}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
            changed = _changes(cursor) - before
            pages = _PAGES
