"""The database's connections, of which there are fewer than visitors."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, connections
from django.db.models.expressions import RawSQL


def let_go_of_database() -> None:
    """Close this thread's connections: a slow reader of a file takes minutes, and needs none."""
    for one in connections.all(initialized_only=True):
        if not one.in_atomic_block:
            one.close()


def among(keys: Iterable[int]) -> RawSQL:
    """For `filter(pk__in=…)`: any number of keys, handed over as one value.

    Django looks at each of a list of values several times, which takes longer than finding the rows.
    """
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", (list(keys),))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(list(keys)),))


def each_of(texts: Iterable[str]) -> tuple[str, Any]:
    """A table `asked` with a `value` for each of these, as it stands after FROM, and its parameter."""
    if connection.vendor == "postgresql":
        return "unnest(%s::text[]) AS asked(value)", list(texts)
    return "json_each(%s) AS asked", json.dumps(list(texts))
