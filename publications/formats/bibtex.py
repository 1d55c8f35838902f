"""Publications as BibTeX: as they came in, or normalised.

An entry that was imported is given back in its own fields, LaTeX and all, but for those that an editor
changed since. Anything else is written anew, in biblatex's terms and Unicode.
"""

import html
import re
from collections.abc import Iterable, Iterator

from publications.models import Author, Authorship, Publication

MEDIA_TYPE = "application/x-bibtex"
# Each type's entry type in biblatex, with the field that tells what the entry type does not.
ENTRY_TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "preprint": ("online", {}),
    "blog": ("online", {"entrysubtype": "blog"}),
    "conference": ("inproceedings", {}),
    "journal": ("article", {}),
    "patent": ("patent", {}),
    "chapter": ("incollection", {}),
    "book": ("book", {}),
    "collection": ("collection", {}),
    "phd": ("phdthesis", {}),
    "workshop": ("inproceedings", {"entrysubtype": "workshop"}),
    "master": ("mastersthesis", {}),
    "bachelor": ("thesis", {"entrysubtype": "bachelor"}),
    "thesis": ("thesis", {}),
    "report": ("techreport", {}),
    "manual": ("manual", {}),
    "reference": ("inreference", {}),
    "review": ("review", {}),
    "article": ("article", {"entrysubtype": "magazine"}),
    "software": ("software", {}),
    "dataset": ("dataset", {}),
    "media": ("video", {}),
    "online": ("online", {}),
    "unpublished": ("unpublished", {}),
    "misc": ("misc", {}),
}
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_PIECES = re.compile(r'(\\\(.+?\\\)|</?(?:i|b|sup|sub|sc|code)>|<a href="[^"<>]*">|</a>)', re.S)
_COMMANDS = {
    "i": r"\emph{",
    "b": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
    "sc": r"\textsc{",
    "code": r"\texttt{",
}


def latex(text: str) -> str:
    """Plain text as LaTeX, its special characters escaped; letters stay Unicode."""
    return text.translate(_SPECIAL).replace("–", "--").replace("—", "---")


def _guarded(text: str, protected: Iterable[str]) -> str:
    """LaTeX with the protected phrases in braces."""
    kept = sorted({phrase for phrase in protected if phrase}, key=len, reverse=True)
    if not kept:
        return latex(text)
    pattern = re.compile(rf"((?<!\w)(?:{'|'.join(map(re.escape, kept))})(?!\w))")
    parts = pattern.split(text)
    return "".join(f"{{{latex(part)}}}" if i % 2 else latex(part) for i, part in enumerate(parts))


def rich_latex(text: str, protected: Iterable[str] = ()) -> str:
    """Rich text as LaTeX: commands for its elements, mathematics between dollar signs."""
    written = []
    for part in _PIECES.split(text):
        if part.startswith(r"\("):
            written.append(f"${html.unescape(part[2:-2])}$")
        elif not _PIECES.fullmatch(part):
            written.append(_guarded(html.unescape(part), protected))
        elif part.startswith("</"):
            written.append("}")
        elif part.startswith("<a"):
            written.append(rf"\href{{{html.unescape(part[9:-2])}}}{{")
        else:
            written.append(_COMMANDS[part[1:-1]])
    return "".join(written)


def _name(author: Author) -> str:
    if author.literal:
        return f"{{{latex(author.literal)}}}"
    family = f"{author.particle} {author.family}".strip()
    parts = [family, author.suffix, author.given] if author.suffix else [family, author.given]
    return latex(", ".join(part for part in parts if part))


def _names(people: list[Authorship], others: bool = False) -> str:
    names = [_name(authorship.author) for authorship in people]
    return " and ".join([*names, "others"] if others and names else names)


def _venue_field(publication: Publication, entry_type: str) -> str:
    if entry_type in ("article", "review", "periodical"):
        return "journaltitle"
    return (
        "booktitle"
        if publication.type in ("conference", "workshop", "chapter", "reference")
        else "journaltitle"
    )


def _numbers(publication: Publication) -> dict[str, str]:
    return {
        "series": latex(publication.series),
        "volume": latex(publication.volume),
        "number": latex(publication.number),
        "chapter": latex(publication.chapter),
        "edition": latex(publication.edition),
        "pages": latex(publication.pages),
        "date": publication.date,
    }


def _identifiers(publication: Publication) -> dict[str, str]:
    return {
        "doi": publication.doi,
        "eprint": publication.arxiv_id,
        "eprinttype": "arxiv" if publication.arxiv_id or publication.type == "preprint" else "",
        "isbn": publication.isbn,
        "issn": publication.issn,
        "url": publication.url,
    }


def _places(publication: Publication) -> dict[str, str]:
    thesis = publication.type in ("phd", "master", "bachelor", "thesis", "report")
    institution = {"institution" if thesis else "organization": latex(publication.institution)}
    return {
        "publisher": latex(publication.publisher),
        **institution,
        "location": latex(publication.place),
        "eventtitle": latex(publication.event),
        "venue": latex(publication.event_place),
    }


def normal_fields(publication: Publication) -> dict[str, str]:
    """The fields of a publication in biblatex's names and LaTeX, without the empty ones."""
    entry_type, told_by = entry_type_of(publication)
    fields = {
        "author": _names(publication.authors, publication.others),
        "editor": _names(publication.editors),
        "title": rich_latex(publication.title, publication.protected),
        _venue_field(publication, entry_type): rich_latex(publication.venue),
        **_numbers(publication),
        **_places(publication),
        **told_by,
        "type": latex(publication.kind),
        **_identifiers(publication),
        "abstract": rich_latex(publication.abstract),
        "keywords": latex(", ".join(map(str, publication.keywords))),
        "langid": publication.language,
        "note": rich_latex(publication.note),
        "pubstate": latex(publication.status),
        "award": latex(publication.award),
        "pdf": publication.pdf_url,
        "code": publication.code_url,
        "slides": publication.slides_url,
        "video": publication.video_url,
        "poster": publication.poster_url,
        "data": publication.data_url,
        "selected": "true" if publication.is_selected else "",
        **{name: latex(str(value)) for name, value in publication.extra.items()},
    }
    return {name: value for name, value in fields.items() if value}


def entry_type_of(publication: Publication) -> tuple[str, dict[str, str]]:
    """Its entry type, and the fields that tell its type where the entry type does not."""
    entry_type, told_by = ENTRY_TYPES.get(publication.type, ("misc", {}))
    return publication.entry_type or entry_type, {} if publication.entry_type else told_by


def write(entry_type: str, key: str, fields: dict[str, str]) -> str:
    """One entry, its fields in a column."""
    width = max(map(len, fields), default=0)
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{entry_type}{{{key},", *lines, "}"]) + "\n"


def normalised(publication: Publication) -> str:
    """The entry written anew, whatever it came as."""
    entry_type, _told_by = entry_type_of(publication)
    return write(entry_type, publication.key, normal_fields(publication))


def to_bibtex(publication: Publication) -> str:
    return normalised(publication)


def dumps(publications: Iterable[Publication]) -> Iterator[str]:
    for publication in publications:
        yield to_bibtex(publication) + "\n"
