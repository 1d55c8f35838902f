"""What a publication's other fields say that formats have places for: translators, dates, numbers.

They are biblatex's fields (manual, 2.2.2), which an import keeps as plain text.
"""

import re
from urllib.parse import quote

from publications.bibtex.dates import parse_date
from publications.bibtex.encode import encode_plain
from publications.bibtex.names import Name, parse_names
from publications.bibtex.richtext import plain
from publications.bibtex.vocabulary import is_preprint_journal
from publications.models import Author, Authorship, Publication
from publications.pubmed import pmid

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    *("thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_ORDINAL = re.compile(
    rf"(?:(?P<digits>[1-9]\d*)(?:st|nd|rd|th|\.(?= Aufl)|(?:re|e|[eè]me)(?= é))"
    rf"|(?P<word>{'|'.join(_ORDINALS)}))(?: (?:[eé]d(?:\.|ition|n\.?)?|Aufl(?:\.|age)))?",
    re.IGNORECASE,
)
# Roles of `editortype` and `editoratype` that are not those of an editor.
_ROLES = frozenset({"compiler", "director", "organizer", "translator", "illustrator", "narrator"})

# Where biblatex and others tell when an address was looked at.
ACCESSED = (
    "urldate",
    "urlyear",
    "accessed",
    "accessdate",
    "lastaccessed",
    "lastchecked",
    "visited",
)

# What biblatex prints for the keys of `eprinttype` (manual, 3.14.7).
_ARCHIVES = {"jstor": "JSTOR", "googlebooks": "Google Books"}


def detail(publication: Publication, *names: str) -> str:
    """The first of these other fields that is there, as text."""
    for name in names:
        value = publication.extra.get(name)
        if value:
            return str(value)
    return ""


def people_of(authorships: list[Authorship]) -> list[Name]:
    return [name_of(authorship.author) for authorship in authorships]


def name_of(author: Author) -> Name:
    return Name(author.family, author.given, author.particle, author.suffix, author.literal)


def editor_role(publication: Publication) -> str:
    """What those that BibTeX calls editors are: “editor”, or what `editortype` says."""
    role = detail(publication, "editortype").casefold()
    return role if role in _ROLES else "editor"


def people_in(publication: Publication, field: str) -> list[Name]:
    """The people that another field names, such as `translator`."""
    text = detail(publication, field)
    return list(parse_names(encode_plain(text)).names) if text else []


def date_in(publication: Publication, *fields: str) -> str:
    """The date in other fields, such as `urldate`, in EDTF; as it stands where it is none."""
    text = detail(publication, *fields)
    date = parse_date(text) if text else None
    return date.text if date and date.text and not date.problem else text


def is_newspaper(publication: Publication) -> bool:
    """Whether an article appeared in a newspaper and not in a magazine."""
    told = f"{publication.entry_type} {publication.kind} {detail(publication, 'entrysubtype')}"
    return publication.type == "article" and "newspaper" in told.casefold()


def edition_number(edition: str) -> str:
    """ "2" of "Second", "2nd" or "2nd edition", as BibTeX's styles want them; others as they stand."""
    found = _ORDINAL.fullmatch(edition.strip())
    if not found:
        return edition
    return found["digits"] or str(_ORDINALS.index(found["word"].casefold()) + 1)


def pages_of(pages: str) -> tuple[str, str]:
    """The first page and the last one: “101” and “140” of “101–132, 140”; the last "" if there is one."""
    numbers = [number.strip() for number in re.split(r"[–,]", pages)]
    return numbers[0], numbers[-1] if len(numbers) > 1 else ""


def preprint_server(publication: Publication) -> str:
    """Where a preprint lies: arXiv, a server that its venue names, or who put it out."""
    if publication.arxiv_id:
        return "arXiv"
    venue = plain(publication.venue)
    named = venue if is_preprint_journal(venue) else ""
    return named or publication.publisher or publication.institution


def pubmed_id(publication: Publication) -> str:
    """The number in PubMed, told by itself or as an eprint."""
    return pmid(publication.extra)


def archive_of(publication: Publication) -> tuple[str, str]:
    """Where an eprint lies, and its number there; nothing where other variables say it."""
    place = detail(publication, "eprinttype", "archiveprefix")
    number = detail(publication, "eprint")
    # Publishers put the address of their PDF into `eprint`.
    told = place and "://" not in number and place.casefold() != "hdl"
    if not number or not told or pubmed_id(publication):
        return "", ""
    return _ARCHIVES.get(place.casefold(), place), number


def handle_url(publication: Publication) -> str:
    """The address of what has a number in the Handle System."""
    is_handle = detail(publication, "eprinttype", "archiveprefix").casefold() == "hdl"
    number = detail(publication, "eprint") if is_handle else ""
    return f"https://hdl.handle.net/{quote(number, safe='/:;()._-')}" if number else ""
