"""How a publication that an import brings is found, told before it stands in the database.

Nothing here reads a database, so that the process that reads can do it for the one that writes: what
an entry tells of itself holds unless the site calls its people or topics otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from core.searchindex.rows import Row, row_of, vocabulary
from core.searchindex.writing import table
from publications.importing.values import NAME_LENGTH, PEOPLE, Values, full_name
from publications.models import Publication
from publications.naming import folded
from publications.searching import publication_document

TOPIC_LENGTH = 100
_ROLES = dict(zip(PEOPLE, ("author", "editor"), strict=True))

# The role of someone, the name, and all ways in which it is written.
type Person = tuple[str, str, Sequence[str]]


@dataclass(slots=True)
class Told:
    """A row of the index and the words in it, with the names of which they were made."""

    row: Row
    words: Iterable[str]
    key: str
    people: list[Person]
    topics: list[str]


class _All(list[Any]):
    """A list where a document asks a related manager for `all()`."""

    def all(self) -> list[Any]:
        return self


class _Described:
    """A publication that is not in the database yet, with those whom its document names."""

    paper_text = None  # nor has it a paper, which would be asked for one by one

    def __init__(self, publication: Publication, people: list[Person], topics: list[str]):
        self._publication = publication
        self.authorships = _All(
            SimpleNamespace(role=role, author=named(name, spellings))
            for role, name, spellings in people
        )
        self.authors = [person for person in self.authorships if person.role == "author"]
        self.editors = [person for person in self.authorships if person.role == "editor"]
        self.publication_topics = _All(SimpleNamespace(tag=SimpleNamespace(name=t)) for t in topics)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._publication, name)


class _Named:
    """An author's name and all spellings of it, as a document reads them."""

    __slots__ = ("name", "names", "orcid", "slug")

    def __init__(self, name: str, spellings: Iterable[str], slug: str) -> None:
        self.name, self.slug, self.orcid = name, slug, ""
        self.names = _All(SimpleNamespace(text=text) for text in spellings)


def named(name: str, spellings: Iterable[str], slug: str = "") -> Any:
    """An author as a document of the index reads one."""
    return _Named(name, spellings, slug)


def describe(publication: Publication, people: list[Person], topics: list[str]) -> Told:
    """The row of a publication, but for its own key and address, by whatever these are called."""
    described: Any = _Described(publication, people, topics)
    document = publication_document(described)
    row = row_of(publication, document)
    table().prepare(row)
    return Told(row, tuple(vocabulary(document)), publication.key, people, topics)


def tell_alone(publication: Publication, values: Values) -> Told:
    """The same by what the entry itself calls them."""
    people: list[Person] = []
    for name, role in _ROLES.items():
        names = map(full_name, values.get(name, ()))
        people += [(role, called, [called[:NAME_LENGTH]]) for called in names]
    topics: dict[str, str] = {}
    for word in values.get("keywords", ()):
        topics.setdefault(folded(word[:TOPIC_LENGTH]), word[:TOPIC_LENGTH])
    return describe(publication, people, sorted(topics.values()))
