"""What an entry says: names, dates, titles and identifiers, out of its LaTeX values."""

from dataclasses import dataclass, field

from publications.bibtex.reader import Entry


@dataclass(frozen=True, slots=True)
class Name:
    """One person, or one organisation (`literal`), in plain Unicode text."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A publication as its entry describes it; every value is decoded."""

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


TYPES = {
    "article": "journal",
    "inproceedings": "conference",
    "conference": "conference",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "phdthesis": "phd",
    "mastersthesis": "master",
    "techreport": "report",
}


def _names(value: str) -> tuple[Name, ...]:
    names = []
    for text in value.replace("\n", " ").split(" and "):
        family, comma, given = text.partition(",")
        if not comma:
            given, _, family = text.strip().rpartition(" ")
        names.append(Name(family=family.strip(), given=given.strip()))
    return tuple(names)


def interpret(entry: Entry) -> Record:
    """The record that an entry describes; never an exception."""
    fields = {name: value.replace("{", "").replace("}", "") for name, value in entry.fields.items()}
    year = fields.get("year", fields.get("date", ""))[:4]
    return Record(
        key=entry.key,
        entry_type=entry.type,
        type=TYPES.get(entry.type, "misc"),
        title=fields.get("title", ""),
        authors=_names(fields["author"]) if fields.get("author") else (),
        editors=_names(fields["editor"]) if fields.get("editor") else (),
        date=year,
        year=int(year) if year.isdecimal() else None,
        venue=fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle", ""),
        volume=fields.get("volume", ""),
        number=fields.get("number", ""),
        pages=fields.get("pages", "").replace("--", "–"),
        publisher=fields.get("publisher", ""),
        doi=fields.get("doi", "").lower(),
        url=fields.get("url", ""),
        abstract=fields.get("abstract", ""),
    )
