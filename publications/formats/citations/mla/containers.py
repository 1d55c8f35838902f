"""The container a work is in: its title, people, numbers, publisher, date and place."""

from __future__ import annotations

from ..cite import YEAR, Cite
from ..kinds import EDITORS, SERIAL, in_series
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .works import CAPITAL_VERB, FULL, VERB, YEAR_MONTH, event_of, uncertain, volume_of


def container_of(c: Cite) -> Piece:
    """The whole container."""
    return group(
        macro(_container_title(c)),
        macro(_container_people(c)),
        macro(_version(c)),
        macro(_numbers(c)),
        macro(_publisher(c)),
        macro(_date(c)),
        macro(_location(c)),
        delimiter=", ",
    )


def _container_title(c: Cite) -> Piece:
    if in_series(c):
        return macro(_serial_title(c))
    if c.has("container-title"):
        for variable in ("part-title", "volume-title"):
            if c.has(variable):
                return macro(c.text(variable, case="title", styles=(ITALIC,)))
    return macro(c.text("container-title", case="title", styles=(ITALIC,)))


def _serial_title(c: Cite) -> Piece:
    return group(
        c.text("volume-title", case="title", styles=(ITALIC,)),
        group(
            *_special(c),
            c.text("container-title", case="title", styles=(ITALIC,)),
            c.text("publisher-place", prefix="[", suffix="]"),
            delimiter=" ",
        ),
        delimiter=", ",
    )


def _special(c: Cite) -> list[Piece]:
    """What the volume is to the journal: a supplement to it, a special issue of it."""
    titled = c.type == "periodical" and c.has("title")
    if not c.has("container-title") or not (titled or c.has("volume-title")):
        return []
    if c.has_all("supplement-number", "volume-title"):
        return [c.term("supplement"), c.value("to")]
    if titled and c.has("supplement-number"):
        return [c.term("supplement", case="first"), c.value("to")]
    case = "first" if c.type == "periodical" else ""
    return [c.term("special-issue", case=case), c.value("of")]


def _container_people(c: Cite) -> Piece:
    label = VERB if c.has("container-title") else CAPITAL_VERB
    roles = (
        "editor-translator",
        "editor translator",
        "director series-creator illustrator host narrator contributor",
    )
    return group(
        c.names("container-author", FULL, VERB, delimiter=", "),
        *[c.names(role, FULL, label, delimiter=", ") for role in roles],
        delimiter=", ",
    )


def _version(c: Cite) -> Piece:
    if c.numeric("edition"):
        edition = group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    else:
        edition = group(c.text("edition", case="first"), delimiter=" ")
    case = "" if c.has("edition") else "first"
    version = group(c.label("version", case=case), c.text("version"), delimiter=" ")
    return group(macro(edition), macro(version), delimiter=", ")


def _numbers(c: Cite) -> Piece:
    return group(
        *_series_and_volume(c),
        macro(group(c.label("issue", "short"), c.text("issue"), delimiter=" ")),
        macro(
            group(
                c.term("supplement", "short") if c.numeric("supplement-number") else None,
                c.text("supplement-number"),
                delimiter=" ",
            )
        ),
        group(*_number(c), delimiter=" "),
        delimiter=", ",
    )


def _series_and_volume(c: Cite) -> list[Piece]:
    if in_series(c):
        return [c.text("collection-title"), macro(volume_of(c))]
    others = (
        "container-author",
        "contributor",
        "director",
        "editor",
        "editor-translator",
        "illustrator",
        "interviewer",
        "translator",
    )
    after = ("part-title", "volume-title", "edition", "container-title")
    if c.has(*EDITORS) or c.has(*after):
        return [macro(volume_of(c))]
    if c.has("author"):
        return [macro(volume_of(c))] if c.has(*others) else []
    return [macro(volume_of(c, "first"))]


def _number(c: Cite) -> list[Piece]:
    if c.type == "broadcast" and c.numeric("number"):
        kind = c.text("genre") if c.has("genre") else c.value("episode")
        return [kind, c.text("number")]
    if not c.has("number"):
        return []
    labelled = c.type != "standard" and c.numeric("number")
    label = c.label("number", "short") if labelled else None
    return [c.text("genre"), macro(group(label, c.text("number"), delimiter=" "))]


def _publisher(c: Cite) -> Piece:
    if c.type == "thesis" or in_series(c):
        return None
    return macro(c.text("publisher" if c.has("publisher") else "publisher-place"))


def _date(c: Cite) -> Piece:
    if c.type in {"book", "chapter", "motion_picture", "paper-conference", "thesis"}:
        return uncertain(c, "issued", YEAR)
    if c.type == "article-journal":
        return uncertain(c, "issued", YEAR_MONTH)
    if c.type == "speech":
        return None
    if c.circa("issued"):
        return group(c.term("circa", case="first"), c.date("issued"), delimiter=" ")
    return c.date("issued")


def _location(c: Cite) -> Piece:
    unplaced = not c.has(*EDITORS, "issue", "page", "supplement-number", "volume")
    held = c.type not in SERIAL | {"personal_communication"} and (
        c.type != "paper-conference" or unplaced
    )
    return group(
        macro(event_of(c)) if held else None,
        c.text("archive"),
        c.text("archive-place"),
        c.text("archive_collection"),
        c.text("archive_location"),
        macro(group(c.label("page", "short"), c.text("page"), delimiter=" ")),
        None if c.has("source") else macro(link_of(c)),
        delimiter=", ",
    )


def link_of(c: Cite) -> Piece:
    """The DOI, or the address."""
    if c.has("DOI"):
        return c.text("DOI", prefix="https://doi.org/")
    return c.text("URL")
