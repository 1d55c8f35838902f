"""Chicago author-date (18th edition): who, when, what, where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .. import legal
from ..cite import YEAR, Cite, Label, Manner
from ..kinds import EDITORS, RETRIEVABLE, SERIAL, TALKS, is_review
from ..names import NameStyle
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .about import description_of, title_and_descriptions, title_of
from .books import PUBLISHED, event_of, series_of, source_of, whole_title
from .dating import year_of
from .journals import serial_name
from .people import contributors_besides_author, whole_contributors
from .publication import archive_of, link_of, medium_of, publication_of
from .works import ENTRIES, FULL, TEXT_DATE, number_of

_NAMED = (
    "container-title",
    "event-date",
    "event-place",
    "event-title",
    "genre",
    "title",
    "publisher",
    "publisher-place",
)
_INVERTED = FULL.but(before_last="always", inverted="first")
MANNER = Manner(
    terms={
        ("advance-online-publication", "long"): "ahead of print",
        ("anonymous", "long"): "unsigned",
        ("collection-editor", "verb-short"): "ed.",
        ("collection-number", "short"): ("vol.", "vols."),
        ("compiler", "verb-short"): "comp.",
        ("editor", "verb-short"): "ed.",
        ("editor-translator", "short"): ("ed. and trans.", "eds. and trans."),
        ("editortranslator", "short"): ("ed. and trans.", "eds. and trans."),
        ("editor-translator", "verb"): "edited and translated by",
        ("editortranslator", "verb"): "edited and translated by",
        ("editor-translator", "verb-short"): "ed. and trans.",
        ("editortranslator", "verb-short"): "ed. and trans.",
        ("illustrator", "verb-short"): "ill.",
        ("legislation", "short"): "Pub. L.",
        ("manuscript", "long"): "unpublished manuscript",
        ("original-work-published", "long"): "originally published as",
        ("paper-conference", "short"): "paper",
        ("sub-verbo", "long"): "under",
        ("sub-verbo", "short"): "under",
        ("timestamp", "long"): "at",
        ("translator", "verb-short"): "trans.",
    },
    names=NameStyle(initials=". ", et_al_min=7, et_al_first=3, particle_last=True),
    tells_apart="first",
    pages="chicago-16",
    text_date=TEXT_DATE,
    suffix=".",
)


def entry(c: Cite) -> list[Piece]:
    """The entry of the reference list; what is cited in the text only has none."""
    if c.type == "classic":
        listed = c.has("archive", "editor", "translator", "publisher")
    elif c.type in ENTRIES:
        listed = c.has("author", "DOI", "URL")
    else:
        lost = c.type in {"interview", "personal_communication"}
        listed = c.has(*RETRIEVABLE) or not lost
    return [macro(_entry(c))] if listed else []


def _entry(c: Cite) -> Piece:
    if c.type in legal.TYPES:
        return group(
            macro(legal.reference(c, legal.CHICAGO)),
            macro(link_of(c)),
            c.text("references"),
            delimiter=". ",
        )
    site: Piece = None
    author = macro(_author(c))
    named = c.type == "webpage" and c.has_all("container-title", "container-title-short")
    if named and not c.has("publisher"):
        site = c.text("container-title", case="title", prefix="(", suffix=")")
    return group(
        group(author, site, delimiter=" "),
        macro(_date(c)),
        macro(_title_and_source(c)),
        c.text("references"),
        delimiter=". ",
    )


def _author(c: Cite) -> Piece:  # noqa: C901 (who may stand first, in order)
    label = Label("short", prefix=", ")
    instead: list[Callable[[], Piece]] = []

    def people(*roles: str) -> None:
        instead.extend(partial(c.names, role, _INVERTED, label) for role in roles)

    def container() -> Piece:
        return macro(_container_for_author(c))

    def title() -> Piece:
        return macro(_title_for_author(c))

    people("author", "guest", "host")
    if c.type == "song":
        people("performer")
    if c.type == "classic":
        instead.append(title)
    elif c.type in {"entry-dictionary", "entry-encyclopedia"} and c.has("container-title"):
        instead.append(container)
    people("illustrator")
    if c.type != "standard":
        people("editor-translator", "editor", "translator", "collection-editor")
    people("director")
    if not (c.type == "broadcast" and c.has_all("container-title", "number", "title")):
        people("producer", "executive-producer", "series-creator")
        if c.type == "broadcast":
            people("contributor")
    people("editorial-director", "compiler")
    if c.type in {"event", "performance", "speech"}:
        people("chair", "organizer")
    people("curator")
    if c.type in {"software", "webpage"}:
        instead.append(lambda: c.text("publisher"))
    elif c.type == "standard":
        instead.append(lambda: c.text("authority"))
    instead += [container, title]
    if not c.has(*_NAMED) and c.type == "manuscript":
        instead.append(lambda: macro(archive_of(c)))
    return c.names("composer", _INVERTED, label, instead=instead)


def _container_for_author(c: Cite) -> Piece:
    if c.has("volume-title"):
        return None
    if c.type in {"article-magazine", "article-newspaper"} or is_review(c):
        return macro(serial_name(c))
    if c.type in ENTRIES or c.type == "broadcast":
        return c.text("container-title", case="title", styles=(ITALIC,))
    if c.type == "webpage":
        short = c.has("container-title-short")
        return c.text("container-title-short" if short else "container-title", case="title")
    return None


def _title_for_author(c: Cite) -> Piece:
    if is_review(c):
        if c.has_all("reviewed-genre", "title"):
            return macro(title_of(c))
        return macro(title_and_descriptions(c))
    return macro(title_of(c) if c.has("title") else title_and_descriptions(c))


def _date(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.has("issued"):
        original = macro(year_of(c, "original-date"), prefix="(", suffix=")")
        issued = group(macro(year_of(c, "issued")))
        pieces = [group(original, issued, delimiter=" ")]
    elif c.has("event-date"):
        around = ("[", "?]") if c.circa("issued") else ("", "")
        pieces = [macro(c.date("event-date", YEAR, *around))]
    elif c.has("available-date"):
        pieces = [c.year("available-date")]
    elif c.has("status"):
        pieces = [c.text("status", case="first")]
    elif c.type == "manuscript":
        pieces = [c.term("no date", "short")] if c.has(*_NAMED) else []
    elif c.type != "collection":
        pieces = [c.term("no date", "short")]
    return group(*pieces, delimiter="-")


def _title_and_source(c: Cite) -> Piece:
    return group(
        group(*_what_and_where(c), delimiter=". "),
        group(
            macro(event_of(c)) if _held_unpublished(c) else None,
            macro(publication_of(c)),
            delimiter=", ",
        ),
        macro(medium_of(c)),
        macro(archive_of(c)),
        macro(link_of(c)),
        delimiter=". ",
    )


def _held_unpublished(c: Cite) -> bool:
    if c.has(*PUBLISHED) or c.type in SERIAL:
        return False
    return c.has(*EDITORS) or c.type not in TALKS


def _what_and_where(c: Cite) -> list[Piece]:
    if c.type == "broadcast" and c.has_all("container-title", "number", "title"):
        return _episode(c)
    what, where = macro(title_and_descriptions(c)), macro(source_of(c))
    introduced = c.type == "chapter" or (c.type == "article-journal" and c.has("volume-title"))
    if introduced and c.has_all("container-title", "genre"):
        return [group(what, where, delimiter=" ")]
    return [what, where]


def _episode(c: Cite) -> list[Piece]:
    series = macro(whole_title(c))
    episode = group(
        macro(number_of(c)),
        macro(title_of(c)),
        macro(description_of(c)),
        macro(whole_contributors(c)),
        delimiter=", ",
    )
    return [
        series,
        episode,
        macro(contributors_besides_author(c)),
        macro(series_of(c)),
        macro(event_of(c)) if c.has(*PUBLISHED) else None,
    ]
