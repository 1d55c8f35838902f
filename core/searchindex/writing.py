"""Keeping the index as the site is."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched
from types import ModuleType
from typing import Any

from asgiref.local import Local
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.tasks import task
from wagtail.models import Page, ReferenceIndex

from core import pagecache
from core.database import derive_alone
from core.searchindex import postgresql, sqlite
from core.searchindex.documents import Searchable, entry_id, kind_of, searchable_models
from core.searchindex.rows import Row, row_of, vocabulary

CHUNK = 500
_AT_ONCE = 1000  # of what can wait; more would hold SQLite's one writer for seconds
_gathered = Local()


def table() -> ModuleType:
    """What writes the inverted index of the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def learn(cursor: Any, words: Iterable[str]) -> None:
    """Add words to the vocabulary, as far as they are not in it."""
    rows = [(word, word[:2], word[-2:], len(word)) for word in sorted(words)]
    if rows:
        table().learn(cursor, rows)


def update(
    model: type[Searchable],
    pks: Iterable[int],
    *,
    learnt: set[str] | None = None,
) -> int:
    """Index these objects as they are now; those that a stranger may not see are taken out.

    `pks` may be any iterable; they are read, indexed and forgotten in chunks. Returns how many
    objects are found from now on. `learnt`, where given, gathers the words of the vocabulary.
    Nobody else writes to the index between the reading and the writing of a chunk.
    """
    known: set[str] = set() if learnt is None else learnt
    found = 0
    for chunk in batched(pks, CHUNK):
        with transaction.atomic(), connection.cursor() as cursor:
            derive_alone()
            rows = _read(model, chunk)
            fresh = vocabulary(rows)
            table().delete(cursor, [entry_id(model, int(pk)) for pk in chunk])
            if rows:
                table().insert(cursor, rows)
            learn(cursor, fresh - known)
            pagecache.raise_version()
        known |= fresh
        found += len(rows)
    return found


def _read(model: type[Searchable], pks: Iterable[int]) -> list[Row]:
    """The rows of these objects."""
    things = list(model.search_objects().filter(pk__in=pks))
    model.search_prepare(things)
    documents = ((thing, thing.search_document()) for thing in things)
    return [row_of(thing, document) for thing, document in documents if document is not None]


def remove(model: type[Searchable], pks: Iterable[int]) -> None:
    """Take these objects out of the index, whether they still exist or not."""
    _delete([entry_id(model, int(pk)) for pk in pks])


def _delete(entry_ids: Sequence[int]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        derive_alone()
        for some in batched(entry_ids, CHUNK):
            table().delete(cursor, some)
        pagecache.raise_version()


def used_by(model: type[Searchable], pks: Sequence[int]) -> dict[type[Searchable], list[int]]:
    """What these pages use, of the models for which it matters by whom they are used."""
    hanging = [m for m in searchable_models().values() if m.search_hangs_on_users]
    if not hanging or not issubclass(model, Page):
        return {}
    content_types = ContentType.objects.get_for_models(Page, *hanging)
    by_id = {content_types[m].pk: m for m in hanging}  # type: ignore[index]
    references = ReferenceIndex.objects.filter(
        base_content_type=content_types[Page],
        object_id__in=[str(pk) for pk in pks],
        to_content_type_id__in=by_id,
    ).values_list("to_content_type_id", "to_object_id")
    found: dict[type[Searchable], list[int]] = {}
    for type_id, pk in references.distinct():
        found.setdefault(by_id[type_id], []).append(int(pk))
    return found


def changed(model: type[Searchable], pks: Iterable[int], *, can_wait: bool = False) -> None:
    """Index these objects and what hangs on them, at once or when the outermost `gathering` ends.

    Where they hold words of something that changed, and are seen by whom they were, they `can_wait`:
    if they are very many the worker indexes them, in short steps.
    """
    pks = list(pks)
    with gathering():
        waiting: _Waiting = _gathered.waiting
        if can_wait:
            waiting.later.setdefault(model, {}).update(dict.fromkeys(pks))
            return
        waiting.now.setdefault(model, {}).update(dict.fromkeys(pks))
        for other, others in used_by(model, pks).items():
            waiting.now.setdefault(other, {}).update(dict.fromkeys(others))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The keys of what is to be indexed, by model, each once and in order."""

    now: dict[type[Searchable], dict[int, None]] = field(default_factory=dict)
    later: dict[type[Searchable], dict[int, None]] = field(default_factory=dict)


@contextmanager
def gathering() -> Iterator[None]:
    """Index what is changed within once, at the end; nothing where an error ends it."""
    if getattr(_gathered, "waiting", None) is not None:
        yield
        return
    derive_alone()
    _gathered.waiting = waiting = _Waiting()
    try:
        yield
    finally:
        _gathered.waiting = None
    _index(waiting)


def _index(waiting: _Waiting) -> None:
    for model, pks in waiting.later.items():
        if len(pks) <= _AT_ONCE:
            waiting.now.setdefault(model, {}).update(pks)
            continue
        for some in batched(pks, _AT_ONCE):
            index_later.enqueue(model._meta.label, list(some))
    for model, pks in list(waiting.now.items()):
        for other, others in used_by(model, list(pks)).items():  # which may have changed since
            waiting.now.setdefault(other, {}).update(dict.fromkeys(others))
    for model, pks in waiting.now.items():
        update(model, pks)


@task(backend="background", priority=-5)  # nobody waits for it
def index_later(label: str, pks: list[int]) -> None:
    """Index these objects of the model with this label as they are by now."""
    update(apps.get_model(label), pks)


def _stale_ids(model: type[Searchable]) -> list[int]:
    """Rows of this model's objects that a stranger may not see any more, or that are gone."""
    first, last = entry_id(model, 0), entry_id(model, (1 << 40) - 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM core_searchentry WHERE id BETWEEN %s AND %s", [first, last])
        indexed = {row[0] for row in cursor.fetchall()}
    seen = (entry_id(model, pk) for pk in model.search_objects().values_list("pk", flat=True))
    return sorted(indexed.difference(seen))


def _ids_of_unknown_kinds() -> list[int]:
    kinds = ", ".join(str(kind) for kind in searchable_models()) or "-1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM core_searchentry WHERE id >> 40 NOT IN ({kinds})")  # noqa: S608  numbers
        return [row[0] for row in cursor.fetchall()]


def _forget(words: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for some in batched(words, CHUNK):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM core_searchword WHERE word IN ({marks})", some)  # noqa: S608


def _vocabulary() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM core_searchword")
        return {row[0] for row in cursor.fetchall()}


def rebuild() -> int:
    """Index every object anew; returns how many are found.

    Each is replaced in a short transaction of its own chunk, so that all are found all the while
    and editors can write in between; what they write is not written over.
    """
    before = _vocabulary()
    learnt: set[str] = set()
    found = 0
    for model in searchable_models().values():
        pks = list(model.search_objects().order_by("pk").values_list("pk", flat=True))
        found += update(model, pks, learnt=learnt)
        with transaction.atomic():
            derive_alone()
            _delete(_stale_ids(model))
    _delete(_ids_of_unknown_kinds())
    _forget(sorted(before - learnt))
    tidy_up()
    return found


def tidy_up() -> None:
    """Merge what many writes have left in pieces, so that it is searched sooner; others can write."""
    with connection.cursor() as cursor:
        table().tidy_up(cursor)


__all__ = ["changed", "gathering", "kind_of", "rebuild", "remove", "tidy_up", "update"]
