"""A publication as structured data of schema.org, for search engines."""

from typing import Any

from core.jsonld import without_empty
from publications import edtf
from publications.bibtex.richtext import plain
from publications.links import arxiv_url, doi_url
from publications.models import Author, Authorship, Publication

TYPES = {
    "preprint": "ScholarlyArticle",
    "blog": "BlogPosting",
    "conference": "ScholarlyArticle",
    "journal": "ScholarlyArticle",
    "patent": "CreativeWork",
    "chapter": "Chapter",
    "book": "Book",
    "collection": "Book",
    "phd": "Thesis",
    "workshop": "ScholarlyArticle",
    "master": "Thesis",
    "bachelor": "Thesis",
    "thesis": "Thesis",
    "report": "Report",
    "manual": "TechArticle",
    "reference": "Article",
    "review": "ScholarlyArticle",
    "article": "Article",
    "software": "SoftwareSourceCode",
    "dataset": "Dataset",
    "media": "CreativeWork",
    "online": "WebPage",
    "unpublished": "Manuscript",
    "misc": "CreativeWork",
}
DEGREES = {"phd": "PhD", "master": "Master", "bachelor": "Bachelor"}


def schema_type(publication: Publication) -> str:
    return TYPES.get(publication.type, "CreativeWork")


def _person(author: Author) -> dict[str, Any]:
    orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
    if author.literal:
        return {"@type": "Organization", "name": author.literal, "url": author.url}
    return {
        "@type": "Person",
        "@id": orcid,
        "name": author.name,
        "givenName": author.given,
        "familyName": f"{author.particle} {author.family}".strip(),
        "honorificSuffix": author.suffix,
        "identifier": orcid,
        "sameAs": orcid,
        "url": author.url,
    }


def _people(people: list[Authorship]) -> list[dict[str, Any]]:
    return [_person(authorship.author) for authorship in people]


def _date(text: str) -> str:
    """ISO 8601: as much of the date as is known."""
    span = edtf.parse(text)
    if span is None:
        return ""
    year, *rest = span.start.parts
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _part_of(publication: Publication) -> dict[str, Any]:
    """The journal with volume and issue one in the other, the book, or the site."""
    venue = plain(publication.venue)
    if publication.type in ("journal", "review", "article"):
        whole: dict[str, Any] = {"@type": "Periodical", "name": venue, "issn": publication.issn}
        if publication.volume:
            number = publication.volume
            whole = {"@type": "PublicationVolume", "volumeNumber": number, "isPartOf": whole}
        if publication.number:
            number = publication.number
            whole = {"@type": "PublicationIssue", "issueNumber": number, "isPartOf": whole}
        return whole if venue else {}
    if not venue:
        return {}
    if publication.type == "blog":
        return {"@type": "Blog", "name": venue}
    kind = "WebSite" if publication.type == "online" else "Book"
    return {"@type": kind, "name": venue, "isbn": publication.isbn}


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _identifiers(publication: Publication) -> list[dict[str, str]]:
    numbers = {
        "doi": publication.doi,
        "arXiv": publication.arxiv_id,
        "patent": publication.number if publication.type == "patent" else "",
    }
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in numbers.items()
        if value
    ]


def _file(url: str) -> dict[str, str]:
    if not url:
        return {}
    return {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": url}


def to_json_ld(
    publication: Publication, url: str, *, pdf_url: str = "", image_url: str = ""
) -> dict[str, Any]:
    """schema.org's data of one publication; addresses are absolute."""
    first, _, last = publication.pages.partition("–")
    whole = publication.type in ("book", "collection", "manual")
    data = {
        "@type": schema_type(publication),
        "@id": url,
        "url": url,
        "name": publication.plain_title,
        "headline": publication.plain_title[:110],
        "author": _people(publication.authors),
        "editor": _people(publication.editors),
        "datePublished": _date(publication.date),
        "isPartOf": _part_of(publication),
        "pagination": publication.pages,
        "pageStart": first if last else "",
        "pageEnd": last,
        "publisher": _organisation(publication.publisher),
        "sourceOrganization": _organisation(publication.institution),
        "inSupportOf": DEGREES.get(publication.type, ""),
        "genre": "Patent" if publication.type == "patent" else publication.kind,
        "reportNumber": publication.number if publication.type == "report" else "",
        "isbn": publication.isbn if whole else "",
        "identifier": _identifiers(publication),
        "sameAs": [
            doi_url(publication.doi) if publication.doi else "",
            arxiv_url(publication.arxiv_id) if publication.arxiv_id else "",
            publication.url,
        ],
        "abstract": plain(publication.abstract),
        "keywords": list(map(str, publication.keywords)),
        "inLanguage": publication.language,
        "award": publication.award,
        "codeRepository": publication.code_url if publication.type == "software" else "",
        "image": image_url,
        "encoding": _file(pdf_url),
    }
    cleaned: dict[str, Any] = without_empty(data)
    return cleaned
