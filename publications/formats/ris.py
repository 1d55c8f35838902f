"""Publications in the RIS format, as reference managers read it.

The tags and types are those of Reference Manager's specification of 2001, with the types that EndNote
and Zotero added since (CPAPER, BLOG, DATA, EDBOOK, …).
"""

from collections.abc import Iterable, Iterator

from publications import edtf
from publications.bibtex.richtext import plain
from publications.links import arxiv_url
from publications.models import Author, Publication

MEDIA_TYPE = "application/x-research-info-systems"
TYPES = {
    "preprint": "UNPB",
    "blog": "BLOG",
    "conference": "CPAPER",
    "journal": "JOUR",
    "patent": "PAT",
    "chapter": "CHAP",
    "book": "BOOK",
    "collection": "EDBOOK",
    "phd": "THES",
    "workshop": "CPAPER",
    "master": "THES",
    "bachelor": "THES",
    "thesis": "THES",
    "report": "RPRT",
    "manual": "BOOK",
    "reference": "ENCYC",
    "review": "JOUR",
    "article": "MGZN",
    "software": "COMP",
    "dataset": "DATA",
    "media": "VIDEO",
    "online": "ELEC",
    "unpublished": "UNPB",
    "misc": "GEN",
}
ENTRY_TYPES = {
    "standard": "STAND",
    "audio": "SOUND",
    "music": "MUSIC",
    "image": "ART",
    "artwork": "ART",
    "legislation": "STAT",
    "jurisdiction": "CASE",
    "letter": "PCOMM",
}
_KINDS = {
    "phd": "PhD thesis",
    "master": "Master's thesis",
    "bachelor": "Bachelor's thesis",
    "preprint": "Preprint",
}
PARTS = frozenset({"CPAPER", "CHAP", "ENCYC"})  # what has a title of its own inside another's
NEW_LINE = "\r\n"


def _name(author: Author) -> str:
    """“Family, Given, Suffix”, the particle with the family name, as the specification asks."""
    if author.literal:
        return author.literal
    family = f"{author.particle} {author.family}".strip()
    return ", ".join([family, author.given, author.suffix]).rstrip(", ")


def _dates(text: str) -> Iterator[tuple[str, str]]:
    span = edtf.parse(text)
    if span is None:
        return
    yield "PY", f"{span.start.year:04d}"
    month = f"{span.start.month:02d}" if span.start.month else ""
    day = f"{span.start.day:02d}" if span.start.day else ""
    if month:
        yield "DA", f"{span.start.year:04d}/{month}/{day}/"


def _where(publication: Publication, kind: str) -> Iterator[tuple[str, str]]:
    venue = plain(publication.venue)
    if kind == "PAT":
        yield "A2", publication.institution  # the assignee, or the office where only that is known
    elif kind in ("BLOG", "ELEC"):
        yield "T2", venue or publication.institution
    else:
        yield "T2", venue
    if kind == "JOUR":
        yield "JO", venue
    yield "T3", publication.series
    yield "VL", publication.volume
    yield "IS", publication.number
    yield "ET", publication.edition
    yield "SE", publication.chapter
    first, dash, last = publication.pages.partition("–")
    yield "SP", first if "," not in publication.pages else publication.pages
    yield "EP", last if dash and "," not in publication.pages else ""
    if publication.type == "preprint":
        yield "PB", "arXiv" if publication.arxiv_id else publication.publisher
    elif kind != "PAT":
        yield "PB", publication.publisher or publication.institution
    yield "CY", publication.place or publication.event_place


def _fields(publication: Publication) -> Iterator[tuple[str, str]]:
    kind = ENTRY_TYPES.get(publication.entry_type) or TYPES.get(publication.type, "GEN")
    if publication.type == "article" and "newspaper" in publication.kind.casefold():
        kind = "NEWS"
    yield "TY", kind
    yield "ID", publication.key
    yield "TI", plain(publication.title)
    for authorship in publication.authors:
        yield "AU", _name(authorship.author)
    for authorship in publication.editors:
        yield (
            ("ED" if kind in PARTS else "A2" if publication.authors else "AU"),
            _name(authorship.author),
        )
    yield from _dates(publication.date)
    yield from _where(publication, kind)
    yield "M3", publication.kind or _KINDS.get(publication.type, "")
    yield "SN", publication.isbn or publication.issn
    yield "DO", publication.doi
    yield "UR", publication.url
    if publication.arxiv_id:
        yield (
            "UR",
            ""
            if publication.url == arxiv_url(publication.arxiv_id)
            else arxiv_url(publication.arxiv_id),
        )
    yield "L1", publication.pdf_url
    yield "AB", plain(publication.abstract)
    for keyword in publication.keywords:
        yield "KW", str(keyword)
    yield "LA", publication.language
    yield "N1", plain(publication.note)
    yield "ER", ""


def to_ris(publication: Publication) -> str:
    """One reference; each field on one line, since a line break inside one would end it."""
    lines = (
        f"{tag}  - {' '.join(value.split())}"
        for tag, value in _fields(publication)
        if value or tag == "ER"
    )
    return NEW_LINE.join(lines) + NEW_LINE


def dumps(publications: Iterable[Publication]) -> Iterator[str]:
    """References one after another, with an empty line between them."""
    for publication in publications:
        yield to_ris(publication) + NEW_LINE
