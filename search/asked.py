"""Remembering what was asked, without making anyone wait for it, and never more than `MOST`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.utils import timezone

from search.models import Question

LONGEST = 100  # characters
MOST = 5000  # questions; then all are forgotten but
MOST_OFTEN = 2000  # that were asked most often
LATEST = 2000  # that were asked last, so that a new one has time to become a frequent one


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
    RETURNING times"""


def remember(text: str, found: int) -> int:
    """Count a search and what it found; where the database is busy it is not counted.

    Returns how often it was asked so far, 0 where that is not known.
    """
    tidy = " ".join(text.lower().split())[:LONGEST]
    if not tidy:
        return 0
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    try:
        with _impatient(), connection.cursor() as cursor:
            cursor.execute(_UPSERT, [tidy, found, now])
            times = int(cursor.fetchone()[0])
            if times == 1 and Question.objects.count() > MOST:
                forget()
    except OperationalError:
        return 0
    return times


def forget() -> None:
    """Forget all but what was asked most often or last."""
    often = Question.objects.order_by("-times", "-last_asked").values("pk")[:MOST_OFTEN]
    last = Question.objects.order_by("-last_asked").values("pk")[:LATEST]
    Question.objects.exclude(pk__in=often).exclude(pk__in=last).delete()
