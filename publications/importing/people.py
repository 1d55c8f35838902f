"""Authors by the names they are written under, and topics by their words: found, or made."""

from collections.abc import Callable, Iterable

from django.db.models import Model

from publications.importing.indexing import Indexer
from publications.importing.naming import SLUG_LENGTH, Unique
from publications.importing.shapes import SHAPES, instance, row_of
from publications.importing.staging import Ids, Stage, real_table, select_in, staged_table
from publications.importing.values import NAME_LENGTH, NameRow, full_name, normal_of, written_name
from publications.models import Author, AuthorName, Topic, TopicName
from publications.models.topic import TOPIC_LENGTH
from publications.naming import folded

_REMEMBERED = 50_000
UNKNOWN = -1

_PARTS = ("family", "given", "particle", "suffix", "literal")


class People:
    """Authors of the site and of the import; a name without an author gets one."""

    def __init__(self, stage: Stage, indexer: Indexer | None, *, dry_run: bool) -> None:
        self.stage, self.indexer = stage, indexer
        self.ids = Ids(Author, dry_run=dry_run)
        self.names: dict[int, str] = {}
        self.spellings: dict[int, list[str]] = {}
        # Those of whom something may be listed only now, or no more: they were there before the
        # import, or it made them and no new publication of theirs.
        self.unsure: set[int] = set()
        self.found_as: dict[int, int] = {}  # hashes of what those of the site were called
        self.slugs = Unique(Author, "slug", SLUG_LENGTH)
        self.known: dict[str, int] = {}
        self.normals: dict[tuple[str, ...], str] = {}
        self.made: list[int] = []

    def normal(self, name: NameRow) -> str:
        key = tuple(name)
        found = self.normals.get(key)
        if found is None:
            found = self.normals[key] = normal_of(name)
        return found

    def expect(self, names: Iterable[NameRow]) -> None:
        """Ask the database once for all of these names."""
        if len(self.known) > _REMEMBERED:
            self.known.clear()
            self.normals.clear()
            self.names.clear()
            self.spellings.clear()
        unknown = {}
        for name in names:
            normal = self.normal(name)
            if normal not in self.known:
                unknown[normal] = name
        self.slugs.expect(self.slugs.stem(full_name(name)) for name in unknown.values())
        for table in (real_table, staged_table):
            sql = f"SELECT normal, author_id FROM {table(AuthorName)} WHERE normal IN ({{marks}})"  # noqa: S608
            found = dict(select_in(sql, unknown))
            self.known.update(found)
            self._learn(set(found.values()) - self.names.keys(), table)
            if table is real_table:
                self.unsure.update(found.values())

    def _learn(self, authors: set[int], table: Callable[[type[Model]], str]) -> None:
        for pk, (name, texts) in _called(authors, table).items():
            self.names[pk], self.spellings[pk] = name, texts
            if table is real_table:
                self.found_as[pk] = hash((name, frozenset(texts)))

    def renamed(self) -> list[int]:
        """Authors of the site who are called otherwise by now than when they were found."""
        return [
            pk
            for pk, (name, texts) in _called(self.found_as.keys(), real_table).items()
            if self.found_as[pk] != hash((name, frozenset(texts)))
        ]

    def find(self, names: Iterable[NameRow]) -> tuple[int, ...]:
        """Their authors' primary keys; UNKNOWN for a name that nobody has."""
        return tuple(self.known.get(self.normal(name), UNKNOWN) for name in names)

    def find_or_make(self, names: Iterable[NameRow]) -> tuple[int, ...]:
        """The same, with a new author for each new name."""
        return tuple(self.known.get(self.normal(name)) or self._make(name) for name in names)

    def _make(self, name: NameRow) -> int:
        author = instance(Author, dict(zip(_PARTS, name, strict=True)))
        author.id = self.ids.take()
        full = full_name(name)
        author.slug = self.slugs.take(self.slugs.stem(full))
        author.derive()
        normal, text = self.normal(name), written_name(name)[:NAME_LENGTH]
        written = SHAPES[AuthorName].row({"author_id": author.id, "text": text, "normal": normal})
        self.stage.put_new(Author, author.id, [row_of(author)])
        self.stage.put_new(AuthorName, normal, [written])
        self.known[normal] = author.id
        self.names[author.id], self.spellings[author.id] = full, [text]
        if self.indexer:
            self.indexer.add_author(author, full, [text])
        self.made.append(author.id)
        return author.id


def _called(
    authors: Iterable[int], table: Callable[[type[Model]], str]
) -> dict[int, tuple[str, list[str]]]:
    """What these authors are called, and all the ways in which they are written."""
    keys = list(authors)
    sql = f"SELECT id, {', '.join(_PARTS)} FROM {table(Author)} WHERE id IN ({{marks}})"  # noqa: S608
    called: dict[int, tuple[str, list[str]]] = {
        pk: (full_name(parts), []) for pk, *parts in select_in(sql, keys)
    }
    names = f"SELECT author_id, text FROM {table(AuthorName)}"  # noqa: S608
    for pk, text in select_in(f"{names} WHERE author_id IN ({{marks}}) ORDER BY id", called):
        called[pk][1].append(text)
    return called


class Topics:
    """Topics of the site and of the import, found by each of their names however it is capitalised."""

    def __init__(self, stage: Stage, *, dry_run: bool) -> None:
        self.stage = stage
        self.ids = Ids(Topic, dry_run=dry_run, block=50)
        self.slugs = Unique(Topic, "slug", TOPIC_LENGTH)
        self.known = dict(TopicName.objects.values_list("normal", "topic_id").iterator())
        self.names: dict[int, str] = {}
        self.made: list[int] = []
        for pk, name in Topic.objects.values_list("pk", "name").iterator():
            self.known[folded(name)] = pk
            self.names[pk] = name

    def renamed(self) -> list[int]:
        """Topics that are called otherwise by now than when the import began."""
        now = Topic.objects.values_list("pk", "name").iterator()
        return [pk for pk, name in now if self.names.get(pk, name) != name]

    def expect(self, keywords: Iterable[str]) -> None:
        """Ask the database once for the slugs of all those of these that are new."""
        new = {word[:TOPIC_LENGTH] for word in keywords}
        self.slugs.expect(self.slugs.stem(name) for name in new if folded(name) not in self.known)

    def find(self, keywords: Iterable[str]) -> tuple[int, ...]:
        """The topics of these keywords, each once, sorted; unknown ones are left out."""
        found = (self.known.get(folded(word[:TOPIC_LENGTH])) for word in keywords)
        return tuple(sorted({pk for pk in found if pk}))

    def find_or_make(self, keywords: Iterable[str]) -> tuple[int, ...]:
        """The same, with a new topic for each new keyword."""
        for word in keywords:
            name = word[:TOPIC_LENGTH]
            if folded(name) not in self.known:
                self._make(name)
        return self.find(keywords)

    def _make(self, name: str) -> None:
        topic = Topic(id=self.ids.take(), name=name, slug=self.slugs.take(self.slugs.stem(name)))
        self.stage.put_new(Topic, topic.id, [row_of(topic)])
        self.known[folded(name)] = topic.id
        self.names[topic.id] = name
        self.made.append(topic.id)
