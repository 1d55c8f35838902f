"""The search index of what an import brings: written ahead, found from the moment of the move.

The texts of what is new go into the index in short steps while the import reads, under the keys that
the rows will have; nothing is found without its entry, and the entries come with the rows, in one
transaction. What an import that died has left is swept away by the next one. What changes is
indexed when the move is done, and `ImportRun.index_pending` says so until it is: should the import
die before, the worker does it, since the move also puts `finish_imports` into its queue.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import batched

from django.db import connection, transaction
from django.tasks import task

from core import searchindex
from core.models import SearchEntry
from core.searchindex.rows import ENTRY_COLUMNS, Row, row_of, vocabulary
from core.searchindex.writing import learn, table
from publications import tallies
from publications.importing.describing import Told
from publications.importing.lock import only_import
from publications.importing.staging import insert_rows, write_quickly
from publications.models import Author, ImportRun, Publication
from publications.searching import author_document

_MANY = 500  # entries in one step; who brings so many may bring a hundred times as many


class Indexer:
    """Writes the index of what is new ahead; `move` lets it be found.

    PostgreSQL writes it on a connection of its own, while the import goes on with the next step.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.known: set[str] = set()
        self.many = False
        self.beside: ThreadPoolExecutor | None = None
        self.written: Future[None] | None = None

    def add_publication(self, publication: Publication, told: Told) -> None:
        row = told.row
        row.entry_id = searchindex.entry_id(Publication, publication.pk)
        row.url = f"{publication.slug}/"
        self.rows.append(row)

    def add_author(self, author: Author, name: str, spellings: list[str]) -> None:
        self.rows.append(row_of(author, author_document(name, spellings, author.slug)))

    def open(self) -> None:
        """Make room for the entries, and sweep away what no entry belongs to."""
        columns = ", ".join(ENTRY_COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS staged_searchentry")
            cursor.execute(
                f"CREATE TEMPORARY TABLE staged_searchentry AS SELECT {columns} "  # noqa: S608
                "FROM core_searchentry WHERE 1 = 0"
            )
        sweep()
        # Within somebody's transaction it has to be written there, to go back with it.
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            self.beside = ThreadPoolExecutor(1, initializer=_begin_beside)

    def flush(self) -> None:
        """Write the texts once there are as many as the database best takes at once."""
        if len(self.rows) >= table().AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write the texts, which nothing finds yet, and set their entries aside."""
        if not self.rows:
            return
        if len(self.rows) >= _MANY and not self.many:
            self.many = True
            with connection.cursor() as cursor:
                table().expect_many(cursor)
        rows, self.rows = self.rows, []
        fresh = vocabulary(rows) - self.known
        self.known |= fresh
        if self.beside:
            self._wait()
            self.written = self.beside.submit(_write_at_once, rows, fresh)
            _set_aside(rows)
        else:
            with transaction.atomic():
                _write(rows, fresh)
                _set_aside(rows)

    def _wait(self) -> None:
        """Until what was handed over is written; raises what went wrong with it."""
        if self.written:
            self.written.result()
            self.written = None

    def move(self) -> None:
        """Let what was written be found; to be called in the transaction that moves the rows."""
        self._wait()
        columns = ", ".join(ENTRY_COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO core_searchentry ({columns}) "  # noqa: S608
                f"SELECT {columns} FROM staged_searchentry"
            )

    def close(self) -> None:
        if self.beside:
            self.beside.submit(connection.close)
            self.beside.shutdown()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS staged_searchentry")
            if self.many:
                table().expect_few(cursor)


def _set_aside(rows: Iterable[Row]) -> None:
    insert_rows("staged_searchentry", ENTRY_COLUMNS, [row.entry for row in rows])


def _write(rows: Sequence[Row], words: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        table().insert_texts(cursor, rows)
        learn(cursor, words)


def _begin_beside() -> None:
    """What is written on this connection is on disk as soon as the import's next transaction is."""
    with connection.cursor() as cursor:
        write_quickly(cursor)


@transaction.atomic
def _write_at_once(rows: Sequence[Row], words: Iterable[str]) -> None:
    _write(rows, words)


def sweep() -> None:
    """Take the texts out of the index that an import wrote ahead before it died."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.entry_id FROM core_searchtext t "
            "LEFT JOIN core_searchentry e ON e.id = t.entry_id WHERE e.id IS NULL"
        )
        orphans = [row[0] for row in cursor.fetchall()]
    for some in batched(orphans, 500):
        with transaction.atomic(), connection.cursor() as cursor:
            table().delete(cursor, some)


def index_changes(run: ImportRun | None, publications: list[int]) -> None:
    """Index what an import changed, in short steps, and note in its run that it is done."""
    if publications:
        searchindex.update(Publication, publications)
        people = Author.objects.filter(authorships__publication__in=publications)
        searchindex.update(Author, list(people.distinct().values_list("pk", flat=True)))
    if run and run.index_pending:
        ImportRun.objects.filter(pk=run.pk).update(index_pending=False)


def follow_authors(authors: Iterable[int]) -> None:
    """Let those of these authors be found of whom something is listed now, and no others."""
    for some in batched(sorted(authors), 500):
        entries = {searchindex.entry_id(Author, pk): pk for pk in some}
        found = SearchEntry.objects.filter(pk__in=entries).values_list("pk", flat=True)
        known = {entries[entry] for entry in found}
        listed = set(Author.search_objects().filter(pk__in=some).values_list("pk", flat=True))
        searchindex.update(Author, sorted(listed - known))
        searchindex.remove(Author, sorted(known - listed))


def follow_renamed(authors: Sequence[int], topics: Sequence[int]) -> None:
    """Index anew what has these, who were renamed while the import told of them by their old names."""
    for field, renamed in (("authorships__author", authors), ("publication_topics__tag", topics)):
        if renamed:
            named = Publication.objects.filter(**{f"{field}__in": renamed}).order_by()
            searchindex.changed(Publication, named.values_list("pk", flat=True), can_wait=True)


def catch_up() -> None:
    """Index what an import that died after its move had still to index."""
    for run in ImportRun.objects.filter(index_pending=True):
        rows = run.rows.exclude(publication=None).exclude(changes={}).order_by("pk")
        index_changes(run, list(rows.values_list("publication_id", flat=True)))


@task(backend="background")
def finish_imports(*, many: bool = False) -> None:
    """Once no import is running, do what one that died has left undone: its index, the counts.

    And put the index in order, where `many` came in.
    """
    with only_import(lambda: None):
        catch_up()
        if not tallies.kept():
            tallies.rebuild()
    if many:
        searchindex.tidy_up()
