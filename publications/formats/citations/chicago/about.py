"""The title and what is said of the work right after it."""

from __future__ import annotations

from ..cite import Cite, Label
from ..kinds import EDITORS, NUMBERED, SERIAL, in_series, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .books import event_of
from .dating import event_date, full_date
from .people import contributors_of, monographic_contributors, serial_contributors
from .works import (
    CAPITAL_VERB,
    CREATORS,
    FULL,
    described_format,
    edition_after_title,
    number_of,
    number_of_volumes,
    numbered,
    part_number,
    part_title,
    primary_title,
    version_of,
    volume_title,
)


def title_of(c: Cite) -> Piece:
    """The title, with that of its part."""
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


def title_and_descriptions(c: Cite) -> Piece:
    """The title and what is said of the work."""
    if c.has("title"):
        pieces = [macro(title_of(c)), macro(description_of(c)), macro(_identifier(c))]
    elif c.type in {"bill", "report"}:
        number = macro(number_of(c))
        pieces = [number, macro(_identifier(c)), macro(description_of(c))]
    else:
        pieces = [macro(description_of(c)), macro(_identifier(c))]
    return group(*pieces, delimiter=". ")


def description_of(c: Cite) -> Piece:  # noqa: PLR0911 (one kind of work a line)
    """What it reviews, who was interviewed, what kind of thing it is."""
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
        return macro(_serial_description(c))
    if c.type == "paper-conference":
        return macro(_paper(c))
    if not c.has("container-title"):
        return macro(described_format(c, "first"))
    if c.type in {"document", "report", "software", "standard"}:
        return None
    if c.type in {"event", "performance", "speech"}:
        return macro(described_format(c, "first")) if c.has(*NUMBERED) else None
    return macro(described_format(c, "first"))


def _interview(c: Cite) -> Piece:
    pieces: list[Piece] = []
    if c.has("genre") and not c.has("number"):
        by = group(c.term("container-author", "verb"), c.names("interviewer", FULL), delimiter=" ")
        pieces = [group(c.text("genre", case="first"), by, delimiter=" ")]
    elif c.has("interviewer") or c.has("genre"):
        pieces = [c.names("interviewer", FULL, CAPITAL_VERB)]
    else:
        pieces = [macro(described_format(c, "first"))]
    return group(*pieces, macro(_event_place_first(c)), delimiter=", ")


def _event_place_first(c: Cite) -> Piece:
    if not c.has("event", "event-date", "event-title"):
        return None
    return group(
        c.text("event-title"),
        c.text("event-place"),
        macro(event_date(c)),
        delimiter=", ",
    )


def _review(c: Cite) -> Piece:
    label = Label("verb", suffix=" ", before=True)
    titled = c.has("reviewed-genre", "reviewed-title")
    title = "reviewed-title" if titled else "title"
    genre = macro(_review_genre(c, label))
    named = macro(c.text(title, case="title", styles=(ITALIC,)))
    author: Piece = None
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


def _letter(c: Cite) -> Piece:
    if not c.has("recipient"):
        return macro(described_format(c, "first"))
    if c.has("genre") and not c.has("number"):
        label = Label("verb", suffix=" ", before=True)
        to: Piece = group(
            macro(described_format(c, "first")), c.names("recipient", FULL, label), delimiter=" "
        )
    else:
        to = c.names("recipient", FULL, CAPITAL_VERB)
    return group(to, c.text("event-place"), macro(event_date(c)), delimiter=", ")


def _song(c: Cite) -> Piece:
    if c.has("genre"):
        opening = [c.text("genre", case="first"), c.term("performer", "verb")]
    else:
        opening = [c.term("performer", "verb", "first")]
    who = c.names("author", FULL, instead=(lambda: c.names("performer", FULL),))
    return group(*opening, who, delimiter=" ")


def _serial_description(c: Cite) -> Piece:
    return group(macro(described_format(c, "first")), macro(_section(c)), delimiter=". ")


def _paper(c: Cite) -> Piece:
    if c.has(*EDITORS):
        return macro(described_format(c, "first"))
    return group(macro(_serial_description(c)), macro(event_of(c)), delimiter=". ")


def _identifier(c: Cite) -> Piece:
    return group(*_identifiers(c), delimiter=". ")


def _identifiers(c: Cite) -> list[Piece]:
    if c.type == "patent":
        return [macro(_patent(c))]
    if c.type == "report":
        return [macro(_report(c))]
    if c.type in {"post", "webpage"}:
        return [
            macro(number_of(c)),
            macro(version_of(c, "first")),
            macro(edition_after_title(c)),
            macro(contributors_of(c)),
        ]
    if c.has("container-title"):
        pictures = {"broadcast", "graphic", "map", "motion_picture"}
        number = macro(number_of(c)) if c.type in pictures else None
        return [number, macro(contributors_of(c))]
    return [
        None if c.type == "song" else macro(number_of(c)),
        macro(version_of(c, "first")),
        macro(edition_after_title(c)),
        macro(_contributors_and_volume(c)),
    ]


def _patent(c: Cite) -> Piece:
    authority = c.text("authority", form="short")
    kind = c.text("genre", case="first") if c.has("genre") else c.term("patent", case="first")
    both = c.term("and") if c.has_all("issued", "submitted") else None
    return group(
        group(authority, kind, c.text("number"), delimiter=" "),
        group(c.value("filed"), c.date("submitted"), delimiter=" "),
        group(both, c.value("issued"), macro(full_date(c, "issued")), delimiter=" "),
        delimiter=", ",
    )


def _report(c: Cite) -> Piece:
    if c.has("container-title"):
        return group(macro(contributors_of(c)), delimiter=". ")
    return group(
        macro(number_of(c)) if c.has("title") else None,
        macro(version_of(c, "first")),
        macro(edition_after_title(c)),
        macro(_contributors_and_volume(c)),
        delimiter=". ",
    )


def _contributors_and_volume(c: Cite) -> Piece:
    if in_series(c):
        return macro(serial_contributors(c))
    volumes = ("part-number", "part-title", "volume", "volume-title")
    contributors = macro(monographic_contributors(c))
    volume = macro(_volume_of_work(c))
    editor: Piece = None
    if c.has("number-of-volumes", *volumes):
        label = Label("verb", suffix=" ", before=True)
        editor = c.names("collection-editor", FULL, label)
    count = None if c.has(*volumes) else macro(number_of_volumes(c))
    return macro(group(contributors, group(volume, editor, delimiter=", "), count, delimiter=". "))


def _volume_of_work(c: Cite) -> Piece:
    pieces: list[Piece] = []
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


def _which_volume(c: Cite) -> list[Piece]:
    if c.has_all("part-number", "volume"):
        volume = macro(numbered(c, "volume", "first"))
        return [group(volume, macro(part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(part_number(c, "first")), c.value("of")]
    if c.has("volume"):
        return [macro(numbered(c, "volume", "first")), c.value("of")]
    return []
