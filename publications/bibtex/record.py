"""What an entry says: names, dates, titles and identifiers, out of its LaTeX values."""

import re
from dataclasses import dataclass, field

from publications.bibtex import collaborations, richtext, vocabulary
from publications.bibtex.dates import Date, from_parts, parse_date, parse_year
from publications.bibtex.entry_fields import EntryFields, joined
from publications.bibtex.identifiers import identifiers, link
from publications.bibtex.latex import decode_plain
from publications.bibtex.names import Name, Names, parse_names
from publications.bibtex.numbering import NUMBERS, bare_number
from publications.bibtex.pages import place_pages
from publications.bibtex.patents import with_patent
from publications.bibtex.placeholders import without_placeholders
from publications.bibtex.reader import Entry
from publications.bibtex.values import (
    first_address,
    is_number_of_preprint,
    is_of_database,
    parse_attachments,
    parse_keywords,
    without_label,
)
from publications.bibtex.verbatim import verbatim

__all__ = ["Name", "Record", "interpret"]


@dataclass(slots=True)  # `frozen` would take five times as long to make one
class Record:
    """A publication as its entry describes it; every value is decoded.

    `title`, `venue` and `abstract` are rich text, all other texts plain Unicode. `date` is EDTF
    (level 1) with the numbers of it or its start beside it; `pages` has en dashes; `doi` and
    `arxiv_id` are bare. `extra` has every field that nothing else holds.
    """

    key: str = ""
    entry_type: str = ""
    type: str = "misc"
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    others: bool = False
    date: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    venue: str = ""
    series: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    institution: str = ""
    edition: str = ""
    chapter: str = ""
    event: str = ""
    event_place: str = ""
    doi: str = ""
    arxiv_id: str = ""
    isbn: str = ""
    issn: str = ""
    url: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    kind: str = ""
    note: str = ""
    status: str = ""
    award: str = ""
    code_url: str = ""
    slides_url: str = ""
    video_url: str = ""
    poster_url: str = ""
    data_url: str = ""
    pdf_url: str = ""
    selected: bool = False
    protected: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


_PLAIN_FIELDS = (
    ("series", ("series",)),
    ("volume", ("volume",)),
    ("number", ("number", "issue")),
    ("publisher", ("publisher",)),
    ("institution", ("institution", "school", "university", "organization", "organisation")),
    ("edition", ("edition",)),
    ("chapter", ("chapter",)),
    ("event", ("eventtitle",)),
    ("event_place", ("venue",)),
    ("isbn", ("isbn",)),
    ("issn", ("issn",)),
    ("language", ("language", "langid", "hyphenation")),
    ("note", ("note",)),
    ("award", ("award", "awards")),
)
LINKS = (
    ("code_url", ("code", "codeurl", "url_code", "github", "url_github")),
    ("slides_url", ("slides", "slidesurl", "url_slides")),
    ("video_url", ("video", "videourl", "url_video")),
    ("poster_url", ("poster", "posterurl", "url_poster")),
    ("data_url", ("data", "dataset", "dataurl", "url_data", "url_dataset")),
    ("pdf_url", ("pdf", "url_paper", "url_pdf")),
)
_LINK_FIELDS = frozenset(name for _, names in LINKS for name in names)
KEYWORD_FIELDS = (
    "keywords", "keyword", "tags", "author-keywords", "author_keywords", "keywords-plus",
)  # fmt: skip
_RESOLVED = frozenset({"crossref", "xdata"})
_YEAR_STATES = {
    "in press",
    "under review",
    "forthcoming",
    "to appear",
    "submitted",
    "accepted",
    "in preparation",
}
_WITH_KEYS = {name: names for name, names in _PLAIN_FIELDS if name in ("series", "language")}
_LEADS_TO = {"", "see", "at", "url", "[online]", "online", "available at", "available from",
             "available online"}  # fmt: skip
_SEEN = re.compile(r"(?is)[\[(]?\b(?:last |date )?(?:accessed|visited|retrieved|checked)\b.*")
_WHOLE_WORKS = {"book", "collection", "reference", "manual", "report"}


def interpret(entry: Entry) -> Record:
    """The record that an entry describes; never an exception."""
    entry_type, written = with_patent(entry.type, entry.fields)
    fields = EntryFields(_closed(without_placeholders(written)))
    if not vocabulary.is_known(entry.type):
        fields.problems.append(f"The entry type “{entry.type}” is not known; it is read as “misc”.")
    title, protected, venue, journal = _titles(fields, entry_type)
    state = _state_of(richtext.plain(venue))
    if state:
        venue = journal = ""
    authors, editors = _people(fields)
    date = _date(fields)
    numbers = identifiers(fields, journal)
    values = _plain(fields)
    if is_number_of_preprint(values.get("volume", ""), numbers["arxiv_id"]):
        del values["volume"]
    kind = _kind(fields, entry_type, numbers)
    pages = place_pages(fields, entry_type, numbers["arxiv_id"], journal)
    if _state_of(pages):
        state, pages = state or _state_of(pages), ""
    places = _places(fields, values, numbers)
    links = _links(fields)
    keywords = _keywords(fields)
    type_ = _type(fields, entry_type, venue, journal, posted=bool(numbers["arxiv_id"]))
    return Record(
        key=entry.key,
        entry_type=entry.type,
        type=type_,
        title=title,
        authors=authors.names,
        editors=editors.names,
        others=authors.others,
        date=date.text,
        year=date.year,
        month=date.month,
        day=date.day,
        venue=venue,
        pages=pages,
        abstract=fields.rich("abstract", paragraphs=True),
        keywords=keywords,
        kind=kind,
        status=_status(fields) or state,
        selected=fields.plain("selected", "featured").lower() in {"true", "yes", "1"},
        protected=protected,
        extra=_extra(fields),
        # After all the others: they note what they do not understand.
        problems=tuple(dict.fromkeys(fields.problems)),
        **{**values, **places, **numbers, **links},
    )


def _closed(fields: dict[str, str]) -> dict[str, str]:
    """The fields, those that libraries end with the mark before the next one without it: “London :”."""
    marked = {
        name: value.rstrip(" ,;:")
        for name in vocabulary.BEFORE_A_MARK
        if (value := fields.get(name, ""))[-1:] in vocabulary.MARKS_BETWEEN and value[-2:-1] != "\\"
    }
    return {**fields, **marked} if marked else fields


def _titles(fields: EntryFields, entry_type: str) -> tuple[str, tuple[str, ...], str, str]:
    """Its title, what is protected in that, its venue, and the plain name of that if it is a journal.

    A whole work may have its title where others have that of the book which they stand in.
    """
    title, protected = fields.titled("")
    whole = not title and vocabulary.entry_base(entry_type) in _WHOLE_WORKS
    if whole:
        title, _ = fields.titled("book")
    venue, journal = venue_of(fields, entry_type)
    if whole and not title:
        title = venue
        venue, journal = venue_of(fields, entry_type)
    if not title and fields.has("titleaddon"):
        title = fields.rich("titleaddon")
    return title, protected, venue, journal


def _plain(fields: EntryFields) -> dict[str, str]:
    """What needs to be decoded and no more, of what there is."""
    values = {
        name: fields.plain(*names)
        for name, names in _PLAIN_FIELDS
        if not fields.values.keys().isdisjoint(names)
    }
    for name in ("isbn", "issn"):
        if name in values:
            values[name] = without_label(values[name])
    for name in NUMBERS:
        if name in values and fields.values.get(name, "")[:1] != "{":
            values[name] = bare_number(values[name])
    if values.get("language", "").lower() in {"undefined", "undefined/unknown"}:
        fields.leave("language", values.pop("language"))
    if is_of_database(values.get("note", "")):
        fields.leave("note", values.pop("note"))
    for name, names in _WITH_KEYS.items():
        if values.get(name):
            values[name] = _localized(fields, names, values[name])
    return values


def _type(fields: EntryFields, entry_type: str, venue: str, journal: str, *, posted: bool) -> str:
    """The site's type of an entry, `posted` where it has a number of a preprint server."""
    told: dict[str, str] = {
        name: decode_plain(fields.values[name])
        for name in ("entrysubtype", "type")
        if name in fields.values
    }
    on_server = vocabulary.is_preprint_journal(journal)
    type_ = vocabulary.type_of(
        entry_type,
        told,
        posted=on_server or posted,
        published=bool(venue) and not on_server,
    )
    if told.get("entrysubtype") in vocabulary.subtypes_of(type_):
        fields.used.add("entrysubtype")  # It says nothing that the type does not say.
    return type_


def venue_of(fields: EntryFields, entry_type: str) -> tuple[str, str]:
    """The title of what holds the publication, and the plain name of its journal if it is one.

    A book has no `booktitle` but for the entries that refer to it ("BibTeXing", 3.2).
    """
    for stem in vocabulary.venue_stems(entry_type):
        name, _ = fields.titled(stem) if fields.has(f"{stem}title") else ("", ())
        if not name and stem == "journal" and fields.has("journal"):
            name = joined(fields.rich("journal"), fields.rich("journalsubtitle"))
        if name:
            return name, richtext.plain(name) if stem == "journal" else ""
    return "", ""


def _people(fields: EntryFields) -> tuple[Names, Names]:
    authors = parse_names(fields.first(("author", "authors")) or fields.first(("holder",)))
    if fields.has(collaborations.FIELD):
        signed = fields.first((collaborations.FIELD,))
        authors = collaborations.with_collaborations(authors, signed)
    editors = parse_names(fields.first(("editor", "editors")))
    fields.problems += [*authors.problems, *editors.problems]
    return authors, editors


def _date(fields: EntryFields) -> Date:
    """The date of `date`, or of `year`, `month` and `day` where it has none."""
    values = fields.values
    written = values.get("date", "")
    date = parse_date(written) if written else Date()
    if written and not date.text and values.get("year") and not values.get("month"):
        date = from_parts(values["year"], written, "")  # EndNote: a year, and the rest as the date
    if date.problem:
        fields.problems.append(date.problem)
    if date.text and not date.problem:
        fields.used |= {"date", "year", "month", "day"}
        return date
    if written:
        fields.leave("date", decode_plain(written))
    year = values.get("year") or date.text
    if _state_of(decode_plain(year)):
        return date
    parts = from_parts(year, values.get("month", ""), values.get("day", ""))
    if parts.problem:
        fields.problems.append(parts.problem)
    if not parts.text:
        return date
    of_month = parts.problem and parts.problem != parse_year(year).problem
    fields.used |= {"year", *(() if of_month else ("month", "day"))}
    return parts


def _state_of(text: str) -> str:
    """How far the publication is, if a text says that and nothing else; or ""."""
    state = text.strip("() .").lower()
    return state if state in _YEAR_STATES else ""


def _status(fields: EntryFields) -> str:
    status = fields.plain("pubstate")
    if not status and "year" not in fields.used:
        status = _state_of(decode_plain(fields.values.get("year", "")))
        if status:
            fields.used.add("year")
    return vocabulary.STATES.get(status.lower(), status)


def _kind(fields: EntryFields, entry_type: str, numbers: dict[str, str]) -> str:
    """What sort of thing the publication is, in words: `type`, or else `howpublished`."""
    kind = fields.plain("type")
    kind = "" if vocabulary.is_said(entry_type, kind) else vocabulary.KINDS.get(kind.lower(), kind)
    how = fields.values.get("howpublished", "")
    if how and not kind:
        fields.used.add("howpublished")
        address, rest = first_address(how)
        taken = address and numbers["url"] in {"", address}
        if taken:
            numbers["url"] = address
        kind = fields.decoded(rest if taken else how).strip(" .,:")
        seen = _SEEN.search(kind)
        if seen and kind[: seen.start()].strip(" .,:").lower() in _LEADS_TO:
            fields.leave("howpublished", seen[0].strip("()[] .,"))
            kind = ""
        if taken and kind.lower() in {
            *_LEADS_TO,
            address.lower(),
            address[address.find("//") + 2 :],
        }:
            kind = ""
    return kind


def _places(fields: EntryFields, values: dict[str, str], numbers: dict[str, str]) -> dict[str, str]:
    """Where it was published; of two places the second is that of the event, as ACM exports it.

    Citavi writes an address of the web there.
    """
    address, location = fields.values.get("address"), fields.values.get("location")
    names = ("address", "location", "place")
    where = {"place": _localized(fields, names, fields.plain(*names))}
    if "://" in where["place"] and not numbers["url"] and (found := link(fields, names)):
        numbers["url"], where["place"] = found, ""
    if address and location and not values.get("event_place"):
        where["event_place"] = fields.plain("location")
    return where


def _localized(fields: EntryFields, names: tuple[str, ...], value: str) -> str:
    """What biblatex prints if the first of these fields is made of its localization keys. In braces
    of their own they are words like others."""
    if not vocabulary.is_printed_otherwise(value):
        return value
    written = next((fields.values[name] for name in names if fields.values.get(name)), "")
    return value if "{" in written else vocabulary.printed_list(value)


def _keywords(fields: EntryFields) -> tuple[str, ...]:
    words: dict[str, None] = {}
    for name in KEYWORD_FIELDS:
        if fields.values.get(name):
            fields.used.add(name)
            words.update(dict.fromkeys(parse_keywords(fields.values[name])))
    return tuple(words)


def _links(fields: EntryFields) -> dict[str, str]:
    if fields.values.keys().isdisjoint(_LINK_FIELDS):
        return {}
    return {name: link(fields, names) for name, names in LINKS}


def _extra(fields: EntryFields) -> dict[str, str]:
    """Every field that has no place of its own, decoded; attachments by their paths."""
    extra = fields.extra
    for name, value in fields.values.items():
        if name in fields.used or name in _RESOLVED or not value:
            continue
        if name == "file":
            extra[name] = "; ".join(path.replace(";", "\\;") for path in parse_attachments(value))
            continue
        text = (
            verbatim(value, vocabulary.blank_of(name))
            if vocabulary.is_verbatim(name)
            else fields.decoded(value)
        )
        if text:
            extra[name] = text
    return extra
