"""How publications and their authors are found by the site's search."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from core.searchindex.documents import Document
from publications.abbreviations import acronyms, other_names, with_initials
from publications.addresses import index_page
from publications.bibtex.richtext import plain
from publications.pubmed import pmcid, pmid

if TYPE_CHECKING:
    from publications.models import Author, Publication

NAMES_SHOWN = 6
_KNOWN_BY_NUMBER = frozenset({"patent", "report", "manual"})  # standards are manuals


def root(request: HttpRequest | None = None) -> str | None:
    """The list's address; None where strangers cannot open it, nor what lies below it."""
    page = index_page(request)
    return page.get_url(request) if page else None


def found_publications(publications: Any) -> QuerySet["Publication"]:
    """Those that strangers may see, with authors under every name, and with topics."""
    from publications.models import Authorship  # noqa: PLC0415  the models say how they are found

    people = Authorship.objects.select_related("author").prefetch_related("author__names")
    listed: QuerySet[Publication] = publications.listed()
    return listed.select_related("paper_text").prefetch_related(
        Prefetch("authorships", people), "publication_topics__tag"
    )


def _date(order: int) -> dt.date | None:
    """The first day of what YYYYMMDD stands for, where months and days may be 00."""
    year, month, day = order // 10000, order // 100 % 100, order % 100
    try:
        return dt.date(year, month or 1, day or 1) if year else None
    except ValueError:
        return None


class Person(NamedTuple):
    """Someone of a publication, by the role there ("author" or "editor")."""

    role: str
    name: str
    names: Sequence[str]  # all ways in which it is written


def _byline(publication: "Publication", people: Sequence[Person]) -> str:
    names = [person.name for person in people if person.role == "author"]
    names = names or [person.name for person in people]
    more = len(names) > NAMES_SHOWN or publication.others
    return ", ".join(names[:NAMES_SHOWN]) + (" …" if more else "")


def _identifiers(publication: "Publication") -> Iterator[str]:
    yield from (publication.key, publication.doi, publication.arxiv_id, publication.isbn)
    if publication.extra or publication.note:
        number = pmid(publication.extra, publication.note)
        yield f"pmid:{number}" if number else ""
        yield pmcid(publication.extra, publication.note)


def publication_document(publication: "Publication") -> Document:
    """How a publication is found by what the database holds of it."""
    people = [
        Person(row.role, row.author.name, [name.text for name in row.author.names.all()])
        for row in publication.authorships.all()
    ]
    topics = sorted(row.tag.name for row in publication.publication_topics.all())
    paper = getattr(publication, "paper_text", None)
    return described(publication, people, topics, paper.text if paper and paper.public else "")


def described(
    publication: "Publication", people: Sequence[Person], topics: Iterable[str], paper: str = ""
) -> Document:
    """How a publication by these people is found, and by the words of its paper where everyone may
    read that; whether it stands in the database already or not."""
    venue = plain(publication.venue)
    appeared = tuple(filter(None, (venue, *acronyms(venue), *other_names(venue), publication.series,
                                   publication.event)))  # fmt: skip
    abstract = plain(publication.abstract)
    kind = publication.get_type_display()
    # Elsewhere it is that of an issue.
    number = publication.number if publication.type in _KNOWN_BY_NUMBER else ""
    written = (name for person in people for name in person.names)
    return Document(
        title=str(publication),
        url=f"{publication.slug}/",
        identifiers=tuple(filter(None, _identifiers(publication))),
        people=tuple(dict.fromkeys([*(person.name for person in people), *written])),
        keywords=(*appeared, publication.institution, kind, *topics, *map(str, publication.keywords),
                  publication.kind, number, publication.award),
        venues=appeared,
        body=f"{abstract}\n{paper}" if paper else abstract,
        year=publication.year,
        date=_date(publication.date_order),
        genre=publication.type,
        card={"authors": _byline(publication, people), "venue": venue, "kind": kind},
    )  # fmt: skip


def found_authors(authors: Any) -> QuerySet["Author"]:
    """Those who wrote something that is listed, and the site's owner."""
    from publications.models import Authorship  # noqa: PLC0415

    listed = Authorship.objects.filter(author=OuterRef("pk"), publication__live=True)
    found: QuerySet[Author] = authors.filter(Q(is_owner=True) | Exists(listed))
    return found.prefetch_related("names")


def author_document(name: str, names: Iterable[str], slug: str, orcid: str = "") -> Document:
    """How an author is found, by every way in which the name is written."""
    spellings = tuple(dict.fromkeys(names))
    return Document(
        title=name,
        url=f"?author={slug}",
        other_titles=spellings,
        people=tuple(dict.fromkeys((name, *spellings, *with_initials((name, *spellings))))),
        identifiers=(orcid,) if orcid else (),
    )
