"""Taking an import back: what it created goes, what it changed goes back, later edits stay.

`ImportRow.undo` holds, for each entry: `before` and `after`, the fields that it changed and their
values as `Finder` loads them; `source` or `further`, what the file had said before (null where it
had said nothing); `authors` and `topics`, the rows that exist because of it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.database import derive_alone
from core.pagecache import raise_version
from publications.importing.indexing import (
    catch_up,
    finish_imports,
    follow_authors,
    index_changes,
    sweep,
)
from publications.importing.known import Candidate, Finder
from publications.importing.lock import only_import
from publications.importing.receipt import field_label
from publications.importing.removal import referenced, remove_publications, remove_unused
from publications.importing.run import ImportFailed
from publications.importing.shapes import SHAPES
from publications.importing.staging import SiteMoved, Stage
from publications.importing.values import EMPTY, PEOPLE, PLAIN
from publications.importing.writing import Writer
from publications.models import (
    Author,
    FurtherSource,
    ImportRow,
    ImportRun,
    Publication,
    PublicationAlias,
    Source,
    Topic,
)

_STEP = 500
_AT_ONCE = 1000  # entries that are taken back while the editor waits
_NOT_DONE = gettext_lazy("Only an import that is done can be taken back.")
_OF_ROWS = (*PEOPLE, "topics")


@dataclass(slots=True)
class Undone:
    """What taking back did; `kept` is what was edited since, as key to fields."""

    removed: list[int] = field(default_factory=list)
    restored: int = 0
    kept: dict[str, list[str]] = field(default_factory=dict)
    sources_gone: list[int] = field(default_factory=list)
    further_gone: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # that publications get back
    authors: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)


def start_undo(run: ImportRun, user: Any) -> Undone | None:
    """Take an import back: at once where it is small, otherwise in the worker.

    Raises ImportFailed, which says why not.
    """
    done = ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.DONE)
    # Of two clicks, only one finds it done.
    if not done.update(status=ImportRun.Status.UNDOING, problem="", read=0):
        raise ImportFailed(_NOT_DONE)
    run.refresh_from_db()
    if run.created + run.updated > _AT_ONCE:
        undo_later.enqueue(run.pk, user.pk)
        return None
    return undo_run(run, user)


@task(backend="background")
def undo_later(run_id: int, user_id: int) -> None:
    """Take an import of many entries back; where that cannot be, the run itself says why."""
    user = get_user_model().objects.filter(pk=user_id).first()
    with suppress(ImportFailed):
        undo_run(ImportRun.objects.get(pk=run_id), user)


def undo_run(run: ImportRun, user: Any = None) -> Undone:
    """Take an import back, at once or not at all. Raises ImportFailed, which says why not."""
    if run.status not in (ImportRun.Status.DONE, ImportRun.Status.UNDOING):
        raise ImportFailed(_NOT_DONE)
    with only_import(lambda: None):
        catch_up()
        stage = Stage()
        stage.open()
        try:
            writer = Writer(stage, timezone.now(), user.pk if user else None)
            undone = _stage_all(run, stage, writer)
            _move(run, stage, writer, undone)
        except SiteMoved:
            message = _("The publications were edited meanwhile; try again.")
            raise _not_undone(run, message) from None
        except DatabaseError as problem:
            message = _("The database did not take it: %s") % problem
            raise _not_undone(run, message) from problem
        finally:
            stage.close()
        with suppress(DatabaseError):  # all is taken back by now; the worker does what is left
            sweep()
            index_changes(run, sorted(writer.changed - set(undone.removed)))
    return undone


def _not_undone(run: ImportRun, problem: str) -> ImportFailed:
    """Note in the run that it stands as before, and why."""
    run.status, run.problem = ImportRun.Status.DONE, problem
    run.save(update_fields=["status", "problem"])
    return ImportFailed(problem)


def _stage_all(run: ImportRun, stage: Stage, writer: Writer) -> Undone:
    undone = Undone()
    rows = run.rows.exclude(publication=None)
    count = rows.count()
    # The last first, so that what one entry changed after another goes back in order.
    ordered = rows.order_by("-position").iterator(chunk_size=_STEP)
    for number, step in enumerate(batched(ordered, _STEP), 1):
        ids = {row.publication_id for row in step if row.publication_id}
        finder = Finder()
        stage.see(sorted(ids))
        finder.load(ids)
        sources = {s.publication_id: s for s in Source.objects.filter(pk__in=ids)}
        named, gone = referenced(Publication, ids), _gone(step)
        for row in step:
            candidate = finder.candidates.get(row.publication_id or 0)
            if row.outcome == "created":
                _uncreate(row, candidate, sources, named, undone)
            elif candidate:
                _unchange(row, candidate, gone, stage, writer, undone)
        stage.flush()
        read = run.size * min(number * _STEP, count) // count
        ImportRun.objects.filter(pk=run.pk).update(read=read)
    return undone


def _uncreate(
    row: ImportRow,
    candidate: Candidate | None,
    sources: dict[int, Source],
    named: set[int],
    undone: Undone,
) -> None:
    undone.authors += row.undo.get("authors", [])
    undone.topics += row.undo.get("topics", [])
    if candidate is None:
        return
    source = sources.get(candidate.pk)
    edited = list(_edited(candidate, source.values)) if source else [_("all of it")]
    if candidate.publication.has_unpublished_changes and candidate.publication.live:
        edited.append(_("its draft"))
    if candidate.pk in named:
        edited.append(_("a page names it"))
    if edited:
        undone.kept[candidate.publication.key] = edited
    else:
        undone.removed.append(candidate.pk)


def _edited(candidate: Candidate, said: dict[str, Any]) -> Iterable[str]:
    """Fields that are not as the file last said them."""
    for name in PLAIN:
        if candidate.values.get(name, EMPTY[name]) != said.get(name, EMPTY[name]):
            yield name
    for name in PEOPLE:
        if len(candidate.ids[name]) != len(said.get(name, ())):
            yield name


def _gone(rows: Iterable[ImportRow]) -> dict[str, set[int]]:
    """By field, people and topics that these rows would give back and who are there no more."""
    gone: dict[str, set[int]] = {}
    for name in _OF_ROWS:
        wanted = {pk for row in rows for pk in row.undo.get("before", {}).get(name, ())}
        model = Topic if name == "topics" else Author
        gone[name] = wanted - set(model._base_manager.in_bulk(wanted))
    return gone


def _unchange(
    row: ImportRow,
    candidate: Candidate,
    gone: dict[str, set[int]],
    stage: Stage,
    writer: Writer,
    undone: Undone,
) -> None:
    undo, publication = row.undo, candidate.publication
    undone.authors += undo.get("authors", [])
    undone.topics += undo.get("topics", [])
    before, after, kept = {}, {}, []
    for name, value in undo.get("after", {}).items():
        restored = undo["before"][name]
        now = candidate.ids[name] if name in _OF_ROWS else getattr(publication, name)
        if name in _OF_ROWS and gone[name].intersection(restored):
            kept.append(name)
        elif (list(now) if name in _OF_ROWS else now) == value:
            before[name] = tuple(value) if name in _OF_ROWS else value
            after[name] = tuple(restored) if name in _OF_ROWS else restored
        else:
            kept.append(name)
    if kept:
        undone.kept.setdefault(publication.key, []).extend(kept)
    if "key" in after:
        undone.keys.append(str(after["key"]))
    if after:
        writer.write(candidate, before, after)
        undone.restored += 1
    _unsay(undo, publication.pk, stage, undone)


def _unsay(undo: dict[str, Any], pk: int, stage: Stage, undone: Undone) -> None:
    """What the file had said before is the base of the next merge again."""
    if "source" in undo:
        said = undo["source"]
        if said is None:
            undone.sources_gone.append(pk)
        else:
            stage.put(Source, pk, [SHAPES[Source].row(said | {"publication_id": pk})])
    if "further" in undo:
        number, said = undo["further"]
        if said is None:
            undone.further_gone.append(number)
        else:
            row = SHAPES[FurtherSource].row(said | {"publication_id": pk, "id": number})
            stage.put(FurtherSource, number, [row])


def _move(run: ImportRun, stage: Stage, writer: Writer, undone: Undone) -> None:
    with transaction.atomic():
        derive_alone()
        PublicationAlias.objects.filter(kind="key", value__in=undone.keys).delete()
        stage.move()
        Source.objects.filter(pk__in=undone.sources_gone).delete()
        FurtherSource.objects.filter(pk__in=undone.further_gone).delete()
        people = writer.people | remove_publications(undone.removed)
        remove_unused(Author, undone.authors)
        remove_unused(Topic, undone.topics)
        follow_authors(people)
        run.status, run.problem = ImportRun.Status.UNDONE, _said(undone)
        run.index_pending = bool(writer.changed)
        run.save(update_fields=["status", "problem", "index_pending"])
        finish_imports.enqueue()  # for the worker, should this process die after the commit
        raise_version()


def _said(undone: Undone) -> str:
    if not undone.kept:
        return ""
    kept = "; ".join(
        f"{key} ({', '.join(map(field_label, fields))})" for key, fields in undone.kept.items()
    )
    return _("Edited since, and left as they are: %s") % kept
