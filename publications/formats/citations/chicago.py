"""Chicago author-date (18th edition): who, when, what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import chicago_source as source
from . import legal
from .chicago_source import (
    BY,
    CREATORS,
    EDITORS,
    FULL,
    NUMBERED,
    SERIAL,
    TALKS,
    edition,
    in_series,
    is_review,
    numbered,
    part_number,
    part_title,
    primary_title,
    volume_title,
)
from .cite import YEAR, Cite, Label, Manner, Piece, Pieces, group, macro
from .names import NameStyle
from .output import ITALIC

RETRIEVABLE = (
    "archive",
    "archive-place",
    "container-title",
    "DOI",
    "number",
    "publisher",
    "references",
    "URL",
)
_IDENTIFIED = (
    "container-title",
    "event-date",
    "event-place",
    "event-title",
    "genre",
    "title",
    "publisher",
    "publisher-place",
)
_ENTRIES = {"entry", "entry-dictionary", "entry-encyclopedia"}
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
    pages="chicago-16",
    text_date=source.TEXT_DATE,
    suffix=".",
)


def entry(c: Cite) -> Pieces:
    """The entry of the reference list; what is cited in the text only has none."""
    if c.type == "classic":
        listed = c.has("archive", "editor", "translator", "publisher")
    elif c.type in _ENTRIES:
        listed = c.has("author", "DOI", "URL")
    else:
        lost = c.type in {"interview", "personal_communication"}
        listed = c.has(*RETRIEVABLE) or not lost
    return [macro(_entry(c))] if listed else []


def _entry(c: Cite) -> Piece:
    if c.type in legal.TYPES:
        return group(
            macro(legal.reference(c, legal.CHICAGO)),
            macro(source.link(c)),
            c.text("references"),
            delimiter=". ",
        )
    site: Piece = None
    author = macro(_author(c))
    if c.type == "webpage" and not c.has("publisher"):
        if c.has_all("container-title", "container-title-short"):
            site = c.text("container-title", case="title", prefix="(", suffix=")")
    return group(
        group(author, site, delimiter=" "),
        macro(_date(c)),
        macro(_title_and_source(c)),
        c.text("references"),
        delimiter=". ",
    )


def _author(c: Cite) -> Any:  # noqa: C901, PLR0912 (who may stand first, in order)
    label = Label("short", prefix=", ")
    instead: list[Callable[[], Any]] = []

    def people(*roles: str) -> None:
        instead.extend(lambda role=role: c.names(role, _INVERTED, label) for role in roles)

    def container() -> Any:
        return macro(_container_for_author(c))

    def title() -> Any:
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
    if not c.has(*_IDENTIFIED) and c.type == "manuscript":
        instead.append(lambda: macro(source.archive(c)))
    return c.names("composer", _INVERTED, label, instead=instead)


def _container_for_author(c: Cite) -> Piece | None:
    if c.has("volume-title"):
        return None
    if c.type in {"article-magazine", "article-newspaper"} or is_review(c):
        return macro(source.serial_name(c))
    if c.type in _ENTRIES or c.type == "broadcast":
        return c.text("container-title", case="title", styles=(ITALIC,))
    if c.type == "webpage":
        short = c.has("container-title-short")
        return c.text("container-title-short" if short else "container-title", case="title")
    return None


def _title_for_author(c: Cite) -> Piece:
    if is_review(c):
        if c.has_all("reviewed-genre", "title"):
            return macro(_title(c))
        return macro(_title_and_descriptions(c))
    return macro(_title(c) if c.has("title") else _title_and_descriptions(c))


def _date(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has("issued"):
        original = macro(source.year(c, "original-date"), prefix="(", suffix=")")
        issued = group(macro(source.year(c, "issued")))
        pieces = [group(original, issued, delimiter=" ")]
    elif c.has("event-date"):
        around = ("[", "?]") if c.circa("issued") else ("", "")
        pieces = [macro(c.date("event-date", YEAR, *around))]
    elif c.has("available-date"):
        pieces = [c.year("available-date")]
    elif c.has("status"):
        pieces = [c.text("status", case="first")]
    elif c.type == "manuscript":
        pieces = [c.term("no date", "short")] if c.has(*_IDENTIFIED) else []
    elif c.type != "collection":
        pieces = [c.term("no date", "short")]
    return group(*pieces, delimiter="-")


def _title(c: Cite) -> Piece:
    if c.type in {"post", "webpage"} or in_series(c):
        if is_review(c) and not c.has("reviewed-genre", "reviewed-title"):
            return macro()
        return macro(macro(_title_and_part(c)))
    if not c.has("container-title"):
        if c.has("part-title"):
            return macro(macro(part_title(c)))
        if c.has("volume-title"):
            return macro(macro(volume_title(c)))
    return macro(macro(primary_title(c)))


def _title_and_part(c: Cite) -> Piece:
    part = group(macro(part_number(c, "first")), macro(part_title(c)), delimiter=", ")
    return group(macro(primary_title(c)), part, delimiter=". ")


def _title_and_descriptions(c: Cite) -> Piece:
    if c.has("title"):
        pieces = [macro(_title(c)), macro(_description(c)), macro(_identifier(c))]
    elif c.type in {"bill", "report"}:
        number = macro(source.number(c))
        pieces = [number, macro(_identifier(c)), macro(_description(c))]
    else:
        pieces = [macro(_description(c)), macro(_identifier(c))]
    return group(*pieces, delimiter=". ")


def _description(c: Cite) -> Piece | None:  # noqa: PLR0911 (one kind of work a line)
    if c.type == "interview" or c.has("interviewer"):
        return macro(_interview(c))
    if is_review(c):
        return macro(_review(c))
    if c.type == "personal_communication":
        return macro(_letter(c))
    if c.type == "song" and c.has("composer"):
        return macro(_song(c))
    if c.type == "thesis":
        return None
    if c.type in SERIAL:
        return macro(_serial(c))
    if c.type == "paper-conference":
        return macro(_paper(c))
    if not c.has("container-title"):
        return macro(_format(c))
    if c.type in {"document", "report", "software", "standard"}:
        return None
    if c.type in {"event", "performance", "speech"}:
        return macro(_format(c)) if c.has(*NUMBERED) else None
    return macro(_format(c))


def _format(c: Cite, case: str = "first") -> Piece | None:
    return source.described_format(c, case)


def _interview(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has("genre") and not c.has("number"):
        by = group(c.term("container-author", "verb"), c.names("interviewer", FULL), delimiter=" ")
        pieces = [group(c.text("genre", case="first"), by, delimiter=" ")]
    elif c.has("interviewer") or c.has("genre"):
        pieces = [c.names("interviewer", FULL, BY)]
    else:
        pieces = [macro(_format(c))]
    return group(*pieces, macro(_event_place_first(c)), delimiter=", ")


def _event_place_first(c: Cite) -> Piece | None:
    if not c.has("event", "event-date", "event-title"):
        return None
    return group(
        c.text("event-title"),
        c.text("event-place"),
        macro(source.event_date(c)),
        delimiter=", ",
    )


def _review(c: Cite) -> Piece:
    label = Label("verb", suffix=" ", before=True)
    titled = c.has("reviewed-genre", "reviewed-title")
    title = "reviewed-title" if titled else "title"
    genre = macro(_review_genre(c, label))
    named = macro(c.text(title, case="title", styles=(ITALIC,)))
    author: Any = None
    if c.has_all("reviewed-genre", "reviewed-title", "title") or not c.has("reviewed-genre"):
        author = c.names("reviewed-author", FULL, label)
    review = group(
        group(genre, named, delimiter=" "), author, macro(_event_place_first(c)), delimiter=", "
    )
    return group(review, macro(_section(c)), delimiter=". ")


def _review_genre(c: Cite, label: Label) -> Piece:
    if c.has("reviewed-genre"):
        author = None
        opening = macro(_review_of(c))
        genre = c.text("reviewed-genre")
        if not c.has("reviewed-title"):
            author = c.names("reviewed-author", FULL, label)
        return group(opening, genre, author, delimiter=" ")
    if c.has("genre") and not c.has("number"):
        return c.text("genre", case="first")
    return macro(_review_of(c))


def _review_of(c: Cite) -> Piece:
    if c.has(*CREATORS):
        return c.term("review-of", case="first")
    return group(c.term("anonymous", case="first"), c.term("review-of"), delimiter=" ")


def _section(c: Cite) -> Piece:
    label = c.label("section", "short", "first") if c.numeric("section") else None
    return group(label, c.text("section", case="title"), delimiter=" ")


def _letter(c: Cite) -> Piece | None:
    if not c.has("recipient"):
        return macro(_format(c))
    if c.has("genre") and not c.has("number"):
        label = Label("verb", suffix=" ", before=True)
        to: Any = group(macro(_format(c)), c.names("recipient", FULL, label), delimiter=" ")
    else:
        to = c.names("recipient", FULL, BY)
    return group(to, c.text("event-place"), macro(source.event_date(c)), delimiter=", ")


def _song(c: Cite) -> Piece:
    if c.has("genre"):
        opening = [c.text("genre", case="first"), c.term("performer", "verb")]
    else:
        opening = [c.term("performer", "verb", "first")]
    who = c.names("author", FULL, instead=(lambda: c.names("performer", FULL),))
    return group(*opening, who, delimiter=" ")


def _serial(c: Cite) -> Piece:
    return group(macro(_format(c)), macro(_section(c)), delimiter=". ")


def _paper(c: Cite) -> Piece | None:
    if c.has(*EDITORS):
        return macro(_format(c))
    return group(macro(_serial(c)), macro(source.event(c)), delimiter=". ")


def _identifier(c: Cite) -> Piece:
    return group(*_identifiers(c), delimiter=". ")


def _identifiers(c: Cite) -> Pieces:
    if c.type == "patent":
        return [macro(_patent(c))]
    if c.type == "report":
        return [macro(_report(c))]
    if c.type in {"post", "webpage"}:
        return [
            macro(source.number(c)),
            macro(source.version(c, "first")),
            macro(source.edition_after_title(c)),
            macro(source.contributors(c)),
        ]
    if c.has("container-title"):
        pictures = {"broadcast", "graphic", "map", "motion_picture"}
        number = macro(source.number(c)) if c.type in pictures else None
        return [number, macro(source.contributors(c))]
    return [
        None if c.type == "song" else macro(source.number(c)),
        macro(source.version(c, "first")),
        macro(source.edition_after_title(c)),
        macro(_contributors_and_volume(c)),
    ]


def _patent(c: Cite) -> Piece:
    authority = c.text("authority", form="short")
    kind = c.text("genre", case="first") if c.has("genre") else c.term("patent", case="first")
    both = c.term("and") if c.has_all("issued", "submitted") else None
    return group(
        group(authority, kind, c.text("number"), delimiter=" "),
        group(c.value("filed"), c.date("submitted"), delimiter=" "),
        group(both, c.value("issued"), macro(source.full_date(c, "issued")), delimiter=" "),
        delimiter=", ",
    )


def _report(c: Cite) -> Piece:
    if c.has("container-title"):
        return group(macro(source.contributors(c)), delimiter=". ")
    return group(
        macro(source.number(c)) if c.has("title") else None,
        macro(source.version(c, "first")),
        macro(source.edition_after_title(c)),
        macro(_contributors_and_volume(c)),
        delimiter=". ",
    )


def _contributors_and_volume(c: Cite) -> Piece:
    if in_series(c):
        return macro(source.serial_contributors(c))
    volumes = ("part-number", "part-title", "volume", "volume-title")
    contributors = macro(source.monographic_contributors(c))
    volume = macro(_volume_of_work(c))
    editor: Any = None
    if c.has("number-of-volumes", *volumes):
        label = Label("verb", suffix=" ", before=True)
        editor = c.names("collection-editor", FULL, label)
    count = None if c.has(*volumes) else macro(source.number_of_volumes(c))
    return macro(group(contributors, group(volume, editor, delimiter=", "), count, delimiter=". "))


def _volume_of_work(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has_all("part-number", "part-title", "volume", "volume-title"):
        pieces = [
            group(
                macro(part_number(c, "first")),
                c.value("of"),
                macro(volume_title(c)),
                delimiter=" ",
            ),
            group(
                macro(numbered(c, "volume")),
                c.value("of"),
                macro(primary_title(c)),
                delimiter=" ",
            ),
        ]
    elif c.has("part-title", "volume-title"):
        pieces = [group(*_which_volume(c), macro(primary_title(c)), delimiter=" ")]
    elif c.has_all("part-number", "volume"):
        pieces = [macro(numbered(c, "volume", "first")), macro(part_number(c))]
    elif c.has("part-number"):
        pieces = [macro(part_number(c, "first"))]
    elif c.has("volume"):
        pieces = [macro(numbered(c, "volume", "first"))]
    return group(*pieces, delimiter=", ")


def _which_volume(c: Cite) -> Pieces:
    if c.has_all("part-number", "volume"):
        volume = macro(numbered(c, "volume", "first"))
        return [group(volume, macro(part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(part_number(c, "first")), c.value("of")]
    if c.has("volume"):
        return [macro(numbered(c, "volume", "first")), c.value("of")]
    return []


def _title_and_source(c: Cite) -> Piece:
    return group(
        group(*_what_and_where(c), delimiter=". "),
        group(
            macro(source.event(c)) if _held_unpublished(c) else None,
            macro(source.publication(c)),
            delimiter=", ",
        ),
        macro(source.medium(c)),
        macro(source.archive(c)),
        macro(source.link(c)),
        delimiter=". ",
    )


def _held_unpublished(c: Cite) -> bool:
    if c.has(*source.PUBLISHED) or c.type in SERIAL:
        return False
    return c.has(*EDITORS) or c.type not in TALKS


def _what_and_where(c: Cite) -> Pieces:
    if c.type == "broadcast" and c.has_all("container-title", "number", "title"):
        return _episode(c)
    what, where = macro(_title_and_descriptions(c)), macro(source.source(c))
    introduced = c.type == "chapter" or (c.type == "article-journal" and c.has("volume-title"))
    if introduced and c.has_all("container-title", "genre"):
        return [group(what, where, delimiter=" ")]
    return [what, where]


def _episode(c: Cite) -> Pieces:
    series = macro(source.whole_title(c))
    episode = group(
        macro(source.number(c)),
        macro(_title(c)),
        macro(_description(c)),
        macro(source.whole_contributors(c)),
        delimiter=", ",
    )
    return [
        series,
        episode,
        macro(source.contributors_besides_author(c)),
        macro(source.series(c)),
        macro(source.event(c)) if c.has(*source.PUBLISHED) else None,
    ]
