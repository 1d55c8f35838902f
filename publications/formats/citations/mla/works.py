"""The titles and numbers of works, as MLA names them."""

from __future__ import annotations

from ..cite import Cite, Label
from ..dates import Layout, Part
from ..kinds import in_series, is_review
from ..names import NameStyle
from ..output import ITALIC, QUOTED
from ..pieces import Piece, group, macro

DATE = Layout((Part("day", suffix=" "), Part("month", "short", suffix=" "), Part("year")))
YEAR_MONTH = DATE.only("year", "month")
NAMES = NameStyle(and_word="and", initials=". ", et_al_min=3, et_al_first=1)
FULL = NAMES.but(initialize=False)
FIRST = FULL.but(before_last="always", before_et_al="always", inverted="first")
_UPRIGHT = {"bill", "collection", "legislation", "regulation", "treaty"}
_ITALIC = {"book", "classic", "graphic", "hearing", "map", "periodical"}
_QUOTED = {
    "article",
    "dataset",
    "document",
    "interview",
    "manuscript",
    "paper-conference",
    "personal_communication",
    "speech",
}
VERB = Label("verb", suffix=" ", before=True)
CAPITAL_VERB = Label("verb", "first", suffix=" ", before=True)


def title_of(c: Cite) -> Piece:
    """The title of the source."""
    if c.type in {"post", "webpage"} or in_series(c):
        if is_review(c) and not c.has("reviewed-genre", "reviewed-title"):
            return macro()
        return macro(macro(_title_and_part(c)))
    return macro(_title_monographic(c))


def _title_and_part(c: Cite) -> Piece:
    return group(
        macro(title_primary(c)),
        macro(part_number(c)),
        macro(_part_title(c)),
        delimiter=", ",
    )


def title_primary(c: Cite) -> Piece:
    """The title alone, in quotation marks or italics."""
    if c.type in _UPRIGHT:
        return c.text("title", case="title")
    if c.type == "legal_case":
        return c.text("title", styles=(ITALIC,))
    if c.type in _ITALIC:
        return c.text("title", case="title", styles=(ITALIC,))
    if c.type == "post":
        return c.text("title", styles=(QUOTED,))
    if c.has("container-title") or c.type in _QUOTED:
        return c.text("title", case="title", styles=(QUOTED,))
    return c.text("title", case="title", styles=(ITALIC,))


def part_number(c: Cite, case: str = "") -> Piece:
    """ "pt. 2"."""
    label = c.term("part", "short", case) if c.numeric("part-number") else None
    return group(label, c.text("part-number", case=case), delimiter=" ")


def _part_title(c: Cite) -> Piece:
    style = QUOTED if in_series(c) else ITALIC
    return c.text("part-title", case="title", styles=(style,))


def _title_monographic(c: Cite) -> Piece:
    if not c.has("container-title"):
        for variable in ("part-title", "volume-title"):
            if c.has(variable):
                return c.text(variable, case="title", styles=(ITALIC,))
    return macro(title_primary(c))


def volume_of(c: Cite, case: str = "") -> Piece:
    """ "vol. 2"."""
    label = c.label("volume", "short", case) if c.numeric("volume") else None
    return group(label, c.text("volume", case=case), delimiter=" ")


def uncertain(c: Cite, variable: str, layout: Layout = DATE) -> Piece:
    """A date, in brackets and with a question mark if it is uncertain."""
    if c.circa(variable):
        return c.date(variable, layout, prefix="[", suffix="?]")
    return c.date(variable, layout)


def event_of(c: Cite) -> Piece:
    """What it was held at, when and where."""
    if not c.has("event", "event-date", "event-title"):
        return group(delimiter=", ")
    name = "event-title" if c.has("event-title") else "event"
    return group(
        c.text(name, case="first"),
        uncertain(c, "event-date"),
        c.text("event-place"),
        delimiter=", ",
    )
