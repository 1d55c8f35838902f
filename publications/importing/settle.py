"""What becomes of each entry: recognised or new, merged or made, and staged."""

import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import batched
from typing import Any, Protocol

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from publications.bibtex.reader import Entry, Known, Rejected
from publications.bibtex.richtext import plain
from publications.importing.indexing import Indexer
from publications.importing.items import Item
from publications.importing.known import Base, bases_of
from publications.importing.merge import Update
from publications.importing.naming import SLUG_LENGTH, Unique
from publications.importing.people import People, Topics
from publications.importing.receipt import Line
from publications.importing.staging import Ids, SiteMoved, Stage
from publications.importing.step import Step
from publications.importing.values import KEY_LENGTH, as_read_now, short_key, storable
from publications.importing.writing import Writer
from publications.models import FurtherSource, ImportRow, ImportRun, Publication
from publications.models.publication import RESERVED_SLUGS

_AT_ONCE = 500


class Tell(Protocol):
    """Notes what became of the entry at `position`, and of which publication, if any."""

    def __call__(
        self,
        position: int,
        line: Line,
        *,
        pk: int | None = None,
        title: str = "",
        undo: dict[str, Any] | None = None,
        raw: str = "",
    ) -> None: ...


class Settler:
    """Takes entries step by step, stages what they change, and tells what became of each.

    `tell` is called once for each entry, in the order of the files but for those that could only
    be placed at the end.
    """

    def __init__(  # noqa: PLR0913  each is one choice of the caller
        self,
        stage: Stage,
        tell: Tell,
        *,
        now: datetime,
        update: Update = "keep",
        user_id: int | None = None,
        drafts: bool = False,
        dry_run: bool = False,
        indexer: Indexer | None = None,
    ) -> None:
        self.stage, self.tell, self.now, self.update = stage, tell, now, update
        self.as_drafts = drafts
        self.indexer = None if drafts else indexer
        self.people = People(stage, self.indexer, dry_run=dry_run)
        self.topics = Topics(stage, dry_run=dry_run)
        self.keys = Unique(Publication, "key", KEY_LENGTH)
        self.slugs = Unique(Publication, "slug", SLUG_LENGTH, RESERVED_SLUGS)
        self.ids = Ids(Publication, dry_run=dry_run)
        self.further_ids = Ids(FurtherSource, dry_run=dry_run, block=20)
        self.writer = Writer(stage, now, user_id, dry_run=dry_run)
        self.claimed: set[int] = set()  # publications whose own entry has come
        self.claimed_further: set[int] = set()
        self.deferred = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the import

    @cached_property
    def deleted(self) -> set[str]:
        """Keys of what an earlier import brought and somebody has deleted since."""
        brought = ImportRow.objects.exclude(publication=None).exclude(
            Exists(Publication.objects.filter(pk=OuterRef("publication_id")))
        )
        gone = brought.order_by().values_list("publication_id", flat=True).distinct()
        keys: set[str] = set()
        for batch in batched(gone.iterator(), _AT_ONCE):
            rows = ImportRow.objects.filter(
                publication_id__in=batch,
                outcome=ImportRow.Outcome.CREATED,
                run__status=ImportRun.Status.DONE,
            )
            keys.update(rows.values_list("key", flat=True))
        return keys - {""}

    # --- a step ----------------------------------------------------------------------------------

    def step(self, numbered: Iterable[tuple[int, Known | Rejected | Item]]) -> None:
        """Settle these, all in all: afterwards they can be looked up in the stage.

        Raises SiteMoved where the site has no longer what was known of it.
        """
        items: list[Item] = []
        unread: list[Item] = []
        for position, read in numbered:
            if isinstance(read, Rejected):
                self._reject(position, read)
            elif isinstance(read, Known):
                unread.append(_item_of(position, read))
            else:
                items.append(read)
        self._settle(items, unread)

    def finish(self) -> None:
        """Settle those that could only be told apart once every other entry had found its place."""
        self.deferred.seek(0)
        step: list[Item] = []
        for item in _unpickled(self.deferred):
            item.last_chance = True
            step.append(item)
            if len(step) == _AT_ONCE:
                self._settle(step)
                step = []
        self._settle(step)
        if self.indexer:
            self.indexer.write()
        self.deferred.close()

    def _reject(self, position: int, read: Rejected) -> None:
        line = Line(
            storable(read.file), read.line, storable(read.key), "rejected", problems=[read.reason]
        )
        self.tell(position, line, raw=storable(read.raw))

    def _settle(self, items: list[Item], unread: Iterable[Item] = ()) -> None:
        bases = bases_of({item.identity for item in (*items, *unread)})
        exact: dict[tuple[str, str], list[Base]] = defaultdict(list)
        for base in bases:
            exact[base.key, base.digest].append(base)
        for item in unread:
            if not self._as_before(item, exact):
                raise SiteMoved
        changed = [item for item in items if not self._as_before(item, exact)]
        if changed:
            Step(self, changed, bases).settle()
        self.stage.flush()
        if self.indexer:
            self.indexer.flush()

    def is_claimed(self, base: Base) -> bool:
        if base.further_id is not None:
            return base.in_run or base.further_id in self.claimed_further
        return base.in_run or base.publication_id in self.claimed

    def claim(self, base: Base) -> None:
        if base.further_id is not None:
            self.claimed_further.add(base.further_id)
        else:
            self.claimed.add(base.publication_id)

    def _as_before(self, item: Item, exact: dict[tuple[str, str], list[Base]]) -> bool:
        """Settle an entry that says exactly what it said last time, without understanding it."""
        if item.last_chance:
            return False
        same = exact.get((item.identity, item.digest), [])
        problems, item.problems = item.problems, []  # were told when it said so first
        for base in same:
            if not self.is_claimed(base):
                if base.has_kept:
                    item.problems = problems
                    return False
                self.claim(base)
                self.tell_of(item, "unchanged", base.publication_id, base.slug)
                return True
        if same:
            self.tell_repeated(item, same[0].publication_id, same[0].slug)
        else:
            item.problems = problems
        return bool(same)

    # --- telling ---------------------------------------------------------------------------------

    def tell_repeated(self, item: Item, pk: int, slug: str) -> None:
        item.problems.append(_("The same entry stands in the file more than once."))
        self.tell_of(item, "unchanged", pk, slug)

    def tell_of(
        self,
        item: Item,
        outcome: Any,
        pk: int | None,
        slug: str | None,
        *,
        undo: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        entry = item.entry
        line = Line(
            entry.file, entry.line, entry.key, outcome, slug, problems=item.problems, **more
        )
        title = plain(item.values.get("title", ""))
        self.tell(item.position, line, pk=pk, title=title, undo=undo)

    def defer(self, item: Item) -> None:
        item.made = None
        pickle.dump(item, self.deferred)


def _item_of(position: int, known: Known) -> Item:
    entry = Entry(known.file, known.line, "", "", known.key, {})
    return Item(position, entry, short_key(known.key.strip()), as_read_now(known.digest))


def _unpickled(file: Any) -> Iterator[Item]:
    while True:
        try:
            yield pickle.load(file)  # noqa: S301  we wrote it, and nobody else can see it
        except EOFError:
            return
