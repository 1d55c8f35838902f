"""Statutes, cases, bills, hearings and treaties, as APA and Chicago both cite them.

Both follow the Bluebook: title, volume, reporter and page, then court and date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from .cite import YEAR, Cite
from .output import ITALIC
from .pieces import Piece, group, macro

TYPES = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"})
_UNCHANGED = frozenset({"bill", "legal_case", "legislation", "regulation", "treaty"})


@dataclass(frozen=True, slots=True)
class Dates:
    """How a style writes a date it is not sure of."""

    full: Callable[[Cite, str], Piece]
    year: Callable[[Cite, str], Piece]


def _with_circa(c: Cite, variable: str, year: bool) -> Piece:
    circa = c.term("circa", "short") if c.circa(variable) else None
    return group(circa, c.date(variable, YEAR if year else None), delimiter=" ")


def _with_question_mark(c: Cite, variable: str, year: bool) -> Piece:
    around = ("[", "?]") if c.circa(variable) else ("", "")
    return c.date(variable, YEAR if year else None, *around)


APA = Dates(lambda c, v: _with_circa(c, v, False), lambda c, v: _with_circa(c, v, True))
CHICAGO = Dates(
    lambda c, v: _with_question_mark(c, v, False), lambda c, v: _with_question_mark(c, v, True)
)


def reference(c: Cite, dates: Dates) -> Piece:
    """The whole reference but for its link."""
    title, source = macro(_title(c)), macro(_source(c))
    if c.type == "treaty":
        style = c.manner.names.but(
            delimiter="-", form="short", initialize=False, et_al_min=0, before_last="contextual"
        )
        parts = [title, c.names("author", style), macro(_date(c, dates)), source]
        return group(*parts, group(delimiter=" "), delimiter=", ")
    cited = group(title, source, delimiter=", ")
    whole = group(cited, macro(_date(c, dates)), macro(_identifier(c)), delimiter=" ")
    return group(whole, group(delimiter=" "), delimiter=", ")


def _title(c: Cite) -> Piece:
    if c.type in _UNCHANGED:
        return c.text("title", case="title")
    number = group(c.term("on"), c.text("number"), delimiter=" ")
    before = group(c.value("before the"), c.text("section"), delimiter=" ")
    hearing = group(c.term("hearing", case="first"), number, before, delimiter=" ")
    return group(c.text("title", case="first"), hearing, delimiter=": ", styles=(ITALIC,))


def _date(c: Cite, dates: Dates) -> Piece:
    if c.type == "treaty":
        return macro(dates.full(c, "issued"))
    if c.type == "legal_case":
        when = dates.year if c.has("container-title") else dates.full
        case = group(
            c.text("authority"), macro(when(c, "issued")), delimiter=" ", prefix="(", suffix=")"
        )
        return macro(case)
    original = group(macro(dates.year(c, "original-date")), c.term("and", "symbol"), delimiter=" ")
    issued = macro(dates.year(c, "issued")) if c.has("issued") else c.date("submitted")
    return group(original, issued, delimiter=" ", prefix="(", suffix=")")


def _source(c: Cite) -> Piece:
    match c.type:
        case "bill":
            return macro(_bill(c))
        case "hearing":
            return macro(group(c.text("authority"), c.text("chapter-number"), delimiter=" "))
        case "legal_case":
            return macro(_case(c))
        case "legislation":
            return macro(_legislation(c))
        case "regulation":
            return macro(_regulation(c))
    page = c.text("page-first") if c.has("page", "page-first") else macro(_number(c))
    return macro(group(c.number("volume"), c.text("container-title"), page, delimiter=" "))


def _reporter(c: Cite) -> Piece:
    return group(c.text("volume"), c.text("container-title"), c.text("page-first"), delimiter=" ")


def _number(c: Cite) -> Piece:
    labelled = c.numeric("number") or c.type in {"legislation", "regulation"}
    label = c.label("number", "short", "first") if labelled else None
    number = group(label, c.text("number", case="first"), delimiter=" ")
    return number if not c.manner.nested_number else macro(number)


def _bill(c: Cite) -> Piece:
    known = c.has("authority", "chapter-number", "container-title")
    number = c.text("number") if known else macro(_number(c))
    congress = group(c.text("authority"), c.text("chapter-number"), delimiter=" ")
    bill = macro(group(c.text("genre"), number, delimiter=" "))
    return group(bill, congress, _reporter(c), delimiter=", ")


def _case(c: Cite) -> Piece:
    if not c.has("container-title"):
        return group(macro(_number(c)), delimiter=" ")
    page = c.text("page-first") if c.has("page", "page-first") else c.value("___")
    return group(
        c.text("volume"), c.text("container-title"), macro(_section(c)), page, delimiter=" "
    )


def _section(c: Cite) -> Piece:
    return group(c.label("section", "symbol"), c.text("section"), delimiter=" ")


def _in_code(c: Cite) -> Piece:
    place = macro(_section(c)) if c.has("section") else c.text("page-first")
    return group(c.text("volume"), c.text("container-title"), place, delimiter=" ")


def _legislation(c: Cite) -> Piece:
    if not c.has("number"):
        return _in_code(c)
    law = partial(c.term, "legislation", "short", "first")
    kind = c.text("genre", case="first") if c.has("genre") else law()
    act = group(kind, macro(_number(c)), delimiter=" ")
    return group(act, _reporter(c), delimiter=", ")


def _regulation(c: Cite) -> Piece:
    rule = group(c.text("genre"), macro(_number(c)), delimiter=" ")
    return group(rule, _in_code(c), delimiter=", ")


def _identifier(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.type == "hearing":
        style = c.manner.names.but(and_word="&", initialize=False)
        pieces = [c.term("hearing", "verb"), c.names("author", style)]
    elif c.type in {"bill", "legislation", "regulation"}:
        pieces = [c.text("status")]
    return group(*pieces, delimiter=" ", prefix="(", suffix=")")
