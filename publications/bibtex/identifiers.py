"""Where a publication is found: its DOI, its arXiv identifier and its address, wherever they stand."""

import re

from publications.bibtex import vocabulary
from publications.bibtex.entry_fields import EntryFields
from publications.bibtex.latex import decode_plain
from publications.bibtex.values import addresses, find_arxiv, parse_arxiv, parse_doi, web_address
from publications.bibtex.verbatim import verbatim

URL_FIELDS = (
    "url",
    "html",
    "website",
    "link",
    "ee",
    "weblink",
    "project",
    "project_page",
    "url_project",
)
_OF_PROGRAMS = (
    "bdsk-url-1",
    "adsurl",
)  # BibDesk and the Astrophysics Data System, besides all others
_DOI_ALONE = re.compile(r"(?:doi\b:?\s*|https?://(?:dx\.)?doi\.org/)10\.\S+", re.IGNORECASE)
_ARXIV_FIELDS = ("arxiv", "arxivid", "arxiv_id", "arxiv-id", "url_preprint", "url_arxiv")


def identifiers(fields: EntryFields, journal: str) -> dict[str, str]:
    """DOI, arXiv identifier and address, wherever they stand."""
    values = fields.values
    written = fields.first(("doi",))
    doi = parse_doi(written) if written else ""
    if written and not doi:
        fields.leave("doi", decode_plain(written))
        fields.problems.append(f"“{written}” is no DOI.")
    url = link(fields, URL_FIELDS)
    if not url and values.get("url", "")[:3] == "10." and parse_doi(values["url"]):
        fields.used.add("url")
        doi = doi or parse_doi(values["url"])
    elif not url and values.get("url"):
        fields.leave("url", verbatim(values["url"]))
        fields.problems.append(f"“{fields.extra['url']}” is no web address.")
    if not (url or doi or values.get("eprint")):
        url = link(fields, _OF_PROGRAMS)
    if not doi and "doi.org/" in url:
        doi = parse_doi(url)
    if not doi and decode_plain(values.get("eprinttype", "")).lower() == "doi":
        doi = parse_doi(values.get("eprint", ""))
    if not doi and "10." in values.get("note", ""):
        note = decode_plain(values["note"])
        doi = parse_doi(note) if _DOI_ALONE.fullmatch(note) else ""
    arxiv = _arxiv(fields, journal, url, doi)
    return {"doi": doi, "arxiv_id": arxiv, "url": url}


def _arxiv(fields: EntryFields, journal: str, url: str, doi: str) -> str:
    values = fields.values
    kind = values.get("eprinttype") or values.get("archiveprefix") or ""
    if values.get("eprint") and decode_plain(kind).lower() in {"", "arxiv"}:
        found, version = parse_arxiv(values["eprint"])
        if found:
            fields.used |= {"eprint", "eprinttype", "archiveprefix"}
            if version:
                fields.extra["eprintversion"] = version[1:]
            return found
    for name in _ARXIV_FIELDS:
        found = parse_arxiv(values[name])[0] if values.get(name) else ""
        if found:
            fields.used.add(name)
            return found
    if doi.startswith("10.48550/arxiv."):
        return parse_arxiv(doi.removeprefix("10.48550/arxiv."))[0]
    mentions = [url] if "arxiv.org/" in url else []
    if vocabulary.is_preprint_journal(journal):
        mentions += [journal, decode_plain(values.get("volume", ""))]
    for name in ("note", "howpublished"):
        if "arxiv" in values.get(name, "").lower():
            mentions.append(decode_plain(values[name]))
    return next(filter(None, map(find_arxiv, mentions)), "")


def link(fields: EntryFields, names: tuple[str, ...]) -> str:
    for name in names:
        written = fields.values.get(name)
        address = web_address(written) if written else ""
        if written and address:
            fields.used.add(name)
            if len(addresses(written)) > 1:
                fields.problems.append(
                    f"The field “{name}” holds several addresses; all but the first were left."
                )
            return address
    return ""
