"""The titles and numbers of works, and how people are named, in Chicago style."""

from __future__ import annotations

from ..cite import Cite, Label
from ..dates import Layout, Part
from ..kinds import in_series
from ..names import NameStyle
from ..output import ITALIC, QUOTED
from ..pieces import Piece, group, macro

TEXT_DATE = Layout((Part("month", suffix=" "), Part("day", suffix=", "), Part("year")))
FULL = NameStyle(
    and_word="and",
    initials=". ",
    initialize=False,
    et_al_min=7,
    et_al_first=3,
    particle_last=True,
)
CAPITAL_VERB = Label("verb", "first", suffix=" ", before=True)
VERB = Label("verb", suffix=" ", before=True)
ENTRIES = {"entry", "entry-dictionary", "entry-encyclopedia"}
_ITALIC = {"book", "classic", "graphic", "hearing", "map"}
_UPRIGHT = {"bill", "collection", "legislation", "regulation", "treaty"}
_QUOTED = {
    "article",
    "dataset",
    "document",
    "interview",
    "manuscript",
    "paper-conference",
    "personal_communication",
    "speech",
    "thesis",
    "webpage",
}
VOLUMES = ("part-number", "part-title", "volume", "volume-title")
WEEKLIES = {"article-magazine", "article-newspaper"}
CREATORS = (
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "organizer",
    "producer",
    "series-creator",
    "translator",
)


def primary_title(c: Cite) -> Piece:
    """The title of the work itself."""
    if c.type == "patent":
        return c.text("title", form="short", case="first")
    return _titled(c, "title", c.type in _QUOTED or c.has("container-title"))


def part_title(c: Cite) -> Piece:
    """The title of a part of the work."""
    if c.type == "patent":
        return c.text("part-title", form="short", case="first")
    if c.type == "webpage":
        quoted = True
    elif c.has("container-title"):
        quoted = in_series(c)
    else:
        quoted = c.type in _QUOTED
    return _titled(c, "part-title", quoted)


def _titled(c: Cite, variable: str, quoted: bool) -> Piece:
    if c.type in _UPRIGHT:
        return c.text(variable, case="title")
    if c.type == "legal_case":
        return c.text(variable, styles=(ITALIC,))
    if c.type in _ITALIC:
        return c.text(variable, case="title", styles=(ITALIC,))
    entry = c.type in {"entry-dictionary", "entry-encyclopedia"} and c.has("container-title")
    if entry:
        signed = c.type == "entry-encyclopedia" and c.has("author")
        return c.text(variable, case="title" if signed else "", styles=(QUOTED,))
    if c.type == "post":
        return c.text(variable, styles=(QUOTED,))
    return c.text(variable, case="title", styles=(QUOTED,) if quoted else (ITALIC,))


def volume_title(c: Cite) -> Piece:
    """The title of the volume a work is in."""
    quoted = c.type == "manuscript" or in_series(c)
    return c.text("volume-title", case="title", styles=(QUOTED,) if quoted else (ITALIC,))


def part_number(c: Cite, case: str = "") -> Piece:
    """ "pt. 2"."""
    label = c.term("part", "short", case) if c.numeric("part-number") else None
    return group(label, c.text("part-number", case=case), delimiter=" ")


def numbered(c: Cite, variable: str, case: str = "") -> Piece:
    """A number with its short label, if it is a number."""
    label = c.label(variable, "short", case) if c.numeric(variable) else None
    return group(label, c.text(variable, case=case), delimiter=" ")


def number_of(c: Cite) -> Piece:
    """ "Technical Report 12", "Episode 3"."""
    pieces: list[Piece] = []
    if c.type == "thesis":
        pieces = []
    elif c.type == "broadcast" and c.numeric("number"):
        kind = c.text("genre", case="first") if c.has("genre") else c.value("episode", "first")
        pieces = [kind, c.text("number")]
    elif c.has("number"):
        labelled = c.numeric("number") or c.type in {"legislation", "regulation"}
        label = c.label("number", "short", "first") if labelled and c.type != "standard" else None
        labelled_number = group(label, c.text("number", case="first"), delimiter=" ")
        pieces = [c.text("genre", case="title"), macro(labelled_number)]
    return group(*pieces, delimiter=" ")


def version_of(c: Cite, case: str = "") -> Piece:
    """ "Version 2", of software "v. 2"."""
    form = "short" if c.type == "software" else "long"
    return group(c.label("version", form, case), c.text("version"), delimiter=" ")


def edition_of(c: Cite, case: str = "") -> Piece:
    """ "2nd ed.", "Revised edition" of a periodical, "Revised"."""
    if c.numeric("edition"):
        return group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    if in_series(c):
        text = c.text("edition", case="title" if case else "")
        return group(text, c.label("edition", case=case), delimiter=" ")
    return group(c.text("edition", case=case), delimiter=" ")


def edition_after_title(c: Cite) -> Piece:
    """The edition, unless it is told with the reprint."""
    if not c.has("original-title") and c.has_all("issued", "original-date"):
        return None
    return macro(edition_of(c, "first"))


def number_of_volumes(c: Cite) -> Piece:
    """ "3 vols."."""
    numeric = c.numeric("number-of-volumes")
    count = c.text("number-of-volumes")
    label = c.label("number-of-volumes", "short") if numeric else None
    return group(count, label, delimiter=" ")


def described_format(c: Cite, case: str = "") -> Piece:
    """The genre, or for what is nowhere published, the kind of thing it is."""
    if c.has("genre"):
        return None if c.has("number") else c.text("genre", case=case)
    found = (
        "archive",
        "archive-place",
        "container-title",
        "DOI",
        "number",
        "publisher",
        "references",
        "URL",
    )
    if c.has(*found):
        return None
    if c.type == "manuscript":
        return c.term("manuscript", case=case)
    if c.type == "personal_communication":
        return c.term("personal-communication", case=case)
    return None
