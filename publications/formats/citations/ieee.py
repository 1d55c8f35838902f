"""IEEE: numbered, initials first, titles in quotation marks, abbreviated months."""

from __future__ import annotations

from typing import Any

from .cite import Cite, Label, Manner
from .dates import Layout, Part
from .names import NameStyle
from .output import BOLD, ITALIC, QUOTED
from .pieces import Piece, group, macro

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
_PERIODICAL = {
    "article-magazine",
    "article-newspaper",
    "broadcast",
    "interview",
    "manuscript",
    "map",
    "personal_communication",
}


def entry(c: Cite) -> list[Piece]:
    """The reference as IEEE prints it."""
    return [macro(_author(c), suffix=", "), _body(c)]


def _body(c: Cite) -> list[Piece]:  # noqa: C901, PLR0911, PLR0912 (one arm a type)
    match c.type:
        case "article-journal":
            return _journal(c)
        case "paper-conference" | "speech":
            return _conference(c)
        case "chapter":
            return _chapter(c)
        case "report":
            number = group(c.text("genre"), c.text("number"), delimiter=" ")
            return _listed(c, macro(_title(c)), macro(_publisher(c)), number, macro(_issued(c)))
        case "thesis":
            return _listed(
                c, macro(_title(c)), c.text("genre"), macro(_publisher(c)), macro(_issued(c))
            )
        case "software":
            return _software(c)
        case "article":
            where = group(macro(_publisher(c), styles=(ITALIC,)), c.text("number"), delimiter=": ")
            return _listed(c, macro(_title(c)), macro(_issued(c)), where)
        case "webpage" | "post-weblog" | "post":
            return _listed(c, macro(_title(c)), c.text("container-title"))
        case "patent":
            what = group(macro(_title(c)), c.text("number"), macro(_issued(c)), delimiter=", ")
            return [what, macro(_access(c))]
        case "motion_picture":
            listed = _listed(c, macro(_title(c)), macro(_issued(c)))
            return [macro(_place(c), suffix=". "), listed]
        case "standard":
            number = group(c.text("genre"), c.text("number"), delimiter=" ")
            return _listed(c, macro(_title(c)), number, macro(_place(c)), macro(_issued(c)))
        case "bill" | "book" | "graphic" | "legal_case" | "legislation" | "song":
            return _monograph(c)
    if c.type in _PERIODICAL:
        return _listed(
            c,
            macro(_title(c)),
            c.text("container-title", styles=(ITALIC,)),
            macro(_locators(c)),
            macro(_publisher(c)),
            macro(_page(c)),
            macro(_issued(c)),
        )
    return _other(c)


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
            c.text("collection-number", prefix="no. "),
            c.text("volume", prefix="vol. "),
            delimiter=", ",
            suffix=". ",
        ),
    ]


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
