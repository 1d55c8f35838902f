"""One import at a time: the second waits for the first, however that one ends."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

from core.database import IMPORTING

_EACH = 0.2  # seconds between two looks


def _lock_file() -> Path | None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name or not name:
        return None
    return Path(f"{name}.importing")


def _take(handle: IO[bytes] | None) -> bool:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORTING])
            return bool(cursor.fetchone()[0])
    if handle is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def only_import(waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the right to import; calls `waiting` once if another import has it.

    The lock is the operating system's or PostgreSQL's own, so it goes with the process that had it.
    """
    path = _lock_file()
    handle = path.open("ab") if path else None
    told = False
    try:
        while not _take(handle):
            if not told:
                waiting()
                told = True
            time.sleep(_EACH)
        yield
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORTING])
        if handle:
            handle.close()
