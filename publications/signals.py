"""What follows from a write to a publication, its authors or its topics."""

from typing import Any

from django.db import connection, models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from core.chores import minute_passed
from publications import tallies
from publications.models import Authorship, ImportRun, Publication, PublicationTopic

_PARENT: dict[type[models.Model], str] = {
    Publication: "pk",
    Authorship: "publication_id",
    PublicationTopic: "content_object_id",
}


def _waiting() -> dict[int, tallies.Elements]:
    """What the publications that this transaction has touched were before it."""
    known: dict[int, tallies.Elements] | None = getattr(connection, "_tallies_waiting", None)
    if known is None:
        known = {}
        connection._tallies_waiting = known  # type: ignore[attr-defined]
    return known


def _settle() -> None:
    waiting = _waiting()
    before = dict(waiting)
    waiting.clear()
    if before:
        tallies.move(before)


def _scheduled() -> bool:
    return any(entry[1] is _settle for entry in connection.run_on_commit)


def remember(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a write: note what the publication is counted as, once a transaction."""
    key = getattr(instance, _PARENT[sender])
    if raw or key is None:
        return
    waiting = _waiting()
    if not _scheduled():
        waiting.clear()  # left by a transaction that was rolled back
        if connection.in_atomic_block:
            transaction.on_commit(_settle)
    if key not in waiting:
        waiting[key] = tallies.elements([key]).get(key, tallies.Elements())


def refresh(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """After it: a new publication was nothing before; the counts follow when all is written."""
    key = getattr(instance, _PARENT[sender])
    if not raw and key is not None:
        _waiting().setdefault(key, tallies.Elements())
        if not _scheduled():
            transaction.on_commit(_settle)


def recount(sender: type, instance: ImportRun, **kwargs: Any) -> None:
    """After an import, which writes without signals: count anew once it is committed.

    Should the process die in between, nothing is kept that is wrong.
    """
    if instance.status in (ImportRun.Status.DONE, ImportRun.Status.UNDONE):
        tallies.forget()
        transaction.on_commit(tallies.rebuild)


def count_if_never_done(**kwargs: Any) -> None:
    tallies.keep()


def connect() -> None:
    minute_passed.connect(count_if_never_done)
    post_save.connect(recount, sender=ImportRun)
    for sender in _PARENT:
        for signal in (pre_save, pre_delete):
            signal.connect(remember, sender=sender)
        for signal in (post_save, post_delete):
            signal.connect(refresh, sender=sender)
