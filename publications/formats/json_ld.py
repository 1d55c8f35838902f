"""A publication as structured data of schema.org, for search engines."""

from typing import Any

from core.jsonld import without_empty
from publications import edtf
from publications.bibtex.names import Name
from publications.bibtex.richtext import plain
from publications.formats.details import detail, pages_of, people_in, pubmed_id
from publications.formats.languages import language_code
from publications.links import arxiv_url, doi_url
from publications.models import Author, Authorship, Publication
from publications.naming import full_name

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
# Where the entry type says more than the type does.
ENTRY_TYPES = {
    "movie": "Movie",
    "video": "VideoObject",
    "audio": "AudioObject",
    "music": "MusicRecording",
    "image": "VisualArtwork",
    "artwork": "VisualArtwork",
    "legislation": "Legislation",
    "periodical": "Periodical",
}
_PAGED = frozenset(
    {"ScholarlyArticle", "Article", "TechArticle", "BlogPosting", "Report", "Chapter"}
)
DEGREES = {"phd": "PhD", "master": "Master", "bachelor": "Bachelor"}


def schema_type(publication: Publication) -> str:
    """The type of schema.org; a talk that was printed nowhere is its slides."""
    if publication.type == "workshop" and not publication.venue:
        return "PresentationDigitalDocument"
    if publication.type == "software" and not publication.code_url:
        return "SoftwareApplication"
    told = ENTRY_TYPES.get(publication.entry_type)
    return told or TYPES.get(publication.type, "CreativeWork")


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


def _named(name: Name) -> dict[str, Any]:
    if name.literal:
        return _organisation(name.literal)
    family = f"{name.particle} {name.family}".strip()
    whole = full_name(name.given, name.particle, name.family, name.suffix, "")
    return {"@type": "Person", "name": whole, "givenName": name.given, "familyName": family}


def _date(text: str) -> str:
    """ISO 8601: as much of the date as is known."""
    span = edtf.parse(text)
    if span is None:
        return ""
    year, *rest = span.start.parts
    sign = "-" if year < 0 else ""
    return "-".join([f"{sign}{abs(year):04d}", *(f"{part:02d}" for part in rest)])


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
    series = {"@type": "BookSeries", "name": publication.series, "issn": publication.issn}
    if not venue:
        return series if publication.series else {}
    if publication.type == "blog":
        return {"@type": "Blog", "name": venue}
    if publication.type == "online":
        return {"@type": "WebSite", "name": venue}
    book = {"@type": "Book", "name": venue, "isbn": publication.isbn}
    return {**book, "isPartOf": series} if publication.series else book


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _identifiers(publication: Publication) -> list[dict[str, str]]:
    numbers = {
        "doi": publication.doi,
        "arXiv": publication.arxiv_id,
        "pmid": pubmed_id(publication),
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


def _of_its_type(publication: Publication, kind: str) -> dict[str, str]:
    """The properties that schema.org has for some types only."""
    if kind in _PAGED:
        first, last = pages_of(publication.pages)
        number = {"reportNumber": publication.number} if kind == "Report" else {}
        pages = {"pageStart": first, "pageEnd": last} if last else {}
        return {"pagination": publication.pages, **pages, **number}
    if kind == "Book":
        return {"isbn": publication.isbn, "bookEdition": publication.edition}
    if kind == "Thesis":
        return {"inSupportOf": DEGREES.get(publication.type, "")}
    return {"codeRepository": publication.code_url} if kind == "SoftwareSourceCode" else {}


def to_json_ld(
    publication: Publication, url: str, *, pdf_url: str = "", image_url: str = ""
) -> dict[str, Any]:
    """schema.org's data of one publication; addresses are absolute."""
    kind = schema_type(publication)
    data = {
        "@type": kind,
        "@id": url,
        "url": url,
        "name": str(publication),
        "headline": str(publication)[:110],
        "author": _people(publication.authors),
        "editor": _people(publication.editors),
        "translator": [_named(name) for name in people_in(publication, "translator")],
        "datePublished": _date(publication.date),
        "isPartOf": _part_of(publication),
        "publisher": _organisation(publication.publisher),
        "sourceOrganization": _organisation(publication.institution),
        "genre": "Patent" if publication.type == "patent" else publication.kind,
        "creativeWorkStatus": publication.status,
        "version": detail(publication, "version"),
        "identifier": _identifiers(publication),
        "sameAs": [
            doi_url(publication.doi) if publication.doi else "",
            arxiv_url(publication.arxiv_id) if publication.arxiv_id else "",
            publication.url,
        ],
        "abstract": plain(publication.abstract),
        "keywords": list(map(str, publication.keywords)),
        "inLanguage": language_code(publication.language),
        "award": publication.award,
        "image": image_url,
        "encoding": _file(pdf_url),
        **_of_its_type(publication, kind),
    }
    cleaned: dict[str, Any] = without_empty(data)
    return cleaned
