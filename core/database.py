"""The database's connections, of which there are fewer than visitors."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, connections
from django.db.models import Field, Lookup


def let_go_of_database() -> None:
    """Close this thread's connections: a slow reader of a file takes minutes, and needs none."""
    for one in connections.all(initialized_only=True):
        if not one.in_atomic_block:
            one.close()


# Numbers of PostgreSQL's advisory locks, each for one thing.
IMPORTING = 0x706F6C79
_DERIVING = IMPORTING + 1


def derive_alone() -> None:
    """Until this transaction ends, let no other one work out what is kept beside what is written.

    The search index and the counts of the list are made of many rows: two at once would each miss
    what the other writes, and meet in the same entry (an author of both publications). To be called
    before the first write, so that no two wait for each other. Every transaction in SQLite writes alone,
    from its beginning: see `transaction_mode`.
    """
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({_DERIVING})")


def among(column: str, keys: Iterable[int]) -> tuple[str, Any]:
    """A condition in SQL, and its parameter: any number of keys, handed over as one value."""
    if connection.vendor == "postgresql":
        # As PostgreSQL writes a list itself; psycopg looks at each of its values.
        return f"{column} = ANY(%s::bigint[])", f"{{{','.join(map(str, keys))}}}"
    condition = "{} IN (SELECT value FROM json_each(%s))"
    return condition.format(column), json.dumps(list(keys))


@Field.register_lookup
class Among(Lookup[Any]):
    """`filter(pk__among=keys)`, as `among` says it.

    Django looks at each value of `pk__in` several times, which takes longer than finding the rows.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        condition, keys = among(column, self.rhs)
        return condition, (*parameters, keys)


def each_of(texts: Iterable[str]) -> tuple[str, Any]:
    """A table `asked` with a `value` for each of these, as it stands after FROM, and its parameter."""
    if connection.vendor == "postgresql":
        return "unnest(%s::text[]) AS asked(value)", list(texts)
    return "json_each(%s) AS asked", json.dumps(list(texts))
