"""Remembering what was asked, without making anyone wait for it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from search.models import Question

LONGEST = 100
KEPT_DAYS = 365  # for what was asked once and never again
PRUNE_EVERY = 1000  # new questions


@contextmanager
def _impatient() -> Iterator[None]:
    """In SQLite, give up at once where another process is writing: an import may take minutes."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    handle = connection.connection
    waits = handle.execute("PRAGMA busy_timeout").fetchone()[0]
    handle.execute("PRAGMA busy_timeout = 50")
    try:
        yield
    finally:
        handle.execute(f"PRAGMA busy_timeout = {int(waits)}")


_UPSERT = """
    INSERT INTO search_question (text, times, found, last_asked) VALUES (%s, 1, %s, %s)
    ON CONFLICT (text) DO UPDATE SET
        times = search_question.times + 1, found = excluded.found, last_asked = excluded.last_asked
    RETURNING id, times"""


def remember(text: str, found: int) -> int:
    """Count a search and what it found; where the database is busy it is not counted.

    Returns how often it was asked so far, 0 where that is not known.
    """
    tidy = " ".join(text.lower().split())[:LONGEST]
    if not tidy:
        return 0
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    try:
        with _impatient(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_UPSERT, [tidy, found, now])
            number, times = cursor.fetchone()
    except OperationalError:
        return 0
    if times == 1 and number % PRUNE_EVERY == 0:
        prune()
    return int(times)


def prune() -> None:
    """Forget what was asked once, a year ago."""
    past = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    Question.objects.filter(times=1, last_asked__lt=past).delete()
