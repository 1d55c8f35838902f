"""Entries to text: what `reader` and `record` read back as the same."""

import re
from collections.abc import Mapping

from publications.bibtex import vocabulary
from publications.bibtex.encode import encode, encode_address, encode_names, encode_plain
from publications.bibtex.entry_fields import EntryFields
from publications.bibtex.grammar import is_balanced
from publications.bibtex.identifiers import URL_FIELDS
from publications.bibtex.numbering import NUMBERS, write_number
from publications.bibtex.pages import write_pages
from publications.bibtex.placeholders import with_all_said
from publications.bibtex.record import Record, venue_of
from publications.bibtex.strings import MONTHS

__all__ = ["encode", "encode_names", "encode_plain", "fields_of", "write", "write_entry"]

_NOT_IN_KEY = re.compile(r'[,={}"\x00-\x1f]+')
_NOT_IN_TYPE = re.compile(r"""[\s"#%'(),={}@\\]+""")
_NOT_IN_NAME = re.compile(r"""[\s"#%'(),={}]+""")
_BRACE = re.compile(r"[{}]")
_MACROS = {name: macro for macro, name in MONTHS.items()}
_MONTH_MACROS = list(MONTHS.values())
_SIMPLE_DATE = re.compile(r"\d{4}(?:-(\d\d))?")

_TEXTS = (
    ("series", "series"),
    ("volume", "volume"),
    ("number", "number"),
    ("publisher", "publisher"),
    ("address", "place"),
    ("edition", "edition"),
    ("chapter", "chapter"),
    ("eventtitle", "event"),
    ("venue", "event_place"),
    ("isbn", "isbn"),
    ("issn", "issn"),
    ("language", "language"),
    ("note", "note"),
    ("pubstate", "status"),
    ("award", "award"),
)
_WITH_KEYS = {"series", "language", "address"}  # which may be localization keys of biblatex
_ADDRESSES = (
    ("code", "code_url"),
    ("slides", "slides_url"),
    ("video", "video_url"),
    ("poster", "poster_url"),
    ("data", "data_url"),
    ("pdf", "pdf_url"),
)
_KEYWORD_MARK = re.compile(r"[；，、;,|·•]")
_SCHOOLS = {"phdthesis", "mastersthesis"}
_INSTITUTIONS = {"school", "university", "organization", "organisation"}
_ORGANIZED = {
    "conference", "dataset", "electronic", "inproceedings", "manual", "misc", "mvproceedings", "online",
    "proceedings", "software", "standard", "www",
}  # fmt: skip


def _balanced(value: str) -> str:
    """The value with each brace that has no partner as a command, since BibTeX counts braces."""
    if is_balanced(value):
        return value
    odd: set[int] = set()
    stack: list[int] = []
    for brace in _BRACE.finditer(value):
        if brace[0] == "{":
            stack.append(brace.start())
        elif stack:
            stack.pop()
        else:
            odd.add(brace.start())
    odd.update(stack)
    names = {"{": "{\\textbraceleft}", "}": "{\\textbraceright}"}
    return "".join(names[c] if n in odd else c for n, c in enumerate(value))


def write_entry(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry in BibTeX's form; LaTeX values come out exactly as they are given.

    Values stand in braces, months as macros (`jan`), so that every style prints them in its way.
    What would break the form (a comma in a key, a blank in a name) is left out.
    """
    kind = _NOT_IN_TYPE.sub("", entry_type) or "misc"
    lines = [f"@{kind}{{{_NOT_IN_KEY.sub('', key).strip(' %')}"]
    for name, value in fields.items():
        written = _NOT_IN_NAME.sub("", name)
        if not written:
            continue
        macro = _MACROS.get(value) if written.lower() == "month" else None
        lines.append(f"  {written} = {macro or '{' + _balanced(value) + '}'}")
    return ",\n".join(lines) + ("\n}\n" if len(lines) > 1 else ",\n}\n")


def write(record: Record) -> str:
    """A record as an entry, all of whose values are written anew."""
    entry_type, told = _entry_type(record)
    return write_entry(entry_type, record.key, {**fields_of(record), **told})


def _type_read(record: Record, entry_type: str, told: Mapping[str, str]) -> str:
    """The publication type that reading would find."""
    on_server = vocabulary.is_preprint_journal(record.venue)
    return vocabulary.type_of(
        entry_type,
        told,
        posted=on_server or bool(record.arxiv_id),
        published=bool(record.venue) and not on_server,
    )


def _told(record: Record) -> dict[str, str]:
    """The fields among the unplaced ones that tell of what type the entry is."""
    return {name: record.extra[name] for name in ("entrysubtype", "type") if name in record.extra}


def _entry_type(record: Record) -> tuple[str, dict[str, str]]:
    """The entry type of a record, and the fields without which it would be read as another.

    It came with an entry type, which stays where it can; so it does where the one of its type would
    have no place for the venue.
    """
    own, subtype = record.entry_type, {"entrysubtype": vocabulary.subtype_of(record.type)}
    usual, needed = vocabulary.entry_type_of(record.type)
    choices = [(own, {}), (usual, {}), (usual, needed), (usual, subtype), (own, subtype)]
    for entry_type, told in choices:
        if entry_type and _is_read(record, entry_type, told):
            return entry_type, told
    return usual, needed


def _is_read(record: Record, entry_type: str, more: dict[str, str]) -> bool:
    """Whether reading an entry of a type would find the record's own type, and its venue."""
    told = _told(record)
    if more.keys() & told.keys():
        return False
    field = _kind_field(record, entry_type, {**told, **more})
    if record.kind and field in record.extra:
        return False
    kind = {"type": record.kind} if field == "type" else {}
    read = _type_read(record, entry_type, {**told, **kind, **more})
    return read == record.type and _venue_field(record, entry_type) is not None


def _kind_field(record: Record, entry_type: str, told: Mapping[str, str]) -> str:
    """`type`, unless reading would then take the entry for another type.

    BibTeX's styles print no type of a booklet or a miscellany, but how it was published.
    """
    base = entry_type or vocabulary.entry_type_of(record.type)[0]
    if base in {"booklet", "misc"} and _is_how_published(record, base, told):
        return "howpublished"
    read = _type_read(record, base, {**told, "type": record.kind})
    is_kind = read == record.type and not vocabulary.is_said(base, record.kind)
    return "type" if is_kind and "type" not in record.extra else "howpublished"


def _is_how_published(record: Record, base: str, told: Mapping[str, str]) -> bool:
    """Whether reading gives the kind and the type of a record without a field `type`."""
    kind = record.kind
    if not kind or "howpublished" in record.extra or kind.strip(" .,:") != kind:
        return False
    if "://" in kind or "arxiv" in kind.lower():
        return False
    return _type_read(record, base, told) == record.type and "type" not in record.extra


def fields_of(record: Record) -> dict[str, str]:
    """The BibTeX fields of a record, as LaTeX: what reading makes the same record of again."""
    entry_type, needed = _entry_type(record)
    fields = {
        "author": encode_names(record.authors, others=record.others),
        "editor": encode_names(record.editors),
        "title": encode(record.title, record.protected),
        _venue_field(record, entry_type) or "booktitle": encode(record.venue),
        **_date_fields(record),
        **{name: _written(name, getattr(record, attribute)) for name, attribute in _TEXTS},
        "pages": write_pages(record.pages, whole=vocabulary.is_whole(entry_type)),
        _institution_field(record, entry_type): encode_plain(record.institution),
        _kind_field(record, entry_type, {**_told(record), **needed}): encode_plain(record.kind),
        # What is no DOI stands beside an address that has one.
        "doi": "" if "doi" in record.extra and "doi.org/" in record.url else record.doi,
        **_arxiv_fields(record),
        _url_field(record): encode_address(record.url),
        **{name: encode_address(getattr(record, attribute)) for name, attribute in _ADDRESSES},
        "keywords": _keywords(record.keywords),
        "abstract": encode(record.abstract),
        "selected": "true" if record.selected else "",
    }
    for name, value in record.extra.items():
        if not fields.get(name):
            fields[name] = value if vocabulary.is_verbatim(name) else encode_plain(value)
    for name in vocabulary.BEFORE_A_MARK:
        if fields.get(name, "")[-1:] in vocabulary.MARKS_BETWEEN:
            fields[name] += "{}"  # else reading takes the mark for one between two fields
    return with_all_said({name: value for name, value in fields.items() if value})


def _written(name: str, text: str) -> str:
    """A text as LaTeX, in braces where biblatex would print another for it."""
    written = encode_plain(text)
    if name in NUMBERS:
        return write_number(text, written)
    return (
        f"{{{written}}}"
        if name in _WITH_KEYS and vocabulary.is_printed_otherwise(text)
        else written
    )


def _venue_field(record: Record, entry_type: str) -> str | None:
    """The field in which reading finds the venue and nothing that is left over; None if none is so."""
    names = ["booktitle", "journal", "journaltitle"]
    if _is_in_journal(record, entry_type):
        names = ["journal", "journaltitle", "booktitle"]
    for name in names if record.venue else [""]:
        said = {"title": "-", **dict.fromkeys(record.extra, "-")}
        fields = EntryFields({**said, name: "-"} if name else said)
        venue_of(fields, entry_type)
        if name not in said and fields.used == ({name} if name else set()):
            return name
    return None


def _is_in_journal(record: Record, entry_type: str) -> bool:
    stems = vocabulary.venue_stems(entry_type)
    return stems[0] == "journal" or vocabulary.is_preprint_journal(record.venue)


def _institution_field(record: Record, entry_type: str) -> str:
    """The name under which styles look for it, or the one that is read before all others."""
    if record.extra.keys().isdisjoint(_INSTITUTIONS):
        if entry_type in _SCHOOLS:
            return "school"
        if entry_type in _ORGANIZED:
            return "organization"
    return "institution"


def _url_field(record: Record) -> str:
    """`url`, or another name for it where that field holds what is no web address."""
    return next((name for name in URL_FIELDS if name not in record.extra), "url")


def _date_fields(record: Record) -> dict[str, str]:
    """`year` and `month` where they say all, for BibTeX's styles; also `date` where they do not."""
    if not record.date:
        return {}
    fields = {"year": f"{record.year:04d}" if record.year is not None else ""}
    if record.month:
        fields["month"] = _MONTH_MACROS[record.month - 1]
    if "date" in record.extra and record.day:
        return {**fields, "day": str(record.day)}
    simple = _SIMPLE_DATE.fullmatch(record.date)
    if not simple or bool(simple[1]) != bool(record.month):
        fields = {"date": record.date, **fields}
    return fields


def _arxiv_fields(record: Record) -> dict[str, str]:
    if not record.arxiv_id:
        return {}
    if not record.extra.keys().isdisjoint(("eprint", "eprinttype", "archiveprefix")):
        return {"arxiv": record.arxiv_id}
    return {"eprint": record.arxiv_id, "archiveprefix": "arXiv"}


def _keywords(words: tuple[str, ...]) -> str:
    written = [
        "{" + encode_plain(word) + "}" if _KEYWORD_MARK.search(word) else encode_plain(word)
        for word in words
    ]
    # One keyword in braces alone would look like a list in braces.
    return ", ".join(written) + ("," if len(written) == 1 and written[0][:1] == "{" else "")
