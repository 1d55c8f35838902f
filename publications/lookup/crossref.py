"""Crossref's REST API: https://api.crossref.org/swagger-ui/index.html, `works/{doi}`."""

import json
import re
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from publications.lookup.asking import LookupFailed, ask, bibtex, citation_key, latex

ADDRESS = "https://api.crossref.org"

_TYPES = {
    "journal-article": ("article", "journaltitle"),
    "proceedings-article": ("inproceedings", "booktitle"),
    "book-chapter": ("incollection", "booktitle"),
    "book-section": ("incollection", "booktitle"),
    "reference-entry": ("inreference", "booktitle"),
    "book": ("book", "series"),
    "monograph": ("book", "series"),
    "edited-book": ("collection", "series"),
    "reference-book": ("reference", "series"),
    "proceedings": ("proceedings", "series"),
    "dissertation": ("thesis", "institution"),
    "report": ("report", "series"),
    "posted-content": ("unpublished", "howpublished"),
    "dataset": ("dataset", "publisher"),
    "standard": ("manual", "series"),
}
_ITALIC = re.compile(r"<(/?)(i|em|b|strong|sup|sub|scp)>", re.I)
_COMMANDS = {"i": "emph", "em": "emph", "b": "textbf", "strong": "textbf",
             "sup": "textsuperscript", "sub": "textsubscript", "scp": "textsc"}  # fmt: skip
_TAG = re.compile(r"</?[\w:]+[^>]*>")


def entry(doi: str) -> str:
    """The BibTeX entry of a DOI. Raises LookupFailed."""
    address = getattr(settings, "CROSSREF_URL", ADDRESS)
    body = ask(f"{address}/works/{quote(doi, safe='/')}", "application/json")
    try:
        work = json.loads(body)["message"]
        return _bibtex(work, doi)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise LookupFailed(_("Crossref's answer could not be understood.")) from error


def _marked_up(text: str) -> str:
    """A title with JATS markup, as LaTeX."""
    pieces, at = [], 0
    for match in _ITALIC.finditer(text):
        pieces.append(latex(_TAG.sub("", text[at : match.start()])) or " " * (at > 0))
        pieces.append("}" if match[1] else f"\\{_COMMANDS[match[2].lower()]}{{")
        if text[match.end() : match.end() + 1] == " ":
            pieces.append(" ")
        if not match[1] and text[match.start() - 1 : match.start()] == " ":
            pieces.insert(-1, " ")
        at = match.end()
    pieces.append(latex(_TAG.sub("", text[at:])))
    return re.sub(r" +", " ", "".join(pieces))


def _names(people: list[dict[str, Any]]) -> str:
    names = []
    for person in people:
        if person.get("family"):
            parts = [person["family"], person.get("suffix", ""), person.get("given", "")]
            names.append(", ".join(latex(part) for part in parts if part))
        elif person.get("name"):
            names.append("{" + latex(person["name"]) + "}")
    return " and ".join(names)


def _date(work: dict[str, Any]) -> str:
    for name in ("published-print", "published", "published-online", "issued", "created"):
        parts = (work.get(name) or {}).get("date-parts") or [[]]
        if parts[0] and parts[0][0]:
            year, *rest = parts[0]
            return "-".join([f"{year:04}", *(f"{part:02}" for part in rest[:2])])
    return ""


def _first(work: dict[str, Any], name: str) -> str:
    values = work.get(name) or [""]
    return str(values[0] if isinstance(values, list) else values)


def _bibtex(work: dict[str, Any], doi: str) -> str:
    entry_type, container = _TYPES.get(work.get("type", ""), ("misc", "howpublished"))
    title, date = _first(work, "title"), _date(work)
    subtitle = _first(work, "subtitle")
    people = work.get("author") or work.get("editor") or [{}]
    family = people[0].get("family") or people[0].get("name") or ""
    event = work.get("event") or {}
    fields = {
        "author": _names(work.get("author") or []),
        "editor": _names(work.get("editor") or []),
        "title": _marked_up(f"{title}: {subtitle}" if subtitle else title),
        container: latex(_first(work, "container-title")),
        "date": date,
        "volume": latex(work.get("volume") or ""),
        "number": latex(work.get("issue") or ""),
        "pages": latex(work.get("page") or "").replace("-", "--"),
        "publisher": latex(work.get("publisher") or ""),
        "location": latex(work.get("publisher-location") or ""),
        "eventtitle": latex(event.get("name") or ""),
        "venue": latex(event.get("location") or ""),
        "isbn": ", ".join(work.get("ISBN") or []),
        "issn": ", ".join(work.get("ISSN") or []),
        "language": work.get("language") or "",
        "doi": work.get("DOI") or doi,
        "abstract": latex(re.sub(_TAG, " ", work.get("abstract") or "")),
    }
    return bibtex(entry_type, citation_key(family, date, title), fields)
