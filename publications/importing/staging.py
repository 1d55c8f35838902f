"""Rows on their way into the database: kept aside in temporary tables, then moved all at once.

A temporary table belongs to one connection, so nobody sees what is in it, a process that dies takes
it along, and filling it locks nothing. Moving is a handful of `INSERT … SELECT`, which holds the
one writer that SQLite allows for seconds where row by row it would be minutes.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from wagtail.models import Revision

from publications.importing.shapes import columns_of
from publications.models import (
    Author,
    AuthorName,
    Authorship,
    FurtherSource,
    Publication,
    PublicationAlias,
    PublicationTopic,
    Source,
    Topic,
)

# A row is known by one column: `put` replaces all rows that have the same value there.
_KEYS: dict[type[models.Model], str] = {
    Author: "id",
    AuthorName: "normal",
    Topic: "id",
    Revision: "id",
    Publication: "id",
    Authorship: "publication_id",
    PublicationTopic: "content_object_id",
    Source: "publication_id",
    FurtherSource: "id",
    PublicationAlias: "value",
}
# What is looked up while the import reads on.
_LOOKUPS = {
    Author: ("slug",),
    Topic: ("slug",),
    Publication: ("key", "slug", "sort_title", "doi", "arxiv_id"),
    Source: ("key",),
    FurtherSource: ("key",),
}
OFTEN_EMPTY = ("doi", "arxiv_id")  # which are indexed only where there is something to look up
_AT_ONCE = 5000
_CACHE = 20_000  # KiB: with twenty indexes to write, SQLite's own 2 MB double the time of a move
_PRAGMAS = {
    "mmap_size": 0,  # what is mapped into memory counts as the process's own; an import reads it once
    "main.cache_size": -8_000,  # KiB, so that what a step writes need not be read again by the next
    # Some builds overwrite what is dropped with zeros, which takes as long as to write it did.
    "temp.secure_delete": 0,
    # Pages; what several steps write to is brought from the log into its place once for all of them.
    "wal_autocheckpoint": 4_000,
}
# The same for the temporary tables, and never less again on this connection: of a cache that has
# become smaller, SQLite (3.40) takes pages for written that are not, at the end of the next
# transaction that changes no temporary table, and the tables are "malformed".
_TEMP_CACHE = 8_000
_MANY = 1000  # publications, to count which takes less time than not to know how many there are
# Of fresh tables PostgreSQL does not know what they hold, and would go through the whole of them for
# each step: thirty seconds of an import of 100,000. By an index it finds what a step asks for.
_BY_INDEX = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "max_parallel_workers_per_gather": "0",
}
DRY_RUN_IDS = 1 << 60  # primary keys that no table has
_REPLACED_WITH_PUBLICATION = (Authorship, PublicationTopic)
# Columns on which a row of the site may already stand in the way of a staged one.
_UNIQUE = (
    (Publication, "key"),
    (Publication, "slug"),
    (Author, "slug"),
    (AuthorName, "normal"),
    (Topic, "slug"),
    (Topic, "name"),
)
# Columns that name a row which may be gone, since an editor merged it into another.
_NAMED = ((Authorship, "author_id", Author), (PublicationTopic, "tag_id", Topic))


class SiteMoved(Exception):
    """Someone changed, while the import read, what the import was about to change."""


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def staged_table(model: type[models.Model]) -> str:
    return quoted(f"staged_{model._meta.db_table}")


def real_table(model: type[models.Model]) -> str:
    return quoted(model._meta.db_table)


def select_in(sql: str, values: Iterable[Any], times: int = 1) -> Iterator[tuple[Any, ...]]:
    """The rows of a query with `IN ({marks})`, so many values at a time as a database takes.

    `times` says how often `{marks}` stands in it.
    """
    for batch in map(list, itertools.batched(values, _AT_ONCE)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # A thousand marks take psycopg longer to read than the server to answer, and so does
                # a list to write.
                cursor.execute(sql.replace("IN ({marks})", "= ANY(%s)"), [_array(batch)] * times)
            else:
                marks = ", ".join(["%s"] * len(batch))
                cursor.execute(sql.replace("{marks}", marks), batch * times)
            yield from cursor.fetchall()


def _array(values: Sequence[Any]) -> str:
    """PostgreSQL's literal of an array of these numbers or texts, which have no NUL."""
    text = "\0".join(map(str, values)).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + text.replace("\0", '","') + '"}'


@contextmanager
def _one_step(cursor: CursorWrapper) -> Iterator[None]:
    """Many inserts into temporary tables as one; on SQLite each would be a transaction of its own."""
    if connection.vendor != "sqlite":
        yield
        return
    cursor.execute("SAVEPOINT staging_step")
    try:
        yield
    finally:
        cursor.execute("RELEASE staging_step")


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [quoted(table), count],
            )
            return [row[0] for row in cursor.fetchall()]
        with transaction.atomic():
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {quoted(table)}")  # noqa: S608
            highest = cursor.fetchone()[0]
            cursor.execute("SELECT MAX(seq) FROM sqlite_sequence WHERE name = %s", [table])
            (used,) = cursor.fetchone()
            if used is None:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
            first = max(highest, used or 0) + 1
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + count - 1, table]
            )
    return list(range(first, first + count))


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows at once, by the fastest way that each database has."""
    if not rows:
        return
    names = ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def write_quickly(cursor: CursorWrapper) -> None:
    """Let a connection to PostgreSQL write ahead what no one finds yet."""
    # It need not have reached the disk before the next step begins.
    cursor.execute("SET synchronous_commit = off")
    # Where the server has it; its own way takes several times as long to press a text.
    cursor.execute(
        "SELECT set_config(name, 'lz4', false) FROM pg_settings "
        "WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
    )


class Ids:
    """Primary keys for new rows, taken from the database a block at a time."""

    def __init__(self, model: type[models.Model], *, dry_run: bool, block: int = 500) -> None:
        self.model, self.block = model, block
        self._free: Iterator[int] = itertools.count(DRY_RUN_IDS) if dry_run else iter(())

    def take(self) -> int:
        found = next(self._free, None)
        if found is None:
            self._free = iter(reserve_ids(self.model, self.block))
            found = next(self._free)
        return found


class Stage:
    """The temporary tables of one import."""

    def __init__(self) -> None:
        self.pending: dict[type[models.Model], dict[Any, list[tuple[Any, ...]]]] = {
            model: {} for model in _KEYS
        }
        self.again: dict[type[models.Model], set[Any]] = {model: set() for model in _KEYS}
        self.cleared: list[tuple[str, int]] = []
        self.pragmas: dict[str, int] = {}  # as they were before
        self.staged: dict[type[models.Model], int] = dict.fromkeys(_KEYS, 0)

    def open(self) -> None:
        with connection.cursor() as cursor:
            self._drop(cursor)
            if connection.vendor == "sqlite":
                for name, wanted in _PRAGMAS.items():
                    cursor.execute(f"PRAGMA {name}")
                    self.pragmas[name] = (cursor.fetchone() or (0,))[0]
                    cursor.execute(f"PRAGMA {name} = {wanted}")
                cursor.execute(f"PRAGMA temp.cache_size = -{_TEMP_CACHE}")
            else:
                write_quickly(cursor)
                for name, value in _BY_INDEX.items():
                    cursor.execute(f"SET {name} = {value}")
            for model, known_by in _KEYS.items():
                names = ", ".join(map(quoted, columns_of(model)))
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {staged_table(model)} AS "  # noqa: S608
                    f"SELECT {names} FROM {real_table(model)} WHERE 1 = 0"
                )
                for column in {known_by, *_LOOKUPS.get(model, ())}:
                    index = quoted(f"staged_{model._meta.model_name}_{column}")
                    told = f" WHERE {quoted(column)} <> ''" if column in OFTEN_EMPTY else ""
                    cursor.execute(
                        f"CREATE INDEX {index} ON {staged_table(model)} ({quoted(column)}){told}"
                    )
            cursor.execute(
                "CREATE TEMPORARY TABLE staged_cleared (kind varchar(40), publication_id bigint)"
            )
            cursor.execute(
                "CREATE TEMPORARY TABLE staged_seen AS SELECT id, changed_at, latest_revision_id "  # noqa: S608
                f"FROM {real_table(Publication)} WHERE 1 = 0"
            )
            cursor.execute("CREATE INDEX staged_seen_id ON staged_seen (id)")

    def _drop(self, cursor: CursorWrapper) -> None:
        for table in (*map(staged_table, _KEYS), "staged_cleared", "staged_seen"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")

    def close(self) -> None:
        with connection.cursor() as cursor:
            self._drop(cursor)
            if connection.vendor == "sqlite":
                for name, before in self.pragmas.items():
                    cursor.execute(f"PRAGMA {name} = {before}")
            else:
                cursor.execute("RESET synchronous_commit")
                cursor.execute("RESET default_toast_compression")
                for name in _BY_INDEX:
                    cursor.execute(f"RESET {name}")

    # --- filling ---------------------------------------------------------------------------------

    def put(self, model: type[models.Model], key: Any, rows: list[tuple[Any, ...]]) -> None:
        """Stage the rows of `key`, in place of those staged for it before."""
        if key not in self.pending[model]:
            self.again[model].add(key)
        self.pending[model][key] = rows

    def put_new(self, model: type[models.Model], key: Any, rows: list[tuple[Any, ...]]) -> None:
        """The same for a key that was never staged."""
        self.pending[model][key] = rows

    def clear(self, model: type[models.Model], publication_id: int) -> None:
        """The rows that the site has for this publication go when those staged for it come.

        Of a Revision, by its own number, it is the schedule that goes.
        """
        self.cleared.append((model._meta.db_table, publication_id))

    def see(self, publication_ids: Sequence[int]) -> None:
        """Note as what these publications stand in the site now."""
        with connection.cursor() as cursor:
            for batch in itertools.batched(publication_ids, _AT_ONCE):
                marks = ", ".join(["%s"] * len(batch))
                cursor.execute(
                    "INSERT INTO staged_seen SELECT id, changed_at, latest_revision_id "  # noqa: S608
                    f"FROM {real_table(Publication)} WHERE id IN ({marks}) "
                    "AND id NOT IN (SELECT id FROM staged_seen)",
                    batch,
                )

    def flush(self) -> None:
        """Bring what is pending into the temporary tables, where it can be looked up."""
        with connection.cursor() as cursor, _one_step(cursor):
            for model, pending in self.pending.items():
                again = [key for key in self.again[model] if self.staged[model]]
                for key in again:
                    cursor.execute(
                        f"DELETE FROM {staged_table(model)} WHERE {quoted(_KEYS[model])} = %s",  # noqa: S608
                        [key],
                    )
                rows = list(itertools.chain.from_iterable(pending.values()))
                insert_rows(staged_table(model), columns_of(model), rows)
                self.staged[model] += len(rows)
                pending.clear()
                self.again[model].clear()
            insert_rows("staged_cleared", ["kind", "publication_id"], self.cleared)
            self.cleared.clear()

    # --- moving ----------------------------------------------------------------------------------

    def move(self) -> None:
        """Bring everything into the site; to be called inside a transaction.

        Raises SiteMoved if what was read to compare with is no longer there as it was.
        """
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                tables: tuple[type[models.Model], ...] = (Publication, Author, AuthorName, Topic)
                names = ", ".join(map(real_table, tables))
                cursor.execute("SET LOCAL synchronous_commit TO DEFAULT")
                for name in _BY_INDEX:
                    cursor.execute(f"SET LOCAL {name} TO DEFAULT")
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
            else:
                cursor.execute(f"PRAGMA main.cache_size = -{_CACHE}")
            self._check(cursor)
            cursor.execute(
                f"UPDATE {real_table(Revision)} SET approved_go_live_at = NULL "  # noqa: S608
                "WHERE id IN "
                "(SELECT publication_id FROM staged_cleared WHERE kind = %s)",
                [Revision._meta.db_table],
            )
            for model in (Author, AuthorName, Topic, Revision):
                self._copy(cursor, model)
            self._copy(cursor, Publication, conflict="id")
            if connection.vendor == "postgresql" and self.staged[Publication] > _MANY:
                # Else, for all it knows of a table that was empty, PostgreSQL looks for each foreign
                # key's publication through the whole of an index that ends with the primary key.
                cursor.execute(f"ANALYZE {real_table(Publication)} (id)")
            for model in _REPLACED_WITH_PUBLICATION:
                column = _KEYS[model]
                cursor.execute(
                    f"DELETE FROM {real_table(model)} WHERE {column} IN "  # noqa: S608
                    "(SELECT publication_id FROM staged_cleared WHERE kind = %s)",
                    [model._meta.db_table],
                )
                self._copy(cursor, model)
            self._copy(cursor, Source, conflict="publication_id")
            self._copy(cursor, FurtherSource, conflict="id")
            self._copy(cursor, PublicationAlias, conflict="")

    def _check(self, cursor: CursorWrapper) -> None:
        queries = [
            "SELECT s.id FROM staged_seen s "  # noqa: S608
            f"LEFT JOIN {real_table(Publication)} p ON p.id = s.id "
            "WHERE p.id IS NULL OR p.changed_at <> s.changed_at "
            "OR COALESCE(p.latest_revision_id, 0) <> COALESCE(s.latest_revision_id, 0) LIMIT 1"
        ]
        for model, column in _UNIQUE:
            if self.staged[model]:
                other = "" if model is AuthorName else " AND r.id <> s.id"
                queries.append(
                    f"SELECT 1 FROM {staged_table(model)} s WHERE EXISTS (SELECT 1 FROM "  # noqa: S608
                    f"{real_table(model)} r WHERE r.{column} = s.{column}{other}) LIMIT 1"
                )
        for model, column, named in _NAMED:
            if self.staged[model]:
                queries.append(
                    f"SELECT 1 FROM (SELECT DISTINCT {column} FROM {staged_table(model)}) s WHERE NOT "  # noqa: S608
                    f"EXISTS (SELECT 1 FROM {real_table(named)} r WHERE r.id = s.{column}) AND NOT "
                    f"EXISTS (SELECT 1 FROM {staged_table(named)} n WHERE n.id = s.{column}) LIMIT 1"
                )
        for query in queries:
            cursor.execute(query)
            if cursor.fetchone():
                raise SiteMoved

    def _copy(
        self, cursor: CursorWrapper, model: type[models.Model], conflict: str | None = None
    ) -> None:
        if not self.staged[model]:
            return
        columns = columns_of(model)
        names = ", ".join(map(quoted, columns))
        sql = (
            f"INSERT INTO {real_table(model)} ({names}) "  # noqa: S608
            f"SELECT {names} FROM {staged_table(model)} WHERE true"
        )
        if conflict:
            changed = ", ".join(
                f"{quoted(name)} = excluded.{quoted(name)}" for name in columns if name != conflict
            )
            sql += f" ON CONFLICT ({quoted(conflict)}) DO UPDATE SET {changed}"
        elif conflict is not None:
            sql += " ON CONFLICT DO NOTHING"
        cursor.execute(sql)
