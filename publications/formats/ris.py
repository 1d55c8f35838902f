"""Publications in the RIS format, as reference managers read it.

The tags and types are those of Reference Manager's specification of 2001, with the types that EndNote
and Zotero added since (CPAPER, BLOG, DATA, EDBOOK, …).
"""

from collections.abc import Iterable, Iterator

from publications import edtf
from publications.bibtex.names import Name
from publications.bibtex.richtext import plain
from publications.formats.details import (
    ACCESSED,
    date_in,
    detail,
    is_newspaper,
    name_of,
    people_in,
    preprint_server,
    pubmed_id,
)
from publications.formats.languages import language_code
from publications.links import arxiv_url
from publications.models import Publication

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


_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")


def _name(name: Name) -> str:
    """“Family, Given, Suffix”, the particle with the family name, as the specification asks."""
    if name.literal:
        return name.literal
    family = f"{name.particle} {name.family}".strip()
    return ", ".join([family, name.given, name.suffix]).rstrip(", ")


def _date(point: edtf.Point) -> str:
    """“2011/10/03/”, “2011///Spring”: year, month, day and what else there is to say."""
    month = f"{point.month:02d}" if point.month else ""
    day = f"{point.day:02d}" if point.day else ""
    return f"{point.year:04d}/{month}/{day}/{_SEASONS[point.season]}"


def _dates(publication: Publication) -> Iterator[tuple[str, str]]:
    span = edtf.parse(publication.date)
    # The format's years have four digits and no sign.
    if span and span.start.year >= 0:
        yield "PY", f"{span.start.year:04d}"
        yield "DA", _date(span.start) if span.start.month or span.start.season else ""
    accessed = edtf.parse(date_in(publication, *ACCESSED))
    if accessed:
        yield "Y2", _date(accessed.start)


def _where(publication: Publication, kind: str) -> Iterator[tuple[str, str]]:
    venue = plain(publication.venue)
    if kind == "PAT":
        # The assignee, or the office where only that is known.
        yield "A2", detail(publication, "holder", "assignee") or publication.institution
    elif kind in ("BLOG", "ELEC"):
        yield "T2", venue or publication.institution
    else:
        yield "T2", venue
    if kind == "JOUR":
        yield "JO", venue
        yield "J2", detail(publication, "shortjournal")
        yield "C7", detail(publication, "eid", "article-number")  # the article's own number
    yield "T3", publication.series or detail(publication, "maintitle")
    yield "VL", publication.volume
    yield "IS", publication.number
    yield "NV", detail(publication, "volumes")
    yield "ET", publication.edition or detail(publication, "version")
    yield "SE", publication.chapter
    first, dash, last = publication.pages.partition("–")
    yield "SP", first if "," not in publication.pages else publication.pages
    yield "EP", last if dash and "," not in publication.pages else ""
    if publication.type == "preprint":
        yield "PB", preprint_server(publication)
    elif kind != "PAT":
        yield "PB", publication.publisher or publication.institution
    yield "CY", publication.place or publication.event_place


def _fields(publication: Publication) -> Iterator[tuple[str, str]]:
    kind = ENTRY_TYPES.get(publication.entry_type) or TYPES.get(publication.type, "GEN")
    if is_newspaper(publication):
        kind = "NEWS"
    yield "TY", kind
    yield "ID", publication.key
    yield "TI", plain(publication.title)
    yield "ST", detail(publication, "shorttitle")
    for authorship in publication.authors:
        yield "AU", _name(name_of(authorship.author))
    for authorship in publication.editors:
        # “ED” means the same, but few programs read it.
        tag = "A2" if kind in PARTS or publication.authors else "AU"
        yield tag, _name(name_of(authorship.author))
    for translator in people_in(publication, "translator"):
        yield "A4", _name(translator)
    yield from _dates(publication)
    yield from _where(publication, kind)
    yield "M3", publication.kind or _KINDS.get(publication.type, "")
    yield "SN", publication.isbn or publication.issn
    yield "DO", publication.doi
    yield "AN", pubmed_id(publication)
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
    yield "LA", language_code(publication.language)
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
