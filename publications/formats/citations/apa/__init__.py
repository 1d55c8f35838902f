"""APA 7: author (date), title with what identifies and describes it, source, link."""

from __future__ import annotations

from collections.abc import Callable

from .. import legal
from ..cite import YEAR, Cite, Label, Manner
from ..dates import Layout, Part
from ..kinds import NUMBERED, RETRIEVABLE, TALKS, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .descriptions import description_of
from .people import INVERTED, NAMES, ROLE, SHORT_ROLE
from .source import link_of, source_of
from .works import identifier_of, number_of, title_of

TEXT_DATE = Layout((Part("month", suffix=" "), Part("day", suffix=", "), Part("year")))
_MONTH_DAY = Layout((Part("month"), Part("day", prefix=" ")))
MANNER = Manner(
    terms={
        ("ad", "long"): " C.E.",
        ("bc", "long"): " B.C.E.",
        ("circa", "short"): "ca.",
        ("guest", "long"): ("guest expert", "guest experts"),
        ("illustrator", "short"): "illus.",
        ("interviewer", "short"): ("interviewer", "interviewers"),
        ("legislation", "short"): "Pub. L.",
        ("manuscript", "long"): "unpublished manuscript",
        ("performer", "verb"): "recorded by",
        ("post", "long"): "online post",
        ("review-of", "long"): "review of the",
        ("review-of", "short"): "review of",
        ("software", "long"): "computer software",
        ("supplement", "short"): ("suppl.", "suppls."),
    },
    names=NAMES,
    names_delimiter=", ",
    pages="expanded",
    text_date=TEXT_DATE,
    nested_number=True,
)
_DATED = {
    "article-magazine",
    "article-newspaper",
    "broadcast",
    "collection",
    "document",
    "event",
    "motion_picture",
    "pamphlet",
    "performance",
    "personal_communication",
    "post",
    "post-weblog",
    "song",
    "speech",
    "webpage",
}


def entry(c: Cite) -> list[Piece]:
    """The entry of the reference list; letters and interviews nobody can look up have none."""
    if not c.has(*RETRIEVABLE) and c.type in {"interview", "personal_communication"}:
        return []
    return [macro(_entry(c))]


def _entry(c: Cite) -> Piece:
    if c.type in legal.TYPES:
        reference = legal.reference(c, legal.APA)
        return group(
            macro(reference, suffix="."), macro(link_of(c)), c.text("references"), delimiter=" "
        )
    reference = group(
        macro(_author_and_contributors(c)),
        macro(_date(c)),
        macro(_title_and_descriptions(c)),
        macro(source_of(c)),
        delimiter=". ",
        suffix=".",
    )
    return group(reference, macro(link_of(c)), macro(_history(c)), delimiter=" ")


def _author_and_contributors(c: Cite) -> Piece:
    contributors = None
    authored = ("author", "compiler", "composer", "editor", "editor-translator", "illustrator")
    author = macro(_author(c))
    if c.has(*authored) and c.type in {"book", "musical_score", "pamphlet", "report", "standard"}:
        label = Label("verb", suffix=" ", before=True)
        contributors = c.names("contributor", INVERTED, label, prefix="(", suffix=")")
    return group(author, contributors, delimiter=" ")


def _author(c: Cite) -> Piece:
    def people(roles: str, label: Label = SHORT_ROLE) -> Callable[[], Piece]:
        return lambda: c.names(roles, INVERTED, label)

    works = {"book", "classic", "entry", "entry-dictionary", "entry-encyclopedia"}
    instead = [people("author"), people("illustrator")]
    if c.type == "broadcast":
        instead.append(people("script-writer director", ROLE))
    instead += [people("director", ROLE), people("guest host", ROLE), people("producer", ROLE)]
    if c.type in {"entry-dictionary", "entry-encyclopedia"}:
        instead.append(lambda: c.text("publisher"))
    if c.has("container-title") and c.type in works:
        instead.append(lambda: macro(_title_for_author(c)))
    instead += [people("executive-producer", ROLE), people("series-creator", ROLE)]
    instead += [people("editor-translator"), people("editor"), people("editorial-director")]
    instead.append(people("compiler", ROLE))
    if c.type in {"event", "performance", "speech"}:
        instead += [people("chair", ROLE), people("organizer", ROLE)]
    instead += [people("curator", ROLE), people("collection-editor")]
    if c.type in {"software", "webpage"}:
        instead.append(lambda: c.text("publisher"))
    elif c.type == "standard":
        instead.append(lambda: c.text("authority"))
    instead.append(lambda: macro(_title_for_author(c)))
    return c.names("composer", INVERTED, SHORT_ROLE, instead=instead)


def _title_for_author(c: Cite) -> Piece:
    if is_review(c):
        if c.has("title") and c.has("reviewed-genre", "reviewed-title"):
            return macro(title_of(c))
        return macro(_title_and_descriptions(c))
    if c.has("title"):
        return group(macro(title_of(c)), macro(identifier_of(c)), delimiter=" ")
    return macro(_title_and_descriptions(c))


def _title_and_descriptions(c: Cite) -> Piece:
    if c.has("title"):
        pieces = [macro(title_of(c)), macro(identifier_of(c)), macro(description_of(c))]
    elif c.type in {"bill", "report"}:
        pieces = [macro(number_of(c)), macro(description_of(c)), macro(identifier_of(c))]
    else:
        pieces = [macro(description_of(c)), macro(identifier_of(c))]
    return group(*pieces, delimiter=" ")


def _date(c: Cite) -> Piece:
    if c.has("issued"):
        year = group(macro(_circa_year(c, "issued")))
        days = macro(c.date("issued", _MONTH_DAY)) if _has_day(c) else None
        pieces: list[Piece] = [group(year, days, delimiter=", ")]
    elif c.has("status"):
        pieces = [c.text("status", case="lower")]
    else:
        pieces = [c.term("no date", "short")]
    return group(*pieces, delimiter="-", prefix="(", suffix=")")


def _has_day(c: Cite) -> bool:
    return c.type in _DATED or (not c.has(*NUMBERED) and c.type in TALKS)


def _circa_year(c: Cite, variable: str) -> Piece:
    circa = c.term("circa", "short") if c.circa(variable) else None
    return group(circa, c.date(variable, YEAR), delimiter=" ")


def _history(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.type == "patent":
        pieces = [c.text("references")]
    else:
        placed = c.has("collection-title", *NUMBERED[4:], "number")
        if c.has("issued") and placed:
            pieces.append(c.text("status", case="first"))
        pieces.append(c.text("references") if c.has("references") else _original(c))
    return group(*pieces, delimiter="; ", prefix="(", suffix=")")


def _original(c: Cite) -> Piece:
    title = group(c.value("as"), c.text("original-title", styles=(ITALIC,)), delimiter=" ")
    details = group(
        title,
        macro(_circa_year(c, "original-date")),
        c.text("original-publisher"),
        delimiter=", ",
    )
    return group(c.term("original-work-published", case="first"), details, delimiter=" ")
