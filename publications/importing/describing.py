"""How a publication that an import brings is found, told before it stands in the database.

Nothing here reads a database, so that the process that reads can do it for the one that writes: what
an entry tells of itself holds unless the site calls its people or topics otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.searchindex.rows import Row, row_of
from core.searchindex.writing import table
from publications.importing.values import NAME_LENGTH, PEOPLE, Values, full_name
from publications.models import Publication
from publications.models.topic import TOPIC_LENGTH
from publications.naming import folded
from publications.searching import Person, described

_ROLES = dict(zip(PEOPLE, ("author", "editor"), strict=True))


@dataclass(slots=True)
class Told:
    """A row of the index, and the names of which it was made."""

    row: Row
    key: str
    people: list[Person]
    topics: list[str]


def describe(publication: Publication, people: list[Person], topics: list[str]) -> Told:
    """The row of a publication, but for its own key and address, by whatever these are called."""
    row = row_of(publication, described(publication, people, topics))
    table().prepare(row)
    return Told(row, publication.key, people, topics)


def _people(values: Values) -> Iterator[Person]:
    for name, role in _ROLES.items():
        for called in map(full_name, values.get(name, ())):
            yield Person(role, called, [called[:NAME_LENGTH]])


def tell_alone(publication: Publication, values: Values) -> Told:
    """The same by what the entry itself calls them."""
    topics: dict[str, str] = {}
    for word in values.get("keywords", ()):
        topics.setdefault(folded(word[:TOPIC_LENGTH]), word[:TOPIC_LENGTH])
    return describe(publication, list(_people(values)), sorted(topics.values()))
