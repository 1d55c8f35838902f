"""Publications as CSL-JSON, the data of the Citation Style Language 1.0.2."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from publications import edtf
from publications.bibtex.richtext import plain
from publications.models import Author, Authorship, Publication

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
    "review": "review",
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
    "letter": "personal_communication",
    "inreference": "entry-encyclopedia",
    "reference": "book",
    "periodical": "periodical",
}
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
    pattern = "|".join(re.escape(phrase) for phrase in kept)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", r'<span class="nocase">\g<0></span>', text)


def rich(text: str, protected: Iterable[str] = ()) -> str:
    """CSL's rich text: `<i> <b> <sup> <sub>`, small capitals and `nocase`, everything else bare."""
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


def _name(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    name = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {part: value for part, value in name.items() if value}


def _names(people: list[Authorship], others: bool = False) -> list[dict[str, str]]:
    names = [_name(authorship.author) for authorship in people]
    return [*names, {"literal": "others"}] if others and names else names


def _date(text: str) -> dict[str, Any]:
    span = edtf.parse(text)
    if span is None:
        return {"literal": text} if text else {}
    parts = [list(span.start.parts)]
    if span.start.last_year:
        parts.append([span.start.last_year])
    if span.end:
        parts.append(list(span.end.parts))
    date: dict[str, Any] = {"date-parts": parts}
    if span.start.season:
        date["season"] = span.start.season
    if span.start.circa:
        date["circa"] = True
    return date


def _type(publication: Publication) -> str:
    found = ENTRY_TYPES.get(publication.entry_type) or TYPES.get(publication.type, "document")
    if publication.type == "workshop" and not publication.venue:
        return "speech"
    if publication.type == "article" and "newspaper" in publication.kind.casefold():
        return "article-newspaper"
    return found


def _number(publication: Publication, kind: str) -> dict[str, str]:
    """The number, under the name that fits: an article's is that of the issue."""
    if publication.type == "preprint":
        return {"number": f"arXiv:{publication.arxiv_id}" if publication.arxiv_id else ""}
    if kind.startswith("article-") or kind in ("review", "periodical"):
        return {"issue": publication.number}
    if kind in ("book", "chapter", "paper-conference", "entry-encyclopedia"):
        return {"collection-number": publication.number}
    return {"number": publication.number, "version": publication.extra.get("version", "")}


def _publisher(publication: Publication, kind: str) -> dict[str, str]:
    institution, publisher = publication.institution, publication.publisher
    if publication.type == "preprint":
        return {"publisher": "arXiv" if publication.arxiv_id else publisher or "arXiv"}
    if kind == "patent":
        return {"authority": institution or publisher, "publisher-place": publication.place}
    if kind == "post-weblog":
        return {"container-title": rich(publication.venue) or institution or publisher}
    return {"publisher": publisher or institution, "publisher-place": publication.place}


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
        "author": _names(publication.authors, publication.others),
        "editor": _names(publication.editors),
        "issued": _date(publication.date),
        "container-title": rich(publication.venue),
        "collection-title": publication.series,
        "volume": publication.volume,
        "page": publication.pages,
        "chapter-number": publication.chapter,
        "edition": publication.edition,
        "event-title": publication.event,
        "event-place": publication.event_place,
        "genre": GENRES.get(publication.type, publication.kind),
        **_number(publication, kind),
        **_publisher(publication, kind),
        "DOI": publication.doi,
        "ISBN": publication.isbn,
        "ISSN": publication.issn,
        "URL": publication.url,
        "abstract": plain(publication.abstract),
        "keyword": ", ".join(publication.keywords),
        "language": publication.language,
        "note": plain(publication.note),
        "status": publication.status,
    }
    if publication.type == "preprint" and plain(publication.venue).casefold().startswith("arxiv"):
        del item["container-title"]
    return {variable: value for variable, value in item.items() if value}


def dumps(publications: Iterable[Publication]) -> Iterator[str]:
    """A JSON array, piece by piece, so that a hundred thousand items need the memory of one."""
    yield "["
    for position, publication in enumerate(publications):
        yield (",\n" if position else "\n") + json.dumps(to_csl(publication), ensure_ascii=False)
    yield "\n]\n"
