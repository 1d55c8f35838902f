"""What an editor brings in the admin: kept until it is confirmed, read in the background."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from publications.bibtex.source import Unreadable
from publications.importing import run as importing
from publications.importing.plain_list import is_plain_list, read_list
from publications.importing.receipt import Receipt
from publications.models import ImportRun

FOLDER = "imports"
AT_ONCE = 300_000  # bytes that are read while the editor waits; more goes to the worker
_LIST = ".txt"


def keep_text(text: str, name: str, user: Any, update: str = "keep") -> ImportRun:
    """Keep a text that was pasted; what has no BibTeX entry in it is a list, and makes drafts."""
    text = text.replace("\r\n", "\n")  # as browsers send what is typed
    suffix = _LIST if is_plain_list(text) else ".bib"
    return keep(ContentFile(text.encode("utf-8", "replace")), name, suffix, user, update)


def keep(content: File[Any], name: str, suffix: str, user: Any, update: str = "keep") -> ImportRun:
    """Keep a file until its import is confirmed or discarded, under a name that nobody guesses."""
    stored = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}{suffix}", content)
    return ImportRun.objects.create(
        user=user,
        files=[name],
        upload=stored,
        update=update,
        drafts=suffix == _LIST,
        size=content.size or 0,
    )


def start(run: ImportRun, *, dry_run: bool) -> None:
    """Read what was kept: at once where it is small, otherwise in the worker."""
    run.status, run.read = ImportRun.Status.WAITING, 0
    run.save()
    if run.size <= AT_ONCE:
        perform(run, dry_run=dry_run)
    else:
        read_upload.enqueue(run.pk, dry_run)


@task(backend="background")
def read_upload(run_id: int, dry_run: bool) -> None:
    """Read a kept upload, as a preview or for good."""
    perform(ImportRun.objects.get(pk=run_id), dry_run=dry_run)


def perform(run: ImportRun, *, dry_run: bool) -> Receipt | None:
    """Import what was kept; where nothing could be imported the run itself says why."""
    try:
        with _on_disk(run) as path:
            reader = read_list if run.upload.endswith(_LIST) else None
            receipt = importing.import_files(
                [importing.File(path, str(run.files[0]), reader)],
                update="theirs" if run.update == "theirs" else "keep",
                dry_run=dry_run,
                drafts=run.drafts,
                user=run.user,
                run=run,
            )
    except (Unreadable, importing.ImportFailed):
        return None
    except FileNotFoundError:
        run.status, run.problem = ImportRun.Status.FAILED, _("The uploaded file is gone.")
        run.finished_at = timezone.now()
        run.save()
        return None
    if not dry_run:
        discard_upload(run)
    return receipt


@contextmanager
def _on_disk(run: ImportRun) -> Iterator[Path]:
    """A copy that can be read twice, wherever the storage is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with default_storage.open(run.upload) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield path


def discard_upload(run: ImportRun) -> None:
    """Delete what was kept."""
    if run.upload:
        default_storage.delete(run.upload)
        run.upload = ""
        run.save(update_fields=["upload"])
