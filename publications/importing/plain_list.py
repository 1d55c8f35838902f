"""A list of publications as people keep it: a line with the type, one with the title, one with the rest.

Read with all due caution: what comes of it are drafts for an editor to review, and what could not be
placed is said of each. Lists without type lines work where an empty line parts the works, or where each
of them is a line with a label or in one of the shapes of `references`.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from publications.bibtex.encoding import HEAD, other_format
from publications.bibtex.reader import Entry, Rejected
from publications.bibtex.source import Unreadable
from publications.bibtex.values import find_arxiv, parse_doi
from publications.importing.references import (
    LABEL,
    MARKS,
    Reference,
    begins,
    ends_in_profile,
    is_profile,
    of_profile,
    reference,
)
from publications.lookup.asking import latex

_TYPES = {
    "arxiv": "preprint", "preprint": "preprint", "arxiv preprint": "preprint",
    "blog": "blog", "blog post": "blog",
    "conference": "inproceedings", "conference paper": "inproceedings",
    "conference proceedings": "inproceedings", "proceedings": "inproceedings",
    "journal": "article", "journal paper": "article", "journal article": "article",
    "article": "article", "patent": "patent", "book": "book", "book chapter": "incollection",
    "chapter": "incollection", "phd thesis": "phdthesis", "phd": "phdthesis",
    "dissertation": "phdthesis", "master's thesis": "mastersthesis",
    "masters thesis": "mastersthesis", "master thesis": "mastersthesis",
    "undergrad thesis": "bachelorsthesis", "undergraduate thesis": "bachelorsthesis",
    "bachelor's thesis": "bachelorsthesis", "bachelor thesis": "bachelorsthesis",
    "workshop": "workshop", "workshop paper": "workshop", "talk": "workshop",
    "invited talk": "workshop", "technical report": "techreport", "tech report": "techreport",
    "report": "techreport", "software": "software", "dataset": "dataset", "misc": "misc",
}  # fmt: skip
_SUBTYPED = {
    "preprint": ("unpublished", {"eprinttype": "arxiv"}),
    "blog": ("online", {"entrysubtype": "blog"}),
    "workshop": ("inproceedings", {"entrysubtype": "workshop"}),
}
_VENUES = {"article": "journal", "book": "publisher", "online": "organization", "phdthesis": "institution",
           "mastersthesis": "institution", "bachelorsthesis": "institution",
           "techreport": "institution"}  # fmt: skip
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8,
           "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_LONGEST_MONTH = 31
_NO_NAME = re.compile(
    r"\d|\b(?:in|on|of|for|at|the|proc|proceedings|journal|conference|workshop|symposium|university"
    r"|institute|press|transactions|preprint|arxiv|thesis|phd|ieee|acm|applied|granted|presented"
    r"|report|seminar|series|society|review|letters|letter|magazine|universit[eéà]\w*)\b",
    re.IGNORECASE,
)
_PARTICLES = r"(?:van|von|der|den|de|la|le|del|di|da|dos|du|ten|ter|el|al|bin|ibn|zu|af)"
_NAME = re.compile(
    rf"(?:{_PARTICLES}\s+)*[^\W\d_][\w.'’\-]*(?:\s+(?:{_PARTICLES}\s+)*[^\W\d_][\w.'’\-]*){{1,5}}"
    r"(?:\s+(?:Jr\.?|Sr\.?|II|III))?"
)
_DATE = re.compile(
    r"\b(?:(?:(?P<before>\d{1,2})\.?\s+)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
    r"\s+(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d:?")
_IDENTIFIER = re.compile(
    r"[\s\[(]*(?:\b(?:doi|arxiv|url|pdf|link|available(?: at| from)?)\b\s*:?\s*)?"
    r"(?P<said>https?://\S+|10\.\d{4,9}/\S+|arxiv:\S+)",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"\b(?:(?:US|U\.S\.|EP|WO)\s+)?patents?\s+(?:no\.?\s*)?\d(?:[,/]?\d){4,}\w*", re.I
)
_NUMBERS = (
    ("volume", re.compile(r"\bvol(?:ume)?\.?\s*(\w+)", re.I)),
    ("number", re.compile(r"\b(?:no|number|issue)\.?\s*(\d\w*)", re.I)),
    ("pages", re.compile(r"\bpp?(?:ages)?\.?\s*(\d+(?:\s*[-–—]+\s*\d+)?)", re.I)),
)
# Not inside parentheses, and not after what is cut short.
_PIECES = re.compile(
    r",(?![^()]*\))\s*|(?<!\bProc)(?<!\bConf)(?<!\bSymp)(?<!\bInt)(?<!\bEd)(?<!\b[A-Z])\.\s+(?=[A-Z])"
)
_NOTHING = re.compile(r"(?:ph\.?d|and)?[\s().]*", re.I)
_PUBLISHERS = re.compile(
    r"(?:IEEE|ACM|AAAI|Springer|Elsevier|\w+ University Press|MIT Press)", re.I
)
_PLACE = re.compile(
    r"(?:[^\W\d_a-z][\w.'’\-]*)(?: (?:de|of|la|am|on)?\s?[^\W\d_a-z][\w.'’\-]*){0,2}"
)
_IN = re.compile(r"^(?:in|presented at(?: the)?)[:\s]\s*", re.I)
_EDITORS = re.compile(
    r"\bIn:?\s+([^()]+?),?\s*\((?:eds?|editors?|hrsg)\.?\)[,.]?\s*", re.IGNORECASE
)
_REMARK = re.compile(r"in press|submitted|to appear|(?:invited|keynote) (?:talk|paper)", re.I)
# The names end at a full stop, unless that is one of “Jr.” or of initials.
_SENTENCE = re.compile(r"(.*?[^\W\d_]{3})\.\s+(.+)")
_AUTHORS_END = re.compile(r"\.\s+(?=In\b)")
# Markdown's bold and italics; an asterisk behind a name is a mark of its own.
_EMPHASIS = re.compile(r"(?<![^\s(\[\"“])([*_]{1,3})(?=[^\s*_])(.{1,500}?)(?<=[^\s*_])\1(?!\w)")
_HOST = re.compile(r" - [\w.-]+\.[a-z]{2,}$| - Google (?:Patents|Books)$")


@dataclass(slots=True)
class _Work:
    line: int
    kind: str
    lines: list[str] = field(default_factory=list)


def is_plain_list(text: str) -> bool:
    """Whether a text has no BibTeX entry in it, so that it can only be a list."""
    return not re.search(r"@\s*\w+\s*[{(]", text)


def read_list(path: Path, *, name: str) -> Iterator[Entry | Rejected]:
    """The works of a plain list as entries; `problems` say what could not be placed.

    Raises Unreadable for a list in a format of its own.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    what = other_format(text.encode("utf-8")[:HEAD])
    if what:
        raise Unreadable(_("This is %s, not BibTeX and no plain list.") % what)
    for work in _works(text.splitlines()):
        raw = "\n".join(work.lines)
        if not any(len(line.split()) > 1 for line in work.lines):
            yield Rejected(name, work.line, raw, "", _("There is no title here."))
        else:
            yield _entry(work, name, raw)


def _type_of(line: str) -> str | None:
    return _TYPES.get(line.strip(" .:").lower().replace("’", "'"))


def _works(lines: list[str]) -> Iterator[_Work]:
    if is_profile(lines):
        yield from _profiled(lines)
        return
    lines = _without_sections([_EMPHASIS.sub(r"\2", line.strip()) for line in lines])
    typed = any(_type_of(line) for line in lines)
    work: _Work | None = None
    for number, line in enumerate(lines, 1):
        kind = _type_of(line)
        headed = _YEAR.fullmatch(line) and (work is None or begins(work.lines[0]))
        if kind or (not typed and (not line or headed)):
            if work and work.lines:
                yield work
            work = _Work(number, kind) if kind else None
        elif line:
            if not typed and (work is None or (begins(work.lines[0]) and begins(line))):
                if work:
                    yield work
                work = _Work(number, "misc")
            if work:
                work.lines.append(line)
    if work and work.lines:
        yield work


def _without_sections(lines: list[str]) -> list[str]:
    """The lines, those emptied that stand over several references: the headings of a CV's sections."""
    begun = [begins(line) for line in lines]
    if sum(begun) <= sum(1 for line in lines if _type_of(line)):
        return lines  # each type is that of the work below it
    kept = list(lines)
    follows = False  # whether the next line that is not empty begins a reference
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        section = _type_of(line) or _type_of(line[:-1]) or line.isupper()
        if follows and section and not begun[at]:
            kept[at] = ""
        follows = begun[at] if line else follows
    return kept


def _profiled(lines: list[str]) -> Iterator[_Work]:
    work: _Work | None = None
    for number, line in enumerate(lines, 1):
        if line.strip():
            work = work or _Work(number, "misc")
            work.lines.append(line.strip())
            if ends_in_profile(line):
                yield work
                work = None
    if work:
        yield work


def _entry(work: _Work, name: str, raw: str) -> Entry:
    entry_type, fields = _SUBTYPED.get(work.kind, (work.kind, {}))
    said = dict(fields)
    lines = [_without_identifiers(line, said) for line in work.lines]
    title, *rest = [LABEL.sub("", line) for line in lines if line] or work.lines[:1]
    found = of_profile([title, *rest]) if rest else reference(title)
    if found:
        told, unplaced = _referred(found, said)
        entry_type = told if work.kind == "misc" else entry_type
    else:
        said["title"] = latex(title)
        unplaced = _details(" ".join(rest[:1]), entry_type, said) if rest else []
        unplaced += rest[1:]
    problems = [_("Read from a list; please look it over.")]
    if unplaced:
        said["note"] = latex("; ".join(unplaced))
        problems.append(_("Could not be placed: %s") % "; ".join(unplaced))
    return Entry(name, work.line, raw, entry_type, "", said, frozenset(), tuple(problems))


def _referred(found: Reference, said: dict[str, str]) -> tuple[str, list[str]]:
    """Fill in what a reference says; returns its entry type and what could not be placed."""
    entry_type, fields = _SUBTYPED.get(found.kind, (found.kind, {}))
    said |= {
        **fields,
        "title": latex(found.title),
        found.role: " and ".join(latex(name) for name in found.names),
        **{name: re.sub(r"\s*[-–—]+\s*", "--", text) for name, text in found.numbers.items()},
    }
    return entry_type, _placed(found.rest, entry_type, said)


def _without_identifiers(line: str, said: dict[str, str]) -> str:
    """The line without the DOI, the arXiv number and the address that it gives."""

    def take(match: re.Match[str]) -> str:
        written = match["said"].rstrip(".,;)]")
        doi, arxiv = parse_doi(written), find_arxiv(written)
        if doi and "doi" not in said and (written[:3] == "10." or "doi.org/" in written):
            said["doi"] = doi
        elif arxiv and "eprint" not in said:
            said.update(eprint=arxiv, eprinttype="arxiv")
        elif "://" in written and "url" not in said:
            said["url"] = written
        else:
            return match[0]
        return ""

    return _IDENTIFIER.sub(take, line).strip(" ,;")


def _details(text: str, entry_type: str, said: dict[str, str]) -> list[str]:
    """Fill in what a line of authors and venue says; returns the rest."""
    text = _without_dash(_AUTHORS_END.sub(", ", text.rstrip(". ")))
    names, pieces = _authors(text)
    if names:
        said["author"] = " and ".join(latex(name) for name in names)
    return _placed(", ".join(pieces), entry_type, said)


def _without_dash(text: str) -> str:
    """With a comma after the authors, where a search engine sets a dash; and without its last word."""
    people, dash, rest = _HOST.sub("", text).partition(" - ")
    names, others = _authors(people) if dash else ([], [])
    return f"{people}, {rest}" if names and not others else text


def _placed(text: str, entry_type: str, said: dict[str, str]) -> list[str]:
    """Fill in what stands after the authors; returns the rest."""
    rest = _take_editors(text, said)
    patent = _PATENT.search(rest) if entry_type == "patent" else None
    if patent:
        said["number"] = patent[0].strip()
        rest = rest.replace(patent[0], "")
    for name, pattern in _NUMBERS:
        match = pattern.search(rest)
        if match and name not in said:
            said[name] = re.sub(r"\s*[-–—]+\s*", "--", match[1])
            rest = rest[: match.start()] + rest[match.end() :]
    rest = _take_date(rest, said)
    left = [_bare(piece) for piece in _PIECES.split(rest)]
    left = [piece for piece in left if len(piece) > 1 and not _NOTHING.fullmatch(piece)]
    return _take_venue(left, entry_type, said)


def _take_editors(text: str, said: dict[str, str]) -> str:
    """Take "In A. One, B. Two (Eds.)" as the editors of a book."""
    match = _EDITORS.search(text)
    names, others = _authors(match[1].strip()) if match else ([], [])
    if not match or not names or others:
        return text
    said["editor"] = " and ".join(latex(name) for name in names)
    return text[: match.start()] + "In " + text[match.end() :]


def _authors(text: str) -> tuple[list[str], list[str]]:
    """The names at the beginning of a line, and the pieces that follow them."""
    text = MARKS.sub("", text)
    parted = re.sub(r",?\s+(?:and|&)\s+(?=[^\W\d_])", ", ", text)
    pieces = [piece.strip() for piece in parted.split(",")]
    names: list[str] = []
    for at, piece in enumerate(pieces):
        bare, _year, after = piece.partition(" (")
        sentence = _SENTENCE.match(bare)
        if sentence and not after:
            bare, after = sentence.groups()
        family, semicolon, given = bare.partition(";")
        if semicolon:
            names.append(f"{family.strip()}, {given.strip()}")
        elif bare.lower() in ("et al.", "et al", "others"):
            names.append("others")
        elif _NAME.fullmatch(bare) and not _NO_NAME.search(bare):
            names.append(bare)
        else:
            return names, [p for p in _parted_rest(text, pieces, at) if p]
        if after:
            return names, [after, *pieces[at + 1 :]]
    return names, []


def _parted_rest(text: str, pieces: list[str], at: int) -> list[str]:
    """The pieces from `at` on, as they stood before “and” was taken for a comma."""
    start = text.find(pieces[at])
    return text[start:].split(", ") if start >= 0 else pieces[at:]


def _take_date(text: str, said: dict[str, str]) -> str:
    dates = list(_DATE.finditer(text))
    if not dates:
        return text
    match = next((m for m in dates if "granted" in text[: m.start()][-9:]), dates[-1])
    month = _MONTHS.get((match["month"] or "")[:3].lower())
    day = int(match["before"] or match["after"] or 0)
    said["date"] = f"{match['year']}-{month:02}" if month else match["year"]
    if month and 0 < day <= _LONGEST_MONTH:
        said["date"] += f"-{day:02}"
    same = [m for m in dates if m["year"] == match["year"]]
    for found in reversed(same):
        text = text[: found.start()] + text[found.end() :]
    return text


_EMPTIED = re.compile(r"\s+\)")


def _bare(piece: str) -> str:
    piece = _EMPTIED.sub(")", piece.replace("()", "")).strip(" .;,")
    return piece.strip("() ") if piece.count("(") != piece.count(")") else piece


def _take_place(pieces: list[str], said: dict[str, str]) -> list[str]:
    """Take publisher and place of a meeting from what follows its name; returns the rest."""
    rest = []
    for piece in pieces:
        if _PUBLISHERS.fullmatch(piece) and "publisher" not in said:
            said["publisher"] = latex(piece)
        else:
            rest.append(piece)
    places = list(itertools.takewhile(_PLACE.fullmatch, rest))
    if places:
        said["venue"] = latex(", ".join(places))
    return rest[len(places) :]


def _take_venue(pieces: list[str], entry_type: str, said: dict[str, str]) -> list[str]:
    if entry_type == "unpublished":
        return [p for p in pieces if not re.fullmatch(r"arxiv(?: preprint)?", p, re.I)]
    if not pieces or entry_type == "patent":
        return pieces
    words = ("thesis", "dissertation", "technical report")
    places = [p for p in pieces if not any(word in p.lower().replace("’", "'") for word in words)]
    if not places:
        return []
    name = _VENUES.get(entry_type, "booktitle")
    if len(places) > 1 and _REMARK.fullmatch(places[0]):
        places.append(places.pop(0))
    if name not in said:
        said[name] = latex(_IN.sub("", places.pop(0)))
    rest = []
    for piece in places:
        if re.fullmatch(r"in press|submitted|to appear", piece, re.I):
            said["pubstate"] = piece
        elif _REMARK.fullmatch(piece):
            said["note"] = piece
        else:
            rest.append(piece)
    return _take_place(rest, said) if name == "booktitle" else rest
