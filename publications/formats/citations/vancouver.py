"""Vancouver, as the NLM's Citing Medicine has it: numbered, bare initials, few stops."""

from __future__ import annotations

from functools import partial

from .cite import Cite, Label, Manner
from .dates import Layout, Part
from .names import NameStyle
from .pieces import Piece, group, macro

_DATE = Layout((Part("year"), Part("month", "short", no_periods=True), Part("day")), " ")
_YEAR_MONTH = _DATE.only("year", "month")
MANNER = Manner(
    terms={
        ("available at", "long"): "available from",
        ("collection-editor", "long"): ("editor", "editors"),
        ("month-06", "short"): "Jun.",
        ("month-07", "short"): "Jul.",
        ("month-09", "short"): "Sep.",
        ("presented at", "long"): "presented at",
        ("section", "short"): ("sect.", "sects."),
        ("supplement", "short"): ("suppl.", "suppls."),
    },
    names=NameStyle(
        before_last="always",
        initials="",
        hyphens=False,
        inverted="all",
        separator=" ",
        et_al_min=7,
        et_al_first=6,
    ),
    names_delimiter=", ",
    pages="minimal",
    text_date=_DATE,
    numbered=True,
)

_ROLE = Label(prefix=", ")
_ARTICLES = {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
_SERIAL = _ARTICLES | {"periodical", "post-weblog"}
_ABBREVIATED = {"article-journal", "review", "review-book"}
_ENTRIES = {"entry-dictionary", "entry-encyclopedia"}
_INSIDE = _ENTRIES | {"chapter", "paper-conference"}


def entry(c: Cite) -> list[Piece]:
    """The reference as the NLM prints it."""
    untitled_web = c.type == "webpage" and c.has("container-title")
    loose = not c.has("container-title")
    reference = group(
        macro(_author(c)),
        group(
            macro(c.text("container-title" if untitled_web else "title")),
            macro(c.text("genre"), prefix="[", suffix="]"),
            macro(_medium(c), prefix="[", suffix="]") if untitled_web or loose else None,
            delimiter=" ",
        ),
        macro(_edition(c)) if loose else None,
        group(
            macro(c.term("in", case="first") if c.type in _INSIDE else None),
            group(macro(c.names("editor", label=_ROLE)), macro(_container(c)), delimiter=". "),
            delimiter=": ",
        ),
        group(
            macro(_publisher(c)),
            group(macro(_date(c)), macro(_serial(c)), delimiter=";"),
            delimiter="; ",
        ),
        macro(_pages(c)),
        macro(c.text("title") if untitled_web else None),
        macro(_series(c)),
        macro(_report_number(c)),
        delimiter=". ",
        suffix=".",
    )
    return [macro(group(reference, macro(_availability(c)), macro(_notes(c)), delimiter=" "))]


def _author(c: Cite) -> Piece:
    others = ("editor-translator", "editor translator", "editor", "collection-editor")
    return c.names(
        "author",
        label=_ROLE,
        instead=[partial(c.names, names, label=_ROLE) for names in others],
    )


def _medium(c: Cite) -> Piece:
    if c.has("medium"):
        return c.text("medium", case="first")
    if c.type in _INSIDE or not c.has("URL"):
        return None
    return c.term("internet", case="first")


def _edition(c: Cite) -> Piece:
    if not c.numeric("edition"):
        return group(c.text("edition"), delimiter=" ")
    return group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")


def _known_article(c: Cite) -> bool:
    return c.type == "article-journal" and c.has("DOI", "PMID", "PMCID")


def _container(c: Cite) -> Piece:
    if c.type == "webpage":
        return group(delimiter=", ")
    if c.has("container-title"):
        short = c.type in _ABBREVIATED
        title = c.text("container-title", form="short" if short else "", no_periods=short)
        online = not _known_article(c) and c.has("URL")
        internet = c.term("internet", case="first", prefix="[", suffix="]") if online else None
        named = group(title, internet, delimiter=" ")
        return group(group(named, macro(_edition(c)), delimiter=". "), delimiter=", ")
    if c.type in {"bill", "legislation"}:
        section = group(c.term("section", "short", "first"), c.text("section"), delimiter=" ")
        code = group(c.text("container-title"), section, delimiter=". ")
        return group(code, c.text("number"), delimiter=", ")
    if c.type == "speech":
        kind = group(c.text("genre", case="first"), c.term("presented at"), delimiter=" ")
        return group(group(kind, c.text("event"), delimiter=": "), delimiter=", ")
    return group(
        group(macro(_numbered(c, "volume")), c.text("volume-title"), delimiter=", "),
        group(macro(_part(c)), c.text("part-title"), delimiter=", "),
        delimiter=", ",
    )


def _numbered(c: Cite, variable: str) -> Piece:
    label = c.label(variable, "short", "first") if c.numeric(variable) else None
    return group(label, c.text(variable), delimiter=" ")


def _part(c: Cite) -> Piece:
    label = c.term("part", "short", "first") if c.numeric("part-number") else None
    return group(label, c.text("part-number"), delimiter=" ")


def _publisher(c: Cite) -> Piece:
    if c.type in _SERIAL:
        return None
    return group(macro(_place(c)), c.text("publisher"), delimiter=": ")


def _place(c: Cite) -> Piece:
    if c.type == "thesis":
        return c.text("publisher-place", prefix="[", suffix="]")
    return None if c.type == "speech" else c.text("publisher-place")


def _date(c: Cite) -> Piece:
    if c.type in _SERIAL:
        cited = None if _known_article(c) else macro(_cited(c))
        when = group(c.date("issued"), cited, delimiter=" ")
        page = c.text("page") if c.type == "article-newspaper" else None
        pieces: list[Piece] = [group(when, page, delimiter=":")]
    elif c.type in {"bill", "legislation"}:
        pieces = [c.date("issued")]
    elif c.type == "report":
        pieces = [c.date("issued", _YEAR_MONTH), macro(_cited(c))]
    elif c.type == "patent":
        pieces = [group(c.text("number"), c.year(), delimiter=", "), macro(_cited(c))]
    elif c.type == "speech":
        when = group(c.date("issued"), macro(_cited(c)), delimiter=" ")
        pieces = [group(when, c.text("event-place"), delimiter="; ")]
    else:
        pieces = [c.year(), macro(_cited(c))]
    return group(*pieces, delimiter=" ")


def _cited(c: Cite) -> Piece:
    if not c.has("URL"):
        return None
    return group(c.term("cited"), c.date("accessed"), delimiter=" ", prefix="[", suffix="]")


def _serial(c: Cite) -> Piece:
    if c.type not in _SERIAL - {"article-newspaper"}:
        return None
    issue = group(c.text("issue"), macro(_supplement(c)), delimiter=" ", prefix="(", suffix=")")
    return group(
        group(c.text("collection-title"), c.text("volume"), issue),
        macro(c.text("number" if c.has("number") else "page")),
        delimiter=":",
    )


def _supplement(c: Cite) -> Piece:
    label = None
    if c.numeric("supplement-number"):
        label = c.term("supplement", "short", "first", no_periods=True)
    return group(label, c.text("supplement-number", case="first"), delimiter=" ")


def _pages(c: Cite) -> Piece:
    pages: Piece | None = None
    if c.type == "book":
        count = c.text("number-of-pages")
        numeric = c.numeric("number-of-pages")
        label = c.label("number-of-pages", "short", plural=False) if numeric else None
        pages = macro(group(count, label, delimiter=" "))
    elif c.type not in _ARTICLES:
        label = c.label("page", "short", plural=False)
        pages = macro(group(label, c.text("page"), delimiter=" "))
    return group(pages, delimiter=" ")


def _series(c: Cite) -> Piece:
    if c.type in _SERIAL or not c.has("collection-title"):
        return None
    number = group(
        c.label("collection-number", "short") if c.numeric("collection-number") else None,
        c.text("collection-number"),
        delimiter=" ",
    )
    return group(
        c.names("collection-editor", label=_ROLE),
        group(c.text("collection-title"), macro(number), delimiter="; "),
        delimiter=". ",
        prefix="(",
        suffix=")",
    )


def _report_number(c: Cite) -> Piece:
    if c.type != "report" or not c.has("number"):
        return None
    kind = c.text("genre", case="first") if c.has("genre") else c.term("report", case="first")
    label = c.label("number", "short") if c.numeric("number") else None
    number = macro(group(label, c.text("number"), delimiter=": "))
    return group(kind, number, delimiter=" ")


def _availability(c: Cite) -> Piece:
    archive = group(
        c.text("archive_collection"), c.text("archive"), c.text("archive-place"), delimiter=", "
    )
    located = group(
        c.value("located at", case="first"),
        group(archive, c.text("archive_location"), delimiter="; "),
        delimiter=": ",
    )
    link = None
    if not _known_article(c):
        link = group(c.term("available at", case="first"), c.text("URL"), delimiter=": ")
    return group(located, group(link, c.text("DOI", prefix="doi:"), delimiter=" "), delimiter=". ")


def _notes(c: Cite) -> Piece:
    numbers = group(
        group(c.value("PubMed PMID"), c.text("PMID"), delimiter=": "),
        group(c.value("PubMed Central PMCID"), c.text("PMCID"), delimiter=": "),
        delimiter="; ",
    )
    return group(numbers, c.text("references"), delimiter=". ", suffix=".")
