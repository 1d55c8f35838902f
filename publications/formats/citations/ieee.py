"""IEEE: numbered, initials first, titles in quotation marks, abbreviated months."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .cite import Cite, Label, Manner
from .dates import Layout, Part
from .names import NameStyle
from .output import BOLD, ITALIC, QUOTED, Node
from .pieces import Piece, flat, group, macro

_NAMES = NameStyle(and_word="and", initials=". ", et_al_min=7, et_al_first=1, et_al_italic=True)
_DAY = Layout(
    (
        Part("month", "short", suffix=" "),
        Part("day", "numeric-leading-zeros", suffix=", "),
        Part("year"),
    )
)
_MONTH = Layout((Part("month", "short", suffix=" "), Part("year")))
_CONFERENCE_MONTH = Layout((Part("month", "short"), Part("year", prefix=" ")))
MANNER = Manner(
    terms={
        ("chapter-number", "short"): "ch.",
        ("presented at", "long"): "presented at the",
        ("available at", "long"): "available",
        ("month-06", "short"): "Jun.",
        ("month-07", "short"): "Jul.",
        ("month-09", "short"): "Sep.",
    },
    names=_NAMES,
    text_date=_DAY,
    numbered=True,
)

_COUNT = re.compile("[0-9a-zA-Z]*[0-9]")
_ROLE = Label("short", "first", prefix=", ")
_ITALIC_TITLES = {
    "bill",
    "book",
    "graphic",
    "legal_case",
    "legislation",
    "motion_picture",
    "song",
    "standard",
    "software",
}
_WITH_EDITION = _ITALIC_TITLES - {"standard", "software"} | {
    "chapter",
    "paper-conference",
    "report",
}
_PLACE_FIRST = _WITH_EDITION - {"report"}
_YEAR_ONLY = {"bill", "book", "chapter", "graphic", "legal_case", "legislation", "song", "thesis"}
_ONLINE = {"webpage", "post", "post-weblog"}


def entry(c: Cite) -> list[Piece]:
    """The reference as IEEE prints it."""
    body = _BODIES.get(c.type, _other)
    return [macro(_author(c), suffix=", "), body(c)]


def _listed(c: Cite, *pieces: Any) -> list[Piece]:
    return [group(*pieces, delimiter=", ", suffix="."), macro(_access(c))]


def _journal(c: Cite) -> list[Piece]:
    article = group(
        macro(_title(c)),
        c.text("container-title", form="short", styles=(ITALIC,)),
        macro(_locators(c)),
        macro(_page(c)),
        macro(_issued(c)),
        macro(_status(c)),
        delimiter=", ",
    )
    return [article, c.value("," if c.has("URL", "DOI") else "."), macro(_access(c))]


def _conference(c: Cite) -> list[Piece]:
    return [
        group(macro(_title(c)), macro(_event(c)), macro(_editor(c)), delimiter=", ", suffix=", "),
        macro(_collection(c)),
        group(
            macro(_publisher(c)),
            macro(_issued(c)),
            macro(_page(c)),
            macro(_status(c)),
            delimiter=", ",
            suffix=".",
        ),
        macro(_access(c)),
    ]


def _chapter(c: Cite) -> list[Piece]:
    book = group(
        c.term("in", suffix=" "), c.text("container-title", styles=(ITALIC,)), delimiter=" "
    )
    return _listed(
        c,
        macro(_title(c)),
        book,
        macro(_locators(c)),
        macro(_editor(c)),
        macro(_collection(c)),
        macro(_publisher(c)),
        macro(_issued(c)),
        group(c.label("chapter-number", "short"), c.text("chapter-number"), delimiter=" "),
        macro(_page(c)),
    )


def _software(c: Cite) -> list[Piece]:
    return [
        group(
            macro(_title(c)),
            macro(_issued(c), prefix="(", suffix=")"),
            c.text("genre"),
            macro(_publisher(c)),
            delimiter=". ",
            suffix=".",
        ),
        macro(_access(c)),
    ]


def _monograph(c: Cite) -> list[Piece]:
    return [
        group(macro(_title(c)), macro(_locators(c)), delimiter=", ", suffix=". "),
        macro(_collection(c)),
        group(macro(_publisher(c)), macro(_issued(c)), macro(_page(c)), delimiter=", ", suffix="."),
        macro(_access(c)),
    ]


def _periodical(c: Cite) -> list[Piece]:
    return _listed(
        c,
        macro(_title(c)),
        c.text("container-title", styles=(ITALIC,)),
        macro(_locators(c)),
        macro(_publisher(c)),
        macro(_page(c)),
        macro(_issued(c)),
    )


def _report(c: Cite) -> list[Piece]:
    number = group(c.text("genre"), c.text("number"), delimiter=" ")
    return _listed(c, macro(_title(c)), macro(_publisher(c)), number, macro(_issued(c)))


def _thesis(c: Cite) -> list[Piece]:
    return _listed(c, macro(_title(c)), c.text("genre"), macro(_publisher(c)), macro(_issued(c)))


def _preprint(c: Cite) -> list[Piece]:
    where = group(macro(_publisher(c), styles=(ITALIC,)), c.text("number"), delimiter=": ")
    return _listed(c, macro(_title(c)), macro(_issued(c)), where)


def _page_or_post(c: Cite) -> list[Piece]:
    return _listed(c, macro(_title(c)), c.text("container-title"))


def _patent(c: Cite) -> list[Piece]:
    what = group(macro(_title(c)), c.text("number"), macro(_issued(c)), delimiter=", ")
    return [what, macro(_access(c))]


def _film(c: Cite) -> list[Piece]:
    listed = _listed(c, macro(_title(c)), macro(_issued(c)))
    return [macro(_place(c), suffix=". "), listed]


def _standard(c: Cite) -> list[Piece]:
    number = group(c.text("genre"), c.text("number"), delimiter=" ")
    return _listed(c, macro(_title(c)), number, macro(_place(c)), macro(_issued(c)))


def _other(c: Cite) -> list[Piece]:
    return [
        group(
            macro(_title(c)),
            c.text("container-title", styles=(ITALIC,)),
            macro(_locators(c)),
            delimiter=", ",
            suffix=". ",
        ),
        macro(_collection(c)),
        group(macro(_publisher(c)), macro(_page(c)), macro(_issued(c)), delimiter=", ", suffix="."),
        macro(_access(c)),
    ]


_BODIES: Mapping[str, Callable[[Cite], list[Piece]]] = {
    "article": _preprint,
    "article-journal": _journal,
    "article-magazine": _periodical,
    "article-newspaper": _periodical,
    "bill": _monograph,
    "book": _monograph,
    "broadcast": _periodical,
    "chapter": _chapter,
    "graphic": _monograph,
    "interview": _periodical,
    "legal_case": _monograph,
    "legislation": _monograph,
    "manuscript": _periodical,
    "map": _periodical,
    "motion_picture": _film,
    "paper-conference": _conference,
    "patent": _patent,
    "personal_communication": _periodical,
    "post": _page_or_post,
    "post-weblog": _page_or_post,
    "report": _report,
    "software": _software,
    "song": _monograph,
    "speech": _conference,
    "standard": _standard,
    "thesis": _thesis,
    "webpage": _page_or_post,
}


def _author(c: Cite) -> Piece:
    return c.names(
        "author",
        label=_ROLE,
        instead=(
            lambda: c.names("editor", label=_ROLE),
            lambda: c.names("translator", label=_ROLE),
            lambda: macro(c.names("director")),
        ),
    )


def _title(c: Cite) -> Piece:
    return c.text("title", styles=(ITALIC,) if c.type in _ITALIC_TITLES else (QUOTED,))


def _locators(c: Cite) -> Piece:
    return group(
        macro(_edition(c)),
        group(c.term("volume", "short"), c.number("volume"), delimiter=" "),
        group(c.number("number-of-volumes"), c.term("volume", "short", plural=True), delimiter=" "),
        group(c.term("issue", "short"), c.number("issue"), delimiter=" "),
        delimiter=", ",
    )


def _edition(c: Cite) -> Piece:
    if c.type not in _WITH_EDITION:
        return None
    if c.numeric("edition"):
        return group(c.number("edition", "ordinal"), c.term("edition", "short"), delimiter=" ")
    return c.text("edition", case="first", suffix=".")


def _page(c: Cite) -> Piece:
    if c.type == "article-journal" and c.has("number"):
        return group(c.value("Art."), c.term("issue", "short"), c.text("number"), delimiter=" ")
    return group(c.label("page", "short"), c.text("page"), delimiter=" ")


def _issued(c: Cite) -> Piece:
    if c.type in {"article-journal", "report"}:
        return c.date("issued", _MONTH)
    if c.type in _YEAR_ONLY:
        return c.year()
    if c.type == "paper-conference":
        return c.date("issued", _CONFERENCE_MONTH)
    if c.type == "motion_picture":
        return c.date("issued", prefix="(", suffix=")")
    return c.date("issued")


def _status(c: Cite) -> Piece:
    if c.has("page", "issue", "volume"):
        return None
    return c.text("status", case="first", styles=(BOLD,))


def _access(c: Cite) -> Piece:
    if c.type in _ONLINE:
        return _online(c) if c.has("URL") else None
    if c.has("DOI"):
        return c.text("DOI", prefix=" doi: ", suffix=".")
    if not c.has("URL"):
        return None
    if c.has("medium"):
        medium: list[Piece] = [c.text("medium", case="first")]
    else:
        medium = [c.term("online", case="first")]
        if c.type == "motion_picture":
            medium.append(c.term("video", case="first"))
    return [
        group(
            _accessed(c),
            group(*medium, prefix="[", suffix="]", delimiter=" "),
            delimiter=". ",
            prefix=" ",
            suffix=". ",
        ),
        group(c.term("available at", case="first"), c.text("URL"), delimiter=": ", prefix=" "),
    ]


def _online(c: Cite) -> Piece:
    return group(
        _accessed(c),
        c.term("online", case="first", prefix="[", suffix="]"),
        group(c.term("available at", case="first"), c.text("URL"), delimiter=": "),
        delimiter=". ",
        prefix=" ",
    )


def _accessed(c: Cite) -> Piece:
    return group(c.term("accessed", case="first"), c.date("accessed"), delimiter=": ")


def _event(c: Cite) -> Piece:
    if c.has("container-title"):
        return group(c.term("in"), c.text("container-title", styles=(ITALIC,)), delimiter=" ")
    return group(c.term("presented at"), c.text("event"), delimiter=" ")


def _editor(c: Cite) -> Piece:
    style = _NAMES.but(et_al_min=0, et_al_italic=False)
    return c.names("editor", style, _ROLE)


def _collection(c: Cite) -> Piece:
    if not c.has("collection-title"):
        return None
    return [
        c.term("in", suffix=" "),
        group(
            c.text("collection-title"),
            _series_number(c, "collection-number", "no. "),
            _series_number(c, "volume", "vol. "),
            delimiter=", ",
            suffix=". ",
        ),
    ]


def _series_number(c: Cite, variable: str, label: str) -> Piece:
    """A number that begins with digits and goes on in letters falls apart in citeproc-js, only here."""
    number = c.text(variable, prefix=label)
    if isinstance(number, Node):
        first, *others = flat(number.content)
        for value in others:
            if _counts(first) and not _counts(value):
                value.prefix = " "
    return number


def _counts(value: Node) -> bool:
    return value.number and bool(_COUNT.fullmatch(str(value.content)))


def _publisher(c: Cite) -> Piece:
    if c.type in _PLACE_FIRST:
        return group(c.text("publisher-place"), c.text("publisher"), delimiter=": ")
    return group(c.text("publisher"), c.text("publisher-place"), delimiter=", ")


def _place(c: Cite) -> Piece:
    if c.has("publisher-place"):
        place = c.text("publisher-place", case="title")
    else:
        place = c.text("event-place", case="title") if c.has("event-place") else None
    return group(place, delimiter=", ", suffix=".")
