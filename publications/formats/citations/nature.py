"""Nature: numbered, initials after the family name, journal volume in bold, year last."""

from __future__ import annotations

from .cite import Cite, Label, Manner
from .names import NameStyle
from .output import BOLD, ITALIC
from .pieces import Piece, group, macro

_NAMES = NameStyle(
    and_word="&",
    before_last="never",
    initials=". ",
    inverted="all",
    et_al_min=6,
    et_al_first=1,
    et_al_italic=True,
)
MANNER = Manner(terms={}, names=_NAMES, numbered=True, suffix=".")

_ITALIC_TITLES = {
    "bill",
    "book",
    "graphic",
    "legal_case",
    "legislation",
    "motion_picture",
    "report",
    "song",
}
_WITH_PUBLISHER = _ITALIC_TITLES - {"report"} | {"thesis", "chapter", "paper-conference"}
_IN_COLLECTION = {"chapter", "paper-conference"}


def entry(c: Cite) -> list[Piece]:
    """The reference as Nature prints it."""
    return [
        group(
            macro(c.names("author", label=Label("short", prefix=", ")), suffix="."),
            macro(_title(c), suffix="."),
            c.term("in") if c.type in _IN_COLLECTION else None,
            macro(_container(c)),
            macro(_editor(c)),
            macro(_volume(c)),
            c.text("page"),
            macro(_issuance(c)),
            macro(_access(c)),
            delimiter=" ",
        )
    ]


def _title(c: Cite) -> Piece:
    if c.type in _ITALIC_TITLES:
        return c.text("title", case="title", styles=(ITALIC,))
    return c.text("title")


def _container(c: Cite) -> Piece:
    form = "short" if c.type == "article-journal" else ""
    return c.text("container-title", form=form, styles=(ITALIC,))


def _editor(c: Cite) -> Piece:
    if c.type not in _IN_COLLECTION:
        return None
    style = _NAMES.but(et_al_italic=False)
    label = Label("short", suffix=" ", before=True)
    return c.names("editor", style, label, prefix="(", suffix=")")


def _volume(c: Cite) -> Piece:
    if c.type == "article-journal":
        return c.text("volume", suffix=",", styles=(BOLD,))
    return group(c.label("volume", "short"), c.text("volume"), delimiter=" ")


def _issuance(c: Cite) -> Piece:
    if c.type in _WITH_PUBLISHER:
        details = group(
            c.text("publisher"),
            c.text("publisher-place"),
            c.year(),
            delimiter=", ",
            prefix="(",
            suffix=")",
        )
        return group(details, delimiter="; ", suffix=".")
    if c.type == "article":
        kind = c.text("genre", case="first") if c.has("genre") else c.term("preprint", case="first")
        return group(kind, c.term("at"), _link(c), _year(c), delimiter=" ")
    if c.type in {"dataset", "software"}:
        return group(c.text("publisher"), macro(_doi_link(c)), _year(c), delimiter=" ")
    if c.type in {"report", "webpage", "post", "post-weblog"}:
        return group(c.text("URL"), _year(c), delimiter=" ")
    if c.type == "article-journal":
        return group(None if c.has("volume", "page") else _link(c), _year(c), delimiter=" ")
    return _year(c)


def _year(c: Cite) -> Piece:
    return c.year(prefix="(", suffix=")")


def _doi_link(c: Cite) -> Piece:
    return c.text("DOI", prefix="https://doi.org/")


def _link(c: Cite) -> Piece:
    return _doi_link(c) if c.has("DOI") else c.text("URL")


def _access(c: Cite) -> Piece:
    if c.has("volume") or c.type in {"article", "dataset", "software"}:
        return None
    return c.text("DOI", prefix="doi:") if c.has("DOI") else None
