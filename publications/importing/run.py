"""One import from files to the site: read and compared in short steps, moved at once.

`import_files` is what the command, the admin and the demo call.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.database import derive_alone
from core.pagecache import raise_version
from publications.bibtex.source import Unreadable
from publications.importing.indexing import (
    Indexer,
    catch_up,
    finish_imports,
    follow_authors,
    follow_renamed,
    index_changes,
)
from publications.importing.items import file_name
from publications.importing.lock import only_import
from publications.importing.merge import Update
from publications.importing.reading import File, ReaderDied, steps
from publications.importing.receipt import Line, Receipt
from publications.importing.settle import Settler, Tell
from publications.importing.shapes import to_json
from publications.importing.staging import DRY_RUN_IDS, SiteMoved, Stage, insert_rows, real_table
from publications.importing.values import short_key
from publications.models import ImportRow, ImportRun, Source

__all__ = ["File", "ImportFailed", "Progress", "Unreadable", "import_files"]

_ATTEMPTS = 3
_INDEXED_AT_ONCE = 2000  # changed publications; more would hold the database for seconds

_ROW_COLUMNS = [
    "run_id", "position", "file", "line", "key", "title", "outcome", "publication_id", "changes",
    "kept_edits", "problems", "possible_duplicate_of", "raw", "undo",
]  # fmt: skip

type Progress = Callable[[int, int], None]  # characters read so far, and in all


class ImportFailed(Exception):
    """Nothing was imported; the message says why, in the user's words."""


@dataclass(slots=True)
class Job:
    """What an import was asked to do."""

    files: Sequence[File]
    update: Update = "keep"
    dry_run: bool = False
    drafts: bool = False
    user_id: int | None = None
    progress: Progress = lambda done, size: None
    run: ImportRun | None = None
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    skip_known: bool = True

    @property
    def size(self) -> int:
        return sum(file.path.stat().st_size for file in self.files if file.path.is_file())


def import_files(  # noqa: PLR0913  each is asked for by some caller
    files: Iterable[Path | File],
    *,
    update: Update = "keep",
    dry_run: bool = False,
    drafts: bool = False,
    user: Any = None,
    run: ImportRun | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Receipt:
    """Import `.bib` files, all of them or nothing, and return the receipt.

    `dry_run` reads and compares, and writes nothing; with a `run` of its own it leaves its rows there
    as a preview. `drafts` makes what is new a draft. `waiting` is called once if another import has
    to end first. Raises Unreadable for a file that cannot be read, and ImportFailed.
    """
    job = Job(
        [file if isinstance(file, File) else File(file, str(file)) for file in files],
        update,
        dry_run,
        drafts,
        user.pk if user else None,
        progress or (lambda done, size: None),
        run,
    )
    with only_import(waiting), _seldom_collecting():
        catch_up()
        if not job.dry_run:
            _close_what_died(job)
        for _attempt in range(_ATTEMPTS):
            try:
                return _import(job)
            except SiteMoved:
                job.skip_known = False
        raise _failed(job, _("The publications were edited while the import read; try again."))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for cycles seldom: an import makes millions of objects, and hardly one that is in any."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _import(job: Job) -> Receipt:
    """One attempt; raises SiteMoved where what it compared with did not hold still."""
    now = timezone.now()
    receipt = Receipt([file.name for file in job.files], dry_run=job.dry_run)
    if not job.dry_run and job.run is None:
        job.run = ImportRun(user_id=job.user_id, update=job.update, drafts=job.drafts)
    _begin(job)
    with _staged() as (stage, indexer):
        settler = Settler(
            stage,
            _teller(job, receipt),
            now=now,
            update=job.update,
            user_id=job.user_id,
            drafts=job.drafts,
            dry_run=job.dry_run,
            indexer=None if job.dry_run else indexer,
        )
        try:
            _read_all(job, settler, receipt)
            receipt.left = _left(job, settler)
            if not job.dry_run:
                _move(job, stage, indexer, settler, receipt)
            else:
                _end(job, receipt, ImportRun.Status.PREVIEW)
        except Unreadable as problem:
            _failed(job, str(problem))
            raise
        except ReaderDied as problem:
            raise _failed(job, str(problem)) from problem
        except DatabaseError as problem:
            raise _failed(job, _("The database did not take it: %s") % problem) from problem
        except KeyboardInterrupt as interrupt:
            if _is_done(job):
                raise
            raise _failed(job, _("It was interrupted; nothing was imported.")) from interrupt
    receipt.run_id = job.run.pk if job.run else None
    return receipt


@contextmanager
def _staged() -> Iterator[tuple[Stage, Indexer]]:
    stage, indexer = Stage(), Indexer()
    stage.open()
    indexer.open()
    try:
        yield stage, indexer
    finally:
        stage.close()
        indexer.close()


def _close_what_died(job: Job) -> None:
    """Note in the runs of processes that were killed how they ended; nothing else works now."""
    for run in ImportRun.objects.filter(status=ImportRun.Status.READING):
        if job.run is None or run.pk != job.run.pk:
            _note_failure(run, _("It was interrupted; nothing was imported."))
    undoing = ImportRun.objects.filter(status=ImportRun.Status.UNDOING)
    undoing.update(status=ImportRun.Status.DONE, problem=_("It was interrupted; try again."))


def _begin(job: Job) -> None:
    run = job.run
    if run is None:
        return
    run.status, run.problem = ImportRun.Status.READING, ""
    run.files, run.size, run.read = [file.name for file in job.files], job.size, 0
    run.save()
    _forget_rows(run)
    job.rows.clear()


def _teller(job: Job, receipt: Receipt) -> Tell:
    def tell(
        position: int,
        line: Line,
        *,
        pk: int | None = None,
        title: str = "",
        undo: dict[str, Any] | None = None,
        raw: str = "",
    ) -> None:
        receipt.add(position, line)
        if job.run and (line.notable or line.outcome == "created" or undo):
            job.rows.append(
                (
                    job.run.pk,
                    position,
                    line.file[-255:],
                    line.line,
                    short_key(line.key),
                    title,
                    line.outcome,
                    pk if pk and pk < DRY_RUN_IDS else None,
                    to_json(line.changes),
                    to_json(line.kept_edits),
                    to_json(line.problems),
                    to_json(line.possible_duplicate_of),
                    raw,
                    to_json(undo or {}),
                )
            )

    return tell


def _read_all(job: Job, settler: Settler, receipt: Receipt) -> None:
    size, done = job.size, 0
    indexed = settler.indexer is not None
    for taken, step in steps(job.files, size, skip_known=job.skip_known, indexed=indexed):
        settler.step(step)
        done += taken
        _report(job, receipt, done, size)
    settler.finish()
    _report(job, receipt, size, size)


def _report(job: Job, receipt: Receipt, done: int, size: int) -> None:
    """Write what the step told, in a transaction of its own, where others see how far it is."""
    job.progress(done, size)
    if job.run:
        with transaction.atomic():
            insert_rows(real_table(ImportRow), _ROW_COLUMNS, job.rows)
            ImportRun.objects.filter(pk=job.run.pk).update(
                read=done, total=receipt.total, **receipt.counts
            )
        job.rows.clear()


def _left(job: Job, settler: Settler) -> list[str]:
    """Keys of publications that came from files of these names and are not in them any more."""
    names = {file_name(file.name) for file in job.files} - {"-"}
    sources = Source.objects.filter(file__in=names).order_by("pk")
    keys = sources.values_list("publication_id", "publication__key").iterator()
    return [key for pk, key in keys if pk not in settler.claimed]


def _move(job: Job, stage: Stage, indexer: Indexer, settler: Settler, receipt: Receipt) -> None:
    changed = sorted(settler.writer.changed)
    at_once = changed if len(changed) <= _INDEXED_AT_ONCE else []
    began = time.monotonic()
    with transaction.atomic():
        # The first of all that waits for the commit.
        transaction.on_commit(lambda: receipt.held_since(began))
        derive_alone()
        stage.move()
        indexer.move()
        if job.run:
            job.run.index_pending = bool(changed) and not at_once
        index_changes(None, at_once)
        follow_authors(settler.people.unsure | settler.writer.people)
        follow_renamed(settler.people.renamed(), settler.topics.renamed())
        _end(job, receipt, ImportRun.Status.DONE)
        if any(stage.staged.values()):
            raise_version()
        if receipt.counts["created"] or receipt.counts["updated"]:
            # For the worker; should this process die after the commit, it has the more to do.
            finish_imports.enqueue(many=receipt.counts["created"] > _INDEXED_AT_ONCE)
    if not at_once:
        with suppress(DatabaseError):  # all is on the site by now; the worker indexes it
            index_changes(job.run, changed)


def _end(job: Job, receipt: Receipt, status: ImportRun.Status) -> None:
    """Note in the run how it ended; who listens to its being saved looks at the site anew."""
    if job.run is None:
        return
    run = job.run
    run.status, run.finished_at, run.left = status, timezone.now(), receipt.left
    run.total, run.read = receipt.total, run.size
    for name, count in receipt.counts.items():
        setattr(run, name, count)
    if receipt.counts["created"] or receipt.counts["updated"]:
        run.save()
    else:
        values = {field.attname: getattr(run, field.attname) for field in run._meta.concrete_fields}
        ImportRun.objects.filter(pk=values.pop("id")).update(**values)


def _forget_rows(run: ImportRun) -> None:
    """Drop what an earlier reading told, by one statement: there may be as many as entries."""
    rows = run.rows.all()
    rows._raw_delete(rows.db)


def _failed(job: Job, problem: str) -> ImportFailed:
    """Note in the run, if there is one, that nothing was imported and why."""
    if job.run and job.run.pk:
        _note_failure(job.run, problem)
    return ImportFailed(problem)


def _note_failure(run: ImportRun, problem: str) -> None:
    _forget_rows(run)
    run.status, run.problem, run.finished_at = ImportRun.Status.FAILED, problem, timezone.now()
    run.save()


def _is_done(job: Job) -> bool:
    """Whether all of it is on the site, whatever else was still to do."""
    done = ImportRun.objects.filter(status=ImportRun.Status.DONE)
    return job.run is not None and done.filter(pk=job.run.pk).exists()
