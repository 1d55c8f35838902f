"""Writes the site into an archive, while it goes on serving."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import wagtail
from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction
from django.utils import timezone

from core.archive import FILES, FORMAT, MANIFEST, ROWS, ArchiveError, rows

BLOCK = 1024 * 1024


@contextmanager
def reading() -> Iterator[None]:
    """One state of the database for all that is read, without keeping anyone from writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        sqlite: Any = connection
        usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def stored_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """The name of every file in the storage, in the order of the folders."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    start = f"{folder}/" if folder else ""
    for name in sorted(names):
        yield start + name
    for name in sorted(folders):
        if start + name != "health":  # what the health check writes and deletes
            yield from stored_files(storage, start + name)


class _Hashed:
    """Passes a file on and remembers the SHA-256 of what went by."""

    def __init__(self, file: Any) -> None:
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block: bytes = self.file.read(size)
        self.sha256.update(block)
        return block


def _add(tar: tarfile.TarFile, name: str, size: int, file: Any) -> dict[str, Any]:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(timezone.now().timestamp()), 0o600
    hashed: Any = _Hashed(file)
    tar.addfile(info, hashed)
    return {"name": name, "size": size, "sha256": hashed.sha256.hexdigest()}


def _add_rows(tar: tarfile.TarFile, done: Callable[[], object]) -> Iterator[dict[str, Any]]:
    for number, model in enumerate(rows.tables()):
        with tempfile.TemporaryFile() as file:
            count = rows.write(model, file)
            size = file.tell()
            file.seek(0)
            name = f"{ROWS}{number:03}-{model._meta.label}.jsonl.gz"
            yield {**_add(tar, name, size, file), "model": model._meta.label, "rows": count}
        done()


def _add_files(tar: tarfile.TarFile, done: Callable[[], object]) -> Iterator[dict[str, Any]]:
    for name in stored_files(default_storage):
        try:
            size, file = default_storage.size(name), default_storage.open(name)
        except FileNotFoundError:  # deleted meanwhile; the rows read before may still name it
            continue
        with file:
            yield _add(tar, FILES + name, size, file)
        done()


def backup(path: Path, done: Callable[[], object] = lambda: None) -> tuple[int, int]:
    """Write the archive at `path`, whole or not at all; return the number of rows and of files.

    `done` is called after each table and each file. Memory does not grow with the site. Raises
    ArchiveError where something lies at `path` already or it cannot be written.
    """
    if path.exists():
        raise ArchiveError(
            f"{path} exists already. Backups are not written over; name another file."
        )
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
                members = _write(tar, done)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise ArchiveError(f"The backup could not be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return sum(m.get("rows", 0) for m in members), sum("rows" not in m for m in members)


def _write(tar: tarfile.TarFile, done: Callable[[], object]) -> list[dict[str, Any]]:
    with reading():
        applied = rows.migrations()
        members = list(_add_rows(tar, done))
    members += _add_files(tar, done)
    manifest = {
        "format": FORMAT, "made": timezone.now().isoformat(), "database": connection.vendor,
        "django": django.__version__, "wagtail": wagtail.__version__, "migrations": applied,
        "members": members,
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    _add(tar, MANIFEST, len(text), io.BytesIO(text))
    return members
