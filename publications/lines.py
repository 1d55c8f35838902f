"""What a line of a list shows of a publication, loaded without its model.

A page of fifty lines has two hundred names. Making an object of the ORM of each of them takes longer
than everything else on the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Self

from django.http import HttpRequest
from django.utils.translation import get_language

from core.frame import each_once_a_version
from publications.addresses import owner
from publications.models import Author, Authorship, Publication
from publications.models.types import type_name
from publications.naming import PARTS_OF_NAME, full_name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name stands on a line; `owners_slug` is that of the site's owner, if it has one."""

    name: str
    slug: str
    is_owner: bool
    owners_slug: str | None


def people(keys: Iterable[int], request: HttpRequest | None = None) -> dict[int, Person]:
    """Those with these keys of `Author`, as far as there are any.

    Two queries at most; each is looked up once a version of the site.
    """

    def load(missing: list[int]) -> dict[int, Person]:
        owners_slug = getattr(owner(request), "slug", None)
        rows = Author.objects.filter(pk__among=missing).order_by()
        named = rows.values_list("pk", "slug", "is_owner", *PARTS_OF_NAME)
        return {
            key: Person(full_name(*parts), slug, is_owner, owners_slug)
            for key, slug, is_owner, *parts in named
        }

    return each_once_a_version(request, "people", keys, load)


def named(authorships: Iterable[Authorship], request: HttpRequest | None = None) -> list[Person]:
    """These, as a line names them.

    Publications loaded `with_authors` know who the owner is; for others it is asked once a request.
    """
    found = []
    for one in authorships:
        author = one.author
        known = hasattr(one, "owner_slug")
        owners_slug = one.owner_slug if known else getattr(owner(request), "slug", None)
        found.append(Person(author.name, author.slug, author.is_owner, owners_slug))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of a publication that a line shows, named as they are there."""

    pk: int
    key: str
    slug: str
    type: str
    title: str
    others: bool
    date: str
    year: int | None
    venue: str
    series: str
    volume: str
    number: str
    pages: str
    edition: str
    publisher: str
    place: str
    institution: str
    event: str
    event_place: str
    kind: str
    status: str
    award: str
    doi: str
    arxiv_id: str
    url: str
    pdf_id: int | None
    pdf_url: str
    code_url: str
    slides_url: str
    video_url: str
    poster_url: str
    data_url: str
    pdf_path: str | None  # of the collection in which its paper lies
    authors: Sequence[Person]
    editors: Sequence[Person]

    @classmethod
    def of(cls, publication: Publication, request: HttpRequest | None = None) -> Self:
        """That of a publication that is there already."""
        own = [getattr(publication, name) for name in _SAME]
        shown = (named(publication.authors, request), named(publication.editors, request))
        return cls(*(*own, *shown))

    def get_type_display(self) -> str:
        return type_name(self.type, get_language())


_SAME = tuple(field.name for field in fields(Line) if field.name not in ("authors", "editors"))
_COLUMNS = tuple("pdf__collection__path" if name == "pdf_path" else name for name in _SAME)


def load(keys: Sequence[int], request: HttpRequest | None = None) -> list[Line]:
    """The lines of the publications with these keys, as far as there are any, in this order.

    Two queries, and two for people and the owner of the site; each is looked up once a version.
    """

    def look_up(missing: list[int]) -> dict[int, Line]:
        named = _people_of(missing, request)
        rows = Publication.objects.filter(pk__among=missing).order_by().values_list(*_COLUMNS)
        return {row[0]: Line(*(*row, *named[row[0]])) for row in rows}

    found = each_once_a_version(request, "lines", keys, look_up)
    return [found[key] for key in keys if key in found]


def _people_of(
    keys: Sequence[int], request: HttpRequest | None
) -> dict[int, tuple[list[Person], list[Person]]]:
    """The authors and the editors of each, in their order."""
    authorships = Authorship.objects.filter(publication__pk__among=keys)
    rows = authorships.order_by("sort_order", "pk").values_list(
        "publication_id", "role", "author_id"
    )
    places = list(rows)
    known = people({author for _publication, _role, author in places}, request)
    found: dict[int, tuple[list[Person], list[Person]]] = defaultdict(lambda: ([], []))
    for publication, role, author in places:
        if author in known:
            found[publication][role == Authorship.Role.EDITOR].append(known[author])
    return found
