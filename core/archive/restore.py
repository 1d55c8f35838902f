"""Makes the site what an archive says it was."""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from core import pagecache
from core.archive import FILES, FORMAT, MANIFEST, ROWS, ArchiveError, rows
from core.archive.backup import BLOCK, stored_files

_ROWS_NAME = re.compile(rf"{ROWS}\d+-([\w.]+)\.jsonl\.gz")
# Of ours, yet there before anyone has written anything.
NO_CONTENT = rows.LEFT_OUT | {"core.SiteSettings"}


def own_models() -> Iterator[type[models.Model]]:
    """The models of this project's own apps."""
    for config in apps.get_app_configs():
        if Path(config.path).parent == settings.BASE_DIR:
            yield from config.get_models()


def is_empty() -> bool:
    """Whether nobody has put anything on this site yet."""
    return not any(
        model._base_manager.exists()
        for model in own_models()
        if model._meta.label not in NO_CONTENT
    )


def _members(path: Path) -> Iterator[tuple[str, int, Any]]:
    """Name, length and content of each member, in order."""
    if not path.is_file():
        raise ArchiveError(f"There is no file {path}.")
    with tarfile.open(path, "r:") as tar:
        for info in tar:
            content = tar.extractfile(info)
            if content is not None:
                yield info.name, info.size, content


def _read_whole(path: Path) -> tuple[dict[str, Any] | None, dict[str, tuple[int, str]]]:
    """The manifest, if there is one, and each other member's length and SHA-256 as they are."""
    found: dict[str, tuple[int, str]] = {}
    manifest: dict[str, Any] | None = None
    for name, size, content in _members(path):
        if name == MANIFEST:
            manifest = json.loads(content.read())
            continue
        sha256 = hashlib.sha256()
        while block := content.read(BLOCK):
            sha256.update(block)
        found[name] = (size, sha256.hexdigest())
    return manifest, found


def check(path: Path) -> dict[str, Any]:
    """Read the archive once, whole, and return its manifest.

    Raises ArchiveError where it is damaged, or was made by another version of the site.
    """
    try:
        manifest, found = _read_whole(path)
    except tarfile.TarError as error:
        raise ArchiveError(f"{path} is no backup, or not all of it is there: {error}") from error
    if manifest is None:
        raise ArchiveError(f"{path} is not a whole backup: its end is missing.")
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"{path} was made by another version of Polymath, in another format.")
    told = {member["name"]: (member["size"], member["sha256"]) for member in manifest["members"]}
    if damaged := sorted(name for name in told.keys() | found if told.get(name) != found.get(name)):
        raise ArchiveError(f"{path} is damaged, at {damaged[0]}.")
    _require_same_version(manifest)
    return manifest


def _require_same_version(manifest: dict[str, Any]) -> None:
    theirs, ours = set(manifest["migrations"]), set(rows.migrations())
    if newer := sorted(theirs - ours):
        raise ArchiveError(
            f"The backup is of a newer version of the site than this one (it has {newer[0]}). "
            "Upgrade first."
        )
    if older := sorted(ours - theirs):
        raise ArchiveError(
            f"The backup is of an older version of the site than this one (it lacks {older[0]}). "
            "Restore it with the version that made it, then upgrade."
        )


def restore(
    path: Path, *, replace: bool = False, done: Callable[[], object] = lambda: None
) -> None:
    """Put the archive's rows and files in the place of what this site has.

    `done` is called after each table and file. Raises ArchiveError, with nothing changed, where the
    archive is not whole, the site has content and `replace` is false, or the rows do not fit; and where
    a file cannot be put in the place of another of its name, with all else as the archive has it.
    """
    manifest = check(path)
    if not replace and not is_empty():
        raise ArchiveError(
            "This site has content already, and nothing of it was touched. "
            "To put the backup in its place, say restore --replace."
        )
    wanted = {
        m["name"].removeprefix(FILES) for m in manifest["members"] if m["name"].startswith(FILES)
    }
    before = set(stored_files(default_storage))
    added = _put_files(path, wanted - before, done)
    try:
        with transaction.atomic():
            _put_rows(path, done)
    except (DatabaseError, LookupError) as error:
        for name in added:
            default_storage.delete(name)
        raise ArchiveError(f"The backup's rows do not fit this database: {error}") from error
    try:
        _put_files(path, wanted & before, done)
        for name in before - wanted:
            default_storage.delete(name)
    finally:
        _follow()  # the rows, which are there whatever becomes of the files


def _put_files(path: Path, names: set[str], done: Callable[[], object]) -> list[str]:
    """Write these of the archive's files; where one fails, none stays where none was before."""
    added: list[str] = []
    try:
        for member, _size, content in _members(path):
            name = member.removeprefix(FILES)
            if not member.startswith(FILES) or name not in names:
                continue
            there = default_storage.exists(name)
            if there:
                default_storage.delete(name)
            saved = default_storage.save(name, File(content, name))
            if not there:
                added.append(saved)
            if saved != name:
                raise OSError(f"{name} is kept as {saved}")
            done()
    except (OSError, SuspiciousFileOperation) as error:
        for name in added:
            default_storage.delete(name)
        raise ArchiveError(f"The files could not be written: {error}") from error
    return added


def _put_rows(path: Path, done: Callable[[], object]) -> None:
    rows.empty()
    ContentType.objects.clear_cache()
    for name, _size, content in _members(path):
        if match := _ROWS_NAME.fullmatch(name):
            rows.insert(apps.get_model(match[1]), rows.read(content))
            done()
    connection.check_constraints()
    rows.reset_sequences()


def _follow() -> None:
    """Make anew what is made of the rest, and forget what was remembered of the site before."""
    for cache in caches.all():
        cache.clear()
    call_command("update_index", verbosity=0)
    pagecache.raise_version()
