"""How publications and their authors are found by the site's search."""

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from core.searchindex.documents import Document
from publications.addresses import index_page
from publications.bibtex.richtext import plain

if TYPE_CHECKING:
    from publications.models import Author, Publication

NAMES_SHOWN = 6


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


@cache
def type_name(value: str) -> str:
    """What a type is called; Django's own way reads and translates all of them to name one."""
    from publications.models import PublicationType  # noqa: PLC0415

    return str(PublicationType(value).label)


def _byline(publication: "Publication") -> str:
    names = [authorship.author.name for authorship in publication.authors or publication.editors]
    more = len(names) > NAMES_SHOWN or publication.others
    return ", ".join(names[:NAMES_SHOWN]) + (" …" if more else "")


def _body(publication: "Publication") -> str:
    """The abstract, and the words of the paper where everyone may read it."""
    paper = getattr(publication, "paper_text", None)
    abstract = plain(publication.abstract)
    return f"{abstract}\n{paper.text}" if paper and paper.public else abstract


def publication_document(publication: "Publication") -> Document:
    authors = [authorship.author for authorship in publication.authorships.all()]
    written = [name.text for author in authors for name in author.names.all()]
    venue = plain(publication.venue)
    topics = sorted(row.tag.name for row in publication.publication_topics.all())
    kind = type_name(publication.type)
    identifiers = (publication.key, publication.doi, publication.arxiv_id, publication.isbn)
    return Document(
        title=publication.plain_title,
        url=f"{publication.slug}/",
        identifiers=tuple(text for text in identifiers if text),
        people=tuple(dict.fromkeys([*(author.name for author in authors), *written])),
        keywords=(venue, publication.series, publication.institution, kind, *topics,
                  *map(str, publication.keywords), publication.kind, publication.award),
        body=_body(publication),
        year=publication.year,
        date=_date(publication.date_order),
        genre=publication.type,
        card={"authors": _byline(publication), "venue": venue, "kind": kind},
    )  # fmt: skip


def found_authors(authors: Any) -> QuerySet["Author"]:
    """Those who wrote something that is listed, and the site's owner."""
    from publications.models import Authorship  # noqa: PLC0415

    listed = Authorship.objects.filter(author=OuterRef("pk"), publication__live=True)
    found: QuerySet[Author] = authors.filter(Q(is_owner=True) | Exists(listed))
    return found.prefetch_related("names")


def author_document(author: "Author") -> Document:
    names = tuple(dict.fromkeys(name.text for name in author.names.all()))
    return Document(
        title=author.name,
        url=f"?author={author.slug}",
        other_titles=names,
        people=(author.name, *names),
        identifiers=(author.orcid,) if author.orcid else (),
    )
