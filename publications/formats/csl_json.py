"""Publications as CSL-JSON, the data of the Citation Style Language 1.0.2."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from publications import edtf
from publications.bibtex.encode import whole_words
from publications.bibtex.entry_fields import joined
from publications.bibtex.names import Name
from publications.bibtex.richtext import plain
from publications.bibtex.vocabulary import is_preprint_journal
from publications.formats.details import (
    ACCESSED,
    archive_of,
    date_in,
    detail,
    edition_number,
    editor_role,
    handle_url,
    is_newspaper,
    people_in,
    people_of,
    preprint_server,
    pubmed_id,
)
from publications.formats.languages import language_code
from publications.links import arxiv_url
from publications.models import Publication

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
TYPES = {
    "preprint": "article",
    "blog": "post-weblog",
    "conference": "paper-conference",
    "journal": "article-journal",
    "patent": "patent",
    "chapter": "chapter",
    "book": "book",
    "collection": "book",
    "phd": "thesis",
    "workshop": "paper-conference",
    "master": "thesis",
    "bachelor": "thesis",
    "thesis": "thesis",
    "report": "report",
    "manual": "book",
    "reference": "entry-encyclopedia",
    "review": "article-journal",  # CSL's own wants to know what was reviewed
    "article": "article-magazine",
    "software": "software",
    "dataset": "dataset",
    "media": "motion_picture",
    "online": "webpage",
    "unpublished": "manuscript",
    "misc": "document",
}
# Where the entry type says more than the type does.
ENTRY_TYPES = {
    "standard": "standard",
    "image": "graphic",
    "artwork": "graphic",
    "music": "song",
    "audio": "song",
    "performance": "performance",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "letter": "personal_communication",
    "inreference": "entry-encyclopedia",
    "reference": "book",
    "periodical": "periodical",
    "bill": "bill",
    "case": "legal_case",
    "hearing": "hearing",
    "statute": "legislation",
    "podcast": "broadcast",
    "television_broadcast": "broadcast",
}
_ROLES_OF = {"container-author": "bookauthor", "translator": "translator", "director": "director"}
# What a court or an office gives out, and no publisher.
_BY_AUTHORITY = frozenset({"patent", "legal_case", "legislation", "treaty"})
GENRES = {
    "phd": "PhD thesis",
    "master": "Master’s thesis",
    "bachelor": "Bachelor’s thesis",
    "preprint": "Preprint",
}
_MATH = re.compile(r"\\\(.+?\\\)", re.S)
_KEPT_TAG = re.compile(r"</?(?:i|b|sup|sub|sc)>")
_ANY_TAG = re.compile(r"<[^<>]*>")


def _protected(text: str, phrases: Iterable[str]) -> str:
    """Mark the phrases whose capitals must stay; the longest first, none inside another."""
    kept = sorted({phrase for phrase in phrases if phrase}, key=len, reverse=True)
    if not kept:
        return text
    pattern = "|".join(map(whole_words, kept))
    return re.sub(pattern, r'<span class="nocase">\g<0></span>', text)


def rich(text: str, protected: Iterable[str] = ()) -> str:
    """CSL's rich text: `<i> <b> <sup> <sub>`, small capitals and `nocase`, everything else bare.

    A formula in a title keeps its letters as they are: no style makes $p$-adic numbers P-adic.
    """
    formulas = [plain(formula) for formula in _MATH.findall(text)]
    protected = [*protected, *formulas]
    text = _MATH.sub(lambda match: html.escape(plain(match[0]), quote=False), text)
    pieces = []
    at = 0
    for match in _ANY_TAG.finditer(text):
        pieces.append(_protected(html.unescape(text[at : match.start()]), protected))
        if _KEPT_TAG.fullmatch(match[0]):
            pieces.append(match[0])
        at = match.end()
    pieces.append(_protected(html.unescape(text[at:]), protected))
    joined = "".join(pieces)
    return joined.replace("<sc>", '<span style="font-variant:small-caps;">').replace(
        "</sc>", "</span>"
    )


def _names(people: list[Name], others: bool = False) -> list[dict[str, str]]:
    names = [_name(name) for name in people]
    return [*names, {"literal": "others"}] if others and names else names


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _parts(point: edtf.Point) -> list[int]:
    """Year, month and day as they are known; there is no year 0 in what people print."""
    year, *rest = point.parts
    return [year if year > 0 else year - 1, *rest]


def _date(text: str) -> dict[str, Any]:
    """A date of CSL; both ends of a span get the precision of the coarser, which CSL asks for."""
    span = edtf.parse(text)
    if span is None:
        return {"literal": text} if text else {}
    start, end = span.start, span.end
    seasons = bool(end and start.season and end.season)
    first = [*_parts(start), start.season + 20] if seasons else _parts(start)
    parts = [first]
    if end:
        last = [*_parts(end), end.season + 20] if seasons else _parts(end)
        if end.last_year:
            last = [end.last_year]
        known = min(len(first), len(last))
        parts = [first[:known], last[:known]]
        parts = parts[:1] if parts[0] == parts[1] else parts
    elif start.last_year:
        parts.append([start.last_year])
    date: dict[str, Any] = {"date-parts": parts}
    if start.season and not seasons:
        date["season"] = start.season
    if start.circa or (end and end.circa):
        date["circa"] = True
    return date


def _type(publication: Publication) -> str:
    found = ENTRY_TYPES.get(publication.entry_type) or TYPES.get(publication.type, "document")
    if publication.type == "workshop" and not publication.venue:
        return "speech"
    if publication.type == "unpublished" and publication.event:
        return "speech"
    if is_newspaper(publication):
        return "article-newspaper"
    return found


def _number(publication: Publication, kind: str) -> dict[str, str]:
    """The number, under the name that fits: an article's is that of the issue."""
    if publication.type == "preprint":
        return {"number": f"arXiv:{publication.arxiv_id}" if publication.arxiv_id else ""}
    if kind.startswith("article-") or kind == "periodical":
        # Beside its pages an article may have a number of its own.
        return {"issue": publication.number, "number": detail(publication, "eid", "article-number")}
    if kind == "paper-conference" and not publication.series:
        return {"issue": publication.number}
    if kind in ("book", "chapter", "paper-conference", "entry-encyclopedia"):
        return {"collection-number": publication.number}
    return {"number": publication.number}


def _where_it_lies(publication: Publication) -> str:
    """The address of what only its number tells, which styles print: a preprint, a handle."""
    if publication.doi:
        return ""
    if publication.type == "preprint" and publication.arxiv_id:
        return arxiv_url(publication.arxiv_id)
    return handle_url(publication)


def _publisher(publication: Publication, kind: str) -> dict[str, str]:
    institution, publisher = publication.institution, publication.publisher
    if publication.type == "preprint":
        return {"publisher": preprint_server(publication)}
    if kind in _BY_AUTHORITY:
        # Where a search engine found a patent is who put out what it shows, and no office.
        found = not institution and publisher == "Google Patents"
        authority = "publisher" if found else "authority"
        return {authority: institution or publisher, "publisher-place": publication.place}
    if kind == "post-weblog":
        return {"container-title": rich(publication.venue) or institution or publisher}
    return {"publisher": publisher or institution, "publisher-place": publication.place}


def _genre(publication: Publication) -> str:
    told = publication.kind if publication.type != "preprint" else ""
    return told or GENRES.get(publication.type, publication.kind)


def _people(publication: Publication) -> dict[str, list[dict[str, str]]]:
    people = {
        "author": _names(people_of(publication.authors), publication.others),
        editor_role(publication): _names(people_of(publication.editors)),
    }
    for role, field in _ROLES_OF.items():
        people.setdefault(role, _names(people_in(publication, field)))
    return people


def _details(publication: Publication) -> dict[str, Any]:
    """What other fields say that CSL has variables for."""
    archive, archived = archive_of(publication)
    return {
        "accessed": _date(date_in(publication, *ACCESSED)),
        "event-date": _date(date_in(publication, "eventdate")),
        "original-date": _date(date_in(publication, "origdate", "origyear")),
        "original-title": detail(publication, "origtitle"),
        "original-publisher": detail(publication, "origpublisher"),
        "original-publisher-place": detail(publication, "origlocation"),
        "part-number": detail(publication, "part"),
        "number-of-volumes": detail(publication, "volumes"),
        "number-of-pages": detail(publication, "pagetotal", "numpages"),
        "volume-title": detail(publication, "issuetitle"),
        "version": detail(publication, "version"),
        "annote": detail(publication, "annotation", "annote"),
        "title-short": detail(publication, "shorttitle"),
        "container-title-short": detail(publication, "shortjournal"),
        "call-number": detail(publication, "library"),
        "archive": archive,
        "archive_location": archived,
        "PMID": pubmed_id(publication),
        "PMCID": detail(publication, "pmcid", "pmc"),
    }


def _volume_of_a_work(publication: Publication, kind: str) -> dict[str, str]:
    """The titles of a volume that has one of its own: the work's name, which with the number leads
    to it in every style, and the volume's beside it (CSL 1.0.2, Appendix IV)."""
    work = detail(publication, "maintitle")
    if not (work and publication.volume):
        return {}
    work = joined(work, detail(publication, "mainsubtitle"))
    if kind == "book":
        own = rich(publication.title, publication.protected)
        return {"title": work, "volume-title": own} if own else {}
    own = rich(publication.venue)
    return {"container-title": work, "volume-title": own} if own else {}


def to_csl(publication: Publication) -> dict[str, Any]:
    """One item; `id` is the citation key. Takes no query where the authors are prefetched.

    The variables are those of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
    """
    kind = _type(publication)
    item: dict[str, Any] = {
        "id": publication.key,
        "type": kind,
        "citation-key": publication.key,
        "title": rich(publication.title, publication.protected),
        **_people(publication),
        "issued": _date(publication.date or detail(publication, "date", "year")),
        "container-title": rich(publication.venue),
        "collection-title": publication.series,
        "volume": publication.volume,
        "page": publication.pages,
        "chapter-number": publication.chapter,
        "edition": edition_number(publication.edition),
        "event-title": publication.event,
        "event": publication.event,  # its name before CSL 1.0.2, under which some styles ask for it
        "event-place": publication.event_place,
        "genre": _genre(publication),
        **_number(publication, kind),
        **_publisher(publication, kind),
        **_details(publication),
        **_volume_of_a_work(publication, kind),
        "DOI": publication.doi,
        "ISBN": publication.isbn,
        "ISSN": publication.issn,
        "URL": publication.url or _where_it_lies(publication),
        "abstract": plain(publication.abstract),
        "keyword": ", ".join(publication.keywords),
        "language": language_code(publication.language),
        "note": plain(publication.note),
        "status": publication.status,
    }
    if publication.type == "preprint" and is_preprint_journal(plain(publication.venue)):
        del item["container-title"]
    return {variable: value for variable, value in item.items() if value}


def dumps(publications: Iterable[Publication]) -> Iterator[str]:
    """A JSON array, piece by piece, so that a hundred thousand items need the memory of one."""
    yield "["
    for position, publication in enumerate(publications):
        yield (",\n" if position else "\n") + json.dumps(to_csl(publication), ensure_ascii=False)
    yield "\n]\n"
