"""Tables as lines of JSON, and back."""

import datetime as dt
import gzip
import io
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any, BinaryIO

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.core.serializers import jsonl
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from core.searchindex import writing

CHUNK = 500

# Made anew from the rest, or of no use to anyone once the site has moved.
LEFT_OUT = frozenset({
    "core.SearchEntry", "core.SearchText", "core.SearchWord", "core.SiteVersion",
    "sessions.Session", "wagtailadmin.EditingSession", "wagtailadmin.FormState",
    "wagtailembeds.Embed", "wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry",
})  # fmt: skip


class _Exact(DjangoJSONEncoder):
    """Django's own cuts the time of day to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime | dt.time) else super().default(o)


class _Writer(jsonl.Serializer):
    def handle_m2m_field(self, obj: Any, field: Any) -> None:
        """Relations are tables of their own here."""


def tables() -> list[type[models.Model]]:
    """The models whose rows make up the site, each table once.

    Content types come first: Django makes those that it misses while it reads the rest.
    """
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model is not ContentType)


def migrations() -> list[str]:
    """The migrations that this database has, as "app.name"."""
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )


def write(model: type[models.Model], stream: BinaryIO) -> int:
    """Write the rows of one table, compressed, and return how many there are."""
    rows = model._base_manager.order_by("pk")
    count = 0

    def counted() -> Iterator[models.Model]:
        nonlocal count
        for row in rows.iterator(chunk_size=CHUNK):
            count += 1
            yield row

    with (
        gzip.GzipFile(fileobj=stream, mode="wb", mtime=0, filename="") as packed,
        io.TextIOWrapper(packed, "utf-8") as text,
    ):
        _Writer().serialize(counted(), stream=text, cls=_Exact)
    return count


def read(stream: BinaryIO) -> Iterator[models.Model]:
    """The rows that `write` has written, one at a time."""
    with gzip.GzipFile(fileobj=stream) as packed, io.TextIOWrapper(packed, "utf-8") as text:
        for row in jsonl.Deserializer(text):
            yield row.object


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write the rows as they are: no signal is sent, no time is changed.

    `bulk_create` would do, but for tables that extend another one, as those of pages do.
    """
    fields = model._meta.local_concrete_fields
    size = max(1, min(CHUNK, connection.ops.bulk_batch_size(fields, [None] * CHUNK)))
    for some in batched(rows, size):
        queryset: Any = model._base_manager.get_queryset()
        queryset._insert(list(some), fields=fields, raw=True)


def empty() -> None:
    """Delete every row of every table of Django's, but for the list of migrations; and what the search
    index keeps beside them, which would go on finding what was there."""
    kept = {MigrationRecorder.Migration._meta.db_table}
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements = connection.ops.sql_flush(
        no_style(), [name for name in names if name not in kept], allow_cascade=True
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        writing.table().empty(cursor)


def reset_sequences() -> None:
    """Let new rows begin after the highest number there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
