"""Where a publication stands in what holds it, and how many pages it has."""

import re
from typing import NamedTuple

from publications.bibtex import vocabulary
from publications.bibtex.encode import encode_plain
from publications.bibtex.entry_fields import EntryFields
from publications.bibtex.latex import decode_plain

PAGE_FIELDS = ("pages", "eid", "article-number", "articleno", "art_number", "page")
COUNT = "pagetotal"  # biblatex's field for how many there are (manual, 2.2.2)

_RANGE = re.compile(r"(?<=\w)\s*(?:-{2,3}|-?[–—]+-?)\s*(?=\w)")
_LONE_HYPHEN = re.compile(
    r"(\w*\d\w*(?:[.:]\d+)?|[ivxlc]+(?=\W+[ivxlc]+\Z))\s*[-‐‑−]\s*(\w*\d\w*(?:[.:]\d+)?|[ivxlc]+)"
)
# In English, German and its neighbours, Russian, Greek, Turkish, Spanish, Dutch, and in East Asia.
_PAGES_SIGN = re.compile(
    r"(?<!\w)(?:pp?\.\s*(?=\w*\d|[ivxlc]+\b)|pages?\s+(?=\w*\d)"
    r"|(?:ss?|с|стр|str|σσ?|p[áa]gs?|blz|sid)\.\s*(?=\d)|(?:Seiten?|páginas?)\s+(?=\d)|第(?=\d))"
    r"|(?<=\d)\s*[页頁쪽面]\Z",
    re.IGNORECASE,
)
_FULL_WIDTH = {
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **dict.fromkeys(map(ord, "－～〜"), "–"),
}
_PAGE_SEPARATOR = re.compile(r"\s*[,;]\s*|\s*\\?&\s*|\s+and\s+")
# As journals of the earth sciences wrote pages beyond 9,999.
_THOUSANDS = re.compile(r"(\d{1,2}),(\d{3})\s*[-–—]+\s*(\d{1,2}),(\d{3})")
_COUNTED = re.compile(
    r"(?P<count>(?P<preface>[ivxlc]+\s*[+,]\s*)?\d+)(?P<unit>\s*(?:pp?\b\.?|pages\b|[sс]\.|стр\.|str\.|Seiten\b|p[áa]g(?:ina)?s?\b\.?|[页頁쪽面]))?"
    r"(?P<remark>\s*\([^()]*\))?",
    re.IGNORECASE,
)
# As MathSciNet writes the number that an article has for pages: “Paper No. 17, 34 pp.”
_NUMBERED = re.compile(
    r"(?:Paper|Art(?:icle|\.))\s+(?:No\.|ID)\s*(?P<number>[\w.-]+?)"
    r"(?:,\s*(?P<count>\d+)(?:\s*pp?\.)?)?",
    re.IGNORECASE,
)


_OF_DOI = re.compile(r"20\d\d–\d\d")  # of “10.1101/2020.03.01.123456”


class Extent(NamedTuple):
    """The pages on which something stands, and how many it has."""

    pages: str
    total: str = ""


def parse_pages(value: str) -> str:
    """Page ranges with en dashes, several of them with commas: "99–110, 115"; no "pp." before."""
    text = " ".join(decode_plain(value).split()).strip(" ,;")
    if not text:
        return ""
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    if "," in text and (page := _THOUSANDS.fullmatch(text)):
        return f"{page[1]}{page[2]}–{page[3]}{page[4]}"
    if not text[0].isdigit() or not text[-1].isdigit():
        text = _PAGES_SIGN.sub("", text)
    parts = []
    for part in _PAGE_SEPARATOR.split(text):
        ranged = _RANGE.sub("–", part)
        if "–" not in ranged:
            lone = _LONE_HYPHEN.fullmatch(ranged.strip())
            if lone:
                ranged = f"{lone[1]}–{lone[2]}"
        parts.append(ranged.strip())
    return ", ".join(part for part in parts if part)


def parse_extent(value: str, *, whole: bool) -> Extent:
    """What a field `pages` says: of a `whole` work a lone number is that of its pages.

    Nobody cites one page of a book in the entry of the book; Mendeley and MathSciNet write there how
    many it has, and Zotero reads it so. What has a brace in it, such as `{}5`, is always a page.
    """
    if "--" in value:  # as nearly all are
        return Extent(parse_pages(value))
    text = " ".join(value.replace("~", " ").split())
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    counted = _COUNTED.fullmatch(text)
    if counted and (whole or counted["unit"] or "+" in (counted["preface"] or "")):
        return Extent("", counted["count"] + (counted["remark"] or ""))
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        return Extent(numbered["number"], numbered["count"] or "")
    return Extent(parse_pages(value))


def write_pages(pages: str, *, whole: bool) -> str:
    """The LaTeX value that `parse_extent` reads as these pages, in plain text."""
    value = encode_plain(pages).replace("–", "--")
    return value if parse_extent(value, whole=whole).pages == pages else "{}" + value


def place_pages(fields: EntryFields, entry_type: str, arxiv_id: str, journal: str) -> str:
    """Its pages, or the number that an article has for them; how many it has is left over.

    A number of a preprint server is none of these, though the Astrophysics Data System writes it
    there, and everything twice; nor is the beginning of one, which Google Scholar takes for pages.
    """
    values = fields.values
    if values.keys().isdisjoint(PAGE_FIELDS):
        return ""
    if arxiv_id or "eprint" in values:
        server = decode_plain(values.get("eprinttype") or values.get("archiveprefix") or "")
        eprints = {f"arxiv:{arxiv_id}", f"{server.lower()}:{values.get('eprint', '').lower()}"}
        fields.used |= {n for n in PAGE_FIELDS if n in values and values[n].lower() in eprints}
    value = fields.first(tuple(name for name in PAGE_FIELDS if fields.has(name)))
    if not value:
        return ""
    fields.used |= {name for name in PAGE_FIELDS if values.get(name) == value}
    if "\\" in value:
        fields.decoded(value)
    extent = parse_extent(value, whole=vocabulary.is_whole(entry_type))
    if extent.total and values.get(COUNT):
        return parse_pages(value)
    if extent.total:
        fields.extra[COUNT] = extent.total
    if _OF_DOI.fullmatch(extent.pages) and vocabulary.is_preprint_journal(journal):
        fields.leave("pages", extent.pages)
        return ""
    return extent.pages
